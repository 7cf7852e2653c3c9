"""Whole graphs as lines that SQL writes."""

import pytest

from graph.dataset import Dataset
from graph.engine import whole
from graph.errors import QueryTimeout
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.read import document_from_text
from graph.rdf.write import pass_triples
from graph.terms import Iri, Triple

GRAPHS = """
PREFIX x: <https://example.org/>
x:a x:b x:c, "plain", "tab\\t, \\"quoted\\" and \\\\", "é"@fr, "ar"@ar--rtl, 1, 01, 1.50 .
x:a x:b 1e3, true, "2019-06-01"^^x:d .
x:a x:b [ x:c "inside" ] .
GRAPH x:g { x:a x:b x:c, 1, 2 . x:z x:b 3 }
"""
NAMED = Iri("https://example.org/g")


@pytest.fixture(autouse=True)
def _nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "SMALL", 0)


def _dataset(trig: str = GRAPHS) -> Dataset:
    dataset = Dataset.in_memory()
    dataset.load(document_from_text(trig, syntax_by_name("trig")), None)
    return dataset


@pytest.mark.parametrize("name", [None, NAMED])
def test_lines_say_what_the_triples_say_in_their_order(name: Iri | None) -> None:
    """Byte for byte what is written from terms, of every kind of term."""
    dataset, pieces = _dataset(), list[bytes]()
    with dataset.graph(name) as held:
        pass_triples(held.triples, syntax_by_name("nt"), pieces.append)
    with dataset.graph(name) as held:
        assert held.lines is not None
        assert b"".join(held.lines) == b"".join(pieces)


def test_a_graph_of_triple_terms_is_left_to_terms() -> None:
    """SQL has no form for them."""
    with _dataset("<x:a> <x:b> <<( <x:s> <x:p> <x:o> )>> .").graph(None) as held:
        assert held.lines is None
        assert len(list(held.triples)) == 1


def test_a_graph_that_is_not_there_has_no_lines() -> None:
    """No state, no lines, no triples."""
    with _dataset().graph(Iri("https://example.org/nowhere")) as held:
        assert (held.state, held.lines, list(held.triples)) == ("", None, list[Triple]())


def test_the_limit_on_time_holds_while_lines_are_read() -> None:
    """A graph is read under the limits of a query."""
    dataset = _dataset()

    with dataset.graph(None) as held:
        assert held.lines is not None
        dataset.running()[0].deadline = 0.0
        with pytest.raises(QueryTimeout):
            list(held.lines)


def test_lines_are_text_in_these_syntaxes() -> None:
    """Each syntax that is said to hold lines of N-Triples reads them."""
    line = b'<x:a> <x:b> "c"@en .\n'

    for syntax in SYNTAXES:
        if syntax.holds_lines:
            dataset = Dataset.in_memory(is_union=False)
            dataset.load(document_from_text(line, syntax), None)
            assert len(list(dataset.quads())) == 1
    assert {each.name for each in SYNTAXES if each.holds_lines} == {"nt", "ttl", "nq", "trig"}
