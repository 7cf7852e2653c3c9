"""What queries and updates get from other servers and from the index of words, on the columns."""

from collections.abc import Iterator

import pytest

from graph.answer import Table, Truth
from graph.engine import ColumnarEngine
from graph.engine.allowed import AllowList
from graph.engine.elsewhere import Elsewhere
from graph.errors import QueryError
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.sparql import Circumstances, Limits
from graph.terms import Iri, Literal
from tests.servers import oxigraph_server

LIMITS = Limits()
HERE = """
@prefix x: <x:> . @prefix schema: <https://schema.org/> .
x:a x:name "Accélérateur M" ; x:city x:marseille .
x:b x:name "Incubateur", "Accélérateur d'Aix" .
x:c x:note "rien" .
"""
THERE = '<x:marseille> <x:label> "Marseille"@fr .\n<x:lyon> <x:label> "Lyon"@fr .\n'


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """Another server."""
    with oxigraph_server(THERE) as address:
        yield address


def _engine(allowed: str = "") -> ColumnarEngine:
    engine = ColumnarEngine(elsewhere=Elsewhere(AllowList.of(allowed), AllowList.of(allowed)))
    engine.load(document_from_text(HERE, syntax_by_name("ttl")), None)
    return engine


def _rows(engine: ColumnarEngine, text: str) -> set[tuple[object, ...]]:
    found = engine.answer(f"PREFIX x: <x:> {text}", {}, Circumstances(), limits=LIMITS)
    assert isinstance(found, Table)
    return set(found.rows)


def test_an_answer_from_elsewhere_joins_with_what_is_here(origin: str) -> None:
    """A federated query names a place that is described on the other server."""
    engine = _engine(origin)

    found = _rows(engine, f"SELECT ?s ?l {{ ?s x:city ?c SERVICE <{origin}/query> {{ ?c x:label ?l }} }}")

    assert {(s, getattr(label, "value", None)) for s, label in found} == {(Iri("x:a"), "Marseille")}


def test_the_address_of_a_service_may_be_found_here(origin: str) -> None:
    """A variable stands for the services that the data names."""
    engine = _engine(origin)
    engine.update(f"INSERT DATA {{ <x:a> <x:at> <{origin}/query> }}", Circumstances(), limits=LIMITS)

    found = _rows(engine, "SELECT ?l { x:a x:at ?e SERVICE ?e { ?c x:label ?l } }")

    assert len(found) == 2


def test_a_service_feeds_an_update(origin: str) -> None:
    """What another server says can be written down here."""
    engine = _engine(origin)
    engine.update(
        f"INSERT {{ ?c <x:label> ?l }} WHERE {{ SERVICE <{origin}/query> {{ ?c <x:label> ?l }} }}",
        Circumstances(),
        limits=LIMITS,
    )

    assert len(_rows(engine, "SELECT * { ?c x:label ?l }")) == 2


def test_load_reads_a_document_from_an_address_that_is_allowed(origin: str) -> None:
    """Into the graph that is named."""
    engine = _engine(origin)
    engine.update(f"LOAD <{origin}/store?default> INTO GRAPH <x:g>", Circumstances(), limits=LIMITS)

    assert len(_rows(engine, "SELECT * { GRAPH x:g { ?c x:label ?l } }")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://192.0.2.1/a.ttl>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }",
    ],
)
def test_without_a_list_nothing_elsewhere_is_reached(text: str) -> None:
    """Neither by SERVICE nor by LOAD, and nothing is changed."""
    engine = _engine()
    before = engine.head

    with pytest.raises(QueryError, match="not allowed here"):
        engine.update(text, Circumstances(), limits=LIMITS)

    assert engine.head == before


def test_a_document_that_can_not_be_had_is_an_error_unless_silent(origin: str) -> None:
    """SILENT goes on with the next operation."""
    engine = _engine(origin)
    missing = f"{origin}/nothing-here"

    with pytest.raises(QueryError, match="404"):
        engine.update(f"LOAD <{missing}>", Circumstances(), limits=LIMITS)
    engine.update(
        f"LOAD SILENT <{missing}> ; INSERT DATA {{ <x:n> <x:n> 1 }}", Circumstances(), limits=LIMITS
    )

    assert len(_rows(engine, "SELECT * { x:n x:n ?o }")) == 1


def test_a_search_finds_things_by_the_words_of_their_strings() -> None:
    """Without accents and capitals, by beginnings, each thing once."""
    engine = _engine()
    query = 'PREFIX mlg: <https://w3id.org/maillage/ontology#> SELECT ?e { ?e mlg:matches "%s" }'

    assert _rows(engine, query % "accelerateur") == {(Iri("x:a"),), (Iri("x:b"),)}
    assert _rows(engine, query % "AIX accel") == {(Iri("x:b"),)}
    assert _rows(engine, query % "accelerateur rien") == set()
    told = engine.answer(
        'ASK { <x:a> <https://w3id.org/maillage/ontology#matches> "acelerateur" }',
        {},
        Circumstances(),
        limits=LIMITS,
    )
    assert isinstance(told, Truth)
    assert told.value


def test_a_search_sees_what_an_update_brought() -> None:
    """The index is part of the commit."""
    engine = _engine()
    engine.update("INSERT DATA { <x:d> <x:name> 'Câble' }", Circumstances(), limits=LIMITS)

    found = _rows(
        engine, 'SELECT ?e ?n { ?e <https://w3id.org/maillage/ontology#matches> "cable" ; x:name ?n }'
    )

    assert found == {(Iri("x:d"), Literal("Câble"))}
