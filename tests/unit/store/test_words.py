"""Full-text search in the store: what matches a text, and in which order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store.additions import Additions
from graph.store.columnar import ColumnStore
from graph.store.ids import Tag, tag_of
from graph.store.reader import Reader
from graph.store.words import index_few, index_words
from graph.terms import RDF_LANG_STRING, Iri, Literal, Quad

NAMES = (
    "Accélérateur M",
    "L'accélérateur de start-up d'Aix-Marseille",
    "French Tech Aix-Marseille",
    "Marseille",
    "Œuvre marseillaise",
    "Câble sous-marin",
    "Straße 12",
    "東京 タワー",
)


def _store(*names: str) -> ColumnStore:
    store = ColumnStore()
    with store.writer("names", "") as writer:
        writer.insert(_quad(number, name) for number, name in enumerate(names))
    return store


def _quad(number: int, name: str) -> Quad:
    return Quad(Iri(f"x:{number}"), Iri("x:name"), Literal(name, RDF_LANG_STRING, "fr"), None)


def _found(reader: Reader, text: str) -> list[str]:
    ids = [match.id for match in reader.matching(text, 100)]
    terms = reader.terms(ids)
    return [terms[id_].value for id_ in ids if isinstance(terms[id_], Literal)]  # type: ignore[union-attr]


def _fail(store: ColumnStore, name: str) -> None:
    with store.writer("failed", "") as writer:
        writer.insert([_quad(10, name)])
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ACCELERATEUR", {NAMES[0], NAMES[1]}),
        ("accélé", {NAMES[0], NAMES[1]}),
        ("acelerateur", {NAMES[0], NAMES[1]}),
        ("marseille tech", {NAMES[2]}),
        ("oeuvre", {NAMES[4]}),
        ("cable marin", {NAMES[5]}),
        ("strasse", {NAMES[6]}),
        ("東京", {NAMES[7]}),
        ("12", {NAMES[6]}),
        ("marseille lyon", set()),
        ("xyz", set()),
        ("m", {NAMES[0], NAMES[1], NAMES[2], NAMES[3], NAMES[4], NAMES[5]}),
        ("'; DROP TABLE word; --", set()),
        ("...", set()),
        ("", set()),
    ],
)
def test_every_word_matches_without_accents_by_its_beginning_or_by_a_slip(
    text: str, expected: set[str]
) -> None:
    """Case, accents and ligatures do not count; a beginning does, and a slip where nothing else fits."""
    with _store(*NAMES).reader() as reader:
        assert set(_found(reader, text)) == expected


def test_the_same_word_ranks_before_a_longer_one_and_a_short_text_before_a_long_one() -> None:
    """So the thing itself comes first."""
    store = _store("Marseilleveyre", "Vieux port de Marseille", "Marseille", "Aix", "Toulon")

    with store.reader() as reader:
        assert _found(reader, "marseille") == ["Marseille", "Vieux port de Marseille", "Marseilleveyre"]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    """Of two beginnings that fit equally well, the word of fewer texts comes first."""
    store = _store(
        "start abcdx", "start abcdx", *(f"start abcdy {number}" for number in range(9)), "go abcdx"
    )

    with store.reader() as reader:
        assert _found(reader, "abcd")[0].endswith("abcdx")


def test_words_come_with_the_commit_that_brings_them() -> None:
    """A reader sees the words of its snapshot; a change that fails leaves none."""
    store = _store("first")
    with store.reader() as before:
        with store.writer("more", "") as writer:
            writer.insert([_quad(9, "second")])
        assert _found(before, "second") == []
    with pytest.raises(ZeroDivisionError):
        _fail(store, "third")

    with store.reader() as after:
        assert _found(after, "second") == ["second"]
        assert _found(after, "third") == []


def _indexed(*texts: str) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """The index of these strings, made of few and made of many."""
    store = ColumnStore()
    with store.writer("strings", "") as writer:
        writer.insert(_quad(number, text) for number, text in enumerate(texts))
        terms = dict(writer.connection.execute("SELECT id, lex FROM term").fetchall())
        strings = {id_: lex for id_, lex in terms.items() if tag_of(id_) is Tag.LANGUAGE}
        additions = Additions(writer.connection)
        index_few(additions, strings)
        additions.write()
        few = set(writer.connection.execute("FROM word").fetchall())
        writer.connection.execute("DELETE FROM word")
        index_words(writer.connection, 0, len(terms) + 1)
        return few, set(writer.connection.execute("FROM word").fetchall())


@pytest.mark.parametrize("last", [0x180, 0x2100, 0x3000], ids=["latin", "signs", "others"])
def test_every_letter_is_indexed_the_same_alone_and_with_many(last: int) -> None:
    """Whether Python or DuckDB takes a string apart."""
    letters = list(map(chr, range(max(1, last - 0x180), last)))
    few, many = _indexed(*letters, *(f"a{letter}B" for letter in letters))

    assert few == many


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(st.one_of(st.sampled_from("aÀœŒß' ’-²½ıİſŁ1"), st.characters(codec="utf-8"))), min_size=1
    )
)
def test_any_texts_are_indexed_the_same_few_or_many(texts: list[str]) -> None:
    """Whatever they hold."""
    few, many = _indexed(*(text.replace("\0", "") for text in texts))

    assert few == many
