"""Property paths against hand-worked answers, against the definition, and against one another."""

from collections import Counter

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from graph.engine.scan import ActiveGraph, DefaultGraph, EachGraph, Merge, OneGraph, UnionOfAll
from graph.sparql.algebra import Bgp, Pattern
from graph.sparql.syntax import Alternative, Inverse, Negated, Path, Repeat, Sequence, Variable
from graph.store.columnar import ColumnStore
from graph.terms import Iri, Literal, Quad, Triple
from tests.unit.engine import naive
from tests.unit.engine.asking import asked_of, bgp_of, refilled, shown, solutions

A, B, C, D, P, Q, R = (Iri(f"x:{name}") for name in "abcdpqr")
DIAMOND = [
    Quad(A, P, B, None),
    Quad(A, P, C, None),
    Quad(B, P, D, None),
    Quad(C, P, D, None),
    Quad(D, Q, A, None),
]
"""a → b → d and a → c → d by p, and d → a by q."""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("x:a x:p/x:p ?o", [{"o": "d"}, {"o": "d"}]),
        ("x:a (x:p/x:p)+ ?o", [{"o": "d"}]),
        ("x:a x:p+ ?o", [{"o": "b"}, {"o": "c"}, {"o": "d"}]),
        ("x:a x:p* ?o", [{"o": "a"}, {"o": "b"}, {"o": "c"}, {"o": "d"}]),
        ("x:a x:p? ?o", [{"o": "a"}, {"o": "b"}, {"o": "c"}]),
        ("?s x:p+ x:d", [{"s": "a"}, {"s": "b"}, {"s": "c"}]),
        ("x:d ^x:p ?o", [{"o": "b"}, {"o": "c"}]),
        ("x:d ^(x:p/x:p) ?o", [{"o": "a"}, {"o": "a"}]),
        ("x:a (x:p|x:p) ?o", [{"o": "b"}, {"o": "b"}, {"o": "c"}, {"o": "c"}]),
        ("x:d (x:p|^x:p) ?o", [{"o": "b"}, {"o": "c"}]),
        ("?s !x:p ?o", [{"s": "d", "o": "a"}]),
        ("?s !^x:p ?o", [{"s": "a", "o": "d"}]),
        ("?s !(x:p|^x:p) ?o", [{"s": "d", "o": "a"}, {"s": "a", "o": "d"}]),
        ("?s !() ?o", [{"s": s, "o": o} for s, o in ("ab", "ac", "bd", "cd", "da")]),
        ("x:a (x:p/x:p/x:q)+ ?o", [{"o": "a"}]),
        ("?x (x:p/x:q)+ ?x", []),
        ("?x (x:p|x:q)+ ?x", [{"x": name} for name in "abcd"]),
        ("?x (x:p|x:q)+ ?x . ?x x:p x:d", [{"x": "b"}, {"x": "c"}]),
        ("?x x:q* ?x", [{"x": name} for name in "abcd"]),
        ("?x x:q? ?y", [{"x": n, "y": n} for n in "abcd"] + [{"x": "d", "y": "a"}]),
        ("x:a x:p* x:d", [{}]),
        ("x:d x:p+ x:a", []),
        ("x:a x:nothing* ?o", [{"o": "a"}]),
        ("x:nobody x:p* ?o", [{"o": "nobody"}]),
        ("?s x:p? 'nothing'", [{"s": '"nothing"'}]),
        ("x:nobody x:p* x:nobody", [{}]),
        ("x:nobody x:p* x:a", []),
        ("x:nobody x:p+ ?o", []),
        ("x:nobody x:p* ?o . ?o x:p* ?z", []),
        ("x:nobody x:p* ?o . x:nobody x:q? ?o", [{"o": "nobody"}]),
        ("x:nobody x:p*/x:q* ?o", []),
        ("x:p x:p* ?o . ?o x:q* ?z", []),
        ("?s ?p x:b . ?p x:q* ?z", []),
        ("?s x:q ?m . ?m x:p+ ?o", [{"s": "d", "m": "a", "o": o} for o in "bcd"]),
        ("?s x:q ?m . ?o x:p* ?s", [{"s": "d", "m": "a", "o": o} for o in "abcd"]),
        ("?s x:p/x:p*/x:q ?o", [{"s": s, "o": "a"} for s in "aabc"]),
    ],
)
def test_paths_connect_what_the_definition_connects(text: str, rows: list[dict[str, str]]) -> None:
    """Every form, from either end, fixed or not; sets only where the recommendation has sets."""
    store = refilled(DIAMOND)

    assert asked_of(store, bgp_of(text)) == solutions(*rows)
    assert asked_of(store, bgp_of(text), is_walked=True) == solutions(*rows)


@pytest.mark.parametrize("start", ["x:a", "?s"])
def test_repetitions_within_one_another_are_written_once_each(start: str) -> None:
    """Forty levels are forty steps, not two to the power of forty; around a loop all stay in place."""
    path = "x:p"
    for _ in range(40):
        path = f"({path}/x:p)+"

    found = asked_of(refilled([Quad(A, P, A, None)]), bgp_of(f"{start} {path} ?o"))

    assert found == solutions({"o": "a"} if start == "x:a" else {"s": "a", "o": "a"})


SUBJECTS, OBJECTS = st.sampled_from([A, B, C, D]), st.sampled_from([A, B, C, Literal("x")])
EDGES = st.builds(Triple, SUBJECTS, st.sampled_from([P, Q, R]), OBJECTS)
GRAPHS = st.frozensets(EDGES, max_size=9)
IRIS = st.sampled_from([P, Q])
NEGATED = st.builds(Negated, st.lists(IRIS, max_size=2).map(tuple), st.lists(IRIS, max_size=2).map(tuple))
PATHS: st.SearchStrategy[Path] = st.recursive(
    IRIS | NEGATED,
    lambda inner: st.one_of(
        st.builds(Inverse, inner),
        st.builds(Repeat, inner, st.sampled_from("?*+")),
        st.builds(Sequence, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Alternative, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)
ENDS = st.sampled_from([Variable("u"), Variable("v"), A, D, Literal("x"), Iri("x:nobody")])


def stored_triples(triples: frozenset[Triple]) -> ColumnStore:
    """A store whose default graph holds these triples, and nothing else."""
    return refilled(Quad(*triple, None) for triple in triples)


@seed(5)
@settings(max_examples=80, deadline=None)
@given(GRAPHS, st.builds(Pattern, ENDS, PATHS, ENDS))
def test_random_paths_agree_with_the_definition(triples: frozenset[Triple], pattern: Pattern) -> None:
    """Any path between any ends on any small graph, cycles included."""
    asked = Bgp((pattern,))
    store = stored_triples(triples)

    found = asked_of(store, asked)

    assert found == shown(naive.bgp(asked, triples))
    assert asked_of(store, asked, is_walked=True) == found


@seed(7)
@settings(max_examples=30, deadline=None)
@given(GRAPHS, st.lists(st.builds(Pattern, ENDS, PATHS, ENDS), min_size=2, max_size=3))
def test_random_paths_join_as_defined(triples: frozenset[Triple], patterns: list[Pattern]) -> None:
    """A path that starts from what others have found gives what it gives alone."""
    asked = Bgp(tuple(patterns))
    store = stored_triples(triples)

    found = asked_of(store, asked)

    assert found == shown(naive.bgp(asked, triples))
    assert asked_of(store, asked, is_walked=True) == found


@seed(11)
@settings(max_examples=30, deadline=None)
@given(st.tuples(GRAPHS, GRAPHS, GRAPHS), st.builds(Pattern, ENDS, PATHS, ENDS))
def test_random_paths_keep_to_the_active_graph(held: tuple[frozenset[Triple], ...], pattern: Pattern) -> None:
    """The default graph, one graph, a merge, the union and each graph apart have paths of their own."""
    asked = Bgp((pattern,))
    default, one, two = held
    graphs = {Iri("x:one"): one, Iri("x:two"): two}
    store = refilled(
        [Quad(*triple, name) for name, triples in graphs.items() for triple in triples]
        + [Quad(*triple, None) for triple in default]
    )
    with store.reader() as reader:
        ids = reader.ids(graphs)

    def found(active: ActiveGraph) -> Counter[frozenset[tuple[str, str]]]:
        by_sql = asked_of(store, asked, active)
        assert asked_of(store, asked, active, is_walked=True) == by_sql
        return by_sql

    def expected(triples: frozenset[Triple]) -> Counter[frozenset[tuple[str, str]]]:
        return shown(naive.bgp(asked, triples))

    apart = [
        {**solution, "/graph": name}
        for name, triples in graphs.items()
        if triples
        for solution in naive.bgp(asked, triples)
    ]
    assert found(DefaultGraph()) == expected(default)
    assert found(UnionOfAll()) == expected(default | one | two)
    assert found(Merge(frozenset(ids.values()))) == expected(one | two)
    assert found(EachGraph("/graph")) == shown(apart)
    for name, triples in graphs.items():
        assert name not in ids or found(OneGraph(ids[name])) == expected(triples)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x:p+", "x:p/x:p*"),
        ("x:p*", "x:p?/x:p*"),
        ("(x:p|x:q)+", "(x:p|x:q)/(x:q|x:p)*"),
        ("^(x:p/x:q)", "^x:q/^x:p"),
        ("(x:p*|x:q)*", "(x:p|x:q)*"),
        ("((x:p+)?)+", "x:p*"),
        ("!(x:p|^x:q)", "(!x:p)|(!^x:q)"),
    ],
)
@seed(13)
@settings(max_examples=6, deadline=None)
@given(triples=GRAPHS)
def test_forms_that_mean_the_same_give_the_same(one: str, other: str, triples: frozenset[Triple]) -> None:
    """Both forms connect the same ends, if not always as often."""
    store = stored_triples(triples)

    left, right = (asked_of(store, bgp_of(f"?u {path} ?v")) for path in (one, other))

    assert left.keys() == right.keys()
