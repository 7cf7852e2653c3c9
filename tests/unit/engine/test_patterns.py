"""Basic graph patterns against hand-worked answers and against the naive evaluator."""

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from graph.engine.scan import EachGraph, Merge, OneGraph, UnionOfAll
from graph.errors import QueryError
from graph.sparql.algebra import Bgp, Pattern
from graph.sparql.syntax import Variable
from graph.terms import Iri, Literal, Quad, Triple
from tests.unit.engine import naive
from tests.unit.engine.asking import asked_of, bgp_of, refilled, shown, solutions, stored

A, B, C, P, Q = (Iri(f"x:{name}") for name in "abcpq")
TRIPLES = [
    Quad(A, P, B, None),
    Quad(A, P, C, None),
    Quad(B, P, C, None),
    Quad(B, Q, Literal("one"), None),
    Quad(C, Q, C, None),
]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("x:a x:p ?o", [{"o": "b"}, {"o": "c"}]),
        ("?s x:p x:c", [{"s": "a"}, {"s": "b"}]),
        ("x:a x:p x:b", [{}]),
        ("x:a x:p x:a", []),
        ("?s ?p ?s", [{"s": "c", "p": "q"}]),
        ("x:b ?p ?o", [{"p": "p", "o": "c"}, {"p": "q", "o": '"one"'}]),
        ("?a x:p ?b . ?b x:p ?c", [{"a": "a", "b": "b", "c": "c"}]),
        ("?a x:p [ x:q ?c ]", [{"a": "a", "c": '"one"'}, {"a": "a", "c": "c"}, {"a": "b", "c": "c"}]),
        ("?s x:p ?o . ?o x:q 'one'", [{"s": "a", "o": "b"}]),
        ("?s x:p ?S", [{"s": "a", "S": "b"}, {"s": "a", "S": "c"}, {"s": "b", "S": "c"}]),
        ("?s x:nothing ?o", []),
        ("x:nobody x:p ?o", []),
        (
            "?o x:p ?s . ?a x:q ?s . ?s x:q ?s",
            [{"o": "a", "s": "c", "a": "c"}, {"o": "b", "s": "c", "a": "c"}],
        ),
    ],
)
def test_triple_patterns_bind_what_the_graph_holds(text: str, rows: list[dict[str, str]]) -> None:
    """Constants, variables in every place, repeated variables, blank nodes and joins."""
    assert asked_of(refilled(TRIPLES), bgp_of(text)) == solutions(*rows)


G, H = Iri("x:g"), Iri("x:h")
QUADS = [
    Quad(A, P, B, None),
    Quad(A, P, B, G),
    Quad(A, P, B, H),
    Quad(B, P, C, G),
    Quad(B, P, A, H),
]


def test_the_default_graph_holds_what_no_named_graph_does() -> None:
    """Quads of named graphs are not in it."""
    assert asked_of(stored(QUADS), bgp_of("?s x:p ?o")) == solutions({"s": "a", "o": "b"})


def test_the_union_gives_a_triple_of_several_graphs_once() -> None:
    """One triple is in three graphs; the union holds three triples."""
    found = asked_of(stored(QUADS), bgp_of("?s x:p ?o"), UnionOfAll())

    assert found == solutions({"s": "a", "o": "b"}, {"s": "b", "o": "c"}, {"s": "b", "o": "a"})


def test_a_merge_gives_a_triple_of_several_graphs_once() -> None:
    """FROM of two graphs, of one, of one that the store lacks."""
    store = stored(QUADS)
    with store.reader() as reader:
        ids = reader.ids([G, H])

    both = asked_of(store, bgp_of("?s x:p ?o"), Merge(frozenset(ids.values())))
    one = asked_of(store, bgp_of("?s x:p ?o"), Merge(frozenset({ids[G]})))
    none = asked_of(store, bgp_of("?s x:p ?o"), Merge(frozenset()))
    named = asked_of(store, bgp_of("?s x:p ?o"), OneGraph(ids[H]))

    assert both == solutions({"s": "a", "o": "b"}, {"s": "b", "o": "c"}, {"s": "b", "o": "a"})
    assert one == solutions({"s": "a", "o": "b"}, {"s": "b", "o": "c"})
    assert none == solutions()
    assert named == solutions({"s": "a", "o": "b"}, {"s": "b", "o": "a"})


def test_each_graph_joins_within_itself() -> None:
    """A → b → c holds in one graph, a → b → a in the other, and nothing across them."""
    found = asked_of(stored(QUADS), bgp_of("?x x:p ?y . ?y x:p ?z"), EachGraph("/graph"))

    assert found == solutions(
        {"x": "a", "y": "b", "z": "c", "/graph": "g"},
        {"x": "a", "y": "b", "z": "a", "/graph": "h"},
        {"x": "b", "y": "a", "z": "b", "/graph": "h"},
    )


def test_no_patterns_match_once_in_each_graph() -> None:
    """``GRAPH ?g {}`` has one solution for each named graph."""
    found = asked_of(stored(QUADS), Bgp(), EachGraph("/graph"))

    assert found == solutions({"/graph": "g"}, {"/graph": "h"})


TERMS = st.sampled_from([A, B, C, Literal("one")])
GRAPHS = st.frozensets(
    st.builds(Triple, st.sampled_from([A, B, C]), st.sampled_from([P, Q, A]), TERMS), max_size=12
)
VARIABLES = st.sampled_from([Variable("u"), Variable("v"), Variable("V"), Variable("_:w")])
PATTERNS = st.builds(Pattern, VARIABLES | TERMS, VARIABLES | st.sampled_from([P, Q, A]), VARIABLES | TERMS)


@seed(3)
@settings(max_examples=100, deadline=None)
@given(GRAPHS, st.lists(PATTERNS, min_size=1, max_size=4))
def test_random_patterns_agree_with_the_definition(
    triples: frozenset[Triple], patterns: list[Pattern]
) -> None:
    """Any patterns on any small graph give the solutions that nested loops give."""
    asked = Bgp(tuple(patterns))

    found = asked_of(refilled(Quad(*triple, None) for triple in triples), asked)

    assert found == shown(naive.bgp(asked, triples))


def test_a_long_chain_is_planned_in_stretches() -> None:
    """Forty steps around a circle of three come back one further, from each of the three."""
    store = stored([Quad(A, P, B, None), Quad(B, P, C, None), Quad(C, P, A, None)])
    chain = " . ".join(f"?v{step} x:p ?v{step + 1}" for step in range(40))

    found = asked_of(store, bgp_of(chain))

    ends = sorted((dict(each)["v0"], dict(each)["v40"]) for each in found)
    assert ends == [("<x:a>", "<x:b>"), ("<x:b>", "<x:c>"), ("<x:c>", "<x:a>")]
    assert all(len(each) == 41 for each in found)


def test_a_wide_star_keeps_how_often_each_solution_comes() -> None:
    """Seventeen blank nodes with two choices each, of which nothing is shown, are 2**17 times the same."""
    store = stored([Quad(A, P, B, None), Quad(A, P, C, None)])
    star = " ; ".join("x:p []" for _ in range(17))

    assert asked_of(store, bgp_of(f"?s {star}")) == {frozenset({("s", "<x:a>")}): 2**17}


def test_too_many_patterns_are_refused_before_they_are_planned() -> None:
    """Planning can't be interrupted, so what would take minutes is not begun; paths count by their steps."""
    store = stored(TRIPLES)

    with pytest.raises(QueryError, match="129 triple patterns and steps of paths"):
        asked_of(store, bgp_of("?s " + " ; ".join(f"x:p ?o{number}" for number in range(129))))
    with pytest.raises(QueryError, match="200 triple patterns and steps of paths"):
        asked_of(store, bgp_of("?s x:p" + "/x:p" * 199 + " ?o"))
