"""The page that tells people how fast the engine is, made from the results that are kept.

``make golden`` writes ``docs/explanation/performance.md`` anew.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.questions import questions
from benchmarks.reporting import ELEVEN, made_on, tables
from graph.rdf.formats import syntax_by_name

__all__ = ["page"]

_FAR = 3
_RESULTS = Path(__file__).parent / "results"
_HEAD = """\
<!-- Made by benchmarks/page.py from benchmarks/results/; `make golden` writes it anew. -->
# How fast it is

`make bench TRIPLES=1000000` runs this engine and its peers side by side on one machine and in one run: the
same made-up ecosystem (`benchmarks/ecosystem.py`), the same queries (`benchmarks/queries/`), each engine in
turn, round by round, every answer fetched whole over HTTP from the loopback address and compared with the
others. The first run of a query warms up and does not count; the figures are medians of those that follow.

What such figures are good for: ratios within one run. Absolute times move with the machine and with what else
it does.

- "≠" marks an answer that differs from that of the first engine in the table that gave one; below the table
  stands how.
- "over N s" marks a query that ran into the time limit. In geometric means the limit stands for its time, so
  those means are kind to whoever ran out of time.
- Engines run as they come, with the memory settings of `benchmarks/peers/`; an expert of each would get more
  out of it.
- How safely an update rests on disk differs: here a commit is forced to the disk before it is acknowledged;
  Oxigraph leaves that to the operating system.
"""


def page(folder: Path = _RESULTS) -> str:
    """The page, from the results in a folder, smallest ecosystem first, Turtle before N-Triples."""
    kept = sorted(
        (json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")),
        key=lambda results: (results["triples"], _syntax(results) != "ttl"),
    )
    lines = [_HEAD, *(line for results in kept for line in _section(results)), *_measured()]
    return "\n".join(lines) + "\n"


def _section(results: Mapping[str, Any]) -> Iterator[str]:
    source = "" if _syntax(results) == "ttl" else f" from {syntax_by_name(_syntax(results)).label}"
    yield f"## {results['triples']:,} triples{source}"
    yield ""
    yield made_on(results["machine"])
    yield ""
    yield from tables(results)
    yield ""
    yield from _behind(results)


def _syntax(results: Mapping[str, Any]) -> str:
    """What was loaded; results of earlier versions do not say that it was Turtle."""
    return str(results.get("syntax", "ttl"))


def _behind(results: Mapping[str, Any]) -> Iterator[str]:
    """The queries in which a peer with the same answer is far ahead, and why."""
    reasons = {question.name: question.behind for question in questions()}
    lines = [
        f"- `{name}`, {ratio:.1f} times: {reasons.get(name) or 'why is not known'}"
        for name, query in results["queries"].items()
        if (ratio := _ratio(query["answers"], results["ours"])) > _FAR
    ]
    if lines:
        yield f"More than {_FAR} times as long as the fastest peer with the same answer:"
        yield ""
        yield from lines
        yield ""


def _ratio(answers: Mapping[str, Mapping[str, Any]], ours: str) -> float:
    """How many times as long as the fastest peer with the same answer ours takes; 0: not known."""
    own = answers.get(ours, {}).get("median_ms")
    others = [
        each["median_ms"]
        for name, each in answers.items()
        if name != ours and each.get("median_ms") and not each["problem"] and not each["differs"]
    ]
    return own / min(others) if own and others else 0.0


def _measured() -> Iterator[str]:
    yield "## What each query measures"
    yield ""
    for question in questions():
        mark = " (one of the eleven)" if question.name in ELEVEN else ""
        yield f"- `{question.name}`{mark}: {question.measures}"
