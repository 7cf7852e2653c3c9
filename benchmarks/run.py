"""``python -m benchmarks.run``: one run over all engines, its tables printed and its figures kept as JSON."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from benchmarks.asking import Refused, TookTooLong
from benchmarks.ecosystem import SEED, write_ecosystem
from benchmarks.measuring import Outcome, lookups, measure, update_rates
from benchmarks.ontology import write_ontology
from benchmarks.peers import IN_PROCESS, PEERS, Documents, Peer, Running
from benchmarks.process import Failed
from benchmarks.questions import Question, questions
from benchmarks.reporting import geometric_means, machine, tables
from benchmarks.surroundings import sizes_for

__all__ = ["main"]

_FOLDER = Path(__file__).parent
_LOOKUPS = 200
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run is about."""

    documents: Documents
    triples: int
    folder: Path
    asked: tuple[Question, ...]
    runs: int
    limit_s: float
    updates: int


@click.command()
@click.option("--triples", default=1_000_000, show_default=True, help="About how many statements.")
@click.option("--peers", default=",".join(PEERS), show_default=True, help="Engines, separated by commas.")
@click.option("--queries", "chosen", default="*", show_default=True, help="Names or patterns of queries.")
@click.option("--runs", default=5, show_default=True, help="How often each query is asked once it is warm.")
@click.option("--limit-s", default=60.0, show_default=True, help="Time limit of one query, in seconds.")
@click.option(
    "--updates",
    type=click.IntRange(min=1),
    default=500,
    show_default=True,
    help="How many updates of one triple.",
)
@click.option("--syntax", type=click.Choice(["ttl", "nt"]), default="ttl", show_default=True)
@click.option("--seed", default=SEED, show_default=True, help="Chooses one ecosystem of this size.")
@click.option("--in-process", is_flag=True, help="Ask our own engine in this process instead of over HTTP.")
@click.option(
    "--keep", is_flag=True, help="Keep the figures in benchmarks/results/, for the page about speed."
)
@click.option("--reload", is_flag=True, help="Load anew what an earlier run loaded.")
@click.option("--load-only", is_flag=True, help="Load, and ask nothing.")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=_FOLDER / ".work", help="For data and stores."
)
def main(  # noqa: PLR0913 - one argument an option
    *, triples: int, peers: str, chosen: str, runs: int, limit_s: float, updates: int, syntax: str, seed: int,
    folder: Path, in_process: bool, keep: bool, reload: bool, load_only: bool,
) -> None:  # fmt: skip
    """Run engines side by side on one made-up ecosystem."""
    folder = folder.resolve() / f"{triples}-{seed}-{syntax}"
    documents = _documents(folder / "data", triples, syntax, seed)
    run = _Run(documents, triples, folder, questions(chosen), runs, limit_s, updates)
    named = [IN_PROCESS if in_process and name == "maillage" else PEERS[name] for name in peers.split(",")]
    missing = {peer.name: peer.missing() for peer in named}
    found = [peer for peer in named if not missing[peer.name]]
    loaded = {peer.name: _loaded(peer, run, is_anew=reload) for peer in found}
    results = {
        "triples": triples, "syntax": syntax, "limit_s": limit_s, "ours": "maillage", "machine": machine(),
        "queries": {} if load_only else _asked(run, found, loaded), "peers": loaded,
        "left_out": {name: reason for name, reason in missing.items() if reason},
    }  # fmt: skip
    results["geometric_means"] = {} if load_only else geometric_means(results, "maillage")
    if keep:
        _keep(results)
    click.echo("\n".join(tables(results)))


def _documents(folder: Path, triples: int, syntax: str, seed: int) -> Documents:
    folder.mkdir(parents=True, exist_ok=True)
    documents = Documents(folder / "ontology.nt", folder / f"ecosystem.{syntax}")
    write_ontology(documents.ontology)
    if not documents.ecosystem.exists():
        click.echo(f"writing about {triples:,} triples", err=True)
        write_ecosystem(documents.ecosystem, triples, seed=seed)
    return documents


def _loaded(peer: Peer, run: _Run, *, is_anew: bool) -> dict[str, Any]:
    """How loading went; told by an earlier run where it loaded the same."""
    folder = run.folder / peer.name
    told = folder / "loaded.json"
    if told.exists() and not is_anew:
        return dict(json.loads(told.read_text("utf-8")))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    click.echo(f"{peer.name}: loading", err=True)
    start = time.perf_counter()
    peak_bytes = peer.load(run.documents, folder)
    load_s = time.perf_counter() - start
    figures = {
        "version": peer.version(),
        "way": peer.way,
        "load_s": load_s,
        "load_triples_per_s": run.triples / load_s,
        "load_peak_mb": peak_bytes / _MB,
        "file_mb": _size_bytes(folder) / _MB,
    }
    told.write_text(json.dumps(figures), "utf-8")
    return figures


def _size_bytes(folder: Path) -> int:
    # TDB2 and DuckDB make sparse files: what counts is what the disk gives.
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.suffix != ".log")


def _asked(run: _Run, peers: list[Peer], loaded: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What became of each query; the other figures are noted with those of loading."""
    by_name = {peer.name: peer for peer in peers}
    with ExitStack() as stack:
        engines: dict[str, Running] = {}
        for peer in peers:
            engines[peer.name] = _started(peer, run, loaded[peer.name])
            stack.callback(lambda name: engines[name].stop(), peer.name)

        def restarted(name: str) -> Running:
            engines[name].stop()
            engines[name] = by_name[name].start(run.folder / name)
            return engines[name]

        answers = {}
        for question in run.asked:
            click.echo(f"asking {question.name}", err=True)
            outcomes = measure(question, engines, runs=run.runs, limit_s=run.limit_s, restarted=restarted)
            told = {name: _told(outcome) for name, outcome in outcomes.items()}
            answers[question.name] = {"measures": question.measures, "answers": told}
        for name, engine in engines.items():
            loaded[name] |= dict(_after(engine, run))
    for peer in peers:
        loaded[peer.name] |= dict(_updated(peer, run))
    return answers


def _started(peer: Peer, run: _Run, figures: dict[str, Any]) -> Running:
    start = time.perf_counter()
    engine = peer.start(run.folder / peer.name)
    figures["start_s"] = time.perf_counter() - start
    try:
        figures["first_ms"] = lookups(engine, 1, count=1, limit_s=run.limit_s)
    except (Refused, TookTooLong) as error:
        click.echo(f"{peer.name}: the first query failed: {error}", err=True)
    return engine


def _after(engine: Running, run: _Run) -> Iterator[tuple[str, float]]:
    start_ups = sizes_for(run.triples).start_ups
    try:
        yield "lookup_ms", lookups(engine, start_ups, count=_LOOKUPS, limit_s=run.limit_s)
    except (Refused, TookTooLong) as error:
        click.echo(f"looking up failed: {error}", err=True)
    yield "ask_peak_mb", engine.peak_bytes() / _MB


def _updated(peer: Peer, run: _Run) -> Iterator[tuple[str, float | list[float]]]:
    """The rate of updates, on a copy of what was loaded."""
    if peer.start_writable is None:
        return
    copy = run.folder / f"{peer.name}-updated"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(run.folder / peer.name, copy)
    try:
        engine = peer.start_writable(copy)
        try:
            yield from update_rates(engine, singles=run.updates, batches=10, batch=1000)
        finally:
            engine.stop()
    except Failed as error:
        click.echo(f"{peer.name}: updates were not measured: {error}", err=True)
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _told(outcome: Outcome) -> dict[str, Any]:
    told = asdict(outcome)
    if outcome.runs_ms:
        spread = {"min_ms": min(outcome.runs_ms), "max_ms": max(outcome.runs_ms)}
        told |= {"median_ms": outcome.median_ms, "runs": len(outcome.runs_ms)} | spread
    del told["runs_ms"]
    return told


def _keep(results: dict[str, Any]) -> None:
    syntax = "" if results["syntax"] == "ttl" else f"-{results['syntax']}"
    path = _FOLDER / "results" / f"{results['triples']}{syntax}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
