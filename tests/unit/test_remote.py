"""A dataset behind another SPARQL service, here an Oxigraph server on loopback."""

from collections.abc import Iterator

import pytest

from graph.answer import Table, Triples, Truth
from graph.engine.allowed import AllowList
from graph.engine.protocol import Endpoint
from graph.engine.remote import RemoteEngine
from graph.errors import QueryError, QuerySyntaxError, RdfSyntaxError, StoreError
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document, document_from_text
from graph.terms import XSD, Iri, Literal, Quad, Triple
from tests.servers import oxigraph_server

A, B, G = Iri("x:a"), Iri("x:b"), Iri("x:g")
ONE = Literal("1", f"{XSD}integer")


@pytest.fixture
def remote() -> Iterator[RemoteEngine]:
    """An empty service that can be written to."""
    with oxigraph_server() as address:
        allowed = AllowList.of(address)
        yield RemoteEngine(Endpoint(f"{address}/query", allowed), Endpoint(f"{address}/update", allowed))


def _turtle(text: str) -> Document:
    return document_from_text(text, syntax_by_name("ttl"))


def test_what_is_loaded_there_is_answered_from_there(remote: RemoteEngine) -> None:
    """Each form of query has its answer."""
    commit = remote.load(_turtle("<x:a> <x:b> 1 ."), None)

    table = remote.answer("SELECT ?s { ?s <x:b> ?o }", {"o": ONE})
    assert isinstance(table, Table)
    assert table.rows == ((A,),)
    assert table.about.snapshot == commit.id == remote.head.id
    truth = remote.answer("ASK { <x:a> <x:b> 2 }", {})
    assert isinstance(truth, Truth)
    assert not truth.value
    triples = remote.answer("CONSTRUCT WHERE { ?s ?p ?o }", {})
    assert isinstance(triples, Triples)
    assert triples.triples == (Triple(A, B, ONE),)


def test_graphs_and_quads_are_those_of_the_service(remote: RemoteEngine) -> None:
    """The default graph and the named graphs are told apart; a commit counts all quads."""
    remote.load(_turtle("<x:a> <x:b> 1 ."), None)
    assert list(remote.quads()) == [Quad(A, B, ONE, None)]

    commit = remote.load(_turtle("<x:a> <x:b> 1 , 2 ."), G)

    assert commit.quads == 3
    assert remote.graphs() == (G,)
    assert set(remote.quads(G)) == {Quad(A, B, ONE, G), Quad(A, B, Literal("2", f"{XSD}integer"), G)}
    assert len(list(remote.quads())) == 3
    assert set(remote.triples_of([A], [B])) == {each[:3] for each in remote.quads(G)}


def test_a_replaced_graph_holds_just_what_it_was_given(remote: RemoteEngine) -> None:
    """What was there before is gone; other graphs stay."""
    remote.load(_turtle("<x:a> <x:b> 1 , 2 ."), G)
    remote.replace(G, [Triple(A, B, ONE)], "made anew")

    assert list(remote.quads()) == [Quad(A, B, ONE, G)]


def test_an_update_is_applied_there(remote: RemoteEngine) -> None:
    """And gives a commit of its own."""
    before = remote.head
    after = remote.update("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }")

    assert list(remote.quads()) == [Quad(A, B, ONE, G)]
    assert after.id != before.id
    assert [each.note for each in remote.commits()][1:] == ["update"]


def test_texts_are_read_here_before_they_are_sent(remote: RemoteEngine) -> None:
    """A mistake is shown with its place; a document with an error sends nothing."""
    with pytest.raises(QuerySyntaxError):
        remote.answer("SELECT ?s { ?s }", {})
    with pytest.raises(RdfSyntaxError):
        remote.load(_turtle("<x:a> <x:b> 1 . <x:a>"), None)

    assert not list(remote.quads())


def test_a_service_that_is_only_read_takes_no_writes() -> None:
    """Without an address for updates nothing is written."""
    with oxigraph_server() as address:
        remote = RemoteEngine(Endpoint(f"{address}/query", AllowList.of(address)))

        with pytest.raises(StoreError, match="only read"):
            remote.update("CLEAR ALL")


def test_a_service_that_is_not_there_is_told_at_once() -> None:
    """Opening asks for the size."""
    with pytest.raises(QueryError, match="can't be reached"):
        RemoteEngine(Endpoint("http://127.0.0.1:9/query", AllowList.of("http://127.0.0.1:9/query")))
