"""Reading RDF documents: what a file is, what it says, and where exactly it is wrong.

A document is parsed as a stream. An error names file, line and column, quotes the line, and says
what was expected; nothing is guessed and nothing is fetched while parsing.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, Self, cast

import pyoxigraph as ox

from graph.errors import RdfSyntaxError, ReadError
from graph.rdf.blank import renamed
from graph.rdf.formats import SYNTAXES, Syntax, syntax_of_file
from graph.rdf.native import quad
from graph.terms import Quad

__all__ = [
    "OXIGRAPH_FORMATS",
    "Document",
    "Watch",
    "document_from_file",
    "document_from_text",
    "native_quads",
    "read_quads",
]

Watch = Callable[[int], None]
"""Told how many bytes of the file have been read in all."""

OXIGRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_EXCERPT_CHARACTERS = 200
_SNIFFED_BYTES = 1024
_PLACE_IN_MESSAGE = re.compile(r"^Parser error at line \d+ [^:]*: ")


@dataclass(frozen=True, slots=True)
class Document:
    """An RDF document to be read: a file, or a text in memory.

    Attributes:
        name: how messages call it.
        syntax: what it is written in.
        path: the file, or None for a text.
        text: the bytes, or empty for a file.
        base_iri: what relative IRIs are resolved against.
    """

    name: str
    syntax: Syntax
    path: Path | None = None
    text: bytes = b""
    base_iri: str | None = None

    @property
    def size_bytes(self) -> int:
        """How many bytes there are to read, before decompression."""
        return self.path.stat().st_size if self.path else len(self.text)

    def open(self, watch: Watch | None = None) -> IO[bytes]:
        """The decompressed bytes, from the start; closing them closes the file."""
        raw: IO[bytes] = self.path.open("rb") if self.path else BytesIO(self.text)
        watched = cast("IO[bytes]", _Watched(raw, watch)) if watch else raw
        if self.path and self.path.suffix == ".gz":
            return cast("IO[bytes]", _Unzipped(watched))
        return watched

    def digest(self) -> str:
        """SHA-256 of the bytes as they lie there, hexadecimal."""
        if self.path is None:
            return sha256(self.text).hexdigest()
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()


class _Watched:
    """A binary file that reports how far it has been read."""

    def __init__(self, raw: IO[bytes], watch: Watch) -> None:
        self._raw = raw
        self._watch = watch
        self._read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        block = self._raw.read(size)
        self._read_bytes += len(block)
        self._watch(self._read_bytes)
        return block

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._raw.close()


class _Unzipped:
    """The content of a gzip file, which closes the file below it too."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._content = gzip.GzipFile(fileobj=packed)

    def read(self, size: int = -1) -> bytes:
        return self._content.read(size)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._content.close()
        self._packed.close()


def document_from_file(path: Path, *, syntax: Syntax | None = None) -> Document:
    """The document in a file; the ending tells the syntax unless it is given.

    Raises:
        ReadError: the file does not exist, is a directory, is empty, can't be opened or has no known ending.
    """
    _check_readable(path)
    found = syntax or syntax_of_file(path)
    if found is None:
        endings = ", ".join(ending for known in SYNTAXES for ending in known.endings)
        raise ReadError(
            f"{path}: no RDF syntax goes by the ending {path.suffix or '(none)'!r}. "
            f"Known endings: {endings} (also with .gz). Use --syntax to say what it is."
        )
    return Document(str(path), found, path=path, base_iri=path.resolve().as_uri())


def document_from_text(
    text: str | bytes, syntax: Syntax, *, name: str = "text", base_iri: str | None = None
) -> Document:
    """The document in a text."""
    return Document(name, syntax, text=text.encode() if isinstance(text, str) else text, base_iri=base_iri)


def native_quads(document: Document, watch: Watch | None = None) -> Iterator[ox.Quad]:
    """The document's quads as pyoxigraph's, in document order, blank nodes renamed apart.

    Raises:
        RdfSyntaxError: at the first place where the document breaks its syntax.
        ReadError: the bytes can't be read or decompressed.
    """
    with document.open(watch) as file:
        try:
            parsed = ox.parse(file, OXIGRAPH_FORMATS[document.syntax.name], base_iri=document.base_iri)
            yield from renamed(parsed, document.digest())
        except SyntaxError as error:
            raise _located(document, error) from error
        except (OSError, EOFError, ValueError) as error:
            raise ReadError(f"{document.name}: can't be read as {document.syntax.label}: {error}") from error


def read_quads(document: Document, watch: Watch | None = None) -> Iterator[Quad]:
    """The document's quads, in document order; raises as `native_quads` does."""
    return map(quad, native_quads(document, watch))


def _check_readable(path: Path) -> None:
    if path.is_dir():
        raise ReadError(f"{path}: this is a directory; name the files in it.")
    if not path.exists():
        raise ReadError(f"{path}: there is no such file.")
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED_BYTES)
    except OSError as error:
        raise ReadError(f"{path}: can't be opened: {error.strerror}.") from error
    if not start:
        raise ReadError(f"{path}: the file is empty (0 bytes); there is nothing to load.")
    if b"\x00" in start and path.suffix != ".gz":
        raise ReadError(f"{path}: this is a binary file, not RDF text; nothing was loaded.")


def _located(document: Document, error: SyntaxError) -> RdfSyntaxError:
    problem = _PLACE_IN_MESSAGE.sub("", error.msg or str(error)).strip()
    return RdfSyntaxError(
        document.name,
        problem,
        line=error.lineno,
        column=error.offset if error.lineno else None,
        excerpt=_line_of(document, error.lineno) if error.lineno else None,
        hint=_hint(problem),
    )


def _line_of(document: Document, line: int) -> str | None:
    with document.open() as file:
        text = next(islice(file, line - 1, None), None)
    return None if text is None else text.decode("utf-8", "replace").rstrip("\r\n")[:_EXCERPT_CHARACTERS]


def _hint(problem: str) -> str | None:
    hints = {
        "A dot is expected": "Each statement ends in ' .'; the one before this place may lack it.",
        "prefix": "Declare the prefix at the top: @prefix name: <namespace> .",
        "IRI": "An IRI stands in <…>, is absolute, and holds no space or quote; percent-encode those.",
    }
    return next((hint for sign, hint in hints.items() if sign in problem), None)
