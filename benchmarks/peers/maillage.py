"""Maillage itself: loaded by its command, asked over HTTP."""

import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.peers.peer import Documents, Peer, Running
from benchmarks.peers.serving import served
from benchmarks.process import ran

__all__ = ["MAILLAGE"]

_ROOT = Path(__file__).resolve().parents[2]
_LOAD_LIMIT_S = 3600


def _version() -> str:
    try:
        return version("maillage")
    except PackageNotFoundError:
        return "work tree"


def _load(documents: Documents, folder: Path) -> int:
    # A new store starts with the ontology.
    options = ("--store", folder / "data.db", "--no-infer")
    command = (sys.executable, "-m", "graph", "load", documents.ecosystem, *options)
    return ran(command, folder / "load.log", limit_s=_LOAD_LIMIT_S, environment={"PYTHONPATH": str(_ROOT)})


def _start(folder: Path) -> Running:
    def environment(port: int) -> Mapping[str, str]:
        return {
            "MAILLAGE_BIND": f"127.0.0.1:{port}",
            "MAILLAGE_STORE_PATH": str(folder / "data.db"),
            # Answers are measured, not memory.
            "MAILLAGE_CACHE_MB": "0",
        }

    return served(
        folder,
        lambda _port: (sys.executable, _ROOT / "server.py"),
        query_path="/sparql",
        environment=environment,
    )


MAILLAGE = Peer("maillage", lambda: "", _version, _load, _start, start_writable=None)
