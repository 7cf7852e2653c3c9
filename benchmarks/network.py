"""Networks side by side: NetworkX, ours through NetworkX's API, igraph and rustworkx, in one process.

``python -m benchmarks.network --ties 112000`` makes a partnership graph of that size, computes each measure
with each library in turn, and prints CPU times and their geometric means; ``--keep`` keeps them for the page.
Graphs are built before the clock starts, and each measure has run once. NetworkX and ours give results by the
names of nodes. igraph and rustworkx give them by numbers, in a list or mapping: their times are told as these
are given, and (in brackets) with what it takes to put names to them. The garbage collector passes over the
graphs themselves.
"""

import argparse
import gc
import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from statistics import geometric_mean, median
from time import process_time
from typing import Any

import numpy as np

from benchmarks.chance import Chance
from benchmarks.network_measures import ALL_PAIRS, MEASURES, Call, Measure
from benchmarks.network_page import RESULTS
from benchmarks.reporting import machine
from graph.answer import Texts
from graph.network import Network
from graph.network.columns import Coded, Ints
from graph.network.tables import EdgeTable, NodeTable

__all__ = ["graphs_of", "partnerships"]

_PATIENCE_S = 5.0
_MOST_FOR_ALL_PAIRS = 20_000
_OWN, _REFERENCE = "maillage", "networkx"
_MEANS = ("times faster than NetworkX", "time by the best peer's", "time by the best peer's with names")
Times = Mapping[str, Mapping[str, tuple[float, ...]]]
"""Measure → library → seconds as it gives results, and for peers with names; none where it is not asked."""


def partnerships(ties: int, seed: int = 7) -> tuple[int, Ints, Ints]:
    """How many organisations there are, and pairs of them that are partners: few have many, most have one."""
    nodes = ties * 62 // 100
    chance = Chance(seed, ties)
    one = np.array(chance.skewed(nodes, 2 * ties))
    two = np.array(chance.evenly(nodes, 2 * ties))
    low, high = np.minimum(one, two), np.maximum(one, two)
    keys = np.unique(low[low != high] * nodes + high[low != high])
    kept = np.sort(np.random.default_rng(seed).permutation(keys)[:ties])
    return nodes, (kept // nodes).astype(np.int32), (kept % nodes).astype(np.int32)


def graphs_of(nodes: int, source: Ints, target: Ints) -> dict[str, Any]:
    """The same graph as each library has it, those that are not installed left out."""
    names = [f"org-{at:07}" for at in range(nodes)]
    ids = Coded(np.arange(nodes, dtype=np.int32), Texts.of(names))
    whole = Network(NodeTable.named(ids), EdgeTable.plain(source, target), has_direction=False)
    found: dict[str, Any] = {"networkx": import_module("networkx").Graph(), "maillage": whole.merged("count")}
    found["networkx"].add_nodes_from(names)
    pairs = list(zip(source.tolist(), target.tolist(), strict=True))
    found["networkx"].add_edges_from((names[one], names[two]) for one, two in pairs)
    if find_spec("igraph"):
        found["igraph"] = import_module("igraph").Graph(n=nodes, edges=pairs)
    found["rustworkx"] = import_module("rustworkx").PyGraph()
    found["rustworkx"].add_nodes_from(range(nodes))
    found["rustworkx"].add_edges_from_no_data(pairs)
    return found


def _timed(call: Call, graph: Any, runs: int) -> float:
    """Seconds of CPU: the median of runs after a first one, which is taken alone where it takes long."""
    start = process_time()
    call(graph)
    first = process_time() - start
    if first > _PATIENCE_S:
        return first
    times = []
    for _ in range(runs):
        start = process_time()
        call(graph)
        times.append(process_time() - start)
    return max(median(times), 1e-6)


def main() -> None:
    """Compute, print, and keep where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=int, nargs="+", default=[11_000, 112_000, 1_100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results/networks/<ties>.json")
    options = parser.parse_args()
    for ties in options.ties:
        found = _compared(ties, options.runs)
        if options.keep:
            RESULTS.mkdir(exist_ok=True)
            (RESULTS / f"{ties}.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def _compared(ties: int, runs: int) -> dict[str, Any]:
    """The times of all measures on a graph of that size, printed as they come, and as results to keep."""
    about = machine()
    nodes, source, target = partnerships(ties)
    graphs = graphs_of(nodes, source, target)
    # What the graphs are made of would be walked through again and again, in whatever library's time.
    gc.collect()
    gc.freeze()
    print(f"\n{nodes:,} nodes, {len(source):,} ties; CPU in milliseconds, in brackets with names")
    print(f"{'':20}" + "".join(f"{name:>20}" for name in graphs))
    times = {}
    for name, measure in MEASURES.items():
        if measure.most_ties > ALL_PAIRS or ties <= _MOST_FOR_ALL_PAIRS:
            times[name] = {library: _times(measure, library, graphs, ties, runs) for library in graphs}
            print(f"{name:20}" + "".join(_cell(each) for each in times[name].values()), flush=True)
    means = dict(_means(times))
    for name, (mean, count) in means.items():
        print(f"{name}, geometric mean of {count}: {mean:.2f}")
    return {
        "ties": len(source),
        "nodes": nodes,
        "machine": about,
        "versions": {name: "work tree" if name == _OWN else version(name) for name in graphs},
        "milliseconds": _in_milliseconds(times),
        "means": means,
    }


def _times(
    measure: Measure, library: str, graphs: Mapping[str, Any], ties: int, runs: int
) -> tuple[float, ...]:
    if library not in measure.calls or (library == _REFERENCE and ties > measure.most_ties):
        return ()
    call, graph = measure.calls[library], graphs[library]
    plain = _timed(call, graph, runs)
    if library in (_REFERENCE, _OWN):
        return (plain,)
    names = graphs[_OWN].ids
    return (plain, _timed(lambda g: measure.naming(names, g, call(g)), graph, runs))


def _means(times: Times) -> Iterator[tuple[str, tuple[float, int]]]:
    """Each geometric mean that there is, and of how many measures."""
    found: dict[str, list[float]] = {name: [] for name in _MEANS}
    for each in times.values():
        own = each[_OWN][0]
        peers = [times for library, times in each.items() if library not in (_REFERENCE, _OWN) and times]
        if each[_REFERENCE]:
            found[_MEANS[0]].append(each[_REFERENCE][0] / own)
        if peers:
            for way, name in enumerate(_MEANS[1:]):
                found[name].append(own / min(times[way] for times in peers))
    return ((name, (geometric_mean(ratios), len(ratios))) for name, ratios in found.items() if ratios)


def _in_milliseconds(times: Times) -> dict[str, dict[str, list[float]]]:
    return {
        name: {library: [round(1000 * time, 3) for time in found] for library, found in each.items()}
        for name, each in times.items()
    }


def _cell(times: tuple[float, ...]) -> str:
    plain, *named = [f"{1000 * time:.2f}" for time in times] or [""]
    return f"{' '.join([plain, *(f'({time})' for time in named)]):>20}"


if __name__ == "__main__":
    main()
