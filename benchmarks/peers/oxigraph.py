"""Oxigraph, by the server that the package ``oxigraph`` brings (requirements-dev.txt)."""

import subprocess
import sys
from pathlib import Path
from shutil import which

from benchmarks.peers.peer import Documents, Peer, Running
from benchmarks.peers.serving import served
from benchmarks.process import ran

__all__ = ["OXIGRAPH"]

_LOAD_LIMIT_S = 3600


def _command() -> str:
    return which("oxigraph", path=str(Path(sys.executable).parent)) or which("oxigraph") or ""


def _missing() -> str:
    return "" if _command() else "there is no command oxigraph: pip install oxigraph"


def _version() -> str:
    done = subprocess.run([_command(), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def _load(documents: Documents, folder: Path) -> int:
    files = ("--file", documents.ecosystem, "--file", documents.ontology)
    command = (_command(), "load", "--location", folder / "data", *files)
    return ran(command, folder / "load.log", limit_s=_LOAD_LIMIT_S)


def _start(folder: Path) -> Running:
    return served(folder, lambda port: _serve("serve-read-only", folder, port), query_path="/query")


def _start_writable(folder: Path) -> Running:
    return served(
        folder, lambda port: _serve("serve", folder, port), query_path="/query", update_path="/update"
    )


def _serve(how: str, folder: Path, port: int) -> tuple[str | Path, ...]:
    place = ("--location", folder / "data", "--bind", f"127.0.0.1:{port}")
    return (_command(), how, *place, "--timeout-s", "60")


OXIGRAPH = Peer("oxigraph", _missing, _version, _load, _start, _start_writable)
