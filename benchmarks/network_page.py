"""The page that tells people how fast measures of networks are, made from the results that are kept.

``make golden`` writes ``docs/explanation/network-performance.md`` anew.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reporting import made_on

__all__ = ["RESULTS", "page"]

RESULTS = Path(__file__).parent / "results" / "networks"
_HEAD = """\
<!-- Made by benchmarks/network_page.py from benchmarks/results/networks/; `make golden` writes it anew. -->
# How fast measures of networks are

`python -m benchmarks.network --keep` makes partnership graphs of three sizes and computes measures of them in
one process: with NetworkX, with ours through NetworkX's API, and with igraph and rustworkx. Times are of the
processor, in milliseconds, each the median of three runs after a first one (that one alone where it takes
more than five seconds); graphs are built before.

Which is compared with which:

- NetworkX and ours give results by the names of nodes, as NetworkX's API wants them.
- igraph and rustworkx give lists by the numbers of nodes. Their first figure is that; the one in brackets has
  names put to it, which is what ours gives.
- "–": the library lacks the measure, or NetworkX was not asked because of what it takes: over 200,000 ties
  clustering, transitivity, bridges, constraint and sampled betweenness; over 1,000 what looks at all pairs.
  All pairs are left out for every library over 20,000 ties.
"""


def page(folder: Path = RESULTS) -> str:
    """The page, from the results in a folder, the smallest graph first."""
    kept = sorted(
        (json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")),
        key=lambda results: results["ties"],
    )
    return "\n".join([_HEAD, *(line for results in kept for line in _section(results))])


def _section(results: Mapping[str, Any]) -> Iterator[str]:
    versions = results["versions"]
    yield f"## {results['ties']:,} ties, {results['nodes']:,} nodes"
    yield ""
    yield made_on(results["machine"])
    yield ""
    yield _row("measure", *(f"{name} {told}" for name, told in versions.items()))
    yield _row("---", *["---:"] * len(versions))
    for name, times in results["milliseconds"].items():
        yield _row(name, *(_cell(times[library]) for library in versions))
    yield ""
    for name, (mean, count) in results["means"].items():
        yield f"- {name}, geometric mean of {count}: {mean:.2f}"
    yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(times: Sequence[float]) -> str:
    plain, *named = [f"{time:,.2f}" if time < 100 else f"{time:,.0f}" for time in times] or ["–"]  # noqa: PLR2004
    return " ".join([plain, *(f"({time})" for time in named)])
