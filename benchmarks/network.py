"""Networks side by side: NetworkX, ours through NetworkX's API, igraph and rustworkx, in one process.

``python -m benchmarks.network --ties 112000`` makes a partnership graph of that size, computes each measure
with each library in turn, and prints CPU times and their geometric means. Graphs are built before the clock
starts, and each measure has run once. Results are in the form that each library gives: a dictionary for
NetworkX and ours, a list or mapping for the others.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from statistics import geometric_mean, median
from time import process_time
from typing import Any

import numpy as np

from benchmarks.chance import Chance
from graph.answer import Texts
from graph.network import Network
from graph.network.columns import Coded, Ints
from graph.network.tables import EdgeTable, NodeTable

__all__ = ["MEASURES", "graphs_of", "partnerships"]

nx: Any = import_module("networkx")
_ONE_THREAD = 1 << 62
_PATIENCE_S = 5.0
Call = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure with each library; those that lack it are left out.

    Attributes:
        calls: library → how it is computed on that library's graph.
        most_ties: the largest graph that NetworkX is asked on, by patience.
    """

    calls: Mapping[str, Call]
    most_ties: int = 200_000


def _both(call: Call, most_ties: int = 200_000, **peers: Call) -> Measure:
    return Measure({"networkx": call, "maillage": call, **peers}, most_ties)


MEASURES: Mapping[str, Measure] = {
    "degree": _both(
        nx.degree_centrality, igraph=lambda g: g.degree(), rustworkx=lambda g: _rx().degree_centrality(g)
    ),
    "pagerank": _both(
        lambda g: nx.pagerank(g, weight=None),
        igraph=lambda g: g.pagerank(),
        rustworkx=lambda g: _rx().pagerank(_arcs(g)),
    ),
    "core": _both(nx.core_number, igraph=lambda g: g.coreness(), rustworkx=lambda g: _rx().core_number(g)),
    "components": _both(
        lambda g: list(nx.connected_components(g)),
        igraph=lambda g: list(g.connected_components()),
        rustworkx=lambda g: _rx().connected_components(g),
    ),
    "clustering": _both(nx.clustering, igraph=lambda g: g.transitivity_local_undirected(mode="zero")),
    "transitivity": _both(
        nx.transitivity,
        igraph=lambda g: g.transitivity_undirected(),
        rustworkx=lambda g: _rx().transitivity(g),
    ),
    "distances from one": _both(
        lambda g: nx.single_source_shortest_path_length(g, "org-0000000"),
        igraph=lambda g: g.distances(0)[0],
        rustworkx=lambda g: _rx().dijkstra_shortest_path_lengths(g, 0, lambda _: 1.0),
    ),
    "cut points": _both(
        lambda g: list(nx.articulation_points(g)),
        igraph=lambda g: g.articulation_points(),
        rustworkx=lambda g: _rx().articulation_points(g),
    ),
    "bridges": _both(
        lambda g: list(nx.bridges(g)), igraph=lambda g: g.bridges(), rustworkx=lambda g: _rx().bridges(g)
    ),
    "constraint": _both(nx.constraint, igraph=lambda g: g.constraint()),
    "assortativity": _both(
        nx.degree_assortativity_coefficient, igraph=lambda g: g.assortativity_degree(directed=False)
    ),
    "betweenness of 8": _both(lambda g: nx.betweenness_centrality(g, k=8, seed=7)),
    "betweenness": _both(
        nx.betweenness_centrality,
        1_000,
        igraph=lambda g: g.betweenness(),
        rustworkx=lambda g: _rx().betweenness_centrality(g, parallel_threshold=_ONE_THREAD),
    ),
    "closeness": _both(
        nx.closeness_centrality,
        1_000,
        igraph=lambda g: g.closeness(),
        rustworkx=lambda g: _rx().closeness_centrality(g, parallel_threshold=_ONE_THREAD),
    ),
    "harmonic": _both(nx.harmonic_centrality, 1_000, igraph=lambda g: g.harmonic_centrality()),
}
"""Name → measure, on simple undirected graphs."""
_ALL_PAIRS = ("betweenness", "closeness", "harmonic")
_MOST_FOR_ALL_PAIRS = 20_000


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
    found: dict[str, Any] = {"networkx": nx.Graph(), "maillage": whole.merged("count")}
    found["networkx"].add_nodes_from(names)
    pairs = list(zip(source.tolist(), target.tolist(), strict=True))
    found["networkx"].add_edges_from((names[one], names[two]) for one, two in pairs)
    if find_spec("igraph"):
        found["igraph"] = import_module("igraph").Graph(n=nodes, edges=pairs)
    found["rustworkx"] = _rx().PyGraph()
    found["rustworkx"].add_nodes_from(range(nodes))
    found["rustworkx"].add_edges_from_no_data(pairs)
    return found


def _rx() -> Any:
    return import_module("rustworkx")


def _arcs(graph: Any) -> Any:
    """PageRank of rustworkx takes directed graphs alone; the copy counts, as a user would have to make it."""
    return graph.to_directed()


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
    """Compute and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=int, nargs="+", default=[11_000, 112_000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    for ties in options.ties:
        _compare(ties, options.runs)


def _compare(ties: int, runs: int) -> None:
    nodes, source, target = partnerships(ties)
    graphs = graphs_of(nodes, source, target)
    print(f"\n{nodes:,} nodes, {len(source):,} ties; CPU in milliseconds")
    print(f"{'':20}" + "".join(f"{name:>12}" for name in graphs))
    against_networkx, against_best = [], []
    for name, measure in MEASURES.items():
        if name in _ALL_PAIRS and ties > _MOST_FOR_ALL_PAIRS:
            continue
        times = {
            library: _timed(measure.calls[library], graph, runs)
            for library, graph in graphs.items()
            if library in measure.calls and (library != "networkx" or ties <= measure.most_ties)
        }
        print(f"{name:20}" + "".join(_cell(times.get(library)) for library in graphs), flush=True)
        peers = [time for library, time in times.items() if library not in ("networkx", "maillage")]
        if "networkx" in times:
            against_networkx.append(times["networkx"] / times["maillage"])
        if peers:
            against_best.append(times["maillage"] / min(peers))
    print(f"faster than NetworkX, geometric mean, times: {_mean(against_networkx)}")
    print(f"time by that of the best peer, geometric mean: {_mean(against_best)}")


def _mean(ratios: Sequence[float]) -> str:
    return f"{geometric_mean(ratios):.2f}" if ratios else "none to be had"


def _cell(time: float | None) -> str:
    return f"{'':>12}" if time is None else f"{1000 * time:12.2f}"


if __name__ == "__main__":
    main()
