"""A running server, a file on the web, and the programs that ask them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.serving import Served, served

HERE = Path(__file__).parent
RATINGS = "<https://w3id.org/maillage/id/beelife> <https://schema.org/ratingValue> 5 .\n"
_INSTALL_S = 300


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service over the bundled graph, with a token that may write."""
    with served(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="session")
def ratings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that holds ``ratings.ttl``, without a slash at the end."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "ratings.ttl").write_text(RATINGS, "utf-8")
    with _files_served(folder) as address:
        yield address


@contextmanager
def _files_served(folder: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, served without a word."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".ttl": "text/turtle"}  # noqa: RUF012 - as there

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def node_programs() -> Path:
    """The folder of programs that the lock file names, installed where they are not yet."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not installed")
    programs = HERE / "node_modules" / ".bin"
    stamp, lock = HERE / "node_modules" / ".package-lock.json", HERE / "package-lock.json"
    if not stamp.is_file() or stamp.stat().st_mtime < lock.stat().st_mtime:
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
        done = subprocess.run(
            command, cwd=HERE, capture_output=True, text=True, timeout=_INSTALL_S, check=False
        )
        if done.returncode:
            pytest.skip(f"the registry of npm can't be reached: {done.stderr[-300:]}")
    return programs


@pytest.fixture(scope="session")
def environment(service: Served) -> dict[str, str]:
    """What the pieces of the how-to find around them: this Python first, and the token."""
    here = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": os.pathsep.join([here, os.environ["PATH"]]), "TOKEN": service.admin}
