"""Writing RDF: what is written is what was meant, and says nothing it does not need."""

from io import BytesIO

import pytest
from rdflib import Dataset as RdflibDataset
from rdflib.compare import isomorphic

from graph.errors import QueryError
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.rdf.write import stream_quads, write_quads, write_triples
from graph.terms import (
    PREFIXES,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    BlankNode,
    Iri,
    Literal,
    Quad,
    Triple,
    TripleTerm,
)

A, B, G = Iri("https://example.org/a"), Iri("https://example.org/b"), Iri("https://example.org/g")
TRIPLES = (
    Triple(A, B, A),
    Triple(A, B, Literal('é "\\\n\r\t')),
    Triple(A, B, Literal("Métropole", RDF_LANG_STRING, "fr")),
    Triple(A, B, Literal("01", f"{XSD}integer")),
    Triple(A, B, Literal("not a date", f"{XSD}date")),
    Triple(BlankNode("b0"), B, BlankNode("b0")),
)
NAMES = [each.name for each in SYNTAXES]


def _back(body: bytes, syntax: str) -> list[Quad]:
    return list(read_quads(document_from_text(body, syntax_by_name(syntax))))


@pytest.mark.parametrize("syntax", NAMES)
def test_triples_come_back_as_they_went(syntax: str) -> None:
    """Lexical forms, languages and control characters survive every syntax."""
    body = write_triples(TRIPLES, syntax_by_name(syntax))

    back = [each.object for each in _back(body, syntax) if isinstance(each.object, Literal)]

    assert sorted(back) == sorted(each.object for each in TRIPLES if isinstance(each.object, Literal))


@pytest.mark.parametrize(("syntax", "rdflib_name"), [("ttl", "turtle"), ("rdf", "xml")])
def test_another_reader_finds_the_same_triples(syntax: str, rdflib_name: str) -> None:
    """The reader of rdflib finds in what is written the same graph as in our N-Triples."""
    ours = RdflibDataset().default_graph.parse(
        data=write_triples(TRIPLES, syntax_by_name(syntax)), format=rdflib_name
    )
    plain = RdflibDataset().default_graph.parse(
        data=write_triples(TRIPLES, syntax_by_name("nt")), format="nt"
    )

    assert isomorphic(ours, plain)


@pytest.mark.parametrize("syntax", ["trig", "nq", "jsonld"])
def test_named_graphs_are_kept_where_they_can_be(syntax: str) -> None:
    """The default graph, and graphs with a name."""
    quads = [Quad(A, B, Literal("1"), None), Quad(A, B, Literal("1"), G)]

    back = _back(write_quads(quads, syntax_by_name(syntax)), syntax)

    assert sorted(back, key=str) == sorted(quads, key=str)


@pytest.mark.parametrize("syntax", ["ttl", "nt", "rdf"])
def test_a_triple_of_two_graphs_is_written_once_without_them(syntax: str) -> None:
    """A syntax without graphs gives the union."""
    quads = [Quad(A, B, Literal("1"), None), Quad(A, B, Literal("1"), G)]

    back = _back(write_quads(quads, syntax_by_name(syntax)), syntax)

    assert back == [Quad(A, B, Literal("1"), None)]


def test_only_used_prefixes_are_declared_in_order() -> None:
    """Plain texts need no prefix for their datatype."""
    triples = [
        Triple(Iri(f"{PREFIXES['id']}a"), Iri(f"{PREFIXES['rdfs']}label"), Literal("a")),
        Triple(Iri(f"{PREFIXES['id']}a"), Iri(f"{PREFIXES['dcterms']}date"), Literal("2019", f"{XSD}gYear")),
    ]

    text = write_triples(triples, syntax_by_name("ttl")).decode()

    declared = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    assert declared == ["dcterms:", "id:", "rdfs:", "xsd:"]


def test_base_direction_survives() -> None:
    """A literal of RDF 1.2 with a direction is no plain literal."""
    triple = Triple(A, B, Literal("مرسى", RDF_DIR_LANG_STRING, "ar", "rtl"))

    back = _back(write_triples([triple], syntax_by_name("ttl")), "ttl")

    assert back[0].object == triple.object


@pytest.mark.parametrize(
    ("syntax", "triple", "message"),
    [
        (
            "rdf",
            Triple(A, Iri("https://example.org/1"), A),
            "no form for the property <https://example.org/1>",
        ),
        ("rdf", Triple(A, B, Literal("\x01")), "no form for a control character"),
        ("rdf", Triple(A, B, TripleTerm(A, Iri("x:1"), A)), "no form for the property <x:1>"),
        ("jsonld", Triple(A, B, TripleTerm(A, B, A)), "JSON-LD can't write this"),
    ],
)
def test_what_a_syntax_cannot_say_is_refused(syntax: str, triple: Triple, message: str) -> None:
    """Rather than written as something that no reader accepts."""
    with pytest.raises(QueryError, match=message):
        write_triples([triple], syntax_by_name(syntax))


@pytest.mark.parametrize("syntax", NAMES)
def test_nothing_is_a_document_too(syntax: str) -> None:
    """No triples make a document that is read as no triples."""
    assert _back(write_triples([], syntax_by_name(syntax)), syntax) == []


@pytest.mark.parametrize("syntax", NAMES)
def test_a_stream_holds_the_same_quads(syntax: str) -> None:
    """Streaming changes the way, not the result."""
    quads = [Quad(A, B, Literal(str(number), f"{XSD}integer"), G) for number in range(1_000)]
    output = BytesIO()

    stream_quads(iter(quads), syntax_by_name(syntax), output)

    assert _back(output.getvalue(), syntax) == _back(write_quads(quads, syntax_by_name(syntax)), syntax)
