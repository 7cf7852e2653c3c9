"""Maillage asked in this process, the answer written as its endpoint would: what it takes without HTTP.

A time limit is not kept here.
"""

import resource
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.asking import Fetched, Refused
from benchmarks.peers.maillage import MAILLAGE
from benchmarks.peers.peer import Running
from graph.answer import Triples, write_answer
from graph.dataset import open_store
from graph.errors import MaillageError

__all__ = ["IN_PROCESS"]


def _start(folder: Path) -> Running:
    dataset = open_store(folder / "data.db", is_expected=True)

    def ask(query: str, _limit_s: float) -> Fetched:
        start = time.perf_counter()
        try:
            answer = dataset.query(query)
            body = write_answer(answer, "nt" if isinstance(answer, Triples) else "json")
        except MaillageError as error:
            raise Refused(str(error)) from error
        return Fetched(body, (time.perf_counter() - start) * 1000)

    def update(text: str, _limit_s: float) -> float:
        start = time.perf_counter()
        dataset.update(text)
        return (time.perf_counter() - start) * 1000

    return Running(ask, update, _peak_bytes, lambda: None)


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


IN_PROCESS = replace(MAILLAGE, start=_start, start_writable=_start, way="in process")
