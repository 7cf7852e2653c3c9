"""``maillage export``: what went in comes out."""

import gzip
import sys
from pathlib import Path

import pytest

from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.read import document_from_file, document_from_text, read_quads
from graph.terms import Iri, Quad
from tests.cli.conftest import Run


def _quads(body: bytes, syntax: str) -> set[Quad]:
    return set(read_quads(document_from_text(body, syntax_by_name(syntax))))


@pytest.mark.parametrize("syntax", [each.name for each in SYNTAXES])
def test_the_whole_graph_comes_in_every_syntax_twice_the_same(syntax: str, run: Run) -> None:
    """The same bytes from the same data; a syntax without graphs says that it drops their names."""
    exports = [run("export", "--format", syntax) for _ in range(2)]

    assert [export.exit_code for export in exports] == [0, 0]
    assert exports[0].stdout_bytes == exports[1].stdout_bytes
    assert ("has no named graphs" in exports[0].stderr) != syntax_by_name(syntax).has_graphs
    assert len(_quads(exports[0].stdout_bytes, syntax)) > 5_000


def test_an_export_loads_as_the_same_graph(run: Run) -> None:
    """Into a new store, whose export is the same again but for names of blank nodes."""
    run("export", "--output", "all.trig")
    run("load", "all.trig", "--store", "s.db", "--no-infer")

    again = run("export", "--store", "s.db", "--format", "nq").stdout_bytes

    named = {
        quad for quad in _quads(again, "nq") if isinstance(quad.subject, Iri) and isinstance(quad.object, Iri)
    }
    before = set(read_quads(document_from_file(Path("all.trig"))))
    assert named == {
        quad for quad in before if isinstance(quad.subject, Iri) and isinstance(quad.object, Iri)
    }


def test_one_named_graph_is_exported_alone(run: Run) -> None:
    """By its short name."""
    body = run("export", "--graph", "g:gomet", "--format", "nq").stdout_bytes

    assert {quad.graph for quad in _quads(body, "nq")} == {Iri("https://w3id.org/maillage/graph/gomet")}


def test_an_unknown_graph_is_named_with_those_there_are(run: Run) -> None:
    """Before anything is written."""
    refused = run("export", "--graph", "g:gommet", "--output", "a.ttl")

    assert refused.exit_code == 1
    assert refused.stderr.startswith("maillage: There is no named graph 'g:gommet'. Did you mean g:gomet")
    assert not Path("a.ttl").exists()


@pytest.mark.parametrize(
    ("name", "syntax"), [("a.nq", "nq"), ("a.jsonld", "jsonld"), ("a.dat", "trig"), ("a.nt.gz", "nt")]
)
def test_the_ending_of_the_file_tells_the_syntax(name: str, syntax: str, run: Run) -> None:
    """TriG where it does not; compressed where it says so."""
    run("export", "--graph", "g:gomet", "--output", name)

    body = Path(name).read_bytes()
    assert len(_quads(gzip.decompress(body) if name.endswith(".gz") else body, syntax)) > 10


def test_a_file_is_whole_or_not_there(run: Run) -> None:
    """A syntax that can't say something leaves the file that was there."""
    Path("data.ttl").write_text("<x:a> <x:1> 2 .")
    Path("a.rdf").write_text("before")
    run("load", "data.ttl", "--store", "s.db", "--no-infer")

    refused = run("export", "--store", "s.db", "--output", "a.rdf")

    assert refused.exit_code == 1
    assert "RDF/XML has no form for the property <x:1>; Turtle has." in refused.stderr
    assert Path("a.rdf").read_text() == "before"
    assert sorted(path.name for path in Path().iterdir()) == ["a.rdf", "data.ttl", "s.db"]


def test_a_file_that_cannot_be_written_is_named(run: Run) -> None:
    """One line."""
    refused = run("export", "--output", "none/a.trig")

    assert refused.exit_code == 1
    assert refused.stderr == "maillage: none/a.trig: can't be written: No such file or directory.\n"


@pytest.mark.parametrize("syntax", ["nq", "trig", "ttl"])
def test_a_large_graph_streams_with_the_same_content(
    syntax: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the store."""
    sorted_ = run("export", "--format", syntax).stdout_bytes
    monkeypatch.setattr(sys.modules["graph.cli.export"], "_SORTED_QUADS", 1)

    streamed = run("export", "--format", syntax).stdout_bytes

    assert streamed != sorted_
    assert len(_quads(streamed, syntax)) == len(_quads(sorted_, syntax))
