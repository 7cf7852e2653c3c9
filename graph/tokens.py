"""Who may do what: tokens with roles, kept in one file as digests.

A token is 256 random bits, so its plain SHA-256 is enough: a slow or salted hash protects secrets that can be
guessed, and nobody guesses this one. The secret itself is printed once and kept nowhere.
"""

import json
import os
import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any

from graph.errors import SettingsError, UnknownName
from graph.terms import Iri, is_iri

__all__ = ["DEFAULT", "Role", "Token", "TokenFile", "as_graphs"]

DEFAULT = "DEFAULT"
"""How the default graph is called in a list of graphs."""

_SECRET_BYTES = 32
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_OTHERS_WRITE = 0o022
_OWNER_ONLY = 0o600


class Role(IntEnum):
    """What a token is good for; each may do what those before it may."""

    READER = 1
    EDITOR = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a token.

    Attributes:
        name: tells it from the others, in lists and in the log.
        role: what it is good for.
        digest: SHA-256 of the secret, hexadecimal.
        since: when it was made, ISO 8601 in UTC.
        graphs: the graphs that it may write, None standing for the default graph; None: all there are.
    """

    name: str
    role: Role
    digest: str = field(repr=False)
    since: str
    graphs: frozenset[Iri | None] | None = None


def as_graphs(names: Collection[str]) -> frozenset[Iri | None] | None:
    """The graphs of a list of names; an empty list stands for all graphs.

    Raises:
        SettingsError: a name is neither an absolute IRI nor ``DEFAULT``.

    >>> as_graphs(["DEFAULT"])
    frozenset({None})
    """
    for name in names:
        if name != DEFAULT and not is_iri(name):
            raise SettingsError(f"A graph is an absolute IRI or {DEFAULT}, not {name!r}.")
    return frozenset(None if name == DEFAULT else Iri(name) for name in names) or None


class TokenFile:
    """The tokens in a file, read anew whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def all(self) -> tuple[Token, ...]:
        """The tokens, in the order in which they were made; none where there is no file.

        Raises:
            SettingsError: the file can't be read, is not a list of tokens, or can be written by others.
        """
        try:
            state = self._path.stat()
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
            if stamp != self._seen:
                self._refuse_open_file(state.st_mode)
                self._tokens = tuple(map(_token, json.loads(self._path.read_bytes())["tokens"]))
                self._seen = stamp
        except FileNotFoundError:
            self._tokens, self._seen = (), None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(f"The tokens in {self._path} can't be read: {error!r}.") from error
        return self._tokens

    def find(self, secret: str) -> Token | None:
        """The token with this secret. How long it takes does not depend on how nearly a secret is right.

        Raises:
            SettingsError: as for ``all``.
        """
        digest = _digest(secret)
        found = [token for token in self.all() if compare_digest(token.digest, digest)]
        return found[0] if found else None

    def add(self, name: str, role: Role, graphs: frozenset[Iri | None] | None = None) -> str:
        """Make a token; gives its secret, which is kept nowhere.

        Raises:
            SettingsError: there is a token of that name, it is no name, or the file can't be written.
        """
        if not _NAME.fullmatch(name):
            raise SettingsError(f"A name is letters, digits and . _ @ -, at most 64, not {name!r}.")
        with self._changing():
            before = self.all()
            if any(token.name == name for token in before):
                raise SettingsError(f"There is a token {name!r} already. Revoke it or choose another name.")
            secret = f"mlg_{secrets.token_urlsafe(_SECRET_BYTES)}"
            since = datetime.now(UTC).isoformat(timespec="seconds")
            self._write((*before, Token(name, role, _digest(secret), since, graphs)))
        return secret

    def revoke(self, name: str) -> None:
        """Forget a token; a service that runs refuses it from its next request on.

        Raises:
            UnknownName: there is no token of that name.
            SettingsError: the file can't be written.
        """
        with self._changing():
            before = self.all()
            if all(token.name != name for token in before):
                raise UnknownName("token", name, [token.name for token in before])
            self._write(tuple(token for token in before if token.name != name))

    @property
    def _fresh(self) -> Path:
        return self._path.with_name(f"{self._path.name}.new")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Keep others from changing the file: what is to replace it can be made only once."""
        try:
            os.close(os.open(self._fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
        except FileExistsError as error:
            raise SettingsError(
                f"{self._fresh} is there: another command changes the tokens. If none does, remove that file."
            ) from error
        except OSError as error:
            raise SettingsError(f"{self._path} can't be written: {error.strerror}.") from error
        try:
            yield
        finally:
            self._fresh.unlink(missing_ok=True)

    def _write(self, tokens: Collection[Token]) -> None:
        text = json.dumps({"tokens": [_entry(token) for token in tokens]}, indent=1)
        with self._fresh.open("w", encoding="utf-8") as stream:
            stream.write(f"{text}\n")
            stream.flush()
            os.fsync(stream.fileno())
        self._fresh.replace(self._path)

    def _refuse_open_file(self, mode: int) -> None:
        if mode & _OTHERS_WRITE:
            raise ValueError(f"others may write to it; chmod 600 {self._path}")


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _entry(token: Token) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": token.name,
        "role": token.role.name.lower(),
        "sha256": token.digest,
        "since": token.since,
    }
    if token.graphs is not None:
        entry["graphs"] = sorted(graph.value if graph else DEFAULT for graph in token.graphs)
    return entry


def _token(entry: Mapping[str, Any]) -> Token:
    graphs = entry.get("graphs")
    if graphs == []:
        # An empty list must not come to mean all graphs.
        raise ValueError(f"the token {entry['name']} has an empty list of graphs")
    digest = str(entry["sha256"])
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError(f"the token {entry['name']} has no SHA-256")
    role = Role[str(entry["role"]).upper()]
    return Token(str(entry["name"]), role, digest, str(entry["since"]), as_graphs(graphs or ()))
