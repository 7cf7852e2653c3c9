"""Lines of N-Triples and N-Quads taken apart: every term once, with a number, and statements as numbers.

The lines are those of pyoxigraph's serialiser: one space between terms, control characters and quotation
marks escaped, so that a line has one line end, and what follows a literal has no quotation mark.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import IO

__all__ = ["NUMBER_TYPE", "SEPARATOR", "Numbering"]

NUMBER_TYPE = "I"
"""Of the numbers in a file of statements: unsigned, 32 bits, as ``array`` and NumPy call it."""

SEPARATOR = b"\x01"
"""Stands between number and term; terms have no control characters."""

_END = b" .\n"
_NO_GRAPH = b""
_MOST_KNOWN = 500_000


class Numbering:
    """Numbers for the terms of statements, from 1 on in the order in which they appear.

    0 is the default graph. When so many terms are known that memory would grow, all are forgotten; a term
    that comes again gets another number.
    """

    def __init__(self, terms: IO[bytes], statements: IO[bytes], *, has_graphs: bool) -> None:
        """Begin with no terms.

        Args:
            terms: written to, a line for each number.
            statements: written to, the numbers of each statement's terms; a graph's only if there are graphs.
            has_graphs: the lines are N-Quads.
        """
        self._terms = terms
        self._statements = statements
        self._parts = _parts_of_quads if has_graphs else _parts_of_triples
        self._numbers = defaultdict[bytes, int](count(1).__next__, {_NO_GRAPH: 0})

    def add(self, lines: bytes) -> int:
        """Number the terms of whole lines; gives how many bytes that will take, about."""
        known = len(self._numbers)
        numbers = array(NUMBER_TYPE, map(self._numbers.__getitem__, self._parts(lines)))
        numbers.tofile(self._statements)
        fresh = len(self._numbers) - known
        if len(self._numbers) > _MOST_KNOWN:
            self.write_terms()
        return numbers.itemsize * len(numbers) + fresh * len(lines) // max(1, len(numbers))

    def write_terms(self) -> None:
        """Write the terms that have come since this was last done, and forget them."""
        del self._numbers[_NO_GRAPH]
        self._terms.writelines(
            b"%d%b%b\n" % (number, SEPARATOR, term) for term, number in self._numbers.items()
        )
        self._numbers.clear()
        self._numbers[_NO_GRAPH] = 0


def _parts_of_triples(lines: bytes) -> list[bytes]:
    return [part for line in lines.split(_END)[:-1] for part in line.split(b" ", 2)]


def _parts_of_quads(lines: bytes) -> Iterator[bytes]:
    for line in lines.split(_END)[:-1]:
        subject, predicate, rest = line.split(b" ", 2)
        object_, space, graph = rest.rpartition(b" ")
        yield subject
        yield predicate
        if space and b'"' not in graph:
            yield object_
            yield graph
        else:
            yield rest
            yield _NO_GRAPH
