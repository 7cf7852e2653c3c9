"""Parts of a Turtle document, each for a parser of its own.

Where a document is cut is a guess. But Turtle is read from left to right, and a newline ends every token save
a long string; so a part that is read to its end without fault ended between two statements, and the next
begins there. If moreover each part ends with the prefixes and the base that the next one was given, the parts
together say what the document says. Otherwise it is to be read whole. Labels of blank nodes hold for all
parts, because they are kept as they are; blank nodes without a label get random ones.
"""

import re
from collections.abc import Callable
from typing import IO

import pyoxigraph as ox

from graph.errors import ReadError
from graph.rdf.read import Document

__all__ = ["TurtlePart", "beginning", "guessed_cut", "scope"]

# The end of a line and of a statement, perhaps, before a line that begins with an IRI, a name or a label.
_CUT = re.compile(rb"\.[ \t]*\r?\n(?=(?:<[^<>\s]*>|_:\w+|(?:[A-Za-z][\w-]*)?:[\w.-]*)\s)")
_LOOKED_THROUGH_BYTES = 1_000_000


class TurtlePart:
    """The text of a part as a parser reads it: the scope that it begins in, then its bytes."""

    def __init__(self, file: IO[bytes], scope_before: str, size: int, watch: Callable[[int], None]) -> None:
        """Begin where the file stands.

        Args:
            file: of the document.
            scope_before: prefixes and base at the beginning, in Turtle.
            size: of the part, in bytes.
            watch: told how many bytes of the part have been read.
        """
        self._file = file
        self._scope = scope_before.encode()
        self._left = self._size = size
        self._watch = watch

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many; none at the end."""
        if self._scope:
            data, self._scope = self._scope[:size], self._scope[size:]
            return data
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        self._watch(self._size - self._left)
        return data


def scope(parser: ox.QuadParser) -> str:
    """The prefixes and the base that hold where a parser stands, in Turtle."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(parser.prefixes.items()))
    return f"{prefixes}@base <{parser.base_iri}> .\n" if parser.base_iri else prefixes


def beginning(document: Document) -> str:
    """The scope of the first statement.

    Raises:
        ReadError: there is none, or it can't be read.
    """
    with document.open() as file:
        parser = ox.parse(file, ox.RdfFormat.TURTLE, base_iri=document.base_iri)
        try:
            next(parser)
        except (StopIteration, SyntaxError, ValueError, OSError) as error:
            raise ReadError(f"{document.name}: there is no first statement.") from error
        return scope(parser)


def guessed_cut(file: IO[bytes], place: int) -> int | None:
    """Where a statement may begin, at or soon after a place in the file; None where nothing looks like it."""
    file.seek(place)
    found = _CUT.search(file.read(_LOOKED_THROUGH_BYTES))
    return place + found.end() if found else None
