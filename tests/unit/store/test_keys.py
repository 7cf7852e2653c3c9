"""Terms are found by their forms, through keys that may be made anew."""

from pathlib import Path

import duckdb
import pytest

from graph.store.columnar import ColumnStore
from graph.store.keys import key_of
from graph.store.schema import FORMAT
from graph.terms import RDF_LANG_STRING, XSD_STRING, Iri, Literal, Quad, Term

_FORMS = ("a", "l'été", "", "long " * 100)
_TERMS: list[Term] = [
    *(Iri(f"x:{number}") for number in range(50)),
    *(Literal(form, XSD_STRING) for form in _FORMS),
    *(Literal(form, RDF_LANG_STRING, "fr") for form in _FORMS),
    Literal("a", "x:dt"),
    Iri("a"),
]
_FORMAT_2 = """
ALTER TABLE commit_log DROP COLUMN statistics;
DROP TABLE term_key;
DROP TABLE key_probe;
CREATE INDEX term_lex ON term (lex);
UPDATE format SET number = 2;
"""


def _filled(path: Path) -> ColumnStore:
    store = ColumnStore(path)
    with store.writer("some", "some") as writer:
        writer.insert(
            Quad(Iri("x:s"), Iri(f"x:{place % 20}"), term, None) for place, term in enumerate(_TERMS)
        )
    return store


def _assert_found(store: ColumnStore, *, at_once: int) -> None:
    """Every term has an id of its own, also when this process has not met it."""
    with store.reader() as reader:
        found: dict[Term, int] = {}
        for start in range(0, len(_TERMS), at_once):
            found |= reader.ids([*_TERMS[start : start + at_once], Iri("x:none")])
        assert set(found) == set(_TERMS)
        assert len(set(found.values())) == len(_TERMS)
        assert reader.terms(list(found.values())) == {id_: term for term, id_ in found.items()}


def _changed(path: Path, statements: str) -> ColumnStore:
    """The store opened anew, after these statements."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(statements)
    return ColumnStore(path)


@pytest.mark.parametrize("at_once", [1, 15, 1000])
def test_terms_are_found_by_their_forms(at_once: int, tmp_path: Path) -> None:
    """One, few or many at once; the same form stands for several terms."""
    _filled(tmp_path / "store.db").close()

    store = ColumnStore(tmp_path / "store.db")

    _assert_found(store, at_once=at_once)
    store.close()


def test_a_key_may_lead_to_other_forms(tmp_path: Path) -> None:
    """Forms that share a key are held apart by what they are."""
    path = tmp_path / "store.db"
    _filled(path).close()

    store = _changed(path, f"INSERT INTO term_key SELECT {key_of(chr(39) + 'a' + chr(39))}, id FROM term")

    _assert_found(store, at_once=1)
    store.close()


def test_a_store_of_format_2_is_brought_to_this_one(tmp_path: Path) -> None:
    """It is found as before, and can be changed and opened again."""
    path = tmp_path / "store.db"
    _filled(path).close()

    store = _changed(path, _FORMAT_2)

    _assert_found(store, at_once=1)
    with store.writer("more", "more") as writer:
        assert writer.insert([Quad(Iri("x:s"), Iri("x:0"), Iri("x:new"), None)]) == 1
        assert writer.insert([Quad(Iri("x:s"), Iri("x:0"), _TERMS[0], None)]) == 0
    store.close()
    again = ColumnStore(path)
    assert len(again) == len(_TERMS) + 1
    again.close()
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT number FROM format").fetchall() == [(FORMAT,)]
        assert (
            connection.execute("SELECT count(*) FROM term").fetchall()
            == connection.execute("SELECT count(*) FROM term_key").fetchall()
        )


def test_keys_of_another_hash_are_made_anew(tmp_path: Path) -> None:
    """As when DuckDB of another version opens the file."""
    path = tmp_path / "store.db"
    _filled(path).close()

    store = _changed(path, "UPDATE term_key SET key = 7; UPDATE key_probe SET hashes = 'others'")

    _assert_found(store, at_once=1)
    store.close()
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT count(*) FROM key_probe WHERE hashes = 'others'").fetchall() == [
            (0,)
        ]
