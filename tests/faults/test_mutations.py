"""Requests near those of the corpus: their bytes flipped, doubled, cut off, their heads swapped."""

from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.corpus import hostile_requests
from tests.faults.judging import SMALL, faults, is_right
from tests.faults.serving import TIME_LIMIT_S, Canary
from tests.faults.speaking import Speaker, exchange
from tests.serving import Served

_LONGEST = 20_000
"""Longer requests are what they are by their length, and changed bytes are lost in them."""
FEW, MANY = 10, 1_000
_TOKEN = "{token}"  # noqa: S105 - a place for it
_PATIENCE_S = 60
_WAIT_S = TIME_LIMIT_S + 2
_END = b"\r\n\r\n" + b"x" * 2 * _LONGEST + b"\r\n\r\n"
_BLANK = b"\r\n\r\n"
# A path or a word that would have everything forgotten, which is no fault of the service.
_TOO_MUCH = (b"CLEAR", b"DROP", b"ALL")


def _messages() -> list[bytes]:
    """The short requests of the corpus, each as one text, with a place for the token."""
    found = []
    for each in hostile_requests():
        sent = each.sent(token=_TOKEN, canary="{canary}")
        message = b"".join(piece for piece in sent if isinstance(piece, bytes))
        if len(message) <= _LONGEST and not any(word in message.upper() for word in _TOO_MUCH):
            found.append(message)
    return found


MESSAGES = _messages()
_places = st.integers(0, _LONGEST)
_lengths = st.integers(1, 40)


def _flipped(message: bytes, start: int, length: int, other: bytes) -> bytes:
    del other
    place = start % len(message)
    return (
        message[:place]
        + bytes(each ^ 0x55 for each in message[place : place + length])
        + message[place + length :]
    )


def _doubled(message: bytes, start: int, length: int, other: bytes) -> bytes:
    del other
    place = start % len(message)
    return message[:place] + message[place : place + length] * 3 + message[place + length :]


def _cut(message: bytes, start: int, length: int, other: bytes) -> bytes:
    del other, length
    return message[: start % len(message)]


def _without(message: bytes, start: int, length: int, other: bytes) -> bytes:
    del other
    place = start % len(message)
    return message[:place] + message[place + length :]


def _swapped(message: bytes, start: int, length: int, other: bytes) -> bytes:
    """The head of one with the body of another."""
    del start, length
    return message.partition(_BLANK)[0] + _BLANK + other.partition(_BLANK)[2]


def _mixed(message: bytes, start: int, length: int, other: bytes) -> bytes:
    """Some lines of another head among its own."""
    del start
    line, _, rest = message.partition(b"\r\n")
    headers = other.partition(_BLANK)[0].split(b"\r\n")[1:]
    return b"\r\n".join((line, *headers[:length], rest))


Change = Callable[[bytes, int, int, bytes], bytes]
CHANGES: Sequence[Change] = (_flipped, _doubled, _cut, _without, _swapped, _mixed)
_changes = st.lists(st.tuples(st.sampled_from(CHANGES), _places, _lengths), min_size=1, max_size=4)


def _changed(message: bytes, other: bytes, changes: list[tuple[Change, int, int]]) -> bytes:
    for change, start, length in changes:
        message = change(message, start, length, other) or message
    return message


def _asked(server: Served, message: bytes) -> list[str]:
    """What is wrong with the answers.

    Whatever length of a body the request promises is likely to be reached by what is sent after it; where it
    isn't, the server waits, and rightly.
    """
    speaker = Speaker(server.host, patience_s=_WAIT_S)
    found: list[str] = []
    try:
        speaker.say([message, _END])
        with suppress(TimeoutError, ConnectionError):
            while (reply := speaker.hear()) is not None:
                found += faults(reply, speaker.method)
    finally:
        speaker.close()
    return found


def _withstands(server: Served, bird: Canary, message: bytes) -> None:
    sent = message.replace(_TOKEN.encode(), server.admin.encode()).replace(b"{canary}", bird.address.encode())

    assert _asked(server, sent) == [], message
    assert is_right(exchange(server.host, [SMALL], patience_s=_PATIENCE_S)), message


def _checked(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def wrapped(test: Callable[..., None]) -> Callable[..., None]:
        kept = settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        )
        return kept(given(st.sampled_from(MESSAGES), st.sampled_from(MESSAGES), _changes)(test))

    return wrapped


@_checked(FEW)
def test_a_changed_request_is_withstood(
    server: Served, bird: Canary, message: bytes, other: bytes, changes: list[tuple[Change, int, int]]
) -> None:
    """An answer that was promised, or none, and then the service answers as before."""
    _withstands(server, bird, _changed(message, other, changes))


@pytest.mark.slow
@_checked(MANY)
def test_a_thousand_changed_requests_are_withstood(
    server: Served, bird: Canary, message: bytes, other: bytes, changes: list[tuple[Change, int, int]]
) -> None:
    """The same, oftener."""
    _withstands(server, bird, _changed(message, other, changes))


def test_nothing_was_fetched_by_changed_requests(server: Served, bird: Canary) -> None:
    """Nor did the process end."""
    assert server.process.poll() is None
    assert bird.visits == []
    assert len(MESSAGES) > 500
