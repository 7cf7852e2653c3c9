"""The texts of answers, remembered as long as the data does not change."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from graph.answer import About, Answer, Written

__all__ = ["AnswerCache", "Kept"]

_LARGEST_PART = 8
"""An answer that would take more than this part of all room is not remembered."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A complete answer as it is sent.

    Attributes:
        format: its short name.
        coding: the content coding; empty for none.
        body: what is sent.
        about: where it came from.
    """

    format: str
    coding: str
    body: bytes
    about: About


class AnswerCache:
    """Answers of the newest snapshot that was asked; what was not used for longest goes first.

    Attributes:
        hits: how many answers were given from here.
        misses: how many were not here.
        bytes: what the bodies take.
    """

    def __init__(self, size: int) -> None:
        """Room for so many bytes; for none, nothing is remembered."""
        self.hits = 0
        self.misses = 0
        self.bytes = 0
        self._size = size
        self._snapshot = ""
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many answers are remembered."""
        return len(self._kept)

    def answer(
        self, snapshot: str, name: str, run: Callable[[], Answer | Written]
    ) -> Kept | Answer | Written:
        """The answer of that name: from here, or run, and then kept if it can be.

        Who asks what another is asking already runs it too: each is listed, counted and stopped alone.

        Args:
            snapshot: the newest one there is.
            name: the answer's, with its coding; names of other snapshots differ.
            run: asks for it; what it raises is passed on.
        """
        with self._lock:
            self._renew(snapshot)
            if kept := self._found(name):
                return kept
            self.misses += 1
        answer = run()
        self._keep(name, answer)
        return answer

    def _renew(self, snapshot: str) -> None:
        if snapshot != self._snapshot:
            self._snapshot, self.bytes = snapshot, 0
            self._kept.clear()

    def _found(self, name: str) -> Kept | None:
        kept = self._kept.get(name)
        if kept:
            self._kept.move_to_end(name)
            self.hits += 1
        return kept

    def _keep(self, name: str, answer: Answer | Written) -> None:
        if not isinstance(answer, Written) or not answer.about.is_complete:
            return
        if answer.text.size > self._size // _LARGEST_PART or not answer.text.is_in_memory:
            return
        kept = Kept(answer.format, answer.text.coding, answer.text.content(), answer.about)
        with self._lock:
            # By now the data may have changed, or another may have been quicker.
            if kept.about.snapshot == self._snapshot and name not in self._kept:
                self._kept[name] = kept
                self.bytes += len(kept.body)
            while self.bytes > self._size:
                _, oldest = self._kept.popitem(last=False)
                self.bytes -= len(oldest.body)
