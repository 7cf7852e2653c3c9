"""The reference engine, pyoxigraph, in a process of its own: it may hang or die, and is then started anew.

The default graph it sees is made here, quad by quad, so that what it does with unions of graphs
(https://github.com/oxigraph/oxigraph/issues/1919) plays no part.
"""

import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from select import select

from graph.terms import Quad
from tests.differential.reply import Reply

__all__ = ["Reference"]

_ROOT = Path(__file__).resolve().parents[2]
_LIMIT_S = 5.0


class Reference:
    """A handle on the process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._known: Sequence[Quad] | None = None

    def ask(self, quads: Sequence[Quad], text: str) -> Reply:
        """The answer to a query on these quads."""
        return self._request("ask", quads, text)

    def change(self, quads: Sequence[Quad], text: str) -> Reply:
        """All quads after an update of these."""
        return self._request("change", quads, text)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = self._known = None

    def _request(self, kind: str, quads: Sequence[Quad], text: str) -> Reply:
        process = self._started()
        assert process.stdin
        assert process.stdout
        is_known = kind == "ask" and quads is self._known
        self._known = quads if kind == "ask" else None
        try:
            pickle.dump((kind, None if is_known else tuple(quads), text), process.stdin)
            process.stdin.flush()
            if select([process.stdout], [], [], _LIMIT_S)[0]:
                found = pickle.load(process.stdout)
                assert isinstance(found, Reply)
                return found
        except (EOFError, OSError, pickle.UnpicklingError):
            pass
        self.close()
        return Reply("nothing")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-m", "tests.differential.answering"]
            self._process = subprocess.Popen(
                command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        return self._process
