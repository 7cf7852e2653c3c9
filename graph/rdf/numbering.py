"""Statements taken apart: every term once, with a number, and statements as numbers.

Lines of N-Triples and N-Quads are those of pyoxigraph's serialiser: one space between terms, control
characters and quotation marks escaped, so that a line has one line end, and what follows a literal has no
quotation mark. Turtle is taken apart where it is plain.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count, islice
from typing import IO

import numpy as np
from numpy.typing import NDArray

from graph.rdf.plain_terms import BLANK_ROLE, NotPlain, are_plain, check_places, labels, roles_of
from graph.rdf.plain_turtle import (
    FIRST_NUMBER,
    MARKS,
    PlainTerms,
    has_rare_signs,
    restored,
    roles_in_turtle,
    spaced_tokens,
    statements,
    tokens,
)

__all__ = ["INDEX_TYPE", "NUMBER_BYTES", "NUMBER_TYPE", "Numbering"]

NUMBER_TYPE = "I"
"""Of the numbers in a file of statements: unsigned, 32 bits, as ``array`` and NumPy call it."""

NUMBER_BYTES = array(NUMBER_TYPE).itemsize

INDEX_TYPE = np.dtype([("hash", np.int64), ("number", np.uint32), ("size", np.uint32)])
"""Of a row of an index: Python's hash of a term, the term's number, and how many bytes it has."""

_END = b" .\n"
_NO_GRAPH = b""
_KNOWN = {_NO_GRAPH: 0, **MARKS}
# More would not lie in the processor's caches.
_MOST_KNOWN = 200_000


class Numbering:
    """Numbers for the terms of statements, in the order in which they appear, from ``FIRST_NUMBER`` on.

    0 is the default graph. When so many terms are known that memory would grow, all are forgotten; a term
    that comes again gets another number, as does one that is written in another way. Until then, where Turtle
    proved to have terms and marks without space between them, it is held to go on so.

    Attributes:
        written_bytes: how much has been written.
    """

    def __init__(
        self, terms: IO[bytes], index: IO[bytes], statements: IO[bytes], *, has_graphs: bool
    ) -> None:
        """Begin with no terms.

        Args:
            terms: written to, one after the other, with nothing between them.
            index: written to, a row of ``INDEX_TYPE`` for each of them.
            statements: written to, the numbers of each statement's terms; a graph's only if there are graphs.
            has_graphs: the lines are N-Quads.
        """
        self._terms = terms
        self._index = index
        self._statements = statements
        self._parts, self._width = (_parts_of_quads, 4) if has_graphs else (_parts_of_triples, 3)
        self._numbers = defaultdict[bytes, int](count(FIRST_NUMBER).__next__, _KNOWN)
        self._first = FIRST_NUMBER
        self._roles = bytearray()
        self._is_spaced = True
        self.written_bytes = 0

    def add(self, lines: bytes) -> None:
        """Number the terms of whole lines."""
        numbers, fresh = self._numbered(self._parts(lines.split(_END)[:-1]))
        self._roles += roles_of(fresh)
        self._write(numbers, fresh)

    def add_plain(self, lines: bytes) -> list[bytes]:
        """Number the terms of lines that anybody may have written; gives the labels that are new.

        Raises:
            NotPlain: pyoxigraph might have written them otherwise; nothing was done.
        """
        *ended, rest = lines.split(_END)
        try:
            numbers, fresh = self._numbered(self._parts(ended))
        except ValueError as error:
            raise NotPlain from error
        with self._undone(fresh):
            if rest or len(numbers) != self._width * len(ended) or not are_plain(fresh):
                raise NotPlain
            return self._checked(numbers.reshape(-1, self._width), fresh, roles_of(fresh))

    def add_turtle(self, text: bytes, terms: PlainTerms) -> list[bytes]:
        """Number the terms of whole statements of Turtle; gives the labels of blank nodes that are new.

        Raises:
            NotPlain: they are not plain; nothing was done.
        """
        if not self._is_spaced or has_rare_signs(text):
            return self._add_tokens(tokens(text), terms)
        with suppress(NotPlain):
            return self._add_tokens(spaced_tokens(text), terms, as_written=restored)
        found = self._add_tokens(tokens(text), terms)
        self._is_spaced = False
        return found

    def _add_tokens(
        self,
        found: Sequence[bytes],
        terms: PlainTerms,
        as_written: Callable[[list[bytes]], list[bytes]] = list,
    ) -> list[bytes]:
        numbers, fresh = self._numbered(found)
        with self._undone(fresh):
            written = terms.written(as_written(fresh))
            return self._checked(statements(numbers), written, roles_in_turtle(fresh, written))

    def _checked(self, rows: NDArray[np.uint32], fresh: Sequence[bytes], roles: bytearray) -> list[bytes]:
        """Write statements of terms that stand where they may; gives the labels that are new."""
        self._roles += roles
        check_places(rows, self._known_roles(), self._first)
        self._write(rows, fresh)
        return labels(fresh) if BLANK_ROLE in roles else []

    def _known_roles(self) -> NDArray[np.uint8]:
        return np.frombuffer(bytes(self._roles), np.uint8)

    @contextmanager
    def _undone(self, fresh: Sequence[bytes]) -> Iterator[None]:
        """Where something proves not to be plain, what was just numbered for it is not known any more."""
        known = len(self._roles)
        try:
            yield
        except NotPlain:
            for _ in fresh:
                self._numbers.popitem()
            # Their numbers are not given again.
            self._roles[known:] = bytes(len(fresh))
            raise

    def forget(self) -> None:
        """Know no terms any more; what is numbered stays so."""
        self._numbers.clear()
        self._numbers.update(_KNOWN)
        self._first += len(self._roles)
        self._roles.clear()
        self._is_spaced = True

    def _numbered(self, parts: Sequence[bytes]) -> tuple[NDArray[np.uint32], list[bytes]]:
        """The numbers, and what is new, in the order of its numbers."""
        known = len(self._numbers)
        # An array takes numbers from an iterator faster than NumPy does.
        numbers = np.frombuffer(array(NUMBER_TYPE, map(self._numbers.__getitem__, parts)), np.uint32)
        fresh = list(islice(reversed(self._numbers), len(self._numbers) - known))
        fresh.reverse()
        return numbers, fresh

    def _write(self, numbers: NDArray[np.uint32], fresh: Sequence[bytes]) -> None:
        """Write statements, and the terms whose numbers were the last to be given."""
        first = self._first + len(self._roles) - len(fresh)
        index = np.empty(len(fresh), INDEX_TYPE)
        index["hash"] = array("q", map(hash, fresh))
        index["number"] = np.arange(first, first + len(fresh))
        index["size"] = array("q", map(len, fresh))
        texts = b"".join(fresh)
        self._terms.write(texts)
        self._index.write(index.data)
        self._statements.write(np.ascontiguousarray(numbers).data)
        self.written_bytes += len(texts) + index.nbytes + numbers.nbytes
        if len(self._numbers) > _MOST_KNOWN:
            self.forget()


def _parts_of_triples(lines: Sequence[bytes]) -> list[bytes]:
    found: list[bytes] = []
    for line in lines:
        found += line.split(b" ", 2)
    return found


def _parts_of_quads(lines: Sequence[bytes]) -> list[bytes]:
    found: list[bytes] = []
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        object_, space, graph = rest.rpartition(b" ")
        has_graph = space and b'"' not in graph
        found += (subject, predicate, object_, graph) if has_graph else (subject, predicate, rest, _NO_GRAPH)
    return found
