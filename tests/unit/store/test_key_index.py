"""The keys in memory know what the table of keys knows, whatever brought the terms."""

import random

import pytest

from graph.dataset import Dataset
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.store import dictionary, key_index, keys
from graph.store.columnar import ColumnStore, Resources
from graph.store.keys import form_key, is_our_hash
from graph.store.whole_graph import unconditional
from graph.terms import Iri, Literal, Quad


def _quads(*numbers: int) -> list[Quad]:
    return [Quad(Iri(f"x:s{number}"), Iri("x:p"), Literal(f"text {number}"), None) for number in numbers]


def _written(store: ColumnStore, *numbers: int) -> None:
    with store.writer("test", str(numbers)) as writer:
        writer.insert(_quads(*numbers))


def _undone(store: ColumnStore, *numbers: int) -> None:
    with store.writer("test", "undone") as writer:
        writer.insert(_quads(*numbers))
        raise ZeroDivisionError


def _known(store: ColumnStore, *numbers: int) -> list[bool]:
    """Which of the numbers have terms, by asking for their ids and holding them against the dictionary."""
    with store.reader() as reader:
        terms = [quad.subject for quad in _quads(*numbers)]
        likely = [reader.likely_ids((term,)) for term in terms]
        ids = reader.ids(terms)
        for term, found in zip(terms, likely, strict=True):
            assert (found or {}).get(term) == ids.get(term)
        return [term in ids for term in terms]


@pytest.mark.parametrize("most_late", [0, 3, 100_000])
@pytest.mark.parametrize("most_terms", [0, 10, 8_000_000])
@pytest.mark.parametrize("seldom", [0, 3, 16])
def test_terms_are_found_whatever_commit_brought_them(
    monkeypatch: pytest.MonkeyPatch, most_late: int, most_terms: int, seldom: int
) -> None:
    """A few, many, a document, none and a change that is undone, with keys in memory or without."""
    monkeypatch.setattr(key_index, "_MOST_LATE", most_late)
    monkeypatch.setattr(key_index, "_MOST_TERMS", most_terms)
    monkeypatch.setattr(key_index, "_SELDOM", seldom)
    store = ColumnStore()

    seen = [_known(store, 1, 2)]
    _written(store, 1)
    seen.append(_known(store, 1, 2))
    _written(store, 1)
    _written(store, 2)
    seen.append(_known(store, 1, 2))
    with pytest.raises(ZeroDivisionError):
        _undone(store, 3)
    _written(store, *range(10, 60))
    seen.append(_known(store, 2, 3, 10, 59))
    store.load(document_from_text("<x:s70> <x:p> 1 .", syntax_by_name("ttl")), None)
    seen.append(_known(store, 70, 71))

    assert seen == [[False, False], [True, False], [True, True], [True, False, True, True], [True, False]]


@pytest.mark.parametrize("most_cached", [0, 50_000])
def test_a_term_that_comes_twice_in_a_change_has_one_id(
    monkeypatch: pytest.MonkeyPatch, most_cached: int
) -> None:
    """Also one too long for the cache of terms, or of too many, and however the first came."""
    monkeypatch.setattr(key_index, "_SELDOM", 0)
    monkeypatch.setattr(dictionary, "_MOST_CACHED", most_cached)
    store = ColumnStore(resources=Resources(small_bytes=100))
    name, long = Iri("x:new"), Literal("long " * 1000)
    large = document_from_text(f'<x:one> <x:p> "{long.value}" .', syntax_by_name("nt"))
    small = document_from_text(f"<x:one> <x:q> {'<x:one>'} .", syntax_by_name("nt"))
    _written(store, 1)
    assert _known(store, 1) == [True]

    with store.writer("test", "twice") as writer:
        for _ in range(2):
            writer.insert([Quad(name, Iri("x:p"), long, None)])
    store.put(None, [large, small], unconditional, is_whole=False)

    with store.reader() as reader:
        terms = reader.connection.execute("SELECT lex FROM term WHERE lex NOT LIKE 'x:s%'").fetchall()
        assert len(terms) == len(set(terms))
        assert len(list(reader.quads())) == reader.head.quads == 4


def test_a_snapshot_has_nothing_about_a_term_that_came_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that are newer than a snapshot propose ids that no quad of it has."""
    monkeypatch.setattr(key_index, "_SELDOM", 0)
    store = ColumnStore()
    _written(store, 1)

    with store.reader() as before:
        _written(store, 2)
        assert _known(store, 1, 2) == [True, True]
        likely = before.likely_ids((Iri("x:s1"), Iri("x:s2"))) or {}
        about = [
            before.connection.execute(f"SELECT count(*) FROM spo WHERE s = {id_}").fetchall()[0][0]
            for id_ in likely.values()
        ]

    assert about == [1, 0]


def test_keys_are_those_that_are_stored() -> None:
    """What Python computes for a form is what DuckDB does, whatever its length and letters."""
    chance = random.Random(5)  # noqa: S311 - texts, not secrets
    forms = [
        "".join(chance.choices("ab'é€😀\0", k=length)) for length in (*range(40), 1000) for _ in range(5)
    ]
    store = ColumnStore()
    with store.writer("test", "forms") as writer:
        writer.insert(Quad(Iri("x:s"), Iri("x:p"), Literal(form), None) for form in forms)

    with store.reader() as reader:
        rows = reader.connection.execute("SELECT lex, key FROM term JOIN term_key USING (id)").fetchall()

    assert {lex for lex, _ in rows} == {*forms, "x:s", "x:p"}
    assert [form_key(lex) for lex, _ in rows] == [key for _, key in rows]


def test_another_hash_of_duckdb_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms are found by the table, and are not given a second id."""
    monkeypatch.setattr(key_index, "_SELDOM", 0)
    monkeypatch.setattr(keys, "_FACTOR", 3)
    store = ColumnStore()

    _written(store, 1)
    _written(store, 1)

    assert _known(store, 1, 2) == [True, False]
    with store.reader() as reader:
        assert not is_our_hash(reader.connection)
        assert reader.connection.execute("SELECT count(*) FROM term").fetchall() == [(3,)]


def test_what_was_absent_is_found_once_it_is_there() -> None:
    """An answer about an unknown thing is no memory of it."""
    dataset = Dataset.in_memory(is_union=False)
    query = "SELECT ?o { <x:a> ?p ?o }"

    before = dataset.table(query).rows
    dataset.update("INSERT DATA { <x:a> <x:p> 1 }")

    assert (len(before), len(dataset.table(query).rows)) == (0, 1)
