"""What a benchmark needs to know of an engine: whether it is there, how it loads, how it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking import Fetched

__all__ = ["Documents", "Peer", "Running"]


@dataclass(frozen=True, slots=True)
class Documents:
    """What is loaded: the ontology, which our own store starts with, and the ecosystem."""

    ontology: Path
    ecosystem: Path


@dataclass(frozen=True, slots=True)
class Running:
    """An engine that answers.

    Attributes:
        ask: gives the answer to a query within a limit in seconds, as ``benchmarks.asking.fetch`` does.
        update: carries an update out within a limit in seconds, and says how many milliseconds it took.
        peak_bytes: the most memory that its processes held so far.
        stop: ends it.
    """

    ask: Callable[[str, float], Fetched]
    update: Callable[[str, float], float] | None
    peak_bytes: Callable[[], int]
    stop: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine.

    Attributes:
        name: its name in tables and options.
        missing: says what is lacking to run it; empty where nothing is.
        version: its version.
        load: loads documents into an empty folder; the most memory that took, in bytes.
        start: answers from a folder that was loaded. Raises ``benchmarks.process.Failed``.
        start_writable: the same, taking updates; None where it takes none.
        way: how it is asked, in a word or two.
    """

    name: str
    missing: Callable[[], str]
    version: Callable[[], str]
    load: Callable[[Documents, Path], int]
    start: Callable[[Path], Running]
    start_writable: Callable[[Path], Running] | None
    way: str = "HTTP"
