"""The documents that a request brings: its body, or the files of a form."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from os import SEEK_END
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO

from flask import request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from graph.rdf.formats import SYNTAXES, Syntax, syntax_by_media_type, syntax_of_file
from graph.rdf.read import Document, document_from_text

__all__ = ["FORM_TYPE", "READ", "documents"]

FORM_TYPE = "multipart/form-data"
READ = tuple(media_type for syntax in SYNTAXES for media_type in syntax.media_types)
"""The media types that are read as RDF."""

_IN_MEMORY_BYTES = 1_000_000


@contextmanager
def documents(base: str) -> Iterator[tuple[Document, ...]]:
    """The documents, as long as the block runs; large ones lie on disk.

    Args:
        base: what relative IRIs in them are resolved against.

    Raises:
        UnsupportedMediaType: one is in no syntax that is read, or not in UTF-8.
        BadRequest: a form brings none.
    """
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("Bodies are taken as they are, without Content-Encoding.")
    with ExitStack() as stack:
        if request.mimetype == FORM_TYPE and request.method == "POST":
            yield tuple(_of_form(base, stack))
        else:
            syntax = _syntax(request.mimetype, request.mimetype_params.get("charset", ""))
            yield (_document(("body", syntax, base), request.stream, request.content_length or 0, stack),)


def _of_form(base: str, stack: ExitStack) -> Iterator[Document]:
    files = [file for _, file in request.files.items(multi=True)]
    if not files or request.form:
        raise BadRequest("A form brings files, each with its media type or a name that ends like .ttl.")
    for file in files:
        name = file.filename or "file"
        charset = file.mimetype_params.get("charset", "")
        known = syntax_of_file(Path(name)) if file.mimetype in {"", "application/octet-stream"} else None
        syntax = known or _syntax(file.mimetype, charset)
        yield _document((name, syntax, base), file.stream, _size_bytes(file.stream), stack)


def _syntax(media_type: str, charset: str) -> Syntax:
    found = syntax_by_media_type(media_type)
    if found is None:
        known = ", ".join(syntax.media_type for syntax in SYNTAXES)
        raise UnsupportedMediaType(
            f"{media_type or 'A body without a type'} is not read as RDF. {known} are."
        )
    if charset.lower() not in {"", "utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMediaType(f"RDF is read in UTF-8, not in {charset}.")
    return found


def _size_bytes(file: IO[bytes]) -> int:
    size_bytes = file.seek(0, SEEK_END)
    file.seek(0)
    return size_bytes


def _document(
    named: tuple[str, Syntax, str], stream: IO[bytes], size_bytes: int, stack: ExitStack
) -> Document:
    name, syntax, base = named
    if size_bytes <= _IN_MEMORY_BYTES:
        return document_from_text(stream.read(), syntax, name=name, base_iri=base)
    held = stack.enter_context(NamedTemporaryFile(prefix="maillage-body-"))  # noqa: SIM115 - the stack does
    copyfileobj(stream, held)
    held.flush()
    return Document(name, syntax, path=Path(held.name), base_iri=base)
