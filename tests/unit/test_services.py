"""SERVICE: what another server answers stands in its place (https://www.w3.org/TR/sparql11-federated-query/)."""

from collections.abc import Iterable, Iterator

import pytest

from graph.engine.allowed import AllowList
from graph.engine.protocol import Endpoint, Solutions
from graph.engine.services import with_services
from graph.errors import QueryError, QueryTimeout
from graph.sparql import parse_query, translate
from graph.sparql.algebra import Algebra, Rows
from graph.sparql.rewrite import rewritten
from graph.terms import BlankNode, Iri, Literal
from tests.servers import oxigraph_server

DATA = """
<x:a> <x:name> "Aix"@fr .
<x:b> <x:name> "Berre"@fr .
<x:b> <x:part> _:c .
"""
NOWHERE = "http://127.0.0.1:9/query"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Another SPARQL service."""
    with oxigraph_server(DATA) as address:
        yield f"{address}/query"


def _nowhere(_: Algebra, __: str) -> Iterable[object]:
    raise AssertionError("nothing is to be found here")


def _rows(pattern: Algebra) -> list[Rows]:
    found: list[Rows] = []

    def note(part: Algebra) -> Algebra:
        if isinstance(part, Rows):
            found.append(part)
        return part

    rewritten(pattern, note)
    return found


def _answered(group: str, endpoint: str) -> list[Rows]:
    text = f"SELECT * {{ {group.replace('END', endpoint)} }}"
    return _rows(with_services(translate(parse_query(text)), _ask, _nowhere))


def _ask(address: Iri, text: str) -> Solutions:
    return Endpoint(address.value, AllowList.of(address.value), timeout_s=10).select(text)


def test_a_service_becomes_the_rows_of_its_answer(endpoint: str) -> None:
    """The group is asked at the address and its solutions take its place."""
    [rows] = _answered('SERVICE <END> { ?s <x:name> ?n FILTER(STR(?n) < "B") }', endpoint)

    assert dict(zip(rows.variables, rows.rows[0], strict=True)) == {
        "s": Iri("x:a"),
        "n": Literal("Aix", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "fr"),
    }


def test_blank_nodes_of_another_service_are_its_own(endpoint: str) -> None:
    """A blank node comes with a label that no node of the store has."""
    [rows] = _answered("SERVICE <END> { ?s <x:part> ?part }", endpoint)

    [part] = [cell for cell in rows.rows[0] if isinstance(cell, BlankNode)]
    assert part.value.startswith("r")


def test_a_service_that_fails_is_an_error_unless_it_is_silent() -> None:
    """Without SILENT the query fails; with it, one empty solution stands for the answer."""
    with pytest.raises(QueryError, match="can't be reached"):
        _answered("SERVICE <END> { ?s ?p ?o }", NOWHERE)

    assert _answered("SERVICE SILENT <END> { ?s ?p ?o }", NOWHERE) == [Rows((), ((),))]


def test_a_variable_service_is_asked_at_each_address_that_is_found(endpoint: str) -> None:
    """The rest of the group says where to ask; the address is part of each solution."""
    text = "SELECT * { ?d <x:at> ?e . SERVICE ?e { ?s <x:name> ?n } }"

    def find(_: Algebra, variable: str) -> Iterable[object]:
        assert variable == "e"
        return [Iri(endpoint), Literal("not an address")]

    [rows] = _rows(with_services(translate(parse_query(text)), _ask, find))

    assert len(rows.rows) == 2
    assert {row[rows.variables.index("e")] for row in rows.rows} == {Iri(endpoint)}


def test_a_variable_service_that_nothing_binds_is_refused() -> None:
    """There is no address to ask."""
    with pytest.raises(QueryError, match="nothing beside it tells"):
        with_services(translate(parse_query("SELECT * { SERVICE ?e { ?s ?p ?o } }")), _ask, _nowhere)


def test_an_answer_that_is_no_result_is_an_error(endpoint: str) -> None:
    """A page, or a truth value, is not taken for solutions."""
    with pytest.raises(QueryError, match="truth value"):
        _ask(Iri(endpoint), "ASK {}")


def test_silent_does_not_hide_that_the_time_of_the_query_is_over() -> None:
    """A service that fails counts as one empty solution, but the query that is stopped is stopped."""

    def ask(_: Iri, __: str) -> Solutions:
        raise QueryTimeout("The query was stopped at its time limit of 1 s.")

    with pytest.raises(QueryTimeout):
        with_services(translate(parse_query("SELECT * { SERVICE SILENT <x:a> { ?s ?p ?o } }")), ask, _nowhere)
