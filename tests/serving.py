"""Maillage as a process of its own, on a free port of loopback, ended by its own process id."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from graph.tokens import Role, TokenFile

__all__ = ["Reply", "Served", "served"]

ROOT = Path(__file__).resolve().parent.parent
_ADDRESS = re.compile(r"Maillage answers at http://([^/]+)/ ")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def document(self) -> Any:
        """The body, which is JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Served:
    """A service that runs.

    Attributes:
        host: its host and port.
        process: the process.
        admin: the secret of a token of the role admin.
    """

    host: str
    process: subprocess.Popen[str]
    admin: str

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://{self.host}"

    @property
    def authority(self) -> dict[str, str]:
        """The header of an admin."""
        return {"Authorization": f"Bearer {self.admin}"}

    def ask(
        self,
        method: str,
        target: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = 60,
    ) -> Reply:
        """Send a request on a connection of its own, and read all of the answer."""
        connection = HTTPConnection(self.host, timeout=timeout_s)
        try:
            sent = body.encode() if isinstance(body, str) else body
            connection.request(method, target, sent, dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def query(self, text: str, **headers: str) -> Reply:
        """Ask a query by POST."""
        return self.ask("POST", "/sparql", text, {"Content-Type": "application/sparql-query"} | headers)

    def update(self, text: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Send an update, by an admin unless other headers are given."""
        sent = {"Content-Type": "application/sparql-update"}
        return self.ask("POST", "/sparql", text, {**sent, **(self.authority if headers is None else headers)})

    def running(self) -> list[dict[str, Any]]:
        """What runs, as an admin sees it."""
        found = self.ask("GET", "/running", headers=self.authority)
        assert found.status == 200, found.body
        return list(found.document["running"])


@contextmanager
def served(folder: Path, **settings: object) -> Iterator[Served]:
    """The service with these settings; its log is ``log.txt`` in the folder, its tokens ``tokens.json``."""
    tokens = folder / "tokens.json"
    admin = TokenFile(tokens).add("admin", Role.ADMIN)
    given = {"bind": "127.0.0.1:0", "token_file": tokens} | settings
    plain = {name: text for name, text in os.environ.items() if not name.startswith("MAILLAGE_")}
    environment = plain | {f"MAILLAGE_{name.upper()}": str(value) for name, value in given.items()}
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "server.py"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        with process:
            try:
                assert process.stdout is not None
                found = _ADDRESS.match(process.stdout.readline())
                assert found is not None, (folder / "log.txt").read_text()
                yield Served(found[1], process, admin)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(30)
