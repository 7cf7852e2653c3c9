"""Documents turned into numbered terms by child processes, in slices where the syntax allows it."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from json import loads
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import MappingProxyType
from typing import IO, Any

from graph import errors
from graph.errors import MaillageError, RdfSyntaxError, ReadError
from graph.rdf.convert import Job
from graph.rdf.numbering import NUMBER_BYTES
from graph.rdf.read import Document, Watch
from graph.rdf.turtle_parts import beginning, guessed_cut

__all__ = ["Converted", "Slice", "converted", "run_jobs"]

_SMALLEST_SLICE_BYTES = 8_000_000
_SEEDS = 1 << 32
_Message = tuple[int, Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a document, or all of it, in files; for the first three see ``graph.rdf.numbering``.

    Attributes:
        terms: the terms, one after the other.
        index: of each term its hash, the same for the same term in all slices, its number and its size.
        statements: the statements, as numbers.
        odd: lines of N-Triples or N-Quads, for statements with terms that SQL can't take apart.
    """

    terms: Path
    index: Path
    statements: Path
    odd: Path


@dataclass(frozen=True, slots=True)
class Converted:
    """A document as numbered terms.

    Attributes:
        slices: the document, in its order.
        labels: of the blank nodes, each once, as they first appear in the document.
        has_graphs: the statements have graphs, and odd lines are N-Quads.
    """

    slices: tuple[Slice, ...]
    labels: tuple[str, ...]
    has_graphs: bool

    @property
    def statements(self) -> int:
        """How many statements there are in numbers; they may repeat."""
        columns = 4 if self.has_graphs else 3
        size = NUMBER_BYTES * columns
        return sum(each.statements.stat().st_size // size for each in self.slices)


def converted(document: Document, folder: Path, *, most_bytes: int, watch: Watch) -> Converted:
    """The document as numbered terms, in files of that folder.

    Args:
        document: what to read.
        folder: where to write; it exists and is empty.
        most_bytes: how much may be written.
        watch: told how many bytes of the document have been read.

    Raises:
        RdfSyntaxError, ReadError: the document can't be read.
        StoreError: there is no space for the files.
    """
    path = document.path
    if path is None:
        path = folder / "text"
        path.write_bytes(document.text)
    whole = Job(
        document.name,
        str(path.resolve()),
        document.syntax.name,
        document.base_iri,
        None,
        None,
        str(folder / "0"),
        most_bytes,
    )
    jobs, rising = _sliced(whole, document), _rising(watch)
    try:
        run_jobs(jobs, rising)
    except _SliceFault:
        # Only a run through the whole document knows the line.
        jobs = [whole]
        run_jobs(jobs, rising)
    *files, blank = (
        [Path(f"{job.out}.{ending}") for job in jobs]
        for ending in ("terms", "index", "statements", "odd", "blank")
    )
    slices = tuple(map(Slice, *files))
    return Converted(slices, _labels(blank), document.syntax.has_graphs)


def _labels(files: Sequence[Path]) -> tuple[str, ...]:
    labels: dict[str, None] = {}
    for path in files:
        with path.open(encoding="utf-8", newline="\n") as file:
            labels.update(dict.fromkeys(line[:-1] for line in file))
    return tuple(labels)


class _SliceFault(Exception):
    """A slice can't be read."""


def _rising(watch: Watch) -> Watch:
    """The same, but told of no number below one that it was told before."""
    most = 0

    def told(count: int) -> None:
        nonlocal most
        if count > most:
            most = count
            watch(count)

    return told


def _sliced(whole: Job, document: Document) -> list[Job]:
    """The job cut where lines end, so that every processor has a part; uncut where that can't be."""
    path = Path(whole.path)
    size = path.stat().st_size
    count = min(os.cpu_count() or 1, size // _SMALLEST_SLICE_BYTES)
    guess = _CUTS.get(whole.syntax)
    if guess is None or path.suffix.lower() == ".gz":
        return [whole]
    with path.open("rb") as file:
        guesses = [guess(file, size * number // count) for number in range(1, count)]
    cuts = {cut for cut in guesses if cut is not None}
    if not cuts:
        return [whole]
    try:
        scope = beginning(document) if whole.syntax == "ttl" else None
    except ReadError:
        return [whole]
    parts = pairwise(sorted({0, *cuts, size}))
    sliced = replace(whole, most_bytes=whole.most_bytes // count, scope=scope)
    folder = Path(whole.out).parent
    return [
        replace(sliced, start=start, end=end, out=str(folder / str(number)))
        for number, (start, end) in enumerate(parts)
    ]


def _line_end(file: IO[bytes], place: int) -> int:
    file.seek(place)
    file.readline(_SMALLEST_SLICE_BYTES)
    return file.tell()


_CUTS: Mapping[str, Callable[[IO[bytes], int], int | None]] = MappingProxyType(
    {"nt": _line_end, "nq": _line_end, "ttl": guessed_cut}
)
"""Syntax → where to cut a file, at or soon after a place."""


def run_jobs(jobs: Sequence[Job], watch: Watch) -> None:
    """Do the jobs side by side."""
    messages: SimpleQueue[_Message] = SimpleQueue()
    with _children(jobs, messages) as processes:
        read = [0] * len(jobs)
        running = len(jobs)
        while running:
            number, what = messages.get()
            if isinstance(what, int):
                read[number] = what
                watch(sum(read))
            elif what is None:
                running -= 1
                _check_end(jobs[number], processes[number].wait())
            else:
                _raise(jobs[number], what)


def _check_end(job: Job, code: int) -> None:
    if code:
        raise ReadError(
            f"{job.name}: the process that reads it ended (code {code}), perhaps for want of memory; nothing"
            " was loaded."
        )


def _raise(job: Job, what: dict[str, Any]) -> None:
    kind: type[MaillageError] = getattr(errors, what["fault"])
    if job.start is not None and kind in {RdfSyntaxError, ReadError}:
        raise _SliceFault
    error = kind.__new__(kind, what["message"])
    vars(error).update(what["parts"])
    raise error


@contextmanager
def _children(
    jobs: Sequence[Job], messages: "SimpleQueue[_Message]"
) -> Iterator[list[subprocess.Popen[str]]]:
    processes: list[subprocess.Popen[str]] = []
    try:
        seed = secrets.randbelow(_SEEDS)
        for number, job in enumerate(jobs):
            process = _child(job, seed)
            processes.append(process)
            Thread(target=_listen, args=(number, process, messages), daemon=True).start()
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()


def _child(job: Job, seed: int) -> subprocess.Popen[str]:
    """A child at work; those with the same seed hash alike, and nobody can write terms that hash alike."""
    command = [sys.executable, "-m", "graph.rdf.convert", job.text()]
    return subprocess.Popen(  # noqa: S603 - this very program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": str(seed)},
    )


def _listen(number: int, process: subprocess.Popen[str], messages: "SimpleQueue[_Message]") -> None:
    if process.stdout:
        with process.stdout:
            for line in process.stdout:
                messages.put((number, loads(line)))
    messages.put((number, None))
