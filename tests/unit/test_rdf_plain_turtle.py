"""Turtle that is taken apart without pyoxigraph says what pyoxigraph would read in it, or is left to it."""

import random
from array import array
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.rdf import convert, turtle_parts
from graph.rdf.convert import Job
from graph.rdf.numbering import NUMBER_TYPE, Numbering
from graph.rdf.plain_terms import NotPlain
from graph.rdf.plain_turtle import PlainTerms, restored, spaced_tokens, tokens
from graph.rdf.turtle_parts import scope_of
from tests.numbered import numbered_terms

_SCOPE = """@prefix : <http://example.org/> .
@prefix ex: <http://example.org/ns#> .
@prefix a: <urn:ab:b/> .
@prefix near: <http://example.org:8> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@base <http://example.org/b/> .
"""
_PLAIN = (
    "ex:a ex:b ex:c .",
    "ex:a a :b, ex:c ; :d 1 , -2.50,1e3 ; ; . _:b1 :q true.\n:c.d ex: : .",
    '<http://a/b> a:p "x"@en-gb, "a \\"b\\\\" , "<p> ; ."^^xsd:date,"1"^^<http://a#b>;.',
    ":0 <urn:ab:y> _:B2 .\r\n:x-y\t:_ +5,\n1 .",
    "<http://a/s><http://a/p><http://a/o>.",
    'ex:a ex:b "" , "\\\\" , "\\"" , "\\\\\\"a\\\\"@fr , "a\\n\\"b\\" ."^^xsd:date .',
    'ex:a ex:b "a\\"^^ex:c \\"" , "a \\"^^b:c"@fr , "\\\\" , " \\\\\\" "^^ex:d .',
    'ex:a ex:b "\u00fd\u00fe\u00ff \\\\\\\\"@en-ca .',
    "ex:a a a:b , 007 , -0.0 , +1E5 .",
    "",
)
_ODD = (
    "ex:a ex:b ex:c",
    "ex:a ex:b .",
    "ex:a ex:b ex:c , .",
    "ex:a ; ex:b ex:c .",
    "ex:a ex:b ex:c ex:d .",
    "ex:a ex:b ex:c . .",
    '"a" ex:b ex:c .',
    "ex:a _:b ex:c .",
    "ex:a 1 ex:c .",
    "ex:a ex:b a .",
    "a ex:b ex:c .",
    "unknown:a ex:b ex:c .",
    "ex:a near:b ex:c .",
    "ex:a ex:b [] .",
    "ex:a ex:b ( 1 ) .",
    "ex:a ex:b ex:c . # so",
    "ex:a ex:b 'c' .",
    'ex:a ex:b """c""" .',
    'ex:a ex:b "a\nb" .',
    'ex:a ex:b "a\\u0041" .',
    'ex:a ex:b "a"@EN .',
    'ex:a ex:b "a"^^xsd:string .',
    'ex:a ex:b "a"^^rdf:langString .',
    'ex:a ex:b "a"^^unknown:c .',
    'ex:a ex:b "a"^^ex:c/d .',
    'ex:a ex:b "a"--ltr .',
    'ex:a ex:b "a"@en--ltr .',
    'ex:a ex:b "a" ^^xsd:date .',
    'ex:a ex:b "a""b" .',
    'ex:a ex:b "\ue000" .',
    "ex:a ex:b .5 .",
    "ex:a ex:b 1e .",
    "ex:a ex:b <c> .",
    "ex:a ex:b <http://a b> .",
    "ex:a ex:b <http://a/\\u0041> .",
    "ex:a ex:b ex:c\\,d .",
    "ex:a ex:b ex:%41 .",
    "ex:a ex:b ex:é .",
    "ex:a ex:b ex:c:d .",
    "ex:a ex:b ex:-c .",
    "ex:a ex:b ex:c..",
    "ex:a ex:b _:b.c .",
    "ex:a ex:b ex:c .\fex:a ex:b ex:d .",
    "@prefix ex: <x:> .",
    "ex:a ex:b <<( ex:a ex:b ex:c )>> .",
    "ex:a ex:b ex:c {| ex:d ex:e |} .",
    "TRUE ex:b ex:c .",
)


def _lines(text: str, folder: Path) -> bytes:
    """The statements of a text as N-Triples; raises NotPlain."""
    terms, index, path = BytesIO(), BytesIO(), folder / "statements"
    with path.open("wb") as statements:
        numbering = Numbering(terms, index, statements, has_graphs=False)
        numbering.add_turtle(text.encode(), PlainTerms(scope_of(_SCOPE).prefixes))
    return _restored(terms.getvalue(), index.getvalue(), path)


def _restored(terms: bytes, index: bytes, statements: Path) -> bytes:
    known = numbered_terms(terms, index)
    found = [known[number] for number in array(NUMBER_TYPE, statements.read_bytes())]
    return b"".join(b" ".join(found[start : start + 3]) + b" .\n" for start in range(0, len(found), 3))


def _by_pyoxigraph(text: str) -> bytes:
    return ox.serialize(ox.parse(text, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES) or b""


@pytest.mark.parametrize("text", _PLAIN)
def test_plain_statements_are_taken_apart(text: str, tmp_path: Path) -> None:
    """Whatever stands between their terms."""
    assert _lines(text, tmp_path) == _by_pyoxigraph(_SCOPE + text)


@pytest.mark.parametrize("text", _ODD)
def test_what_is_not_plain_is_left(text: str, tmp_path: Path) -> None:
    """Right or wrong."""
    with pytest.raises(NotPlain):
        _lines(text, tmp_path)


@pytest.mark.parametrize("sign", [b"\xfd", b"\xfe\xfe", b"\xff\xff", b"\xff"])
def test_what_stands_for_signs_is_not_taken_for_them(sign: bytes, tmp_path: Path) -> None:
    """It is no UTF-8, so it is an error wherever it stands."""
    text = b'ex:a ex:b "' + sign + b'" .'

    with (tmp_path / "statements").open("wb") as statements:
        numbering = Numbering(BytesIO(), BytesIO(), statements, has_graphs=False)
        with pytest.raises(NotPlain):
            numbering.add_turtle(text, PlainTerms(scope_of(_SCOPE).prefixes))
        with pytest.raises(NotPlain):
            numbering.add_plain(b'<http://a/s> <http://a/p> "' + sign + b'" .\n')


def test_tokens_with_space_around_them_are_parted_by_it() -> None:
    """As by the rules for tokens, whatever their strings hold."""
    chance = random.Random(7)  # noqa: S311 - a seed, no secret
    ends = ("", "@fr", "^^<http://a/b>", "^^ex:a")

    for _ in range(2_000):
        strings = ["".join(chance.choices(('\\"', "\\\\", "\\n", " ", ";", "é", "<"), k=6)) for _ in range(3)]
        terms = [f'"{string}"{chance.choice(ends)}' for string in strings]
        text = f"ex:a\tex:b {' , '.join(terms)} ;\r\n a <http://a/b> .\n".encode()

        assert restored(spaced_tokens(text)) == tokens(text)


def test_any_text_that_is_plain_means_what_pyoxigraph_reads(tmp_path: Path) -> None:
    """Terms, marks and scraps of either in any order, with and without space; errors are never plain."""
    chance = random.Random(5)  # noqa: S311 - a seed, no secret
    parts = [part for text in (*_PLAIN, *_ODD) for part in text.replace(";", " ; ").split(" ")]
    statements = ["ex:a ex:b", ", ex:c", ". :s a :o", ' "t"', "; :p 1.5", ", _:b1", "; :q"]
    plain = 0

    for _ in range(20_000):
        scraps = chance.choices(parts, k=chance.choice((0, 0, 1)))
        pieces = [
            "ex:s ex:p",
            *chance.choices(statements, k=chance.randrange(4)),
            *scraps,
            chance.choice("1.:"),
        ]
        text = chance.choice(("", " ", "\n")).join(pieces) + chance.choice((".", " .", ".\n", ""))
        try:
            lines = _lines(text, tmp_path)
        except NotPlain:
            continue
        plain += 1
        assert lines == _by_pyoxigraph(_SCOPE + text), text

    assert plain > 500


def test_terms_of_what_was_not_plain_are_not_kept(tmp_path: Path) -> None:
    """What comes after it is numbered as if it had not been there."""
    terms = PlainTerms(scope_of(_SCOPE).prefixes)
    found, index, path = BytesIO(), BytesIO(), tmp_path / "statements"
    with path.open("wb") as statements:
        numbering = Numbering(found, index, statements, has_graphs=False)
        numbering.add_turtle(b":a :b :c .", terms)
        with pytest.raises(NotPlain):
            numbering.add_turtle(b":a :new _:b [] .", terms)
        labels = numbering.add_turtle(b":new :a _:b .", terms)
        numbering.add(b"<http://example.org/a> <x:p> _:c .\n")

    assert labels == [b"b"]
    assert b"[" not in found.getvalue()
    assert _restored(found.getvalue(), index.getvalue(), path).splitlines() == [
        b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .",
        b"<http://example.org/new> <http://example.org/a> _:b .",
        b"<http://example.org/a> <x:p> _:c .",
    ]


@pytest.mark.parametrize("piece_bytes", [50, 400, 10_000])
def test_pieces_say_what_the_whole_says(
    piece_bytes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain or not, with other scopes midway, and where a string looks like the ends of statements."""
    monkeypatch.setattr(turtle_parts, "_PIECE_BYTES", piece_bytes)
    monkeypatch.setattr(convert, "_say", lambda _: None)
    some = "".join(f"ex:s{number} a ex:C ;\n  ex:n {number}, _:b{number % 3} .\n" for number in range(40))
    odd = "ex:t ex:p 'c' .\n# so.\nex:t ex:p <c>, ex:é .\n"
    other = f"@prefix ex: <x:> .\n{some}@prefix ex: <http://example.org/ns#> .\n"
    long = "ex:u ex:p '''one .\nex:s a ex:D .\n@prefix ex: <y:> .\n''' .\n"
    text = _SCOPE + some + odd + other + some.replace(":s", ":t") + long * 3 + odd + some.replace(":s", ":v")
    path = tmp_path / "doc.ttl"
    path.write_text(text)
    out = tmp_path / "0"

    convert.run(
        Job("doc", str(path), "ttl", None, 0, len(text.encode()), str(out), 10**9, scope_of(_SCOPE).text)
    )

    terms, index = (out.with_suffix(ending).read_bytes() for ending in (".terms", ".index"))
    read = _restored(terms, index, out.with_suffix(".statements"))
    assert read == _by_pyoxigraph(text)
    assert out.with_suffix(".blank").read_text() == "b0\nb1\nb2\n"
