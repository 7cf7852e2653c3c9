"""Reading RDF: what a file is, what it says, and where exactly it is wrong."""

import gzip
from pathlib import Path

import pytest

from graph.errors import RdfSyntaxError, ReadError
from graph.rdf import read
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.read import document_from_file, document_from_text, holds_more, read_quads
from graph.terms import RDF_DIR_LANG_STRING, XSD, BlankNode, Iri, Literal, Quad, TripleTerm

TRIPLE = Quad(Iri("x:a"), Iri("https://example.org/b"), Literal("é"), None)
SAME_IN_ALL = {
    "ttl": '<x:a> <https://example.org/b> "é" .',
    "nt": '<x:a> <https://example.org/b> "é" .',
    "nq": '<x:a> <https://example.org/b> "é" .',
    "trig": '{ <x:a> <https://example.org/b> "é" }',
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">'
    '<rdf:Description rdf:about="x:a"><e:b>é</e:b></rdf:Description></rdf:RDF>',
    "jsonld": '{"@id": "x:a", "https://example.org/b": "é"}',
}


def _quads(text: str, syntax: str = "ttl") -> list[Quad]:
    return list(read_quads(document_from_text(text, syntax_by_name(syntax))))


def _refused(folder: Path, name: str, content: bytes) -> str:
    """The message with which a file is refused."""
    file = folder / name
    file.write_bytes(content)
    with pytest.raises((ReadError, RdfSyntaxError)) as refusal:
        list(read_quads(document_from_file(file)))
    return str(refusal.value).removeprefix(f"{folder}/")


@pytest.mark.parametrize("syntax", [each.name for each in SYNTAXES])
def test_every_syntax_says_the_same(syntax: str) -> None:
    """One triple, six ways to write it."""
    assert _quads(SAME_IN_ALL[syntax], syntax) == [TRIPLE]


@pytest.mark.parametrize("syntax", [each.name for each in SYNTAXES])
def test_a_compressed_file_is_read_by_its_inner_ending(syntax: str, tmp_path: Path) -> None:
    """Whatever the case of the ending, and with a byte order mark or without."""
    file = tmp_path / f"DUMP.{syntax.upper()}.GZ"
    file.write_bytes(gzip.compress(b"\xef\xbb\xbf" + SAME_IN_ALL[syntax].encode()))

    assert list(read_quads(document_from_file(file))) == [TRIPLE]


def test_literals_keep_their_form() -> None:
    """Leading zeros, wrong values, languages, base directions and triple terms arrive as written."""
    found = _quads(f'<x:a> <x:b> 01 , "x"^^<{XSD}integer> , "m"@ar--rtl , <<( <x:s> <x:p> "o" )>> .')

    assert [each.object for each in found] == [
        Literal("01", f"{XSD}integer"),
        Literal("x", f"{XSD}integer"),
        Literal("m", RDF_DIR_LANG_STRING, "ar", "rtl"),
        TripleTerm(Iri("x:s"), Iri("x:p"), Literal("o")),
    ]


@pytest.mark.parametrize("beginning", [10, 100, 10_000])
def test_statements_are_counted_no_further_than_asked(
    beginning: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the beginning suffices or is cut within a statement; an error counts where it is."""
    monkeypatch.setattr(read, "_BEGINNING_BYTES", beginning)
    text = "".join(f"<x:s{number}> <x:p> 'a . {number}' .\n" for number in range(50))
    document = document_from_text(text + "oops", syntax_by_name("ttl"))

    assert holds_more(document, 20)
    assert holds_more(document, 49)
    with pytest.raises(RdfSyntaxError) as raised:
        holds_more(document, 50)
    assert raised.value.line == 51


@pytest.mark.parametrize("beginning", [10, 100, 10_000])
def test_statements_that_are_lines_are_counted_without_comments(
    beginning: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor empty lines, nor what a string says."""
    monkeypatch.setattr(read, "_BEGINNING_BYTES", beginning)
    line = "# <x:a> <x:b> <x:c> .\n\n_:a <x:p> '\\n<x:a>' .\n<x:s> <x:p> _:a .\n"
    document = document_from_text(line.replace("'", '"') * 25, syntax_by_name("nt"))

    assert holds_more(document, 49)
    assert not holds_more(document, 50)


def test_blank_nodes_of_two_documents_are_two() -> None:
    """The same label in another document means another node; the same document gives the same name."""
    one, same, other = (_quads(f"_:b <x:p> {value} .")[0].subject for value in (1, 1, 2))

    assert isinstance(one, BlankNode)
    assert one == same
    assert one != other


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ('<x:a> <x:b> "éé" , 1 2 .', 1, 22, "2 is not"),
        ("<x:a> <x:b> 1\n<x:c> <x:d> 2 .", 2, 1, "A dot is expected"),
        ("\n\nex:a <x:b> 1 .", 3, 1, "The prefix ex: has not been declared"),
        ("<x:a b> <x:b> 1 .", 1, 1, "Invalid IRI"),
        ('<x:a>\t<x:b> "open .', 1, 13, "Unexpected end of file"),
    ],
)
def test_an_error_has_its_line_and_column(text: str, line: int, column: int, problem: str) -> None:
    """Columns are characters, not bytes."""
    with pytest.raises(RdfSyntaxError, match=problem) as error:
        _quads(text)

    assert (error.value.line, error.value.column) == (line, column)


def test_an_error_shows_its_line_with_a_caret_and_a_hint() -> None:
    """The caret stands under the place, also after tabs."""
    with pytest.raises(RdfSyntaxError) as error:
        _quads("<x:a> <x:b> 1 .\n\tex:a <x:b> 1 .")

    assert error.value.caret() == "\tex:a <x:b> 1 .\n\t^"
    assert error.value.hint == "Declare the prefix at the top: @prefix name: <namespace> ."


def test_of_a_huge_line_the_part_around_the_error_is_shown() -> None:
    """A line of a million characters is not printed."""
    with pytest.raises(RdfSyntaxError) as error:
        _quads(f'<x:a> <x:b> "{"a" * 1_000_000}" <x:c> .')

    excerpt, caret = error.value.caret().split("\n")
    assert error.value.column == 1_000_016
    assert excerpt.endswith('aaa" <x:c> .')
    assert excerpt[caret.index("^") :] == "<x:c> ."
    assert len(excerpt) < 130


def test_a_term_beyond_the_parsers_memory_is_refused() -> None:
    """Sixteen megabytes in one literal is no data that anyone means."""
    with pytest.raises(ReadError, match="longer than 16 MB"):
        _quads(f'<x:a> <x:b> "{"a" * 17_000_000}" .')


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("<a>\n<b></a>", 1, 1, "<a> has no namespace"),
        ('<a xmlns="x:">\n  <b></a>', 2, 8, "mismatched tag"),
        ('<a xmlns="x:">\n  &nbsp;</a>', 2, 3, "undefined entity"),
    ],
)
def test_an_error_in_xml_has_its_place(text: str, line: int, column: int, problem: str) -> None:
    """The RDF/XML parser gives none; the place is where the XML is wrong."""
    with pytest.raises(RdfSyntaxError, match=problem) as error:
        _quads(text, "rdf")

    assert (error.value.line, error.value.column) == (line, column)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.ttl: this is a PNG picture, not Turtle"),
        ("a.ttl", b"<x:a> <x:b> \0", "a.ttl: this is a binary file, not Turtle"),
        ("a.ttl", b"\n<!DOCTYPE HTML>\n<html></html>", "a.ttl: this is an HTML page, not Turtle"),
        ("a.rdf", b"<html><p>a", "a.rdf: this is an HTML page, not RDF/XML"),
        ("a.ttl", b"name;city\nGojob;Aix\n", "a.ttl: this is a table (CSV), not Turtle"),
        ("a.nt", b'"name","city"\n', "a.nt: this is a table (CSV), not N-Triples"),
        ("a.ttl", b'{"@id": "x:a"}', "a.ttl: this is JSON (if it is JSON-LD, say so: --syntax jsonld)"),
        ("a.ttl", b"<?xml version='1.0'?><rdf:RDF/>", "a.ttl: this is XML (if it is RDF/XML, say so"),
        ("a.ttl", gzip.compress(b"<x:a> <x:b> 1 .", mtime=0), "a.ttl: this is compressed with gzip"),
        ("a.ttl", "<x:a> <x:b> 1 .".encode("utf-16"), "a.ttl: this is text in UTF-16 (save it as UTF-8)"),
        ("a.ttl", b"", "a.ttl: the file is empty (0 bytes)"),
        ("a.csv", b"a,b", "a.csv: no RDF syntax goes by the ending '.csv'"),
        ("a", b"a,b", "a: no RDF syntax goes by the ending '(none)'"),
        ("a.ttl.gz", b"<x:a> <x:b> 1 .", "a.ttl.gz: can't be opened: Not a gzipped file"),
        (
            "a.ttl.gz",
            gzip.compress(b"<x:a> <x:b> 1 .", mtime=0)[:15],
            "a.ttl.gz: can't be opened: Compressed file ended",
        ),
        (
            "a.ttl.gz",
            gzip.compress(b"<x:a>", mtime=0)[:10] + b"\xff" * 20,
            "a.ttl.gz: can't be opened: Error -3",
        ),
        ("a.ttl", '<x:a> <x:b> "é" .'.encode("latin-1"), "a.ttl:1:14: Invalid UTF-8"),
        ("a.jsonld", b'{"@context": "http://127.0.0.1:9/c"}', "a.jsonld: No LoadDocumentCallback"),
    ],
)
def test_what_is_not_rdf_is_named(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    """One line says what the file is and what was wanted."""
    assert _refused(tmp_path, name, content).startswith(message)


def test_a_truncated_archive_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    """Also where its start can be read."""
    lines = "".join(f"<x:{number}> <x:b> {number * 7_919 % 1_000_003} .\n" for number in range(20_000))

    message = _refused(tmp_path, "a.ttl.gz", gzip.compress(lines.encode(), mtime=0)[:-100])

    assert message == (
        "a.ttl.gz: can't be read as Turtle: Compressed file ended before the end-of-stream marker was reached"
    )


def test_a_missing_file_and_a_directory_are_told_apart(tmp_path: Path) -> None:
    """One clear line each, also for a name that no file can have."""
    with pytest.raises(ReadError, match="can't be opened: File name too long"):
        document_from_file(tmp_path / f"{'a' * 300}.ttl")
    with pytest.raises(ReadError, match="there is no such file"):
        document_from_file(tmp_path / "none.ttl")
    with pytest.raises(ReadError, match="this is a directory; name the files in it"):
        document_from_file(tmp_path)


@pytest.mark.parametrize(
    "text", ["[] a <x:T> .", "# a, b\n<x:a> <x:b> 1 .", "@prefix a: <x:> .", "_:a <x:b> 1 ."]
)
def test_turtle_is_not_taken_for_a_table_or_json(text: str, tmp_path: Path) -> None:
    """Brackets, comments, directives and blank nodes may open a Turtle file."""
    file = tmp_path / "a.ttl"
    file.write_text(text)

    assert document_from_file(file).syntax.name == "ttl"


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
        f'<!ENTITY a "{"a" * 2_000}">',
        "<!ENTITY a '&#38;b;'>",
    ],
)
def test_entities_that_multiply_are_refused(entities: str) -> None:
    """A kilobyte must not become a gigabyte."""
    head = f"<?xml version='1.0'?><!-- DOCTYPE --><!DOCTYPE rdf:RDF [{entities}]>"

    with pytest.raises(ReadError, match="entities that stand for other entities"):
        _quads(head + SAME_IN_ALL["rdf"], "rdf")


def test_entities_that_shorten_namespaces_are_read() -> None:
    """Ontology editors write them so."""
    head = '<!DOCTYPE rdf:RDF [<!ENTITY e "https://example.org/">]>'

    found = _quads(head + SAME_IN_ALL["rdf"].replace("https://example.org/", "&e;"), "rdf")

    assert found == [TRIPLE]


def test_no_element_within_a_megabyte_is_refused() -> None:
    """A comment of that length only hides what follows."""
    with pytest.raises(ReadError, match="no element within the first 1000000 bytes"):
        _quads(f"<!--{'a' * 1_000_000}-->{SAME_IN_ALL['rdf']}", "rdf")


def test_an_encoding_that_is_not_read_is_an_error_of_the_document() -> None:
    """Also one that no machine knows."""
    for encoding in ("UTF-7", "UTF-16", "none"):
        text = f"<?xml version='1.0' encoding='{encoding}'?><a/>"

        with pytest.raises(RdfSyntaxError):
            list(read_quads(document_from_text(text, syntax_by_name("rdf"))))
