"""The column store keeps what the other store keeps: all or nothing, with a log that names each state."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from graph.errors import RdfSyntaxError, StoreError
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document, document_from_file, document_from_text
from graph.resources import data_files, ontology_files
from graph.store.columnar import ColumnStore
from graph.terms import Iri, Literal, Quad, Triple, n3
from tests.reference.store import Store

G, H = Iri("x:g"), Iri("x:h")


def _document(text: str, name: str = "text") -> Document:
    return document_from_text(text, syntax_by_name("trig"), name=name)


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ColumnStore]:
    """An empty store, of either kind."""
    opened = ColumnStore(tmp_path / "store" if request.param == "disk" else None)
    yield opened
    opened.close()


def test_loading_says_what_was_added(store: ColumnStore) -> None:
    """Statements outside a graph go to the one named; those inside stay in theirs."""
    commit = store.load(_document("<x:a> <x:b> 1 . <x:h> { <x:a> <x:b> 2 , 2 }"), G)

    assert (commit.version, commit.added, commit.quads, commit.graphs) == (1, 2, 2, ("x:g", "x:h"))
    assert store.graphs() == (G, H)
    assert store.head == commit


def test_what_is_there_is_not_added_again(store: ColumnStore) -> None:
    """Loading twice adds nothing the second time, and says so."""
    store.load(_document("<x:a> <x:b> 1 ."), G)

    commit = store.load(_document("<x:a> <x:b> 1 , 2 ."), G)

    assert (commit.added, commit.quads) == (1, 2)


@pytest.mark.parametrize("lines", [3, 60_000])
def test_of_a_document_with_an_error_nothing_is_kept(lines: int, store: ColumnStore) -> None:
    """Also where many good statements stand before the error."""
    store.load(_document("<x:a> <x:b> 1 ."), G)
    text = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(lines)) + "oops"

    with pytest.raises(RdfSyntaxError):
        store.load(_document(text), G)

    assert (len(store), store.log.head.version) == (1, 1)
    assert len(list(store.quads())) == 1


def test_a_graph_is_replaced_as_a_whole(store: ColumnStore) -> None:
    """Other graphs stay; an empty replacement leaves no graph."""
    store.load(_document("<x:a> <x:b> 1 . <x:h> { <x:a> <x:b> 2 }"), G)

    store.replace(G, [Triple(Iri("x:c"), Iri("x:d"), Literal("e"))], "new")

    assert list(store.quads(G)) == [Quad(Iri("x:c"), Iri("x:d"), Literal("e"), G)]
    assert store.replace(G, [], "none").added == -1
    assert store.graphs() == (H,)


def test_commits_have_the_ids_of_the_other_store(tmp_path: Path) -> None:
    """Whatever holds the quads, the same changes in the same order are the same states."""
    documents = [document_from_file(path) for path in (*ontology_files(), *data_files())]
    triples = [Triple(Iri("x:c"), Iri("x:d"), Literal("e"))]
    stores = Store(), ColumnStore(), ColumnStore(tmp_path / "store")

    logs = []
    for store in stores:
        for document in documents:
            store.load(document, None if document is documents[0] else G)
        store.replace(G, triples, "replaced")
        logs.append([replace(commit, at="") for commit in store.log.all()])

    assert logs[0] == logs[1] == logs[2]


def test_triples_of_subjects_come_once_in_their_order(store: ColumnStore) -> None:
    """Whatever graphs hold them; of other subjects and predicates none."""
    store.load(
        _document("<x:a> <x:p> 1 ; <x:q> 2 . <x:h> { <x:a> <x:p> 1 . <x:b> <x:p> 3 . <x:c> <x:p> 4 }"), G
    )

    found = list(
        store.triples_of([Iri("x:b"), Iri("x:none"), Iri("x:a"), Iri("x:b")], [Iri("x:p"), Iri("x:r")])
    )

    assert [n3(triple.object)[:3] for triple in found] == ['"3"', '"1"']


def test_triples_of_many_subjects_are_found(store: ColumnStore) -> None:
    """More than a statement lists."""
    store.load(_document("".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(1000))), G)

    found = store.triples_of((Iri(f"x:s{number}") for number in range(500)), [Iri("x:p")])

    assert [n3(triple.object).split('"')[1] for triple in found] == list(map(str, range(500)))


def test_quads_of_a_store_that_changes_meanwhile_are_of_one_state(store: ColumnStore) -> None:
    """The state when the first was asked for."""
    store.load(_document("".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(30_000))), G)
    quads = store.quads()

    first = next(quads)
    store.replace(G, [], "none")

    assert len({first, *quads}) == 30_000
    assert list(store.quads()) == []


def test_every_form_of_a_literal_is_kept(store: ColumnStore) -> None:
    """Also of the same value; and directions, quotation marks, signs of control."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    forms = [("1", "integer"), ("01", "integer"), ("1.0", "decimal"), ("1.00", "decimal"), ("1", "boolean")]
    literals = [Literal(form, xsd + name) for form, name in forms]
    literals += [Literal('"\\\n\t\x00\x7f\u2028😀'), Literal(""), Literal("it's")]
    triples = [Triple(Iri("x:s"), Iri("x:p"), literal) for literal in literals]

    store.replace(G, triples, "forms")

    assert {quad.object for quad in store.quads()} == set(literals)


@pytest.mark.parametrize(
    "text", ["'a'@en", "'a'@ar--rtl", "'a'@en-gb--ltr", "<<( <x:s> <x:p> <<( _:b <x:q> 'a\"'@fr )>> )>>"]
)
def test_terms_of_rdf_1_2_come_back(text: str, store: ColumnStore) -> None:
    """Languages, directions, and triples as terms, nested."""
    document = _document(f"<x:s> <x:p> {text} .")
    other = Store()
    other.load(document, G)

    store.load(document, G)

    assert set(store.quads()) == set(other.quads())


@pytest.mark.parametrize("error", [duckdb.InternalException, duckdb.FatalException])
def test_a_change_after_which_the_database_vouches_for_nothing_closes_the_store(
    error: type[duckdb.Error], store: ColumnStore
) -> None:
    """What it holds in memory may be another thing than what is in the file; nobody is to build on that."""
    with pytest.raises(error), store.writer("change", "change"):
        raise error("an assertion failed")

    with pytest.raises(StoreError, match="closed"), store.reader():
        pass
