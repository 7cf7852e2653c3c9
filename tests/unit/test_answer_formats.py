"""Answers in the W3C's formats, to the letter."""

import csv
import json
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import pytest
from rdflib.query import Result

from graph.answer import About, Answer, Table, Triples, Truth, formats_of, write_answer
from graph.answer.formats import put_answer
from graph.errors import QueryError, QueryTimeout, QueryTooLarge, UnknownName
from graph.terms import (
    BASE,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    BlankNode,
    Iri,
    Literal,
    Term,
    Triple,
    TripleTerm,
)

ABOUT = About("0" * 16, "0" * 64, 1.0)
SAMPLE = (
    Iri("https://example.org/a?b=c&d"),
    BlankNode("b0"),
    Literal('say "a,b"\n\t<&>'),
    Literal("cité", RDF_LANG_STRING, "fr"),
    Literal("2019-04-03", f"{XSD}date"),
    None,
)
NAMES = tuple(f"c{number}" for number in range(len(SAMPLE)))
TABLE = Table(NAMES, (SAMPLE,), ABOUT)


def _cell(term: Term, syntax: str) -> str:
    return write_answer(Table(("a",), ((term,),), ABOUT), syntax).decode()


def test_json_is_as_the_standard_writes_it() -> None:
    """https://www.w3.org/TR/sparql11-results-json/, an unbound variable being left out."""
    found = json.loads(write_answer(TABLE, "json"))

    assert found == {
        "head": {"vars": ["c0", "c1", "c2", "c3", "c4", "c5"]},
        "results": {
            "bindings": [
                {
                    "c0": {"type": "uri", "value": "https://example.org/a?b=c&d"},
                    "c1": {"type": "bnode", "value": "b0"},
                    "c2": {"type": "literal", "value": 'say "a,b"\n\t<&>'},
                    "c3": {"type": "literal", "value": "cité", "xml:lang": "fr"},
                    "c4": {"type": "literal", "value": "2019-04-03", "datatype": f"{XSD}date"},
                }
            ]
        },
    }


@pytest.mark.parametrize("syntax", ["json", "xml"])
def test_rdflib_reads_what_is_written(syntax: str) -> None:
    """A second reader finds the same terms."""
    found = Result.parse(BytesIO(write_answer(TABLE, syntax)), format=syntax)

    assert [{str(name): str(term) for name, term in row.items()} for row in found.bindings] == [
        {name: term.value for name, term in zip(NAMES, SAMPLE, strict=True) if term is not None}
    ]


def test_csv_holds_plain_values() -> None:
    """Quoted where a comma, quote or line end needs it (RFC 4180); blank nodes by their label."""
    lines = list(csv.reader(StringIO(write_answer(TABLE, "csv").decode(), newline="")))

    assert lines == [
        list(NAMES),
        ["https://example.org/a?b=c&d", "_:b0", 'say "a,b"\n\t<&>', "cité", "2019-04-03", ""],
    ]
    assert write_answer(Table(("a",), (), ABOUT), "csv") == b"a\r\n"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Iri("x:a"), "<x:a>"),
        (Literal('a\t"b"'), r'"a\t\"b\""'),
        (Literal("a", RDF_LANG_STRING, "fr"), '"a"@fr'),
        (Literal("12", f"{XSD}integer"), "12"),
        (Literal("-1.50", f"{XSD}decimal"), "-1.50"),
        (Literal("1.0e6", f"{XSD}double"), "1.0e6"),
        (Literal("12", f"{XSD}decimal"), f'"12"^^<{XSD}decimal>'),
        (Literal("1.5", f"{XSD}double"), f'"1.5"^^<{XSD}double>'),
        (Literal("about 5", f"{XSD}integer"), f'"about 5"^^<{XSD}integer>'),
        (Literal("٣", f"{XSD}integer"), f'"٣"^^<{XSD}integer>'),
        (Literal("5.", f"{XSD}decimal"), f'"5."^^<{XSD}decimal>'),
    ],
)
def test_tsv_abbreviates_only_what_reads_back_the_same(term: Term, expected: str) -> None:
    """A bare 12 is an integer, so a decimal 12 is written in full."""
    assert _cell(term, "tsv") == f"?a\n{expected}\n"


def test_xml_is_well_formed_whatever_the_data() -> None:
    """Signs of XML are escaped, and a carriage return survives the reader."""
    root = ET.fromstring(_cell(Literal("]]> <a> & \r\n"), "xml"))  # noqa: S314 - our own text

    literal = root.find(".//{http://www.w3.org/2005/sparql-results#}literal")
    assert literal is not None
    assert literal.text == "]]> <a> & \r\n"


def test_a_control_character_has_no_form_in_xml() -> None:
    """It is refused rather than written as XML that no reader accepts; JSON has a form."""
    assert json.loads(_cell(Literal("\x01"), "json"))["results"]["bindings"][0]["a"]["value"] == "\x01"
    with pytest.raises(QueryError, match="XML has no form for a control character"):
        _cell(Literal("\x01"), "xml")


def test_base_direction_and_triple_terms_are_told() -> None:
    """As the drafts of SPARQL 1.2 write them."""
    directed = Literal("مرسى", RDF_DIR_LANG_STRING, "ar", "rtl")
    quoted = TripleTerm(Iri("x:s"), Iri("x:p"), Literal("o"))

    json_cells = [
        json.loads(_cell(term, "json"))["results"]["bindings"][0]["a"] for term in (directed, quoted)
    ]

    assert json_cells[0] == {"type": "literal", "value": "مرسى", "xml:lang": "ar", "its:dir": "rtl"}
    assert json_cells[1]["value"]["object"] == {"type": "literal", "value": "o"}
    assert ET.fromstring(_cell(directed, "xml")) is not None  # noqa: S314
    assert ET.fromstring(_cell(quoted, "xml")) is not None  # noqa: S314


@pytest.mark.parametrize("value", [True, False])
def test_a_truth_value_has_json_and_xml(value: bool) -> None:  # noqa: FBT001
    """And no table."""
    truth = Truth(value, ABOUT)

    assert json.loads(write_answer(truth, "json")) == {"head": {}, "boolean": value}
    assert f"<boolean>{str(value).lower()}</boolean>" in write_answer(truth, "xml").decode()
    with pytest.raises(QueryError, match="CSV has no form for the answer of an ASK"):
        write_answer(truth, "csv")


def test_triples_are_written_in_rdf() -> None:
    """In each of its syntaxes."""
    triples = Triples((Triple(Iri("x:a"), Iri("x:b"), Literal("c")),), ABOUT)

    assert write_answer(triples, "nt") == b'<x:a> <x:b> "c" .\n'
    assert [each.name for each in formats_of(triples)] == ["ttl", "nt", "rdf", "trig", "nq", "jsonld"]


@pytest.mark.parametrize(
    ("answer", "name", "known"),
    [(TABLE, "ttl", "csv, json, tsv, xml"), (Triples((), ABOUT), "csv", "jsonld, nq, nt, rdf, trig, ttl")],
)
def test_an_answer_of_another_kind_names_its_formats(answer: Answer, name: str, known: str) -> None:
    """Rows are no triples."""
    with pytest.raises(UnknownName, match=f"no format for this answer '{name}'. There is: {known}"):
        write_answer(answer, name)


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv", "ttl", "nt", "rdf", "trig", "nq", "jsonld"])
def test_writing_can_be_stopped_at_any_time(name: str) -> None:
    """By who looks at the clock and by who takes the text; what they raise is told as it is."""
    answer = _large(name)
    pieces: list[bytes] = []
    looks = iter(range(10))

    def look() -> None:
        if next(looks) == 9:
            raise QueryTimeout("over")

    def refuse(piece: bytes) -> None:
        raise QueryTooLarge(f"no room for {len(piece)}")

    with pytest.raises(QueryTimeout, match="over"):
        put_answer(answer, name, pieces.append, look)
    with pytest.raises(QueryTooLarge, match="no room"):
        put_answer(answer, name, refuse)

    assert sum(map(len, pieces)) < len(write_answer(answer, name))


def _large(name: str) -> Table | Triples:
    things = [Iri(f"http://x/{number}") for number in range(20_000)]
    if name in {"json", "xml", "csv", "tsv"}:
        return Table(("a", "b"), tuple((thing, thing) for thing in things), ABOUT)
    return Triples(tuple(Triple(thing, Iri("http://x/p"), thing) for thing in things), ABOUT)


def test_the_prefixes_that_are_used_are_declared_in_order() -> None:
    """Those of the namespaces that something is in, and no others, however late they come."""
    things = [Iri(f"http://x/{number}") for number in range(3_000)]
    late = Triple(Iri(f"{BASE}id/beelife"), Iri(f"{BASE}ontology#holder"), Literal("1", f"{XSD}integer"))
    triples = (*(Triple(thing, Iri("http://x/p"), thing) for thing in things), late)

    text = write_answer(Triples(triples, ABOUT), "ttl").decode()

    declared = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    assert declared == ["id:", "mlg:", "xsd:"]
    assert text.rstrip().endswith("id:beelife mlg:holder 1 .")
