"""Runs NetworkX's own tests on the backend, in a process that has its entry points."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

__all__ = ["Counts", "run"]

ROOT = Path(__file__).resolve().parents[2]
TESTS = Path(nx.__file__).parent / "algorithms"
_COUNT = re.compile(r"(\d+) (passed|failed|xfailed|xpassed|skipped|error)")
_FAILURE = re.compile(r"^(?:FAILED|ERROR) (.*)$", re.MULTILINE)
_GROUPS = ("networkx.backends", "networkx.backend_info")


@dataclass(frozen=True, slots=True)
class Counts:
    """How tests ended.

    Attributes:
        passed: as NetworkX wants it.
        failed: otherwise; with errors.
        xfailed: not implemented, or known not to pass.
        failures: the names of those that failed.
    """

    passed: int
    failed: int
    xfailed: int
    failures: tuple[str, ...]


def run(parts: Sequence[str], folder: Path, *, with_fallback: bool) -> Counts:
    """Run tests below ``networkx/algorithms``.

    Args:
        parts: files or folders there; none means all.
        folder: where metadata of an installed package may be written.
        with_fallback: whether NetworkX does what the backend lacks; otherwise such tests are xfailed.
    """
    _write_metadata(folder / "maillage-0.dist-info")
    package = TESTS.parent
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull),
        *(f"--rootdir={package}", f"--confcutdir={package}", "--backend", "maillage"),
        *(["--fallback-to-nx"] if with_fallback else []),
        *(str(TESTS / part) for part in parts or ("",)),
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(folder)))}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    counts = {
        kind: int(number) for number, kind in _COUNT.findall(done.stdout.rpartition("\n=")[2] or done.stdout)
    }
    if not counts:
        raise AssertionError(done.stdout[-2_000:] + done.stderr[-2_000:])
    return Counts(
        counts.get("passed", 0),
        counts.get("failed", 0) + counts.get("error", 0),
        counts.get("xfailed", 0),
        tuple(_FAILURE.findall(done.stdout)),
    )


def _write_metadata(folder: Path) -> None:
    """The entry points of pyproject.toml, as an installed package would have them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [
        line
        for group in _GROUPS
        for line in (
            f"[{group}]",
            *(f"{name} = {value}" for name, value in project["entry-points"][group].items()),
        )
    ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: maillage\nVersion: 0\n", "utf-8")
