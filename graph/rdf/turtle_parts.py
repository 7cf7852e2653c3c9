"""Parts of a Turtle document, each for a parser of its own.

Where a document is cut is a guess. But Turtle is read from left to right, and a newline ends every token save
a long string; so a part that is read to its end without fault ended between two statements, and the next
begins there. If moreover each part ends with the prefixes and the base that the next one was given, the parts
together say what the document says. Otherwise it is to be read whole. Pieces of a part are read one after the
other, each in the scope that the one before ended with, so that only their ends are guesses. Labels of blank
nodes hold for all parts, because they are kept as they are; blank nodes without a label get random ones.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

import pyoxigraph as ox

from graph.errors import ReadError
from graph.rdf.read import Document

__all__ = ["Scope", "TurtlePart", "beginning", "guessed_cut", "pieces", "scope_of"]

# The end of a line and of a statement, perhaps, before a line that begins with an IRI, a name or a label.
_CUT = re.compile(rb"\.[ \t]*\r?\n(?=(?:<[^<>\s]*>|_:\w+|(?:[A-Za-z][\w-]*)?:[\w.-]*)\s)")
_LOOKED_THROUGH_BYTES = 1_000_000
_LINE_END = b".\n"
_PIECE_BYTES = 250_000
_LONGEST_PIECE_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Scope:
    """What names and relative IRIs mean at some place.

    Attributes:
        text: prefixes and base in Turtle, the same for the same scope.
        prefixes: name → namespace.
    """

    text: str = ""
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def after(cls, parser: ox.QuadParser) -> "Scope":
        """The scope where a parser stands."""
        prefixes = parser.prefixes
        text = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
        return cls(f"{text}@base <{parser.base_iri}> .\n" if parser.base_iri else text, prefixes)


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


def scope_of(text: str) -> Scope:
    """The scope that prefixes and base in Turtle make."""
    parser = ox.parse(text, ox.RdfFormat.TURTLE)
    for _ in parser:
        pass
    return Scope.after(parser)


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
        return Scope.after(parser).text


def guessed_cut(file: IO[bytes], place: int) -> int | None:
    """Where a statement may begin, at or soon after a place in the file; None where nothing looks like it."""
    file.seek(place)
    found = _CUT.search(file.read(_LOOKED_THROUGH_BYTES))
    return place + found.end() if found else None


def pieces(file: IO[bytes], size: int) -> Iterator[bytes]:
    """The next so many bytes in pieces that end as statements may end, save the last."""
    piece = b""
    while size and (data := file.read(min(_PIECE_BYTES, size))):
        size -= len(data)
        piece += data
        cut = len(piece) if len(piece) > _LONGEST_PIECE_BYTES else piece.rfind(_LINE_END) + len(_LINE_END)
        if cut >= len(_LINE_END):
            yield piece[:cut]
            piece = piece[cut:]
    if piece:
        yield piece
