"""A child process that turns a document, or a slice of one, into numbered terms and statements of numbers.

A process of its own, so that parsing leaves the service its processor, and nothing in a document can bring
the service down. It is run as ``python -m graph.rdf.convert JOB``, ``JOB`` being JSON; it writes lines to
standard output: how many bytes it has read, and at the end a fault if there was one. It ends when its parent
does.
"""

import json
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph.errors import MaillageError, ReadError, StoreError
from graph.rdf.depth import check_depth, check_text
from graph.rdf.formats import syntax_by_name
from graph.rdf.numbering import Numbering
from graph.rdf.plain_terms import MARK, NotPlain
from graph.rdf.plain_turtle import PlainTerms
from graph.rdf.read import OXIGRAPH_FORMATS, Document, parsed_quads
from graph.rdf.turtle_parts import Scope, TurtlePart, pieces, scope_of

__all__ = ["Job", "main", "run"]

_BLOCK = 4_000
# Each with its rarest letter before it, which is found much faster where it is absent.
_BLANK_SIGNS, _TRIPLE_SIGNS = (b"_", b"_:"), (b"(", b"<<(")
# Of a slice, so much is read at a time, and so much more up to the end of its last line.
_PIECE_BYTES = 250_000
_LONGEST_PIECE_BYTES = 8_000_000
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|<[^<>]*>|_:([^\s<>"]+)')


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is to do.

    Attributes:
        name: how messages call the document.
        path: the file to read.
        syntax: its short name.
        base_iri: what relative IRIs are resolved against.
        start: where a slice begins, in bytes; None for the whole document.
        end: where it ends.
        scope: of Turtle, the prefixes and the base that hold where a slice begins and where it ends, in
            Turtle; the first one begins with none.
        out: where to write; ``.terms``, ``.index``, ``.statements``, ``.odd`` and ``.blank`` are
            added.
        most_bytes: how much to write at most.
    """

    name: str
    path: str
    syntax: str
    base_iri: str | None
    start: int | None
    end: int | None
    out: str
    most_bytes: int
    scope: str | None = None

    def text(self) -> str:
        """The job as JSON."""
        return json.dumps(asdict(self))


def main() -> None:
    """Do the job that the command line names."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        run(Job(**json.loads(sys.argv[1])))
    except MaillageError as error:
        _say({"fault": type(error).__name__, "message": str(error), "parts": vars(error)})
    except SyntaxError as error:
        _say({"fault": "ReadError", "message": str(error), "parts": {}})
    except OSError as error:
        _say({"fault": "StoreError", "message": f"No space to load this: {error.strerror}", "parts": {}})


def run(job: Job) -> None:
    """Convert; lines whose terms SQL can't take apart, as those with triple terms, go to ``.odd``.

    For ``.terms``, ``.index`` and ``.statements`` see ``graph.rdf.numbering``.
    ``.blank`` has the labels of the blank nodes, in the order in which they appear.

    Raises:
        RdfSyntaxError, ReadError: the document can't be read, or is nested too deeply.
        StoreError: there is more to write than allowed.
    """
    syntax = syntax_by_name(job.syntax)
    form = ox.RdfFormat.N_QUADS if syntax.has_graphs else ox.RdfFormat.N_TRIPLES
    labels: dict[bytes, None] = {}
    odd_bytes = 0
    with (
        _file(job, "terms") as terms,
        _file(job, "index") as index,
        _file(job, "statements") as statements,
        _file(job, "odd") as odd,
    ):
        numbering = Numbering(terms, index, statements, has_graphs=syntax.has_graphs)
        for data, read in _blocks(job, form, numbering, labels):
            if _holds(data, _BLANK_SIGNS):
                labels.update(dict.fromkeys(_labels(data)))
            plain, rest = _parted(data)
            odd.write(rest)
            numbering.add(plain)
            odd_bytes += len(rest)
            if numbering.written_bytes + odd_bytes > job.most_bytes:
                raise StoreError(f"{job.name}: the temporary space allowed does not suffice to load this.")
            _say(read)
    with _file(job, "blank") as blank:
        blank.writelines(label + b"\n" for label in labels)


def _blocks(
    job: Job, form: ox.RdfFormat, numbering: Numbering, labels: dict[bytes, None]
) -> Iterator[tuple[bytes, int]]:
    """The document serialised, as far as it isn't numbered at once; each block with the bytes read so far."""
    if job.start is None or job.end is None:
        yield from _whole(job, form)
        return
    with Path(job.path).open("rb") as file:
        file.seek(job.start)
        if job.scope is not None:
            yield from _turtle(job, file, numbering, labels)
            return
        yield from _lines(job, form, file, numbering, labels)


def _lines(
    job: Job, form: ox.RdfFormat, file: IO[bytes], numbering: Numbering, labels: dict[bytes, None]
) -> Iterator[tuple[bytes, int]]:
    """The pieces of a part of N-Triples or N-Quads."""
    first, end = file.tell(), job.end or 0
    while (start := file.tell()) < end:
        data = file.read(min(_PIECE_BYTES, end - start))
        if not data.endswith(b"\n"):
            data += file.readline(_LONGEST_PIECE_BYTES)
        if _is_numbered(data, numbering.add_plain, labels):
            data = b""
        else:
            check_text(job.name, "turtle", data)
            data = ox.serialize(ox.parse(data, OXIGRAPH_FORMATS[job.syntax]), format=form) or b""
        yield data, file.tell() - first


def _whole(job: Job, form: ox.RdfFormat) -> Iterator[tuple[bytes, int]]:
    read = 0

    def watch(count: int) -> None:
        nonlocal read
        read = count

    document = _document(job)
    check_depth(document)
    for data in _serialized(parsed_quads(document, watch), form):
        yield data, read


def _turtle(
    job: Job, file: IO[bytes], numbering: Numbering, labels: dict[bytes, None]
) -> Iterator[tuple[bytes, int]]:
    """The pieces of a part of Turtle; a ReadError at its end where the scope is not as it should be."""
    start, size = file.tell(), (job.end or 0) - file.tell()
    scope, read = scope_of(job.scope or "") if start else Scope(), 0
    terms = PlainTerms(scope.prefixes)

    def number(piece: bytes) -> list[bytes]:
        return numbering.add_turtle(piece, terms)

    for piece in pieces(file, size):
        data = b""
        if not _is_numbered(piece, number, labels):
            check_text(job.name, "turtle", piece)
            parser = _parser(job, TurtlePart(BytesIO(piece), scope.text, len(piece), _look_away))
            try:
                data = b"".join(_serialized(parser, ox.RdfFormat.N_TRIPLES))
            except SyntaxError:
                # What looked like the end of a statement was none, or there is an error.
                check_depth(_document(job), start + read)
                file.seek(start + read)
                parser = _parser(job, TurtlePart(file, scope.text, size - read, _look_away))
                yield from ((data, read) for data in _serialized(parser, ox.RdfFormat.N_TRIPLES))
                scope = Scope.after(parser)
                break
            if Scope.after(parser).text != scope.text:
                scope = Scope.after(parser)
                terms = PlainTerms(scope.prefixes)
                numbering.forget()
        read += len(piece)
        yield data, read
    if scope.text != job.scope:
        raise ReadError(f"{job.name}: prefixes or base change within the document.")


def _is_numbered(piece: bytes, number: Callable[[bytes], list[bytes]], labels: dict[bytes, None]) -> bool:
    """Number the terms of a piece and note the labels that are new, if it is plain."""
    try:
        labels.update(dict.fromkeys(number(piece)))
    except NotPlain:
        return False
    return True


def _document(job: Job) -> Document:
    return Document(job.name, syntax_by_name(job.syntax), path=Path(job.path), base_iri=job.base_iri)


def _parser(job: Job, part: TurtlePart) -> ox.QuadParser:
    return ox.parse(part, ox.RdfFormat.TURTLE, base_iri=job.base_iri)  # type: ignore[arg-type]


def _look_away(_: int) -> None:
    pass


def _serialized(quads: Iterator[ox.Quad], form: ox.RdfFormat) -> Iterator[bytes]:
    while data := ox.serialize(islice(quads, _BLOCK), format=form):
        yield data


def _labels(data: bytes) -> Iterator[bytes]:
    lines = b"\n".join(line for line in data.split(b"\n") if _BLANK_SIGNS[-1] in line)
    return filter(None, _TOKENS.findall(lines))


def _parted(data: bytes) -> tuple[bytes, bytes]:
    """The lines that SQL takes apart, and the others."""
    has_mark = not data.isascii() and MARK in data
    if not (has_mark or _holds(data, _TRIPLE_SIGNS)):
        return data, b""
    plain: list[bytes] = []
    odd: list[bytes] = []
    for line in data.splitlines(keepends=True):
        (odd if _TRIPLE_SIGNS[-1] in line or MARK in line else plain).append(line)
    return b"".join(plain), b"".join(odd)


def _holds(data: bytes, signs: Sequence[bytes]) -> bool:
    return all(sign in data for sign in signs)


def _file(job: Job, ending: str) -> IO[bytes]:
    return Path(f"{job.out}.{ending}").open("wb")


def _say(what: object) -> None:
    try:
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # The parent has ended, and its folder with it: there is nobody to complain to.
        os._exit(1)


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
