"""Columns: what goes in comes out, in any selection."""

import numpy as np
import pytest

from graph.answer import Texts
from graph.network.columns import Coded, Sets

WORDS = ["b", "", "a", "é𝄞", "b"]


def test_texts_come_out_as_they_went_in() -> None:
    """Empty texts and signs beyond the first plane too, by place, slice and one after the other."""
    texts = Texts.of(WORDS)

    assert [texts[at] for at in range(5)] == WORDS
    assert (list(texts), texts[1:4], texts[-1], len(texts)) == (WORDS, WORDS[1:4], "b", 5)
    with pytest.raises(IndexError):
        texts[5]


def test_a_lone_surrogate_survives() -> None:
    """Python's texts may hold one, so a column may."""
    assert list(Texts.of(["\ud800"])) == ["\ud800"]


def test_a_column_keeps_each_text_once() -> None:
    """Rows are numbers; selections share the texts."""
    column = Coded.of(WORDS)

    part = column.take(np.array([4, 0, 2]))

    assert (len(column.values), list(part), part.values is column.values) == (4, ["b", "b", "a"], True)
    assert column.counts() == {"": 1, "a": 1, "b": 2, "é𝄞": 1}
    assert column.is_in({"b", "x"}).tolist() == [True, False, False, False, True]
    assert list(column.mapped(str.upper)) == ["B", "", "A", "É𝄞", "B"]


def test_ranks_follow_the_texts_and_not_their_places() -> None:
    """Texts that stand twice among the values are one."""
    column = Coded(np.array([0, 1, 2], np.int32), ("b", "a", "b"))

    ranks, texts = column.ranked()

    assert (ranks.tolist(), texts) == ([1, 0, 1], ["a", "b"])
    assert column.counts() == {"a": 1, "b": 2}


def test_one_text_in_many_rows_takes_no_memory_for_each() -> None:
    """A column that says nothing costs nothing."""
    assert Coded.same("", 1_000_000).codes.strides == (0,)


def test_sets_are_sorted_and_selected_row_by_row() -> None:
    """A text told twice is in the set once."""
    sets = Sets.of([("b", "a", "b"), (), ("c",)])

    assert [sets[at] for at in range(3)] == [("a", "b"), (), ("c",)]
    assert sets[-1] == ("c",)
    assert sets.hold({"a", "c"}).tolist() == [True, False, True]
    assert [sets.take(np.array([2, 1, 0]))[at] for at in range(3)] == [("c",), (), ("a", "b")]
    assert sets.take(np.array([True, True, False]))[0] == ("a", "b")
    assert sets.texts() == ["a", "b", "c"]


def test_empty_sets_stay_empty() -> None:
    """In any selection."""
    sets = Sets.empty(3)

    assert len(sets.take(np.array([True, False, True]))) == 2
    assert (sets[0], sets.hold({"a"}).tolist()) == ((), [False] * 3)


def test_columns_can_not_be_changed() -> None:
    """A network is a value."""
    column = Coded.of(WORDS)

    with pytest.raises(ValueError, match="read-only"):
        column.codes[0] = 1
