"""The W3C's cases for its HTTP protocols, against a running server: protocol, graph store, description."""

from collections.abc import Iterator
from email.message import Message
from functools import cache

import pytest

from tests.conformance.http.cases import Expectation
from tests.conformance.http.running import faults
from tests.conformance.http.suites import HTTP_SUITES, http_collected, http_outcomes
from tests.serving import Reply, Served, served

_CASES = [(name, case.id) for name in HTTP_SUITES for case in http_collected(name)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all cases, whose default graph is the one without a name."""
    with served(tmp_path_factory.mktemp("protocols"), default_graph="default") as running:
        yield running


@cache
def _outcomes(server: Served, name: str) -> dict[str, str]:
    return http_outcomes(server, name)


@pytest.mark.parametrize("name", HTTP_SUITES)
def test_suite_is_whole(name: str) -> None:
    """No case is lost on the way: 34, 31 and 3."""
    if not http_collected(name):
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")

    assert len({case.id for case in http_collected(name)}) == HTTP_SUITES[name].size


@pytest.mark.parametrize(("name", "case"), _CASES, ids=[case for _, case in _CASES])
def test_case_passes(server: Served, name: str, case: str) -> None:
    """The responses are those that the W3C expects."""
    assert not _outcomes(server, name)[case]


def test_promise_6_the_w3cs_tests_of_the_protocols_pass_over_http(server: Served) -> None:
    """34 of the protocol, 31 of the graph store, 3 of the service description; what comes is decoded once."""
    if not http_collected("protocol"):
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")

    passed = {name: sum(not wrong for wrong in _outcomes(server, name).values()) for name in HTTP_SUITES}
    twice = server.ask("GET", "/sparql?query=SELECT%20(%22%2525%22%20AS%20%3Fo)%20%7B%7D")

    assert passed == {"protocol": 34, "graph-store": 31, "description": 3}
    assert twice.document["results"]["bindings"][0]["o"]["value"] == "%25"


@pytest.mark.parametrize(
    ("status", "kind", "body", "expected"),
    [
        (201, "text/turtle", b"", Expectation(frozenset({200, 204}))),
        (200, "text/csv", b"", Expectation(frozenset({200}), form="boolean")),
        (200, "text/turtle", b"", Expectation(frozenset({200}), form="tabular")),
        (200, "application/json", b'{"boolean": false}', Expectation(frozenset({200}), truth=True)),
        (200, "text/turtle", b"", Expectation(frozenset({200}), content_type="text/turtle; charset=utf-8")),
        (200, "text/turtle", b"<x:a> <x:b> 1 .", Expectation(frozenset({200}), body="<x:a> <x:b> 2 .")),
        (200, "text/turtle", b"<x:a> <x:b> 1, 2 .", Expectation(frozenset({200}), body="<x:a> <x:b> 2 .")),
        (200, "text/turtle", b"", Expectation(frozenset({200}), body="[] <x:b> 2 .")),
    ],
)
def test_a_wrong_response_is_seen(status: int, kind: str, body: bytes, expected: Expectation) -> None:
    """A case can fail by its status, its type, its truth value or what it says."""
    headers = Message()
    headers["Content-Type"] = kind

    assert list(faults(Reply(status, headers, body), expected, expected.body or ""))
