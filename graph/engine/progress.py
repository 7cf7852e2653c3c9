"""How far a query, an update or a load has come, as far as the engine knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from graph.rdf.read import Watch

__all__ = ["Progress", "Stage"]


class Stage(StrEnum):
    """What is done for it."""

    WAITING = "waiting"
    PARSING = "parsing"
    PLANNING = "planning"
    RUNNING = "running"
    WRITING = "writing"
    READING = "reading"


class _Sized(Protocol):
    size: int


@dataclass(slots=True)
class Progress:
    """How far it has come: noted by the thread that works, read by any.

    Attributes:
        stage: what is done now, once its turn has come.
        rows: solutions found, or rows and triples written, so far.
        triples: triples put in and taken out so far.
        documents: for each document that is read, how many bytes have been, and how many there are, before
            decompression.
        text: the text of its answer, while and after that is written.
    """

    stage: Stage = Stage.PARSING
    rows: int = 0
    triples: int = 0
    documents: list[tuple[int, int]] = field(default_factory=list)
    text: _Sized | None = None

    def reading(self, size_bytes: int, watch: Watch | None = None) -> Watch:
        """What is to be told how many bytes have been read of a document of that size; tells on."""
        place, self.stage = len(self.documents), Stage.READING
        self.documents.append((0, size_bytes))

        def told(read_bytes: int) -> None:
            self.documents[place] = read_bytes, size_bytes
            if watch:
                watch(read_bytes)

        return told

    def told(self, *, is_waiting: bool, sql_share: float | None) -> Mapping[str, Any]:
        """All of it by name.

        Args:
            is_waiting: whether its turn is still to come.
            sql_share: how much of the SQL that runs is done, from 0 to 1; None where that is not known.

        ``share`` is how much of the present stage is done; None where that is not known.
        """
        read_bytes, size_bytes = (sum(each[place] for each in self.documents) for place in (0, 1))
        share = read_bytes / size_bytes if size_bytes else sql_share
        return {
            "stage": Stage.WAITING if is_waiting else self.stage,
            "share": None if share is None else round(min(share, 1.0), 3),
            "rows": self.rows,
            "triples": self.triples,
            "bytes": self.text.size if self.text else 0,
        }
