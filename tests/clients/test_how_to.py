"""What the how-to shows of other programs runs as it stands there, and prints what stands under it."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.serving import Served

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "ask-from-other-programs.md"
_PIECE = re.compile(r"```(sh|python|r)\n(.*?)```\n+```text\n(.*?)```", re.DOTALL)
_RUN = {"sh": ["bash", "-euc"], "python": ["python", "-c"], "r": ["Rscript", "--vanilla", "-e"]}
_PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A program of the page: its language, its text, and what it prints."""

    language: str
    text: str
    printed: str


PIECES = [Piece(*found) for found in _PIECE.findall(PAGE.read_text("utf-8"))]


def _run(
    piece: Piece, service: Served, environment: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    text = piece.text.replace("http://127.0.0.1:8000", service.address)
    command = [*_RUN[piece.language], text]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )


def test_the_page_shows_each_client_that_is_named() -> None:
    """The pattern above finds what it is meant to find."""
    together = "".join(piece.text for piece in PIECES)

    assert len(PIECES) == 8
    for name in ("curl", "SPARQLWrapper", "SPARQLStore", "SPARQLUpdateStore", "pandas", "library(SPARQL)"):
        assert name in together
    assert "comunica-sparql" in together


@pytest.mark.parametrize(
    "piece",
    [piece for piece in PIECES if "comunica" not in piece.text],
    ids=lambda piece: f"{piece.language}: {piece.text.strip().splitlines()[0][:40]}",
)
def test_a_piece_prints_what_stands_under_it(
    piece: Piece, service: Served, environment: dict[str, str], tmp_path: Path
) -> None:
    """In a process of its own, against a server of its own."""
    _need(piece)

    done = _run(piece, service, environment, tmp_path)

    assert (done.returncode, done.stdout) == (0, piece.printed), done.stderr


@pytest.mark.slow
def test_comunica_joins_the_service_with_a_file(
    service: Served, ratings: str, node_programs: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """The piece of the page, with the program that the lock file names."""
    [piece] = [piece for piece in PIECES if "comunica" in piece.text]
    text = piece.text.replace("npx comunica-sparql", str(node_programs / "comunica-sparql"))
    text = text.replace("http://127.0.0.1:8001", ratings)

    done = _run(Piece(piece.language, text, piece.printed), service, environment, tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.replace("\r\n", "\n").strip() == piece.printed.strip()


def _need(piece: Piece) -> None:
    if piece.language == "r":
        if not shutil.which("Rscript"):
            pytest.skip("R is not installed (Debian: r-base-core, r-cran-sparql)")
        command = ["Rscript", "-e", "library(SPARQL)"]
        found = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE_S)
        if found.returncode:
            pytest.skip("R has no package SPARQL (Debian: r-cran-sparql)")
    if piece.language == "sh" and not shutil.which("curl"):
        pytest.skip("curl is not installed")
