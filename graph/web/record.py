"""What is known of each request: one line of JSON a request in the log, and the same for the metrics.

A line holds the path and never what follows it, since addresses hold queries, and headers hold tokens; a
token that got into a path is taken out. A query is named by its hash; only a slow one is told with its text.
"""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, cast
from uuid import uuid4

import click
from flask import Flask, Response, g, request

from graph.engine import Running
from graph.errors import SettingsError
from graph.settings import Settings

__all__ = ["Record", "current", "register", "without_tokens"]

_TOKEN = re.compile(r"mlg_[A-Za-z0-9_-]{8,}")
_LONGEST_TEXT = 10_000
_log = logging.getLogger("maillage.web")
_slow = logging.getLogger("maillage.slow")


@dataclass(slots=True)
class Record:
    """The present request.

    Attributes:
        id: names it in the log, and in the header ``X-Request-Id`` of its answer.
        time: when it came, ISO 8601 in UTC.
        start: when it came, by a clock that never jumps, in seconds.
        client: the name of its token, or its address.
        running: the queries and updates that ran for it.
        limit: the limit that it has hit, as its problem is called; empty for none.
    """

    id: str = field(default_factory=lambda: uuid4().hex[:12])
    time: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"))
    start: float = field(default_factory=perf_counter)
    client: str = ""
    running: list[Running] = field(default_factory=list)
    limit: str = ""

    @property
    def elapsed_s(self) -> float:
        """How long ago it came, in seconds."""
        return perf_counter() - self.start

    @property
    def rows(self) -> int:
        """How many rows or triples its queries gave."""
        return sum(running.rows for running in self.running)


def register(app: Flask, settings: Settings) -> None:
    """Keep a record of each request of the app, and write it where the settings say.

    Raises:
        SettingsError: nothing can be written there.
    """
    tell = _writer(settings.request_log)

    def begin() -> None:
        current()

    def finish(response: Response) -> Response:
        record = current()
        response.headers["X-Request-Id"] = record.id
        line = _line(record, response)

        def write() -> None:
            line["ms"] = round(record.elapsed_s * 1000, 1)
            tell(without_tokens(json.dumps(line, ensure_ascii=False)))
            _tell_slow(record, settings.slow_query_s)

        if response.direct_passthrough:
            write()  # the server takes the file over and does not say when it is done
        else:
            response.call_on_close(write)
        return response

    app.before_request(begin)
    app.after_request(finish)


def current() -> Record:
    """The record of the present request."""
    if "record" not in g:
        g.record = Record(client=request.remote_addr or "")
    return cast("Record", g.record)


def without_tokens(text: str) -> str:
    """The text with every token in it made unusable.

    >>> without_tokens("GET /mlg_q1w2e3r4t5z6u7i8")
    'GET /mlg_…'
    """
    return _TOKEN.sub("mlg_…", text)


def _line(record: Record, response: Response) -> dict[str, Any]:
    return {
        "time": record.time,
        "id": record.id,
        "method": request.method,
        "address": request.path,
        "query": [running.text_hash for running in record.running],
        "ms": 0.0,
        "rows": record.rows,
        "status": response.status_code,
        "bytes": response.content_length,
        "client": record.client,
        "limit": record.limit,
    }


def _tell_slow(record: Record, slow_s: int) -> None:
    for running in record.running:
        if running.elapsed_s >= slow_s:
            told = {
                "request": record.id,
                "id": running.id,
                "query": running.text_hash,
                "seconds": round(running.elapsed_s, 3),
                "client": record.client,
                "text": running.text[:_LONGEST_TEXT],
            }
            _slow.warning("%s", without_tokens(json.dumps(told, ensure_ascii=False)))


def _writer(place: str) -> Callable[[str], None]:
    """What writes a line there. A file is opened for each, so that it may be moved away at any time."""
    if not place:
        return lambda _: None
    if place == "-":
        return lambda line: click.echo(line, err=True)
    path = Path(place)

    def append(line: str) -> None:
        try:
            with path.open("a", encoding="utf-8") as log:
                log.write(f"{line}\n")
        except OSError as error:
            _log.error("the request log %s can't be written: %s", path, error.strerror)

    try:
        path.open("a", encoding="utf-8").close()
    except OSError as error:
        raise SettingsError(f"The request log {place} can't be written: {error.strerror}.") from error
    return append
