"""Whatever the text or file, there is an answer or an error in words; never another kind of failure."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.cli.text import located, printable
from graph.dataset import Dataset
from graph.errors import MaillageError, TextError
from graph.rdf.formats import SYNTAXES, Syntax
from graph.rdf.read import document_from_file, document_from_text, read_quads
from graph.sparql.tokens import tokens

pytestmark = pytest.mark.usefixtures("each_engine")

QUERIES = [
    "PREFIX ex: <x:> SELECT ?a (COUNT(?b) AS ?n) { ?a ex:p/ex:q* ?b ; a ex:T . } GROUP BY ?a LIMIT 5",
    "ASK { GRAPH ?g { ?s ?p 'a \\'b' } OPTIONAL { ?s <x:p> 1.5 FILTER(?x < 3 && ?y > 2) } }",
    "CONSTRUCT { ?s ?p ?o } { VALUES (?s ?p) { (<x:a> UNDEF) } { ?s ?p ?o } UNION { ?o ?p [] } }\n# end",
    'SELECT * { ?s ?p """long "quoted" text"""@en-GB . BIND(STR(?s) AS ?t) MINUS { ?s a _:b.c } }',
]
DOCUMENTS = [
    b"@prefix ex: <x:> .\nex:a ex:b 1 , 'c'@fr ; ex:d [ ex:e (1 2) ] .",
    b'<x:g> { <x:a> <x:b> "c"^^<x:d> }',
    b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>',
    b'{"@context": {"a": "x:a"}, "@id": "x:s", "a": [1, {"@value": "b", "@language": "fr"}]}',
]
FEW = settings(max_examples=150, derandomize=True, deadline=None)


@st.composite
def _damaged(draw: st.DrawFn, originals: list[str]) -> str:
    """One of the texts with some of it cut out, doubled or replaced."""
    text = draw(st.sampled_from(originals))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    middle = draw(st.one_of(st.just(""), st.just(text[start:end] * 2), st.text(max_size=5)))
    return text[:start] + middle + text[end:]


@FEW
@given(_damaged(QUERIES))
def test_a_damaged_query_is_answered_or_refused_with_its_place(text: str) -> None:
    """The place lies within the text, and the message can be printed."""
    error = _refusal(text)

    if isinstance(error, TextError) and error.line and error.column:
        lines = text.split("\n")
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
        assert located(error)


def _refusal(text: str) -> MaillageError | None:
    try:
        Dataset.in_memory().query(text)
    except MaillageError as error:
        return error
    return None


@FEW
@given(_damaged([each.decode() for each in DOCUMENTS]), st.sampled_from(SYNTAXES))
def test_a_damaged_document_is_read_or_refused(text: str, syntax: Syntax) -> None:
    """In every syntax, its own or not."""
    with suppress(MaillageError):
        list(read_quads(document_from_text(text, syntax)))


@FEW
@given(st.binary(max_size=60), st.sampled_from([".ttl", ".rdf", ".nt.gz", ".jsonld", ".trig", ""]))
def test_any_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    """Whatever its bytes and its name."""
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(content)

    with suppress(MaillageError):
        list(read_quads(document_from_file(path)))


@FEW
@given(st.text(max_size=80))
def test_tokens_leave_out_nothing_but_space_and_comments(text: str) -> None:
    """They stand in order, at their offsets, without overlap."""
    end = 0

    for token in tokens(text):
        between = text[end : token.offset]
        assert not between.strip() or "#" in between
        assert text[token.offset :].startswith(token.text)
        end = token.offset + len(token.text)


@FEW
@given(st.text(max_size=80))
def test_what_is_printed_steers_no_terminal(text: str) -> None:
    """No control character but line feeds and tabs is left."""
    shown = printable(text)

    controls = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"}
    assert controls.isdisjoint(shown)
