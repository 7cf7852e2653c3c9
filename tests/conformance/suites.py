"""The SPARQL suites of the W3C: which cases each one has, and how many there should be."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tests.conformance.manifests import Case, cases

__all__ = ["SUITES", "Suite", "collected"]

SHARED = Path(os.environ.get("MAILLAGE_SHARED", Path(__file__).parents[2].parent / "shared"))
FOLDER = (SHARED / "rdf-tests" / "sparql").resolve()
_EVALUATION = frozenset({"QueryEvaluationTest", "UpdateEvaluationTest", "CSVResultFormatTest"})


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases that one manifest collects.

    Attributes:
        title: for people.
        manifest: below the folder of the suites.
        kinds: the types of test that belong to it.
        size: how many there are.
    """

    title: str
    manifest: str
    kinds: frozenset[str]
    size: int


def _syntax(*suffixes: str) -> frozenset[str]:
    return frozenset(f"{sign}{suffix}" for sign in ("Positive", "Negative") for suffix in suffixes)


_TESTS_10 = _syntax("SyntaxTest", "UpdateSyntaxTest")
_TESTS_11 = _syntax("SyntaxTest11", "UpdateSyntaxTest11")

SUITES: Mapping[str, Suite] = MappingProxyType(
    {
        "sparql10": Suite("SPARQL 1.0, evaluation", "sparql10/manifest.ttl", _EVALUATION, 283),
        "sparql10-syntax": Suite("SPARQL 1.0, syntax", "sparql10/manifest.ttl", _TESTS_10, 199),
        "query": Suite("SPARQL 1.1 query", "sparql11/manifest-sparql11-query.ttl", _EVALUATION, 225),
        "update": Suite("SPARQL 1.1 update", "sparql11/manifest-sparql11-update.ttl", _EVALUATION, 94),
        "results": Suite(
            "SPARQL 1.1 results in CSV, TSV, JSON",
            "sparql11/manifest-sparql11-results.ttl",
            _EVALUATION,
            10,
        ),
        "federation": Suite(
            "SPARQL 1.1 federated query", "sparql11/manifest-sparql11-fed.ttl", _EVALUATION, 7
        ),
        "sparql11-syntax": Suite("SPARQL 1.1, syntax", "sparql11/manifest-all.ttl", _TESTS_11, 169),
        "sparql12": Suite("SPARQL 1.2, evaluation", "sparql12/manifest.ttl", _EVALUATION, 66),
        "sparql12-syntax": Suite("SPARQL 1.2, syntax", "sparql12/manifest.ttl", _TESTS_10, 203),
    }
)
"""Name → suite. What asks for entailment, or tests an HTTP protocol, is in none of them."""


@cache
def collected(name: str) -> tuple[Case, ...]:
    """The cases of a suite; none where the suites are not at hand."""
    return tuple(_cases(SUITES[name])) if FOLDER.is_dir() else ()


def _cases(suite: Suite) -> Iterator[Case]:
    return (case for case in _all_of(suite.manifest) if case.kind in suite.kinds)


@cache
def _all_of(manifest: str) -> tuple[Case, ...]:
    return tuple(cases(FOLDER / manifest))
