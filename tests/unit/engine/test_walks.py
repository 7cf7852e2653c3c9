"""Paths that are walked in arrays instead of by SQL."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from graph.dataset import Dataset
from graph.engine.compiled import Frame, Plans, compiled, context_of, meaning
from graph.engine.limits import QueryLimits, Running
from graph.engine.paths import Repeated, Step
from graph.engine.paths.adjacency import adjacency
from graph.engine.paths.walks import Walks
from graph.engine.scan import ActiveGraph, DefaultGraph, EachGraph, Scan, Walk
from graph.engine.visible_graphs import Sight
from graph.errors import QueryTimeout
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.sparql import Limits
from graph.store.columnar import ColumnStore
from graph.store.ids import Tag, tagged
from graph.terms import Iri, Quad, n3
from tests.unit.engine.asking import stored

P, Q = Iri("x:p"), Iri("x:q")
CIRCLE = [Quad(Iri(f"x:{n}"), P, Iri(f"x:{(n + 1) % 4}"), None) for n in range(4)]

NEAR = st.integers(0, 9).map(lambda number: tagged(number, Tag.IRI))
FAR = st.sampled_from([tagged(-(10**12), Tag.INTEGER), tagged(10**12, Tag.INTEGER), tagged(3, Tag.BLANK)])
IDS = NEAR | FAR


@seed(17)
@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(IDS, IDS), max_size=20), IDS)
def test_a_search_meets_what_any_number_of_edges_leads_to(edges: list[tuple[int, int]], start: int) -> None:
    """The same as adding the ends of edges until nothing is new, for ids close together and far apart."""
    pairs = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2)
    expected: set[int] = set()
    before = -1
    while len(expected) > before:
        before = len(expected)
        expected |= {b for a, b in edges if a == start or a in expected}

    found = adjacency(pairs[:, 0], pairs[:, 1]).reached(start, 100, lambda: None)

    assert found is not None
    assert sorted(found.tolist()) == sorted(expected)


@seed(19)
@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(IDS, IDS), max_size=20))
def test_circles_are_what_a_search_finds_its_start_in(edges: list[tuple[int, int]]) -> None:
    """Strongly connected components and loops, against a search from each node."""
    pairs = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2)
    found = adjacency(pairs[:, 0], pairs[:, 1])

    circular = set(found.circular().tolist())

    for start in {end for edge in edges for end in edge}:
        reached = found.reached(start, 100, lambda: None)
        assert reached is not None
        assert (start in circular) == (start in reached.tolist())


def test_a_search_that_meets_too_much_is_given_up() -> None:
    """Five nodes in a row are four steps from the first; three are too few for them."""
    row = np.arange(5, dtype=np.int64) * 16 + 1
    edges = adjacency(row[:-1], row[1:])

    assert edges.reached(1, 4, lambda: None) is not None
    assert edges.reached(1, 3, lambda: None) is None


class Asked:
    """A store and what walks on it, asked from ``x:0`` along ``x:p``."""

    def __init__(self, store: ColumnStore, **bounds: int) -> None:
        self.store = store
        self.walks = Walks(**bounds)

    def reached(self, *, active: ActiveGraph | None = None, time_s: float = 60.0) -> set[str] | None:
        """The IRIs that one step or more lead to; None where SQL is to find them."""
        running = Running("query", "", QueryLimits(time_s=time_s))
        with self.store.reader() as reader:
            ids = reader.ids([P, Iri("x:0")])
            scan = Scan(active or DefaultGraph(), statistics=reader.statistics, ids=ids)
            path = Repeated(Step(frozenset({ids[P]})), is_optional=False)
            found = self.walks.on(reader, running)(path, ids[Iri("x:0")], scan)
            return None if found is None else {n3(term) for term in reader.terms(found.tolist()).values()}


def test_what_is_walked_follows_the_data() -> None:
    """An edge that a commit takes away is not walked after it, though edges are remembered."""
    asked = Asked(stored(CIRCLE))
    before = asked.reached()

    with asked.store.writer("cut", "") as writer:
        writer.delete([CIRCLE[1]])

    assert before == {f"<x:{number}>" for number in range(4)}
    assert asked.reached() == {"<x:1>"}


def test_each_graph_apart_is_left_to_sql() -> None:
    """One list of ids can't say which graph leads where."""
    assert Asked(stored(CIRCLE)).reached(active=EachGraph("/graph")) is None


def test_a_walk_stops_at_the_deadline() -> None:
    """The time limit holds while edges are read and walked."""
    asked = Asked(stored(CIRCLE))
    asked.reached()

    with pytest.raises(QueryTimeout):
        asked.reached(time_s=0.0)


def test_edges_that_take_too_much_memory_are_not_kept() -> None:
    """What does not fit is used once and let go."""
    asked = Asked(stored(CIRCLE), most_bytes=10)

    assert asked.reached() == {f"<x:{number}>" for number in range(4)}
    assert asked.walks.size == 0


def test_a_plan_that_a_walk_may_better_is_made_anew() -> None:
    """What is left to SQL the first time is not kept for the same text; what is walked, is."""
    store, plans = stored(CIRCLE), Plans()
    said = meaning("SELECT ?x { <x:0> <x:p>+ ?x }", Limits())
    running = Running("query", "", QueryLimits())

    with store.reader() as reader:

        def made(walk: Walk) -> bool:
            frame = Frame(Sight((), is_union=False), context_of(running, ""), walk)
            return plans.get("the text", lambda: compiled(reader, said.pattern, frame)).is_best

        assert not made(lambda *_: None)
        assert made(plans.walks.on(reader, running))
        assert made(lambda *_: None)


def test_many_ids_are_read_beside_the_text(columns: Callable[..., Dataset]) -> None:
    """Where a walk leads to more terms than a text should list, the answer is the same, and comes again."""
    dataset = columns(" ".join(f"<x:{number}> <x:p> <x:{number + 1}> ." for number in range(1_500)))
    query = "SELECT ?x { <x:0> <x:p>* ?x FILTER EXISTS { ?x <x:p> ?y } }"

    answers = [{row[0] for row in dataset.table(query).rows} for _ in range(3)]

    assert answers == [{Iri(f"x:{number}") for number in range(1_500)}] * 3


def test_what_reads_many_ids_is_stopped_as_promised() -> None:
    """The error is that of the limit, and the ids can be read again."""
    dataset = Dataset.in_memory(limits=QueryLimits(time_s=5.0))
    rows = " ".join(f"<x:{number}> <x:p> <x:{number + 1}> ." for number in range(3_000))
    dataset.load(document_from_text(rows, syntax_by_name("ttl")), None)
    three = " . ".join(f"<x:0> <x:p>+ ?{name}" for name in "abc")

    with pytest.raises(QueryTimeout):
        dataset.query(f"SELECT (SUM(STRLEN(CONCAT(STR(?a), STR(?b), STR(?c)))) AS ?n) {{ {three} }}")

    assert len(dataset.table("SELECT ?x { <x:0> <x:p>+ ?x }").rows) == 3_000
