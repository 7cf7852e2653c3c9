"""Whoever may write some graphs changes no other, however the change is called: all holds, or nothing."""

import pytest

from graph.dataset import Dataset
from graph.engine import Asker
from graph.errors import NotAllowed
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.terms import Iri, Quad

TRIG = """
<x:a> <x:p> 1 .
<x:mine> { <x:a> <x:p> 1 , <x:theirs> . <x:theirs> <x:p> 2 }
<x:theirs> { <x:b> <x:p> 3 }
"""
MINE, THEIRS = Iri("x:mine"), Iri("x:theirs")


@pytest.fixture
def whole() -> Dataset:
    """A default graph and two named ones."""
    dataset = Dataset.in_memory(is_union=False)
    dataset.load(document_from_text(TRIG, syntax_by_name("trig")), None)
    return dataset


@pytest.fixture
def mine(whole: Dataset) -> Dataset:
    """The same for someone who may write one named graph."""
    return whole.asked_by(Asker("ana", frozenset({MINE})))


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <x:c> <x:p> 1 }",
        "INSERT DATA { GRAPH <x:theirs> { <x:c> <x:p> 1 } }",
        "INSERT DATA { GRAPH <x:new> { <x:c> <x:p> 1 } }",
        "INSERT DATA { GRAPH <x:mine> { <x:c> <x:p> 1 } GRAPH <x:theirs> { <x:c> <x:p> 1 } }",
        "INSERT DATA { GRAPH <x:mine> { <x:c> <x:p> 1 } } ; DELETE WHERE { GRAPH <x:theirs> { ?s ?p ?o } }",
        "DELETE DATA { <x:a> <x:p> 1 }",
        "DELETE DATA { GRAPH <x:theirs> { <x:b> <x:p> 3 } }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?o { ?s ?p 1 } } WHERE { GRAPH <x:mine> { ?s ?p ?o } }",
        "INSERT { GRAPH ?g { ?s ?p 9 } } WHERE { GRAPH <x:mine> { ?s ?p ?o } BIND(IRI('x:theirs') AS ?g) }",
        "WITH <x:theirs> INSERT { ?s ?p 9 } WHERE { ?s ?p ?o }",
        "WITH <x:theirs> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p 9 } USING <x:mine> WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT",
        "CLEAR NAMED",
        "CLEAR ALL",
        "DROP ALL",
        "DROP SILENT ALL",
        "CLEAR GRAPH <x:theirs>",
        "CLEAR SILENT GRAPH <x:theirs>",
        "DROP GRAPH <x:theirs>",
        "ADD <x:mine> TO <x:theirs>",
        "ADD <x:mine> TO DEFAULT",
        "COPY <x:mine> TO <x:theirs>",
        "COPY SILENT DEFAULT TO <x:theirs>",
        "MOVE <x:theirs> TO <x:mine>",
        "MOVE <x:mine> TO <x:theirs>",
        "MOVE DEFAULT TO <x:mine>",
        "ADD <x:mine> TO <x:new>",
    ],
)
def test_a_change_that_touches_another_graph_is_refused_whole(
    text: str, whole: Dataset, mine: Dataset
) -> None:
    """Also where only a variable leads there, and where a part of it would be allowed."""
    before, snapshot = set(whole.quads()), whole.snapshot

    with pytest.raises(NotAllowed, match="may not be written"):
        mine.update(text)

    assert set(whole.quads()) == before
    assert whole.snapshot == snapshot


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { GRAPH <x:mine> { <x:c> <x:p> 1 } }",
        "DELETE WHERE { GRAPH <x:mine> { ?s ?p ?o } }",
        "WITH <x:mine> DELETE { ?s ?p ?o } INSERT { ?s ?p 9 } WHERE { ?s ?p ?o }",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?g = <x:mine>) }",
        "INSERT { GRAPH <x:mine> { ?s ?p ?o } } WHERE { GRAPH <x:theirs> { ?s ?p ?o } }",
        "CLEAR GRAPH <x:mine>",
        "DROP GRAPH <x:mine>",
        "ADD <x:theirs> TO <x:mine>",
        "COPY DEFAULT TO <x:mine>",
    ],
)
def test_a_change_of_an_allowed_graph_is_applied(text: str, whole: Dataset, mine: Dataset) -> None:
    """What it reads may be anywhere; all the others stay as they are."""
    before = set(whole.quads())

    mine.update(text)

    changed = before ^ set(whole.quads())
    assert {quad.graph for quad in changed} == {MINE}


def test_the_default_graph_may_be_the_allowed_one(whole: Dataset) -> None:
    """And then no named one is."""
    asker = whole.asked_by(Asker("ana", frozenset({None})))

    asker.update("CLEAR DEFAULT")

    with pytest.raises(NotAllowed):
        asker.update("CLEAR GRAPH <x:mine>")
    assert {quad.graph for quad in whole.quads()} == {MINE, THEIRS}


@pytest.mark.parametrize("size", [1, 90_000], ids=["few", "many"])
def test_a_document_that_names_another_graph_is_refused_whole(
    size: int, whole: Dataset, mine: Dataset
) -> None:
    """By either way of loading, which goes by size."""
    before = whole.snapshot
    lines = "".join(f"<x:s> <x:p> <x:o{number}> <x:mine> .\n" for number in range(size))
    document = document_from_text(f"{lines}<x:s> <x:p> <x:o> <x:theirs> .\n", syntax_by_name("nq"))

    with pytest.raises(NotAllowed):
        mine.load(document, MINE)

    assert whole.snapshot == before
    assert len(whole) == 5


def test_a_document_for_an_allowed_graph_is_loaded(whole: Dataset, mine: Dataset) -> None:
    """Its statements outside any graph go there."""
    mine.load(document_from_text("<x:s> <x:p> <x:o> .", syntax_by_name("nt")), MINE)

    assert Quad(Iri("x:s"), Iri("x:p"), Iri("x:o"), MINE) in set(whole.quads())


def test_a_graph_that_is_not_allowed_is_not_replaced(whole: Dataset, mine: Dataset) -> None:
    """An allowed one is."""
    with pytest.raises(NotAllowed):
        mine.replace(THEIRS, [], "nothing")

    mine.replace(MINE, [], "nothing")

    assert {quad.graph for quad in whole.quads()} == {None, THEIRS}


def test_whoever_may_write_all_is_held_to_nothing(whole: Dataset) -> None:
    """A token without graphs."""
    whole.asked_by(Asker("ana")).update("CLEAR ALL")

    assert len(whole) == 0


def test_what_runs_says_on_whose_behalf(whole: Dataset) -> None:
    """And the asker is told of it, so as to cancel it."""
    seen: list[tuple[str, str, str]] = []

    def note(running: object) -> None:
        [found] = whole.running()
        assert found is running
        seen.append((found.owner, found.kind, found.text))

    whole.asked_by(Asker("ana", started=note)).query("ASK {}")

    assert seen == [("ana", "query", "ASK {}")]
    assert whole.running() == ()
