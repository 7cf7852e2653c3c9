"""Random sequences of updates: the columns, the reference engine and a Python set of quads agree."""

from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from graph.dataset import Dataset
from graph.terms import XSD, Iri, Literal
from tests.reference import ReferenceEngine
from tests.unit.engine.quad_sets import Operation, Pattern, QuadSet, applied, written

Drawn = TypeVar("Drawn")

RESOURCES = [Iri(f"x:{name}") for name in "abc"]
PREDICATES = [Iri("x:p"), Iri("x:q")]
GRAPHS = [Iri("x:g"), Iri("x:h"), Iri("x:a")]
LITERALS = [Literal("1", f"{XSD}integer"), Literal("s"), Literal("12345678901234567890123", f"{XSD}integer")]
VARIABLES = ["?x", "?y", "?z"]

_graphs = some.sampled_from(GRAPHS)
_some_graph = some.none() | _graphs
_data = some.builds(
    Pattern,
    some.sampled_from(RESOURCES),
    some.sampled_from(PREDICATES),
    some.sampled_from([*RESOURCES, *LITERALS]),
    _some_graph,
)
_patterns = some.builds(
    Pattern,
    some.sampled_from([*RESOURCES, *VARIABLES]),
    some.sampled_from([*PREDICATES, "?y"]),
    some.sampled_from([*RESOURCES, *LITERALS, *VARIABLES]),
    some.none() | some.sampled_from([*GRAPHS, "?g", "?x"]),
)


def _few(strategy: some.SearchStrategy[Drawn], least: int = 0) -> some.SearchStrategy[tuple[Drawn, ...]]:
    return some.lists(strategy, min_size=least, max_size=3).map(tuple)


_operations = some.one_of(
    some.builds(Operation, some.just("INSERT DATA"), insert=_few(_data, 1)),
    some.builds(Operation, some.just("INSERT DATA"), insert=_few(_data, 1)),
    some.builds(Operation, some.just("DELETE DATA"), delete=_few(_data)),
    some.builds(Operation, some.just("DELETE WHERE"), delete=_few(_patterns, 1)),
    some.builds(
        Operation,
        some.just("MODIFY"),
        delete=_few(_patterns),
        insert=_few(_patterns),
        where=_few(_patterns, 1),
        source=_some_graph,
        using=_few(_graphs),
    ),
    some.builds(Operation, some.just("CLEAR"), target=_some_graph),
    some.builds(
        Operation, some.sampled_from(["ADD", "COPY", "MOVE"]), source=_some_graph, target=_some_graph
    ),
)
_requests = some.lists(some.lists(_operations, min_size=1, max_size=3), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_requests)
def test_a_sequence_of_updates_leaves_what_it_should(requests: list[list[Operation]]) -> None:
    """After each request, of one operation or several; the union of the graphs has each triple once."""
    columns = Dataset.in_memory()
    reference = Dataset(ReferenceEngine())
    expected: QuadSet = frozenset()

    for request in requests:
        texts = []
        for operation in request:
            if _is_possible(operation, expected):
                texts.append(written(operation))
                expected = applied(expected, operation)
        for dataset in (columns, reference):
            dataset.update(" ;\n".join(texts))

        assert _held(columns) == expected
        assert _held(reference) == expected
        assert len(columns) == len(expected)
        union = columns.table("SELECT ?s ?p ?o { ?s ?p ?o }").rows
        assert sorted(map(repr, union)) == sorted({repr(quad[:3]) for quad in expected})


def _is_possible(operation: Operation, quads: QuadSet) -> bool:
    """Whether the graph that is transferred is there; what happens otherwise differs between engines."""
    is_transfer = operation.kind in {"ADD", "COPY", "MOVE"}
    return not is_transfer or any(quad.graph == operation.source for quad in quads)


def _held(dataset: Dataset) -> set[tuple[object, ...]]:
    return {tuple(quad) for quad in dataset.quads()}
