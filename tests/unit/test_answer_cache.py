"""Answers are remembered as long as the data does not change, within bounds."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from graph.answer import About, Answer, Room, Spool, Truth, Written
from graph.errors import QueryError
from graph.web.cache import AnswerCache, Kept

PATIENCE_S = 30


def _written(body: bytes = b"body", snapshot: str = "one") -> Written:
    with Spool(Room()) as text:
        text.write(body)
    return Written("json", text, 1, About(snapshot, "hash", 1.0))


def test_equal_questions_at_once_get_equal_answers() -> None:
    """Each is asked, none waits for another, and one is kept."""
    cache, together = AnswerCache(1_000), Barrier(4)

    def run() -> Written:
        together.wait(PATIENCE_S)
        return _written()

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(cache.answer, "one", "q", run) for _ in range(4)]
        answers = [each.result(PATIENCE_S) for each in asked]

    assert all(isinstance(answer, Written) for answer in answers)
    assert (len(cache), cache.bytes, cache.hits, cache.misses) == (1, 4, 0, 4)


def test_a_failure_is_not_kept() -> None:
    """Who asks next asks anew."""
    cache = AnswerCache(1_000)

    def fail() -> Written:
        raise QueryError("broken")

    with pytest.raises(QueryError, match="broken"):
        cache.answer("one", "q", fail)

    assert isinstance(cache.answer("one", "q", _written), Written)


@pytest.mark.parametrize(
    "answer",
    [
        Truth(value=True, about=About("one", "hash", 1.0)),
        _written(snapshot="another"),
        _written(b"x" * 200),
        Written("json", _written().text, 1, About("one", "hash", 1.0, is_complete=False, reason="cut")),
    ],
)
def test_what_is_not_to_be_given_again_is_not_kept(answer: Answer | Written) -> None:
    """Terms, another snapshot's answers, large and cut ones."""
    cache = AnswerCache(1_000)

    for _ in range(2):
        assert cache.answer("one", "q", lambda: answer) is answer

    assert (len(cache), cache.bytes, cache.misses) == (0, 0, 2)


def test_what_was_not_used_for_longest_goes_first() -> None:
    """As much as the room wants."""
    cache = AnswerCache(1_000)

    for name in "abcdefgh":
        cache.answer("one", name, lambda: _written(b"x" * 125))
    assert isinstance(cache.answer("one", "a", _written), Kept)
    cache.answer("one", "i", lambda: _written(b"x" * 125))

    assert cache.bytes == 1_000
    assert isinstance(cache.answer("one", "a", _written), Kept)
    assert isinstance(cache.answer("one", "b", _written), Written)


def test_a_new_snapshot_empties_it() -> None:
    """And an answer of the old one that comes late is not kept."""
    cache = AnswerCache(1_000)
    cache.answer("one", "q", _written)

    def late() -> Written:
        cache.answer("two", "other", lambda: _written(snapshot="two"))
        return _written()

    cache.answer("one", "late", late)

    assert len(cache) == 1
    assert isinstance(cache.answer("two", "other", _written), Kept)
