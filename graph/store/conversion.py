"""Documents turned into numbered terms by child processes, in slices where the syntax allows it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from json import loads
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from graph import errors
from graph.errors import MaillageError, RdfSyntaxError, ReadError
from graph.rdf.convert import Job
from graph.rdf.read import Document, Watch

__all__ = ["Converted", "Slice", "converted"]

_SLICED = frozenset({"nt", "nq"})
_SMALLEST_SLICE_BYTES = 8_000_000
_Message = tuple[int, Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a document, or all of it, in files; for the first two see ``graph.rdf.numbering``.

    Attributes:
        terms: the terms, with their numbers.
        statements: the statements, as numbers.
        odd: lines of N-Triples or N-Quads, for statements with terms that SQL can't take apart.
    """

    terms: Path
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
    jobs = _sliced(whole)
    try:
        _run(jobs, watch)
    except _SliceFault:
        # Only a run through the whole document knows the line.
        jobs = [whole]
        _run(jobs, watch)
    terms, statements, odd, blank = (
        [Path(f"{job.out}.{ending}") for job in jobs] for ending in ("terms", "statements", "odd", "blank")
    )
    slices = tuple(map(Slice, terms, statements, odd))
    return Converted(slices, _labels(blank), document.syntax.has_graphs)


def _labels(files: Sequence[Path]) -> tuple[str, ...]:
    labels: dict[str, None] = {}
    for path in files:
        with path.open(encoding="utf-8", newline="\n") as file:
            labels.update(dict.fromkeys(line[:-1] for line in file))
    return tuple(labels)


class _SliceFault(Exception):
    """A slice can't be read."""


def _sliced(whole: Job) -> list[Job]:
    """The job cut at ends of lines, so that every processor has a part."""
    path = Path(whole.path)
    size = path.stat().st_size
    count = min(os.cpu_count() or 1, size // _SMALLEST_SLICE_BYTES)
    if whole.syntax not in _SLICED or path.suffix.lower() == ".gz" or count < 2:  # noqa: PLR2004 - one is no cut
        return [whole]
    with path.open("rb") as file:
        cuts = [0]
        for number in range(1, count):
            file.seek(max(size * number // count, cuts[-1]))
            file.readline(_SMALLEST_SLICE_BYTES)
            cuts.append(file.tell())
    folder = Path(whole.out).parent
    pairs = zip(cuts, [*cuts[1:], size], strict=True)
    return [
        replace(
            whole, start=start, end=end, out=str(folder / str(number)), most_bytes=whole.most_bytes // count
        )
        for number, (start, end) in enumerate(pairs)
    ]


def _run(jobs: Sequence[Job], watch: Watch) -> None:
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
        for number, job in enumerate(jobs):
            process = _child(job)
            processes.append(process)
            Thread(target=_listen, args=(number, process, messages), daemon=True).start()
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()


def _child(job: Job) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "graph.rdf.convert", job.text()]
    return subprocess.Popen(  # noqa: S603 - this very program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def _listen(number: int, process: subprocess.Popen[str], messages: "SimpleQueue[_Message]") -> None:
    if process.stdout:
        with process.stdout:
            for line in process.stdout:
                messages.put((number, loads(line)))
    messages.put((number, None))
