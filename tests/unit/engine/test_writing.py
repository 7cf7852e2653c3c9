"""Large answers are written by SQL, and say the same as those that are made of terms."""

import json
from typing import Any

import pyoxigraph as ox
import pytest

from graph.answer import Answer, Formats, Table, Triples, Written, write_answer
from graph.dataset import Dataset
from graph.engine import ColumnarEngine, answering
from graph.engine.limits import QueryLimits
from graph.errors import QueryError, QueryTimeout, QueryTooLarge
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text

HEAD = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
TERMS = r"""
<x:a>, _:b, "", "plain", "a \"quoted\" \\ back", "tab\tfeed\nreturn\rend\u0001 bell\u0007",
"é 日本 😀 \u2028",
"chat"@fr, "cat"@en-gb, "قط"@ar--rtl, "x\"y"@en, 0, -72, 072, "+5"^^xsd:integer, 99999999999999999999,
1.5, 1.50, -0.25, "-0.0"^^xsd:decimal, 12345678901.5, 1e21, "INF"^^xsd:double, "1"^^xsd:float, true, false,
"1"^^xsd:boolean, "2024-02-29"^^xsd:date, "2024-02-30"^^xsd:date, "2024-02-29Z"^^xsd:date,
"2024-02-29T12:00:00Z"^^xsd:dateTime, "2024-02-29T12:00:00.125"^^xsd:dateTime, "-0044-03-15"^^xsd:date,
"POINT(1 2)"^^<x:wkt>, "a\\b"^^<x:q>, "2024"^^xsd:gYear
"""
JSON = Formats(table="json", triples="ttl")
LINES = Formats(triples="nt")
ENDS = {"xml": b"\n", "csv": b"\r\n", "tsv": b"\n"}
ALL_PAIRS = "SELECT ?a ?n { ?x <x:has> ?a . ?y <x:number> ?n }"


@pytest.fixture(scope="module")
def various() -> Dataset:
    """Terms of every kind, and so many numbers that pairs of both are many."""
    numbers = " , ".join(map(str, range(300)))
    return _dataset(f"<x:all> <x:has> {TERMS} ; <x:number> {numbers} ; <x:small> <x:b> .", QueryLimits())


def _dataset(turtle: str, bounds: QueryLimits) -> Dataset:
    dataset = Dataset(ColumnarEngine(bounds=bounds), is_union=False)
    dataset.load(document_from_text(HEAD + turtle, syntax_by_name("ttl")), None)
    return dataset


def _bindings(answer: Answer | Written) -> list[dict[str, Any]]:
    body = answer.text.content() if isinstance(answer, Written) else write_answer(answer, "json")
    found: list[dict[str, Any]] = json.loads(body)["results"]["bindings"]
    return found


def _sorted(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_terms_of_every_kind_are_written_alike(various: Dataset) -> None:
    """SQL escapes and renders each kind of term as the writer of terms does."""
    written = various.written(ALL_PAIRS, JSON)
    made = various.query(ALL_PAIRS)

    assert isinstance(written, Written)
    assert isinstance(made, Table)
    assert len(written) == len(made) > 10_000
    assert _sorted(_bindings(written)) == _sorted(_bindings(made))


def test_what_is_unbound_is_left_out(various: Dataset) -> None:
    """A row has no key for a variable without a value; one without any is an empty object."""
    text = "SELECT ?a ?n ?none { { ?x <x:has> ?a . ?y <x:number> ?m } UNION { ?x <x:number> ?n } UNION {} }"

    written = various.written(text, JSON)

    assert isinstance(written, Written)
    rows = _bindings(written)
    assert {tuple(row) for row in rows} == {("a",), ("n",), ()}
    assert _sorted(rows) == _sorted(_bindings(various.query(text)))


def _rows(answer: Answer | Written, name: str) -> list[bytes]:
    """The rows of a table in another format than JSON, sorted, which are told apart by their ends."""
    text = answer.text.content() if isinstance(answer, Written) else write_answer(answer, name)
    return sorted(text.split(ENDS[name]))


@pytest.mark.parametrize("name", ["xml", "csv", "tsv"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a ?n { ?x <x:has> ?a . ?y <x:number> ?n FILTER(!CONTAINS(STR(?a), 'bell')) }",
        "SELECT ?a { ?x <x:has> ?a . ?y <x:number> ?n FILTER(!CONTAINS(STR(?a), 'bell')) }",
        "SELECT ?n ?z { { ?x <x:small> ?z . ?y <x:number> ?m , ?k } UNION { ?x <x:number> ?n } UNION {} }",
        "SELECT ?none ?n ?never { ?y <x:number> ?n . ?x <x:number> ?m OPTIONAL { ?n <x:has> ?none } }",
        "SELECT ?none { ?y <x:number> ?n . ?x <x:number> ?m OPTIONAL { ?n <x:has> ?none } }",
    ],
)
def test_every_format_is_written_alike(various: Dataset, query: str, name: str) -> None:
    """Row for row the same text, for terms of every kind, unbound cells and columns."""
    written = various.written(query, Formats(table=name))
    made = various.query(query)

    assert isinstance(written, Written)
    assert isinstance(made, Table)
    assert written.format == name
    assert len(written) == len(made) > 2_000
    assert _rows(written, name) == _rows(made, name)


def test_xml_refuses_a_control_character_of_a_large_table(various: Dataset) -> None:
    """As it does in a small one: no XML 1.0 can hold it."""
    with pytest.raises(QueryError, match="XML has no form for a control character"):
        various.written(ALL_PAIRS, Formats(table="xml"))


@pytest.mark.parametrize(
    "sign", ["\x07", "\x1f", "\ufffe", "\uffff", "\ufffd", "\uff21", "\x7f", "\u0085", "\t"]
)
def test_xml_holds_the_characters_that_xml_has(sign: str) -> None:
    """Of those that look like the others too; SQL refuses just what the writer of terms refuses."""
    numbers = " , ".join(map(str, range(60)))
    dataset = _dataset(f'<x:a> <x:number> {numbers} ; <x:text> "a{sign}b" .', QueryLimits())
    query = "SELECT ?t { ?x <x:number> ?n , ?m ; <x:text> ?t }"
    made = dataset.query(query)

    try:
        expected = write_answer(made, "xml")
    except QueryError as error:
        with pytest.raises(QueryError, match=str(error)):
            dataset.written(query, Formats("xml"))
        assert sign not in "\ufffd\uff21\x7f\u0085\t"
        return
    written = dataset.written(query, Formats("xml"))

    assert isinstance(written, Written)
    assert written.text.content() == expected


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_names_that_sql_or_the_format_might_trip_over_are_kept(name: str) -> None:
    """Variables may have capitals, letters of any script, and be words of SQL."""
    numbers = " , ".join(map(str, range(60)))
    dataset = _dataset(f"<x:a> <x:number> {numbers} .", QueryLimits())
    query = "SELECT ?select ?Select ?é_日 { ?x <x:number> ?select, ?Select BIND(?select AS ?é_日) }"

    written, made = dataset.written(query, Formats(table=name)), dataset.query(query)

    assert isinstance(written, Written)
    assert len(written) == 3_600
    assert sorted(written.text.content().split(b"\n")) == sorted(write_answer(made, name).split(b"\n"))


def test_a_small_table_is_written_too(various: Dataset) -> None:
    """From its terms, which are few."""
    query = "SELECT ?n { ?x <x:number> ?n }"

    written = various.written(query, JSON)

    assert isinstance(written, Written)
    assert written.text.content() == write_answer(various.query(query), "json")


@pytest.mark.parametrize(("name", "expected"), [("json", b'{"head": {}, "boolean": true}'), ("", True)])
def test_a_truth_value_is_written_where_that_is_wanted(various: Dataset, name: str, expected: object) -> None:
    """In the format that is wanted for truth values, whatever is wanted for the rest."""
    found = various.written("ASK {}", Formats("csv", name, "ttl"))

    assert (found.text.content() if isinstance(found, Written) else getattr(found, "value", None)) == expected


@pytest.mark.parametrize("limit", [5_001, 7_777])
def test_the_limit_on_rows_cuts_and_is_told(limit: int) -> None:
    """The text has just so many rows, is whole JSON, and says that it is not complete."""
    numbers = " , ".join(map(str, range(100)))
    dataset = _dataset(f"<x:all> <x:number> {numbers} .", QueryLimits(rows=limit))

    answer = dataset.written("SELECT ?a ?b { ?x <x:number> ?a . ?y <x:number> ?b }", JSON)

    assert isinstance(answer, Written)
    assert len(answer) == len(_bindings(answer)) == limit
    assert not answer.about.is_complete


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_writing_stops_at_the_time_limit(name: str) -> None:
    """A table that would be written for minutes ends with the error on time, and gives its room back."""
    numbers = " , ".join(map(str, range(2000)))
    dataset = _dataset(f"<x:all> <x:number> {numbers} .", QueryLimits(time_s=0.3, rows=10**9))

    with pytest.raises(QueryTimeout):
        dataset.written("SELECT * { ?x <x:number> ?a . ?y <x:number> ?b . ?z <x:number> ?c }", Formats(name))


def test_text_beyond_the_room_for_answers_is_refused_by_name() -> None:
    """Neither memory nor disk is taken beyond the bounds, and the next answer has them again."""
    numbers = " , ".join(map(str, range(2_000)))
    bounds = QueryLimits(answer_memory_mb=1, answer_disk_mb=5)
    dataset = _dataset(f"<x:all> <x:number> {numbers} .", bounds)

    for _ in range(3):
        with pytest.raises(QueryTooLarge, match="answer_disk_mb"):
            dataset.written("SELECT ?a ?b { ?x <x:number> ?a , ?b FILTER(?a < 50) }", JSON)
        found = dataset.written("SELECT ?a ?b { ?x <x:number> ?a , ?b FILTER(?a < 10) }", JSON)
        assert isinstance(found, Written)
        assert len(_bindings(found)) == 20_000
        found.text.close()


@pytest.mark.parametrize(
    "template",
    [
        "?x <x:pair> ?a",
        "?n ?a ?x . ?x <x:has> ?a",
        "?x <x:has> ?a . ?x <x:has> ?n . <x:all> <x:has> ?a",
        '<x:all> <x:is> "a \\"quoted\\" \\n text"@en . ?a <x:of> ?none',
        "?x ?x ?x . ?a ?a ?a",
    ],
)
def test_large_graphs_are_written_alike(various: Dataset, template: str) -> None:
    """Each triple is there once; what RDF does not allow is left out, whatever SQL or Python makes it."""
    text = f"CONSTRUCT {{ {template} }} WHERE {{ ?x <x:has> ?a . ?y <x:number> ?n }}"

    written = various.written(text, LINES)
    made = various.query(text)

    assert isinstance(written, Written)
    assert isinstance(made, Triples)
    body = written.text.content().decode()
    assert body.count("\n") == len(written) == len(made)
    assert _triples(body) == _triples(write_answer(made, "nt").decode())


def _triples(text: str) -> set[str]:
    return {str(each) for each in ox.parse(text, ox.RdfFormat.N_TRIPLES)}


def test_new_blank_nodes_are_made_by_python(various: Dataset) -> None:
    """A template with a blank node makes one for each solution; SQL does not."""
    text = "CONSTRUCT { [] <x:pair> ?a , ?n } WHERE { ?x <x:has> ?a . ?y <x:number> ?n }"

    answer = various.written(text, LINES)

    assert isinstance(answer, Written)
    assert len(answer) > 20_000
    assert answer.text.content().count(b"_:c") == len(answer)


def test_a_format_that_is_not_wanted_is_not_written(various: Dataset) -> None:
    """Who wants only graphs as text gets tables as terms."""
    assert isinstance(various.written(ALL_PAIRS, Formats(triples="nt")), Table)


def test_the_order_is_kept(various: Dataset) -> None:
    """ORDER BY holds in what SQL writes."""
    text = f"{ALL_PAIRS} ORDER BY DESC(?n) ?a"

    written = various.written(text, JSON)

    assert isinstance(written, Written)
    assert _bindings(written) == _bindings(various.query(text))


@pytest.mark.parametrize(
    "computed",
    [
        "?n + 1",
        "?n / (?n - 7)",
        "?n * 1e0",
        "CONCAT(STR(?a), '\"', STR(?n), ',\\t')",
        "STR(1 / ?n)",
    ],
)
def test_computed_columns_are_written_alike(
    various: Dataset, computed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By SQL in every format: texts that no id stands for, of every kind, some of them errors."""
    query = (
        f"SELECT ?t0 ?b ?t1 {{ ?x <x:has> ?a . ?y <x:number> ?n BIND(?n AS ?t0) BIND({computed} AS ?b)"
        " BIND(?a AS ?t1) FILTER(!CONTAINS(STR(?a), 'bell')) }"
    )
    made = various.query(query)
    monkeypatch.setattr(answering, "_table", None)
    monkeypatch.setattr(answering, "SMALL", 0)

    for name in ("json", *ENDS):
        assert _lines(various.written(query, Formats(name)), name) == _lines(made, name)


def _lines(answer: Answer | Written, name: str) -> list[bytes]:
    text = answer.text.content() if isinstance(answer, Written) else write_answer(answer, name)
    return sorted(line.rstrip(b",") for line in text.split(ENDS.get(name, b"\n")))


@pytest.mark.parametrize(
    "computed", ["STRLANGDIR(STR(?n), 'ar', 'rtl')", "IF(?n < 200, STRDT(STR(?n), <x:q>), 1 / 0)"]
)
def test_what_may_be_anything_is_made_of_terms(various: Dataset, computed: str) -> None:
    """Where the compiler does not know that no triple term can come of it."""
    query = f"SELECT ?n ?b {{ ?x <x:has> ?a . ?y <x:number> ?n BIND({computed} AS ?b) }}"

    assert _lines(various.written(query, JSON), "json") == _lines(various.query(query), "json")


def test_computed_columns_in_an_order_are_written_in_it(various: Dataset) -> None:
    """Whoever writes them."""
    query = "SELECT ?a ?sum { ?x <x:has> ?a . ?y <x:number> ?n BIND(STR(?n) AS ?sum) } ORDER BY DESC(?n) ?a"

    written = various.written(query, JSON)

    assert isinstance(written, Written)
    assert _bindings(written) == _bindings(various.query(query))
