"""The W3C's SPARQL syntax suites, 1.0 to 1.2, and every query of the other suites, through the parser."""

import os
import re
from pathlib import Path

import pytest

from graph.errors import QuerySyntaxError
from graph.sparql import parse_query, parse_update
from graph.sparql.write import query_text
from tests.conformance.manifests import Case, cases

SHARED = Path(os.environ.get("MAILLAGE_SHARED", Path(__file__).parents[2].parent / "shared"))
SUITES = (SHARED / "rdf-tests" / "sparql").resolve()
SYNTAX_KINDS = frozenset(
    {f"{sign}{what}" for sign in ("Positive", "Negative") for what in ("SyntaxTest", "SyntaxTest11")}
    | {f"{sign}Update{what}" for sign in ("Positive", "Negative") for what in ("SyntaxTest", "SyntaxTest11")}
)
EXPECTED = {"sparql10": (149, 50), "sparql11": (108, 61), "sparql12": (120, 83)}
"""Suite → positive and negative syntax tests, queries and updates together."""
DRAFT = frozenset(
    ["path-2-1", "path-2-3", "path-3-1", "path-3-2", "path-3-4", "pp04", "pp05", "pp13", "pp15"]
)
"""Files of property-path that no manifest names: ``{n,m}`` was dropped before SPARQL 1.1 was finished."""
EXPECTED_TEXTS = {"sparql10": 429, "sparql11": 494, "sparql12": 182}


def _manifests(suite: str) -> list[Path]:
    names = {"sparql10": "manifest-syntax.ttl", "sparql11": "manifest-all.ttl"}
    return (
        [SUITES / suite / names[suite]] if suite in names else sorted((SUITES / suite).glob("*/manifest.ttl"))
    )


def _collected(suite: str) -> list[Case]:
    found = (case for manifest in _manifests(suite) for case in cases(manifest))
    return list({case.id: case for case in found if case.kind in SYNTAX_KINDS}.values())


COLLECTED = {suite: _collected(suite) if SUITES.is_dir() else [] for suite in EXPECTED}


def _read(case: Case) -> object:
    parse = parse_update if "Update" in case.kind else parse_query
    return parse(case.action.read_text("utf-8"), base=case.action.as_uri())


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{suite}-{case.id}") for suite, found in COLLECTED.items() for case in found],
)
def test_text_is_read_or_refused_as_the_suite_says(case: Case) -> None:
    """A good text parses; a bad one is refused with line and column."""
    if "Positive" in case.kind:
        assert _read(case)
        return

    with pytest.raises(QuerySyntaxError) as caught:
        _read(case)

    assert caught.value.line
    assert caught.value.column


@pytest.mark.parametrize("suite", EXPECTED)
def test_every_syntax_test_is_collected(suite: str) -> None:
    """The suites are there whole."""
    if not SUITES.is_dir():
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")
    positive = sum("Positive" in case.kind for case in COLLECTED[suite])

    assert (positive, len(COLLECTED[suite]) - positive) == EXPECTED[suite]


@pytest.mark.parametrize(("suite", "number"), EXPECTED_TEXTS.items())
def test_every_query_and_update_of_the_evaluation_suites_parses(suite: str, number: int) -> None:
    """What the suites evaluate is well-formed."""
    if not SUITES.is_dir():
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")
    refused = {case.action for case in COLLECTED[suite] if "Negative" in case.kind}
    every = sorted((SUITES / suite).rglob("*.r[qu]"))
    texts = [path for path in every if path not in refused and path.stem not in DRAFT]

    for path in texts:
        parse = parse_update if path.suffix == ".ru" else parse_query
        parse(path.read_text("utf-8"), base=path.as_uri())

    assert len(texts) == number


def _relabelled(value: object) -> str:
    """A value's form with its blank nodes numbered by first appearance."""
    names: dict[str, str] = {}
    return re.sub(
        r"Blank\(label='([^']*)'\)", lambda found: names.setdefault(found[1], f"_{len(names)}"), repr(value)
    )


@pytest.mark.parametrize("suite", EXPECTED)
def test_a_query_that_is_written_again_means_the_same(suite: str) -> None:
    """Every good query of the suites, written as text with absolute IRIs, parses to the same values."""
    texts = [
        case.action
        for case in COLLECTED[suite]
        if case.kind in {"PositiveSyntaxTest", "PositiveSyntaxTest11"}
    ]
    if not texts:
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")
    for path in texts:
        query = parse_query(path.read_text("utf-8"), base=path.as_uri())

        assert _relabelled(parse_query(query_text(query))) == _relabelled(query), path.name
