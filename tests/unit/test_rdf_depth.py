"""What is nested too deeply is refused before the parser sees it, which it would end or hold up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import ReadError
from graph.rdf.depth import check_depth
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_file, document_from_text, read_quads
from graph.store.columnar import ColumnStore

_RDF = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:x='http://x.example/'"


def _triple_terms(depth: int) -> str:
    return f"<x:s> <x:p> {'<<( <x:s> <x:p> ' * depth}<x:o>{' )>>' * depth} ."


def _objects(depth: int) -> str:
    return '{"@id": "x:s", "x:p": ' * depth + "1" + "}" * depth


def _elements(depth: int) -> str:
    inner = (depth - 2) // 2
    within = "<x:p><rdf:Description>" * inner + "</rdf:Description></x:p>" * inner
    return f"{_RDF}><rdf:Description>{within}</rdf:Description></rdf:RDF>"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("ttl", _triple_terms),
        ("nt", _triple_terms),
        ("nq", _triple_terms),
        ("trig", lambda depth: f"<x:g> {{ {_triple_terms(depth)} }}"),
        ("jsonld", _objects),
        ("jsonld", lambda depth: '{"@id": "x:s", "x:p": ' + "[" * (depth - 1) + "]" * (depth - 1) + "}"),
        ("rdf", _elements),
    ],
)
def test_two_hundred_within_one_another_are_read_and_more_are_not(
    name: str, made: Callable[[int], str]
) -> None:
    """Whether they are some hundred too many or a hundred thousand."""
    syntax = syntax_by_name(name)

    assert list(read_quads(document_from_text(made(200), syntax))) is not None
    for depth in (202, 5_000, 100_000):
        with pytest.raises(ReadError, match="more than 200 things are nested"):
            read_quads(document_from_text(made(depth), syntax))


@pytest.mark.parametrize(
    "text",
    [
        "<x:s> <x:p> " + ", ".join(f"'<<( {number} <<'" for number in range(300)) + " .",
        "<x:s> <x:p> '''" + "<< ' \\' " * 300 + "''' .",
        '<x:s> <x:p> """' + '<< " \\" ' * 300 + '""" .',
        "# " + "<< " * 300 + "\n<x:s> <x:p> 1 .",
        "PREFIX p: <x:> "
        + "".join(f"p:a\\'{number} <x:p> <<( <x:s> <x:p> '>>' )>> .\n" for number in range(300)),
        "".join(f"<<<x:s{number}> <x:p> <x:o>>> <x:q> 1 .\n" for number in range(300)),
    ],
    ids=["strings", "long strings", "other long strings", "a comment", "names", "one beside the other"],
)
def test_signs_count_only_where_they_are_signs(text: str) -> None:
    """Within strings, comments and names they are letters."""
    assert list(read_quads(document_from_text(text, syntax_by_name("ttl"))))


def test_strings_of_json_nest_nothing() -> None:
    """Whatever brackets they hold."""
    text = '{"@id": "x:s", "x:p": "' + '[{\\"' * 1_000 + '"}'

    assert len(list(read_quads(document_from_text(text, syntax_by_name("jsonld"))))) == 1


@pytest.mark.parametrize("sign", [" x:p§='1'", " xmlns:x§='x:§'"], ids=["attributes", "namespaces"])
def test_elements_of_many_attributes_are_refused(sign: str) -> None:
    """The time for them grows with the square of their number."""
    many = "".join(sign.replace("§", str(number)) for number in range(1_001))
    text = f"{_RDF}><rdf:Description rdf:about='x:s'{many}/></rdf:RDF>"

    with pytest.raises(ReadError, match="more than 1,000 attributes"):
        read_quads(document_from_text(text, syntax_by_name("rdf")))


@pytest.mark.parametrize("name", ["deep.nt", "deep.ttl", "deep.trig"])
@pytest.mark.parametrize("before", ["", "# so .\n", "<x:a> <x:b> '''\none .\nmore .\n''' .\n"])
@pytest.mark.parametrize("count", [100_000, 700_000], ids=["in one piece", "in slices"])
def test_a_large_file_is_refused_before_it_is_parsed(
    name: str, before: str, count: int, tmp_path: Path
) -> None:
    """A store reads large files in processes of their own; none of the file is stored."""
    if "'" in before and name == "deep.nt":
        pytest.skip("N-Triples has no long strings")
    path = tmp_path / name
    plain = "".join(f"<x:s{number}> <x:p> <x:o> .\n" for number in range(count))
    path.write_text(f"{plain}{before}{_triple_terms(10_000)}\n")
    store = ColumnStore()

    with pytest.raises(ReadError, match="more than 200 things are nested"):
        store.load(document_from_file(path), None)

    assert len(store) == 0


def test_what_is_no_xml_is_for_the_parser_to_say() -> None:
    """Nothing is said of its depth."""
    for text in ("", "<", "<a", "\ufeff<a/>", "<?xml version='1.0' encoding='none'?><a/>"):
        check_depth(document_from_text(text, syntax_by_name("rdf")))
