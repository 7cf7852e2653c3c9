"""The suites for HTTP protocols: which cases there are, how many there should be, and running one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tests.conformance.http.cases import HttpCase, protocol_cases
from tests.conformance.http.description import CHECKS, description_cases
from tests.conformance.http.prose import prose_cases
from tests.conformance.http.running import Session, emptied
from tests.conformance.suites import FOLDER
from tests.serving import Served

__all__ = ["HTTP_SUITES", "HttpSuite", "http_collected", "http_outcomes"]


@dataclass(frozen=True, slots=True)
class HttpSuite:
    """Cases for one protocol.

    Attributes:
        title: for people.
        manifests: below the folder of SPARQL 1.1, each with what reads it.
        size: how many cases there are.
    """

    title: str
    manifests: Mapping[str, Callable[[Path], Iterator[HttpCase]]]
    size: int


HTTP_SUITES: Mapping[str, HttpSuite] = MappingProxyType(
    {
        "protocol": HttpSuite("SPARQL 1.1 Protocol", {"protocol": protocol_cases}, 34),
        "graph-store": HttpSuite(
            "SPARQL 1.1 Graph Store Protocol",
            {"graph-store-protocol": protocol_cases, "http-rdf-update": prose_cases},
            31,
        ),
        "description": HttpSuite(
            "SPARQL 1.1 Service Description", {"service-description": description_cases}, 3
        ),
    }
)


@cache
def http_collected(name: str) -> tuple[HttpCase, ...]:
    """The cases of a suite; none where the suites are not at hand."""
    if not FOLDER.is_dir():
        return ()
    manifests = HTTP_SUITES[name].manifests.items()
    return tuple(
        case for folder, read in manifests for case in read(FOLDER / "sparql11" / folder / "manifest.ttl")
    )


def http_outcomes(server: Served, name: str) -> dict[str, str]:
    """Case → nothing where it passes, otherwise what is wrong."""
    outcomes = {}
    for deprecated in (False, True):
        emptied(server)
        session = Session(server)
        for case in http_collected(name):
            if case.is_deprecated is not deprecated:
                continue
            # The deprecated ones build on each other.
            if not deprecated:
                emptied(server)
                session = Session(server)
            outcomes[case.id] = session.outcome(case) if case.requests else _checked(server, case)
    return outcomes


def _checked(server: Served, case: HttpCase) -> str:
    return CHECKS[case.id.rpartition("/")[2]](server)
