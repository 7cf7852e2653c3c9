"""The results of a run: as JSON, and as tables for people."""

import math
import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["ELEVEN", "geometric_means", "machine", "made_on", "tables"]

ELEVEN = (
    "lookup", "count", "class-count", "by-sector", "amount-by-year", "edges",
    "coinvest", "join4", "path", "regex", "filter",
)  # fmt: skip
"""The queries that engines were first compared by."""


def machine() -> dict[str, Any]:
    """What the run was made on, and when."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processors": os.cpu_count(),
        "processor": _processor(),
        "memory_gib": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "date": datetime.now(UTC).date().isoformat(),
        "load_average": round(os.getloadavg()[0], 1),
    }


def made_on(found: Mapping[str, Any]) -> str:
    """What `machine` found, as a sentence."""
    return (
        f"{found['date']}, {found['processors']} processors ({found['processor']}), "
        f"{found['memory_gib']} GiB of memory, {found['system']}, Python {found['python']}, "
        f"load before the run {found['load_average']}."
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )


def geometric_means(results: Mapping[str, Any], ours: str) -> dict[str, dict[str, float]]:
    """How many times as long as ours each peer takes, in the geometric mean over all queries and the eleven.

    Only queries that both answered count; where the peer ran out of time, the limit counts as its time.
    """
    peers = [name for name in results["peers"] if name != ours]
    means: dict[str, dict[str, float]] = {}
    for peer in peers:
        every = dict(_ratios(results, ours, peer))
        eleven = [ratio for name, ratio in every.items() if name in ELEVEN]
        means[peer] = {"all": _mean(every.values()), "eleven": _mean(eleven), "queries": len(every)}
    return means


def _ratios(results: Mapping[str, Any], ours: str, peer: str) -> Iterator[tuple[str, float]]:
    for name, query in results["queries"].items():
        own, other = query["answers"].get(ours), query["answers"].get(peer)
        if own and other and own.get("median_ms"):
            took = other.get("median_ms") or (
                results["limit_s"] * 1000 if other["problem"].startswith("over") else 0
            )
            if took:
                yield name, took / own["median_ms"]


def _mean(ratios: Iterable[float]) -> float:
    logarithms = [math.log(ratio) for ratio in ratios]
    return round(math.exp(sum(logarithms) / len(logarithms)), 3) if logarithms else math.nan


def tables(results: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the tables, in Markdown."""
    peers = list(results["peers"])
    yield f"{results['triples']:,} triples; medians in milliseconds, answers fetched whole."
    yield ""
    if results["queries"]:
        yield from _queries(results["queries"], peers)
        yield ""
    yield from _row("", *peers)
    yield from _row("---", *["---:"] * len(peers))
    for key, text in _MEASURED.items():
        figures = [results["peers"][peer].get(key) for peer in peers]
        if any(figure is not None for figure in figures):
            yield from _row(text, *map(_figure, figures))
    yield ""
    for peer, means in results["geometric_means"].items():
        count = means["queries"]
        told = f"{peer} takes {means['all']:.2f} times as long as {results['ours']} over {count} queries"
        yield f"Geometric mean: {told}, {means['eleven']:.2f} times over the eleven."
    yield from _remarks(results)


def _queries(queries: Mapping[str, Any], peers: Sequence[str]) -> Iterator[str]:
    yield from _row("query", "rows", *peers)
    yield from _row("---", *["---:"] * (len(peers) + 1))
    for name, query in queries.items():
        answers = [query["answers"].get(peer, {}) for peer in peers]
        rows = next((answer["rows"] for answer in answers if answer and not answer["problem"]), "")
        yield from _row(f"`{name}`", rows, *map(_cell, answers))


_MEASURED = {
    "version": "version",
    "way": "asked by",
    "load_s": "load, s",
    "load_triples_per_s": "loaded triples/s",
    "load_peak_mb": "peak memory loading, MB",
    "file_mb": "size on disk, MB",
    "start_s": "start, s",
    "first_ms": "first query after start, ms",
    "lookup_ms": "look-up of different entities, ms",
    "ask_peak_mb": "peak memory answering, MB",
    "updates": "updates of one triple, one after another",
    "updates_per_s": "of these/s (ours in process)",
    "updates_per_s_at_worst": "of these/s in the slowest tenth",
    "batched_triples_per_s": "triples/s in batches of 1,000 (ours in process)",
}


def _row(*cells: object) -> Iterator[str]:
    yield "| " + " | ".join(str(cell) for cell in cells) + " |"


def _cell(answer: Mapping[str, Any]) -> str:
    if not answer:
        return "–"
    if answer["problem"]:
        return answer["problem"] if answer["problem"].startswith("over") else "error"
    return _figure(answer["median_ms"]) + (" ≠" if answer["differs"] else "")


def _figure(value: Any) -> str:
    if value is None:
        return "–"
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits tell enough


def _remarks(results: Mapping[str, Any]) -> Iterator[str]:
    for name, query in results["queries"].items():
        for peer, answer in query["answers"].items():
            if told := answer["problem"] or answer["differs"]:
                yield f"- `{name}`, {peer}: {told}"
    for peer, reason in results["left_out"].items():
        yield f"- {peer} is left out: {reason}"
