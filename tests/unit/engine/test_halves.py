"""Pairs around something shared are the same, whether a half is found once or all patterns are joined."""

import re
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from graph.answer import Row
from graph.dataset import Dataset
from graph.engine import halves
from graph.engine.halves import halves_of
from graph.sparql import Circumstances, Limits, parse_query, translate
from graph.sparql.algebra import Bgp
from graph.sparql.requests import DatasetClause
from graph.sparql.walk import parts
from graph.terms import Iri

Make = Callable[..., Dataset]

_ENDS = ("<x:a>", "<x:b>", "<x:c>", "_:n", '"x:b"', '"x:a"@en', '"b"', "1", "01", "1.5", "true", '"2"^^<x:t>')
_GRAPHS = ("", "<x:g>", "<x:h>")
_PATTERNS = (
    "?r <x:p>/<x:q> ?one ; <x:p>/<x:q> ?other",
    "?r <x:p> ?i . ?i <x:q> ?one . ?r <x:p> ?k . ?k <x:q> ?other",
    "?k <x:q> ?other . ?r <x:p> ?k . ?r <x:p> ?i . ?i <x:q> ?one",
    "?r <x:q> ?one , ?other",
    "[] <x:q> ?one , ?other",
    "?r <x:p>/<x:q> ?one , ?other ; a ?kind",
    "?r <x:p>/<x:q> ?one , ?other , ?third",
    "?r <x:p> ?one , ?other . ?one <x:q> ?x . ?other <x:q> ?y",
    "?one (<x:p>|<x:q>)/^<x:q> ?r . ?other (<x:p>|<x:q>)/^<x:q> ?r",
    "?one <x:p>+ ?r . ?other <x:p>+ ?r",
    "?r ?p ?one . ?r ?s ?other",
)
_CONDITIONS = (
    "",
    "FILTER(STR(?one) < STR(?other))",
    "FILTER(STR(?one) >= STR(?other) && BOUND(?r))",
    "FILTER(STR(?other) > STR(?one)) FILTER(?one != ?other)",
    "FILTER(STR(?other) <= STR(?one)) FILTER(STR(?other) < STR(?one) || isBlank(?one))",
)
_GIVEN = (
    Circumstances(is_union=False),
    Circumstances(),
    Circumstances((DatasetClause(Iri("x:g")), DatasetClause(Iri("x:h")))),
    Circumstances((DatasetClause(Iri("x:h")), DatasetClause(Iri("x:g"), is_named=True))),
)


@pytest.fixture(scope="module")
def mixed() -> Dataset:
    """Things of all kinds, some of them in several graphs."""
    draw = Random(5)  # noqa: S311 - no secret
    dataset = Dataset.in_memory()
    for name in _GRAPHS:
        lines = [f"<x:r{draw.randrange(5)}> <x:p> <x:i{draw.randrange(8)}> ." for _ in range(14)]
        lines += [f"<x:i{draw.randrange(8)}> <x:q> {draw.choice(_ENDS)} ." for _ in range(24)]
        lines += [f"<x:r{draw.randrange(5)}> <x:q> {draw.choice(_ENDS)} ; a <x:k{draw.randrange(3)}> ."]
        lines += ["<x:i1> <x:p> <x:i2> . <x:i2> <x:p> <x:i3> . <x:r1> <x:p> <x:i1> ."]
        block = " ".join(lines)
        dataset.update(f"INSERT DATA {{ {f'GRAPH {name} {{ {block} }}' if name else block} }}")
    return dataset


@pytest.mark.parametrize("given", _GIVEN)
@pytest.mark.parametrize("condition", _CONDITIONS)
@pytest.mark.parametrize("pattern", _PATTERNS)
def test_pairs_of_halves_are_those_of_all_patterns(
    mixed: Dataset, monkeypatch: pytest.MonkeyPatch, pattern: str, condition: str, given: Circumstances
) -> None:
    """Repeated solutions count, terms without a text are no error for others, and graphs stay apart."""
    query = f"SELECT ?one ?other (COUNT(*) AS ?n) {{ {pattern} {condition} }} GROUP BY ?one ?other"

    usual, by_halves = _both_ways(mixed, query, given, monkeypatch)

    assert by_halves == usual


@pytest.mark.parametrize("graph", ["?g", "<x:h>"])
@pytest.mark.parametrize("given", _GIVEN)
@pytest.mark.parametrize("pattern", _PATTERNS[:6])
def test_pairs_are_of_one_graph_where_each_counts_alone(
    mixed: Dataset, monkeypatch: pytest.MonkeyPatch, pattern: str, given: Circumstances, graph: str
) -> None:
    """A sub-query within GRAPH pairs what stands in the same graph."""
    query = (
        f"SELECT * {{ GRAPH {graph} {{ SELECT ?one ?other (COUNT(*) AS ?n)"
        f" {{ {pattern} {_CONDITIONS[1]} }} GROUP BY ?one ?other }} }}"
    )

    usual, by_halves = _both_ways(mixed, query, given, monkeypatch)

    assert by_halves == usual


def _both_ways(
    dataset: Dataset, query: str, given: Circumstances, monkeypatch: pytest.MonkeyPatch
) -> list[Counter[Row]]:
    """The answer in the usual way, and by halves."""
    found = []
    for name, value in (("plan.by_halves", lambda *_: None), ("halves._FEW", -1)):
        # Plans are kept for a snapshot.
        dataset.update("INSERT DATA { <x:new> <x:new> <x:new> }")
        dataset.update("DELETE DATA { <x:new> <x:new> <x:new> }")
        with monkeypatch.context() as chosen:
            chosen.setattr(f"graph.engine.{name}", value)
            found.append(Counter(dataset.query(query, given=given).rows))  # type: ignore[union-attr]
    return found


def test_way_to_a_half_is_gone_once(columns: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The SQL reads each predicate of the halves once, and texts of different terms alone."""
    monkeypatch.setattr(halves, "_FEW", -1)
    dataset = columns("<x:r> <x:p> <x:i> , <x:k> . <x:i> <x:q> <x:a> . <x:k> <x:q> <x:b> .", is_union=False)

    sql = dataset.explain(
        "SELECT ?one ?other (COUNT(*) AS ?n) { ?r <x:p>/<x:q> ?one , ?other"
        " FILTER(STR(?one) < STR(?other)) } GROUP BY ?one ?other"
    ).sql

    assert len(re.findall("(?:pos|spo) AS", sql)) == 2
    assert sql.count("JOIN term") == 1


@pytest.mark.parametrize(
    "pattern",
    [
        "?r <x:p> ?one . ?r <x:q> ?other",
        "?r <x:p> ?one . ?one <x:p> ?other",
        "?r <x:p> ?one . ?r <x:p> ?other . ?one <x:q> ?other",
        "?r <x:p> ?one . ?r <x:p> <x:a>",
        "?r <x:p>/<x:q> ?one",
    ],
)
def test_other_patterns_are_no_halves(pattern: str) -> None:
    """Another predicate, a tie between both, a constant: none is the other with other names."""
    algebra = translate(parse_query(f"SELECT * {{ {pattern} }}", base="", limits=Limits()))
    [bgp] = [part for part in parts(algebra) if isinstance(part, Bgp)]

    assert halves_of(bgp) is None
