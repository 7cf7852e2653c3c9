"""Terms that are packed in memory are those of the table, whatever commit brought them."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from graph.store import dictionary, term_blocks
from graph.store.columnar import ColumnStore
from graph.store.dictionary import TermCache, find_terms
from graph.store.term_blocks import TermBlocks
from graph.terms import RDF_DIR_LANG_STRING, RDF_LANG_STRING, BlankNode, Iri, Literal, Quad, Term, TripleTerm

PACKED: tuple[Term, ...] = (
    Iri("x:é"),
    BlankNode("b"),
    Literal(""),
    Literal("two\nlines\n\nand\x00a\x1fsign 𝄞 0\x1d"),
    Literal("so", "x:datatype"),
    Literal("1e3", "http://www.w3.org/2001/XMLSchema#double"),
    Literal("oui", RDF_LANG_STRING, "fr"),
    Literal("نعم", RDF_DIR_LANG_STRING, "ar", "rtl"),
    *(Literal(f"number {number}") for number in range(200)),
)
LEFT_OUT: tuple[Term, ...] = (
    Literal("a \x1e mark"),
    Literal("marked", "x:\x1e0"),
    Literal("of two lines", "x:one\nx:two"),
    Literal("é" * 600),
    Literal("short", "x:" + "long" * 300),
    TripleTerm(Iri("x:é"), Iri("x:p"), Literal("so", "x:datatype")),
)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have terms packed when they are asked for once."""
    monkeypatch.setattr(term_blocks, "_SELDOM", 1)


@pytest.fixture
def store() -> Iterator[ColumnStore]:
    """An empty one."""
    made = ColumnStore()
    yield made
    made.close()


@pytest.fixture
def blocks(store: ColumnStore) -> Iterator[TermBlocks]:
    """The terms of the store, nothing packed."""
    with store.reader() as reader:
        made = TermBlocks(reader.connection)
        yield made
        made.close()


def _written(store: ColumnStore, terms: Sequence[Term]) -> None:
    with store.writer("test", str(terms)) as writer:
        writer.insert([Quad(Iri("x:s"), Iri("x:p"), term, None) for term in terms])


def _undone(store: ColumnStore, terms: Sequence[Term], meanwhile: Callable[[], None]) -> None:
    with store.writer("test", str(terms)) as writer:
        writer.insert([Quad(Iri("x:s"), Iri("x:p"), term, None) for term in terms])
        meanwhile()
        raise ZeroDivisionError


def _ids(store: ColumnStore) -> list[int]:
    with store.reader() as reader:
        rows = reader.connection.execute("SELECT id FROM term ORDER BY id").fetchall()
    return [id_ for (id_,) in rows]


def _packed(store: ColumnStore, blocks: TermBlocks) -> None:
    """Have all terms packed, by asking for them."""
    blocks.split(_ids(store))
    blocks.rest()


def _split(store: ColumnStore, blocks: TermBlocks) -> tuple[set[Term], set[Term]]:
    """The terms that are in memory, and the others."""
    ids = _ids(store)
    with store.reader() as reader:
        terms = find_terms(reader.connection, ids, TermCache(), blocks)
    blocks.rest()
    found, left = blocks.split(ids)
    assert {id_ for id_, *_ in found} | set(left) == set(ids)
    return {terms[id_] for id_, *_ in found}, {terms[id_] for id_ in left}


def test_packed_terms_are_those_of_the_table(store: ColumnStore, blocks: TermBlocks) -> None:
    """Of every kind; the few that can't be packed are read from the table."""
    _written(store, (*PACKED, *LEFT_OUT))
    _packed(store, blocks)

    found, left = _split(store, blocks)

    assert found >= set(PACKED)
    assert left == set(LEFT_OUT)


def test_packed_terms_need_no_sql(store: ColumnStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for what an id stands for, nor for the id of a term; those left out still do."""
    monkeypatch.setattr(dictionary, "_MOST_CACHED", 0)
    _written(store, (*PACKED, *LEFT_OUT))
    with store.reader() as reader:
        ids = reader.ids((*PACKED, *LEFT_OUT))
        store.rest()
        assert reader.terms(ids.values()) == {id_: term for term, id_ in ids.items()}

        monkeypatch.setattr(dictionary, "_selected", lambda *_: [])

        assert reader.terms(ids.values()) == {ids[term]: term for term in PACKED}
        assert reader.ids(PACKED) == {term: ids[term] for term in PACKED}


def test_nothing_is_packed_for_who_asks_seldom(
    store: ColumnStore, blocks: TermBlocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes a while, and memory."""
    monkeypatch.setattr(term_blocks, "_SELDOM", 2)
    _written(store, PACKED)
    _packed(store, blocks)

    assert blocks.split(_ids(store)) == ([], _ids(store))
    blocks.rest()
    assert blocks.split(_ids(store)) != ([], _ids(store))


def test_terms_of_later_commits_are_packed_as_well(store: ColumnStore, blocks: TermBlocks) -> None:
    """When they are asked for; until then the table is. The block that they fill up is made anew."""
    later = [Literal(f"later {number}") for number in range(100)]
    _written(store, PACKED)
    _packed(store, blocks)
    before = len(_ids(store))
    _written(store, later)

    found, left = blocks.split(_ids(store))
    _packed(store, blocks)

    assert (len(found), len(left)) == (before, len(later))
    assert _split(store, blocks)[0] >= {*PACKED, *later}


def test_numbers_of_a_change_that_was_undone_may_be_other_terms(
    store: ColumnStore, blocks: TermBlocks
) -> None:
    """Only what was committed is packed, also while a change goes on."""
    undone, kept = [Literal(f"undone {number}") for number in range(9)], Literal("kept")
    _written(store, PACKED)
    with pytest.raises(ZeroDivisionError):
        _undone(store, undone, lambda: _packed(store, blocks))
    _written(store, [kept])
    _packed(store, blocks)

    found, left = _split(store, blocks)

    assert kept in found
    assert not (found | left) & set(undone)


def test_ids_that_no_term_has_are_left(store: ColumnStore, blocks: TermBlocks) -> None:
    """Of numbers to come, and of none."""
    _written(store, PACKED)
    _packed(store, blocks)
    last = _ids(store)[-1]
    strange = [-15, 0, last + 16, last + (1 << 20)]

    assert blocks.split(strange) == ([], strange)


def test_an_empty_store_has_nothing_to_pack(store: ColumnStore, blocks: TermBlocks) -> None:
    """And its first terms are packed later."""
    assert blocks.split([17]) == ([], [17])
    blocks.rest()
    _written(store, PACKED)
    _packed(store, blocks)

    assert not _split(store, blocks)[1]


def test_what_is_packed_has_a_bound(
    store: ColumnStore, blocks: TermBlocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Terms beyond it are read from the table."""
    monkeypatch.setattr(term_blocks, "_MOST_BYTES", 1)
    monkeypatch.setattr(term_blocks, "_AT_ONCE", 1)
    _written(store, PACKED)
    _packed(store, blocks)
    _packed(store, blocks)

    found, left = _split(store, blocks)

    assert found
    assert left
    assert found | left >= set(PACKED)


def test_a_block_that_is_made_anew_counts_once(
    store: ColumnStore, blocks: TermBlocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often its last terms came."""
    monkeypatch.setattr(term_blocks, "_MOST_BYTES", 1_000)
    later = [Literal(f"later {number}") for number in range(20)]
    for term in later:
        _written(store, [term])
        _packed(store, blocks)

    assert _split(store, blocks)[0] >= set(later)


def test_nothing_is_packed_after_closing(store: ColumnStore, blocks: TermBlocks) -> None:
    """So nothing reads a file that was let go of."""
    _written(store, PACKED)
    blocks.close()
    _packed(store, blocks)

    assert blocks.split(_ids(store)) == ([], _ids(store))
