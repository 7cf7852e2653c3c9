"""A graph as a whole, on each engine: its state, and writing it under a condition."""

from collections.abc import Iterator

import pytest

from graph.dataset import Dataset
from graph.engine import ColumnarEngine, Endpoint, QueryLimits, RemoteEngine
from graph.engine.allowed import AllowList
from graph.errors import QueryError, RdfSyntaxError, ReadError
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document, document_from_text
from graph.sparql import Circumstances
from graph.store import ColumnStore, StateOf
from graph.store.file import Resources
from graph.terms import Iri, Quad
from tests.reference import ReferenceEngine
from tests.servers import oxigraph_server

A, B = Iri("x:a"), Iri("x:b")


def _document(text: str, syntax: str = "ttl") -> Document:
    return document_from_text(text, syntax_by_name(syntax), name="test")


@pytest.fixture(params=["columnar", "by children", "reference", "remote"])
def dataset(request: pytest.FixtureRequest) -> Iterator[Dataset]:
    """An empty dataset on each engine, and on the columnar one with every document taken for a large one."""
    match request.param:
        case "columnar":
            yield Dataset.in_memory()
        case "by children":
            yield Dataset(ColumnarEngine(ColumnStore(None, Resources(small_bytes=0)), QueryLimits()))
        case "reference":
            yield Dataset(ReferenceEngine())
        case _:
            with oxigraph_server() as origin:
                allowed = AllowList.of(f"{origin}/ 127.0.0.0/8")
                queries, updates = Endpoint(f"{origin}/query", allowed), Endpoint(f"{origin}/update", allowed)
                yield Dataset(RemoteEngine(queries, updates))


def _state(dataset: Dataset, graph: Iri | None) -> str:
    with dataset.graph(graph) as held:
        return held.state


def _numbers(dataset: Dataset, graph: Iri | None) -> list[str]:
    with dataset.graph(graph) as held:
        return sorted(getattr(triple.object, "value", "") for triple in held.triples)


def test_a_graph_holds_what_was_put_last(dataset: Dataset) -> None:
    """What it held before is gone, what others hold stays; the default graph is one like others."""
    for graph, text in ((A, "<x:s> <x:p> 1 , 2 ."), (None, "<x:s> <x:p> 3 ."), (A, "<x:s> <x:p> 2 , 4 .")):
        dataset.put(graph, [_document(text)])

    assert _numbers(dataset, A) == ["2", "4"]
    assert _numbers(dataset, None) == ["3"]
    assert len(dataset) == 3


def test_documents_are_added_together(dataset: Dataset) -> None:
    """Several documents become one commit, beside what the graph held."""
    dataset.put(A, [_document("<x:s> <x:p> 1 .")])
    before = len(dataset.commits())

    dataset.put(A, [_document("<x:s> <x:p> 2 ."), _document("<x:s> <x:p> 3 .")], is_whole=False)

    assert _numbers(dataset, A) == ["1", "2", "3"]
    assert len(dataset.commits()) == before + 1


def test_no_documents_empty_a_graph(dataset: Dataset) -> None:
    """And no other one."""
    dataset.put(A, [_document("<x:s> <x:p> 1 .")])
    dataset.put(None, [_document("<x:s> <x:p> 2 .")])

    dataset.put(A, [])

    assert (_numbers(dataset, A), _state(dataset, A), dataset.graphs()) == ([], "", ())
    assert _numbers(dataset, None) == ["2"]


def test_an_error_in_one_document_leaves_all_as_it_was(dataset: Dataset) -> None:
    """The place is that of the document that has it."""
    dataset.put(A, [_document("<x:s> <x:p> 1 .")])

    with pytest.raises(RdfSyntaxError) as caught:
        dataset.put(A, [_document("<x:s> <x:p> 2 ."), _document("<x:s> <x:p> 3 .\n<x:s> <x:p>")])

    assert caught.value.line == 2
    assert _numbers(dataset, A) == ["1"]


def test_statements_of_other_graphs_are_refused(dataset: Dataset) -> None:
    """Those of no graph and of the same one are taken."""
    dataset.put(A, [_document("<x:s> <x:p> 1 . <x:a> { <x:s> <x:p> 2 }", "trig")])

    with pytest.raises(ReadError, match="x:b"):
        dataset.put(A, [_document("<x:s> <x:p> 3 . <x:b> { <x:s> <x:p> 4 }", "trig")])
    with pytest.raises(ReadError, match="x:b"):
        dataset.put(None, [_document("<x:b> { <x:s> <x:p> 4 }", "trig")])

    assert _numbers(dataset, A) == ["1", "2"]
    assert dataset.graphs() == (A,)


def test_the_state_of_a_graph_changes_with_what_it_holds_alone(dataset: Dataset) -> None:
    """Not with what others hold; and it comes back with the content."""
    states = [_state(dataset, A)]
    for graph, text in ((A, "1"), (B, "1"), (A, "1, 2"), (None, "7"), (A, "1"), (A, "1")):
        dataset.put(graph, [_document(f"<x:s> <x:p> {text} .")])
        states.append(_state(dataset, A))

    assert states[0] == ""
    assert states[1] == states[2] == states[5] == states[6]
    assert states[3] == states[4]
    assert len(set(states)) == 3


def test_what_a_condition_raises_leaves_everything_as_it_is(dataset: Dataset) -> None:
    """It sees the state that the write would change, in puts and in updates."""
    dataset.put(A, [_document("<x:s> <x:p> 1 .")])
    seen: list[str] = []

    def refuse(state_of: StateOf) -> None:
        seen.extend((state_of(A), state_of(B)))
        raise QueryError("not now")

    with pytest.raises(QueryError, match="not now"):
        dataset.put(A, [_document("<x:s> <x:p> 2 .")], refuse)
    with pytest.raises(QueryError, match="not now"):
        dataset.update("INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 3 } }", before=refuse)

    assert seen == [_state(dataset, A), ""] * 2
    assert _numbers(dataset, A) == ["1"]


def test_an_update_within_a_graph_is_about_that_graph() -> None:
    """Patterns and templates outside GRAPH are those of the graph, as if WITH said so."""
    dataset = Dataset.in_memory()
    for graph in (A, B, None):
        dataset.put(graph, [_document("<x:s> <x:p> 1 .")])

    dataset.update(
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o } ; INSERT DATA { <x:s> <x:p> 5 } ;"
        "DELETE WHERE { ?s ?p 5 } ; INSERT { ?s ?p ?o } WHERE { GRAPH <x:b> { ?s ?p ?o } }",
        Circumstances(within=A),
    )

    assert [_numbers(dataset, graph) for graph in (A, B, None)] == [["1", "2"], ["1"], ["1"]]


def test_triples_of_a_graph_come_in_one_order() -> None:
    """As long as the state is the same, so that what is written of them is the same."""
    dataset = Dataset.in_memory()
    dataset.put(A, [_document(" ".join(f"<x:s{n % 7}> <x:p> {n} ." for n in range(200)))])

    def listed() -> list[Quad]:
        with dataset.graph(A) as held:
            return [Quad(*triple, A) for triple in held.triples]

    assert listed() == listed()
