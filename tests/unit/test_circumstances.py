"""What holds for a query or update beside its text: graphs, base, time; the same on each engine."""

import pytest

from graph.answer import Table, Truth
from graph.dataset import Dataset
from graph.engine import ColumnarEngine, Endpoint, QueryLimits, RemoteEngine
from graph.engine.allowed import AllowList
from graph.errors import QueryError, QuerySyntaxError, QueryTimeout
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.sparql import Circumstances
from graph.sparql.requests import DatasetClause
from graph.terms import Iri
from tests.servers import oxigraph_server

TRIG = "<x:s> <x:p> 0 . <x:a> { <x:s> <x:p> 1 } <x:b> { <x:s> <x:p> 2 } <x:c> { <x:s> <x:p> 3 }"
NUMBERS = "SELECT ?o { ?s <x:p> ?o }"
EACH = "SELECT ?o { GRAPH ?g { ?s <x:p> ?o } }"


def _given(*default: str, named: tuple[str, ...] = ()) -> Circumstances:
    clauses = [DatasetClause(Iri(name)) for name in default]
    return Circumstances((*clauses, *(DatasetClause(Iri(name), is_named=True) for name in named)))


def _loaded(dataset: Dataset) -> Dataset:
    dataset.load(document_from_text(TRIG, syntax_by_name("trig")), None)
    return dataset


def _numbers(dataset: Dataset, text: str, given: Circumstances) -> list[str]:
    found = dataset.query(text, given=given)
    assert isinstance(found, Table)
    return sorted(getattr(term, "value", "") for row in found.rows for term in row)


@pytest.fixture
def dataset(each_engine: str) -> Dataset:
    """Four numbers in four graphs, on each engine."""
    del each_engine
    return _loaded(Dataset.in_memory())


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        (NUMBERS, _given(), ["0", "1", "2", "3"]),
        (NUMBERS, _given("x:a"), ["1"]),
        (NUMBERS, _given("x:a", "x:c"), ["1", "3"]),
        (NUMBERS, _given("x:nothing"), []),
        (NUMBERS, _given(named=("x:a",)), []),
        (EACH, _given("x:a"), []),
        (EACH, _given(named=("x:a", "x:b")), ["1", "2"]),
        (EACH, _given("x:c", named=("x:a",)), ["1"]),
        ("SELECT ?o FROM <x:b> { ?s <x:p> ?o }", _given("x:a"), ["1"]),
        ("SELECT ?o FROM NAMED <x:b> { GRAPH ?g { ?s <x:p> ?o } }", _given("x:a"), []),
        ("SELECT ?o FROM <x:c> { GRAPH ?g { ?s <x:p> ?o } }", _given(named=("x:a", "x:b")), ["1", "2"]),
    ],
)
def test_graphs_of_the_request_overrule_those_of_the_text(
    dataset: Dataset, text: str, given: Circumstances, expected: list[str]
) -> None:
    """https://www.w3.org/TR/sparql11-protocol/#dataset: the protocol's graphs are the whole dataset."""
    assert _numbers(dataset, text, given) == expected


def test_one_text_is_answered_anew_for_other_graphs(dataset: Dataset) -> None:
    """What is remembered of a query does not outlive its graphs."""
    assert [_numbers(dataset, NUMBERS, _given(name)) for name in ("x:a", "x:b", "x:a")] == [
        ["1"],
        ["2"],
        ["1"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT { GRAPH <x:new> { ?s <x:q> ?o } } WHERE { ?s <x:p> ?o }",
        "INSERT { GRAPH <x:new> { ?s <x:q> ?o } } WHERE { ?s <x:p> ?o } ; INSERT DATA { <x:k> <x:k> 9 }",
        "INSERT { GRAPH <x:new> { ?s <x:q> ?o } } WHERE { { SELECT * WHERE { ?s <x:p> ?o } } }",
    ],
)
def test_graphs_of_the_request_are_those_of_using(dataset: Dataset, text: str) -> None:
    """An update finds its solutions in the graphs that the request names."""
    dataset.update(text, _given("x:a", "x:b"))

    assert _numbers(dataset, "SELECT ?o { ?s <x:q> ?o }", Circumstances()) == ["1", "2"]


def test_delete_where_finds_its_solutions_in_the_named_graphs_of_the_request(dataset: Dataset) -> None:
    """Of three graphs, the two that the request names lose what the pattern matches."""
    dataset.update("DELETE WHERE { GRAPH ?g { ?s <x:p> ?o } }", _given(named=("x:a", "x:b")))

    assert _numbers(dataset, EACH, Circumstances()) == ["3"]


@pytest.mark.parametrize(
    "text",
    [
        "WITH <x:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } USING <x:a> WHERE { ?s ?p ?o }",
        "CREATE SILENT GRAPH <x:n> ; INSERT { ?s ?p 7 } USING NAMED <x:a> WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_graphs_in_the_request_and_in_the_update_are_refused(dataset: Dataset, text: str) -> None:
    """https://www.w3.org/TR/sparql11-protocol/#update-dataset: both are an error; nothing changes."""
    with pytest.raises(QueryError, match="Name them in one place"):
        dataset.update(text, _given("x:a"))

    assert _numbers(dataset, NUMBERS, Circumstances()) == ["0", "1", "2", "3"]


def test_relative_iris_are_resolved_against_the_given_base(dataset: Dataset) -> None:
    """In queries, in updates and by IRI(); what BASE says in the text is resolved against it as well."""
    given = Circumstances(base="http://a.example/b/")
    dataset.update("INSERT DATA { <s> <p> <o> }", given)
    dataset.update("BASE <c/> INSERT DATA { <s> <p> <o> }", given)

    for text in (
        "ASK { <s> <http://a.example/b/p> ?o FILTER (?o = IRI('o')) }",
        "ASK { <c/s> <http://a.example/b/c/p> <http://a.example/b/c/o> }",
        "BASE <c/> ASK { <s> ?p ?o FILTER (?o = IRI('o')) }",
    ):
        found = dataset.query(text, given=given)
        assert isinstance(found, Truth)
        assert found.value, text


def test_a_place_in_the_text_does_not_move_with_the_base(dataset: Dataset) -> None:
    """Lines are those of the text as it came."""
    with pytest.raises(QuerySyntaxError) as caught:
        dataset.query("SELECT *\n{ ?s ?p }", given=Circumstances(base="http://a.example/"))

    assert caught.value.line == 2


def test_a_request_may_lower_the_time_limit_and_not_raise_it() -> None:
    """Whichever of the two limits is shorter stops the query."""
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"
    facts = " ".join(f"<x:s{number}> <x:p> {number} ." for number in range(300))
    for own_s, asked_s in ((60.0, 0.3), (0.3, 60.0)):
        dataset = Dataset(ColumnarEngine(bounds=QueryLimits(time_s=own_s)))
        dataset.load(document_from_text(facts, syntax_by_name("ttl")), None)

        with pytest.raises(QueryTimeout, match="limit of 0\\.3 s"):
            dataset.query(slow, given=Circumstances(time_s=asked_s))


def test_another_service_gets_the_graphs_and_the_base() -> None:
    """The remote engine sends them by the protocol."""
    with oxigraph_server() as origin:

        def endpoint(path: str) -> Endpoint:
            return Endpoint(f"{origin}{path}", AllowList.of(f"{origin}/ 127.0.0.0/8"))

        remote = _loaded(Dataset(RemoteEngine(endpoint("/query"), endpoint("/update"))))

        assert _numbers(remote, NUMBERS, _given("x:a", "x:c")) == ["1", "3"]
        assert _numbers(remote, EACH, _given(named=("x:b",))) == ["2"]

        text = "INSERT { GRAPH <x:new> { <s> <x:q> ?o } } WHERE { ?s <x:p> ?o }"
        clauses = _given("x:b").graphs
        remote.update(text, Circumstances(clauses, base="http://a.example/"))

        found = _numbers(remote, "SELECT ?s { GRAPH ?g { ?s <x:q> ?o } }", Circumstances())
        assert found == ["http://a.example/s"]
