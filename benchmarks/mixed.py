"""Readers beside a writer, over HTTP: no wrong status, no torn answer, and how long each took.

The writer moves one unit from one account to another in each commit and stamps both with the commit's number,
so of each snapshot two things are known: the units add up, and both stamps are the same. A reader that sees
otherwise has seen two snapshots at once. What a reader sees grows no younger from one answer to the next.

``python -m benchmarks.mixed --triples 1000000 --seconds 60`` makes an ecosystem, loads it and serves it.
"""

import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from time import monotonic, perf_counter

import click

from benchmarks.ecosystem import write_ecosystem
from benchmarks.process import Watched, free_port, wait_for_port
from graph.tokens import Role, TokenFile

__all__ = ["Load", "Seen", "run", "summary"]

ACCOUNTS = 10
UNITS = 100
_GRAPH = "https://example.org/mixed"
_TIMEOUT_S = 60
_START_UP = "https://w3id.org/maillage/ontology#StartUp"
_READS = {
    "sums": (
        f"SELECT ?sum ?first ?last {{ GRAPH <{_GRAPH}> {{ "
        "{ SELECT (SUM(?units) AS ?sum) { ?account <x:holds> ?units } } "
        "{ SELECT (MIN(?stamp) AS ?first) (MAX(?stamp) AS ?last) { ?side <x:stamp> ?stamp } } } }"
    ),
    "lookup": "SELECT ?p ?o { <https://w3id.org/maillage/id/startup-%d> ?p ?o }",
    "class": f"SELECT (COUNT(?s) AS ?n) {{ ?s a <{_START_UP}> }}",
}
_BEGIN = " ".join(
    [
        *(f"<x:account-{number}> <x:holds> {UNITS} ." for number in range(ACCOUNTS)),
        "<x:l> <x:stamp> 0 . <x:r> <x:stamp> 0 .",
    ]
)
_MOVE = (
    f"WITH <{_GRAPH}> "
    "DELETE { <x:account-%(one)d> <x:holds> ?a . <x:account-%(other)d> <x:holds> ?b . ?side <x:stamp> ?old } "
    "INSERT { <x:account-%(one)d> <x:holds> ?less . <x:account-%(other)d> <x:holds> ?more . "
    "?side <x:stamp> %(stamp)d } "
    "WHERE { <x:account-%(one)d> <x:holds> ?a . <x:account-%(other)d> <x:holds> ?b . ?side <x:stamp> ?old "
    "BIND(?a - 1 AS ?less) BIND(?b + 1 AS ?more) }"
)


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of the service.

    Attributes:
        host: its host and port.
        token: of an editor.
        readers: how many read at the same time.
        seconds: for how long.
    """

    host: str
    token: str
    readers: int = 8
    seconds: float = 60.0


@dataclass(slots=True)
class Seen:
    """What came of it.

    Attributes:
        times_ms: kind of request → how long each took, in milliseconds.
        wrong: what was not as it should be, in words.
    """

    times_ms: dict[str, list[float]] = field(
        default_factory=lambda: {name: [] for name in (*_READS, "write")}
    )
    wrong: list[str] = field(default_factory=list)


class _Client:
    """One connection that is kept, as real clients do."""

    def __init__(self, load: Load, seen: Seen) -> None:
        self._connection = HTTPConnection(load.host, timeout=_TIMEOUT_S)
        self._seen = seen
        self._token = load.token

    def query(self, kind: str, text: str) -> list[dict[str, str]]:
        """The rows of the answer; none where there was something wrong."""
        body = self._send(kind, text, {"Content-Type": "application/sparql-query"})
        if body is None:
            return []
        found = json.loads(body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]

    def update(self, text: str) -> None:
        """Apply an update."""
        headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {self._token}"}
        self._send("write", text, headers)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def note(self, problem: str) -> None:
        """Keep what was not as it should be."""
        self._seen.wrong.append(problem)

    def _send(self, kind: str, text: str, headers: Mapping[str, str]) -> bytes | None:
        start = perf_counter()
        try:
            accepted = {"Accept": "application/sparql-results+json, application/json"}
            self._connection.request("POST", "/sparql", text.encode(), {**headers, **accepted})
            response = self._connection.getresponse()
            body = response.read()
        except (OSError, HTTPException) as error:
            self._connection.close()
            self.note(f"{kind}: {error!r}")
            return None
        self._seen.times_ms[kind].append((perf_counter() - start) * 1000)
        if response.status == 200:  # noqa: PLR2004 - done
            return body
        self.note(f"{kind}: {response.status} {body[:200]!r}")
        return None


def run(load: Load) -> Seen:
    """Read and write for that long; what came of it."""
    seen, is_over = Seen(), Event()
    with closing(_Client(load, seen)) as client:
        client.update(f"DROP SILENT GRAPH <{_GRAPH}> ; INSERT DATA {{ GRAPH <{_GRAPH}> {{ {_BEGIN} }} }}")
    threads = [Thread(target=_read, args=(load, seen, is_over, number)) for number in range(load.readers)]
    threads.append(Thread(target=_write, args=(load, seen, is_over)))
    for thread in threads:
        thread.start()
    is_over.wait(load.seconds)
    is_over.set()
    for thread in threads:
        thread.join()
    return seen


def summary(seen: Seen) -> Iterator[str]:
    """A line for each kind of request: how many, median, 99th percentile and longest, in milliseconds."""
    yield f"{'':8} {'count':>8} {'p50 ms':>9} {'p99 ms':>9} {'max ms':>9}"
    for kind, times in seen.times_ms.items():
        if len(times) > 1:
            cuts = quantiles(times, n=100)
            yield f"{kind:8} {len(times):8} {cuts[49]:9.1f} {cuts[98]:9.1f} {max(times):9.1f}"
    yield f"wrong: {len(seen.wrong)}"
    yield from (f"  {problem}" for problem in seen.wrong[:10])


def _write(load: Load, seen: Seen, is_over: Event) -> None:
    stamp = 0
    with closing(_Client(load, seen)) as client:
        while not is_over.is_set():
            stamp += 1
            one, round_ = stamp % ACCOUNTS, stamp // ACCOUNTS
            other = (one + 1 + round_ % (ACCOUNTS - 1)) % ACCOUNTS
            client.update(_MOVE % {"one": one, "other": other, "stamp": stamp})


def _read(load: Load, seen: Seen, is_over: Event, number: int) -> None:
    newest, companies = 0, ""
    with closing(_Client(load, seen)) as client:
        while not is_over.is_set():
            number += 1
            for row in client.query("sums", _READS["sums"]):
                newest = _checked(client, row, newest)
            if not client.query("lookup", _READS["lookup"] % (number % 10)):
                client.note("a start-up has gone")
            for row in client.query("class", _READS["class"]):
                if companies and row["n"] != companies:
                    client.note(f"{row['n']} start-ups were {companies}")
                companies = row["n"]


def _checked(client: _Client, row: Mapping[str, str], newest: int) -> int:
    """The stamp that was read, after it was held against the one before and against the rest of the row."""
    if row.get("sum") != str(ACCOUNTS * UNITS) or row["first"] != row["last"]:
        client.note(f"torn: {row}")
    stamp = int(row["last"])
    if stamp < newest:
        client.note(f"older than before: {stamp}, {newest}")
    return stamp


@contextmanager
def _service(folder: Path, triples: int) -> Iterator[Load]:
    """An ecosystem of that size in a store of its own, served on a free port."""
    data, store, tokens = folder / "ecosystem.nt", folder / "store.db", folder / "tokens.json"
    write_ecosystem(data, triples)
    command = [
        sys.executable,
        "-m",
        "graph",
        "load",
        str(data),
        "--store",
        str(store),
        "--no-infer",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    settings = {"BIND": f"127.0.0.1:{port}", "STORE_PATH": str(store), "TOKEN_FILE": str(tokens)}
    process = Watched(
        [sys.executable, "server.py"],
        folder / "server.log",
        environment={f"MAILLAGE_{name}": value for name, value in settings.items()},
    )
    try:
        secret = TokenFile(tokens).add(secrets.token_hex(4), Role.EDITOR)
        wait_for_port(process, port)
        yield Load(f"127.0.0.1:{port}", secret)
        click.echo(f"server: at most {process.peak_bytes / 1e6:,.0f} MB")
    finally:
        process.stop()


@click.command()
@click.option("--triples", default=1_000_000, show_default=True)
@click.option("--seconds", default=60.0, show_default=True)
@click.option("--readers", default=8, show_default=True)
def main(triples: int, seconds: float, readers: int) -> None:
    """Serve an ecosystem, read and write it, and print what was seen; exit with 1 if something was wrong."""
    with tempfile.TemporaryDirectory() as folder, _service(Path(folder), triples) as load:
        start = monotonic()
        seen = run(Load(load.host, load.token, readers, seconds))
        rate = sum(map(len, seen.times_ms.values())) / (monotonic() - start)
        click.echo(f"{readers} readers and a writer, {triples:,} triples, {rate:.0f} requests a second")
        click.echo("\n".join(summary(seen)))
    sys.exit(1 if seen.wrong else 0)


if __name__ == "__main__":
    main()
