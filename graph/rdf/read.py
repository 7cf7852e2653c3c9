"""Reading RDF documents: what a file is, what it says, and where exactly it is wrong.

A document is parsed as a stream. An error names file, line and column, quotes the line, and says
what was expected; nothing is guessed and nothing is fetched while parsing.
"""

import re
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from gzip import GzipFile
from hashlib import file_digest, sha256
from io import BufferedReader, BytesIO, RawIOBase
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from graph.errors import RdfSyntaxError, ReadError
from graph.rdf.blank import renamed
from graph.rdf.depth import check_depth
from graph.rdf.formats import SYNTAXES, Syntax, syntax_of_file
from graph.rdf.kinds import foreign_kind
from graph.rdf.native import quad
from graph.rdf.xml import check_entities, error_place
from graph.terms import Quad

__all__ = [
    "OXIGRAPH_FORMATS",
    "Document",
    "Watch",
    "document_from_file",
    "document_from_text",
    "holds_more",
    "native_quads",
    "parsed_quads",
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
_SNIFFED_BYTES = 1024
_BEGINNING_BYTES = 50_000_000
_BY_LINES, _LINE_STARTS = frozenset({"nt", "nq"}), (b"\n<", b"\n_")
_UNREADABLE = (OSError, EOFError, ValueError, zlib.error)
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

    @contextmanager
    def open(self, watch: Watch | None = None) -> Iterator[IO[bytes]]:
        """The decompressed bytes, from the start, without a byte order mark."""
        with self.path.open("rb") if self.path else BytesIO(self.text) as raw:
            watched = _Watched(raw, watch or _look_away)
            is_compressed = self.path is not None and self.path.suffix.lower() == ".gz"
            file = BufferedReader(cast("RawIOBase", GzipFile(fileobj=watched)) if is_compressed else watched)
            if file.peek(len(BOM_UTF8)).startswith(BOM_UTF8):
                file.read(len(BOM_UTF8))
            yield file

    def digest(self) -> str:
        """SHA-256 of the bytes as they lie there, hexadecimal."""
        if self.path is None:
            return sha256(self.text).hexdigest()
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()


class _Watched(RawIOBase):
    """A binary file that reports how far it has been read."""

    def __init__(self, raw: IO[bytes], watch: Watch) -> None:
        self._raw = raw
        self._watch = watch
        self._read_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._raw.read(len(memoryview(buffer)))
        memoryview(buffer)[: len(block)] = block
        self._read_bytes += len(block)
        self._watch(self._read_bytes)
        return len(block)


def _look_away(_: int) -> None:
    pass


def document_from_file(path: Path, *, syntax: Syntax | None = None) -> Document:
    """The document in a file; the ending tells the syntax unless it is given.

    Raises:
        ReadError: the file does not exist, is a directory, is empty, can't be opened or decompressed, has no
            known ending, or is plainly something else.
    """
    _check_there(path)
    found = syntax or syntax_of_file(path)
    if found is None:
        endings = ", ".join(ending for known in SYNTAXES for ending in known.endings)
        raise ReadError(
            f"{path}: no RDF syntax goes by the ending {path.suffix or '(none)'!r}. "
            f"Known endings: {endings} (also with .gz). Use --syntax to say what it is."
        )
    document = Document(str(path), found, path=path, base_iri=path.resolve().as_uri())
    _check_kind(document)
    return document


def document_from_text(
    text: str | bytes, syntax: Syntax, *, name: str = "text", base_iri: str | None = None
) -> Document:
    """The document in a text."""
    return Document(name, syntax, text=text.encode() if isinstance(text, str) else text, base_iri=base_iri)


def native_quads(document: Document, watch: Watch | None = None) -> Iterator[ox.Quad]:
    """The document's quads as pyoxigraph's, in document order, blank nodes renamed apart.

    Raises as `parsed_quads` does.
    """
    return renamed(parsed_quads(document, watch), document.digest())


def parsed_quads(document: Document, watch: Watch | None = None) -> Iterator[ox.Quad]:
    """The document's quads as pyoxigraph's, in document order, blank nodes as they are labelled there.

    Raises:
        RdfSyntaxError: at the first place where the document breaks its syntax.
        ReadError: the bytes can't be read or decompressed.
    """
    if document.syntax.name == "rdf":
        with document.open() as file:
            check_entities(file, document.name)
    with document.open(watch) as file:
        try:
            yield from ox.parse(file, OXIGRAPH_FORMATS[document.syntax.name], base_iri=document.base_iri)
        except SyntaxError as error:
            raise _located(document, error) from error
        except _UNREADABLE as error:
            raise ReadError(f"{document.name}: can't be read as {document.syntax.label}: {error}") from error
        except MemoryError as error:
            raise ReadError(
                f"{document.name}: a term or line is longer than 16 MB, the most there is."
            ) from error


def holds_more(document: Document, count: int) -> bool:
    """Whether there are more than so many statements; further ones are not read. Raises as `read_quads`.

    Of a large document whose statements are lines, these are counted and not looked at.
    """
    if document.size_bytes > _BEGINNING_BYTES:
        with document.open() as file:
            beginning = replace(document, path=None, text=file.read(_BEGINNING_BYTES))
        if document.syntax.name in _BY_LINES and sum(map(beginning.text.count, _LINE_STARTS)) > count:
            return True
        # What ends anywhere may end in an error.
        with suppress(RdfSyntaxError, ReadError):
            if _has_more(beginning, count):
                return True
    return _has_more(document, count)


def _has_more(document: Document, count: int) -> bool:
    check_depth(document)
    return next(islice(parsed_quads(document), count, None), None) is not None


def read_quads(document: Document, watch: Watch | None = None) -> Iterator[Quad]:
    """The document's quads, in document order; raises as `native_quads` does.

    Raises:
        ReadError: at once, where it is nested too deeply; see ``graph.rdf.depth``.
    """
    check_depth(document)
    return map(quad, native_quads(document, watch))


def _check_there(path: Path) -> None:
    try:
        if path.is_dir():
            raise ReadError(f"{path}: this is a directory; name the files in it.")
        if not path.exists():
            raise ReadError(f"{path}: there is no such file.")
        if path.is_file() and not path.stat().st_size:
            raise ReadError(f"{path}: the file is empty (0 bytes); there is nothing to load.")
    except OSError as error:
        raise ReadError(f"{path}: can't be opened: {error.strerror}.") from error


def _check_kind(document: Document) -> None:
    try:
        with document.open() as file:
            start = file.read(_SNIFFED_BYTES)
    except _UNREADABLE as error:
        raise ReadError(f"{document.name}: can't be opened: {error}.") from error
    if kind := foreign_kind(start, document.syntax):
        raise ReadError(f"{document.name}: this is {kind}, not {document.syntax.label}; nothing was loaded.")


def _located(document: Document, error: SyntaxError) -> RdfSyntaxError:
    line, column = error.lineno, error.offset if error.lineno else None
    problem = _PLACE_IN_MESSAGE.sub("", error.msg or str(error)).strip()
    if line is None and document.syntax.name == "rdf":
        with document.open() as file:
            line, column, problem = error_place(file) or (None, None, problem)
    text_line = _line_of(document, line) if line else None
    return RdfSyntaxError(
        document.name, problem, line=line, column=column, excerpt=text_line, hint=_hint(problem)
    )


def _line_of(document: Document, line: int) -> str | None:
    with document.open() as file:
        text = next(islice(file, line - 1, None), None)
    return None if text is None else text.decode("utf-8", "replace").rstrip("\r\n")


def _hint(problem: str) -> str | None:
    hints = {
        "A dot is expected": "Each statement ends in ' .'; the one before this place may lack it.",
        "has not been declared": "Declare the prefix at the top: @prefix name: <namespace> .",
        "Invalid IRI": "An IRI is absolute and stands in <…>; a space or quote in it is percent-encoded.",
        "Invalid UTF-8": "Save the file as UTF-8; it is in another encoding.",
        "remote contexts": "Nothing is fetched while reading; put the context into the document.",
    }
    return next((hint for sign, hint in hints.items() if sign in problem), None)
