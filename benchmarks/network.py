"""Networks side by side: NetworkX, ours through NetworkX's API, igraph and rustworkx, in one process.

``python -m benchmarks.network --ties 112000`` makes a partnership graph of that size, computes each measure
with each library in turn, and prints CPU times and their geometric means. Graphs are built before the clock
starts, and each measure has run once. NetworkX and ours give results by the names of nodes. igraph and
rustworkx give them by numbers, in a list or mapping: their times are told as these are given, and (in
brackets) with what it takes to put names to them. The garbage collector passes over the graphs themselves.
"""

import argparse
import gc
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
_QUICK, _SLOW, _ALL_PAIRS = 2_000_000, 200_000, 1_000
"""Ties up to which NetworkX is asked: for what is linear, what takes it seconds, what is quadratic."""
Call = Callable[[Any], Any]
Names = Sequence[str]
Naming = Callable[[Names, Any, Any], Any]
"""Of names, a graph of a peer and its result: the result by names."""


def _mapping(names: Names, _: Any, found: Any) -> Any:
    return dict(zip(names, found.values() if hasattr(found, "values") else found, strict=False))


def _sets(names: Names, _: Any, found: Any) -> Any:
    return [{names[at] for at in part} for part in found]


def _list(names: Names, _: Any, found: Any) -> Any:
    return [names[at] for at in found]


def _pairs(names: Names, graph: Any, found: Any) -> Any:
    """Edges by the names of their ends; igraph gives numbers of edges."""
    if hasattr(graph, "get_edgelist"):
        edges = graph.get_edgelist()
        found = [edges[at] for at in found]
    return [(names[one], names[two]) for one, two in found]


def _number(_: Names, __: Any, found: Any) -> Any:
    return found


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure with each library; those that lack it are left out.

    Attributes:
        calls: library → how it is computed on that library's graph.
        naming: how a peer's result gets names.
        most_ties: the largest graph that NetworkX is asked on, by patience.
    """

    calls: Mapping[str, Call]
    naming: Naming
    most_ties: int = _QUICK


def _both(call: Call, naming: Naming = _mapping, most_ties: int = _QUICK, **peers: Call) -> Measure:
    return Measure({"networkx": call, "maillage": call, **peers}, naming, most_ties)


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
        _sets,
        igraph=lambda g: list(g.connected_components()),
        rustworkx=lambda g: _rx().connected_components(g),
    ),
    "clustering": _both(
        nx.clustering, most_ties=_SLOW, igraph=lambda g: g.transitivity_local_undirected(mode="zero")
    ),
    "transitivity": _both(
        nx.transitivity,
        _number,
        _SLOW,
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
        _list,
        igraph=lambda g: g.articulation_points(),
        rustworkx=lambda g: _rx().articulation_points(g),
    ),
    "bridges": _both(
        lambda g: list(nx.bridges(g)),
        _pairs,
        _SLOW,
        igraph=lambda g: g.bridges(),
        rustworkx=lambda g: _rx().bridges(g),
    ),
    "constraint": _both(nx.constraint, most_ties=_SLOW, igraph=lambda g: g.constraint()),
    "assortativity": _both(
        nx.degree_assortativity_coefficient,
        _number,
        igraph=lambda g: g.assortativity_degree(directed=False),
    ),
    "betweenness of 8": _both(lambda g: nx.betweenness_centrality(g, k=8, seed=7), most_ties=_SLOW),
    "betweenness": _both(
        nx.betweenness_centrality,
        most_ties=_ALL_PAIRS,
        igraph=lambda g: g.betweenness(),
        rustworkx=lambda g: _rx().betweenness_centrality(g, parallel_threshold=_ONE_THREAD),
    ),
    "closeness": _both(
        nx.closeness_centrality,
        most_ties=_ALL_PAIRS,
        igraph=lambda g: g.closeness(),
        rustworkx=lambda g: _rx().closeness_centrality(g, parallel_threshold=_ONE_THREAD),
    ),
    "harmonic": _both(nx.harmonic_centrality, most_ties=_ALL_PAIRS, igraph=lambda g: g.harmonic_centrality()),
}
"""Name → measure, on simple undirected graphs."""
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
    parser.add_argument("--ties", type=int, nargs="+", default=[11_000, 112_000, 1_100_000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    for ties in options.ties:
        _compare(ties, options.runs)


def _compare(ties: int, runs: int) -> None:
    nodes, source, target = partnerships(ties)
    graphs = graphs_of(nodes, source, target)
    # What the graphs are made of would be walked through again and again, in whatever library's time.
    gc.collect()
    gc.freeze()
    print(f"\n{nodes:,} nodes, {len(source):,} ties; CPU in milliseconds, in brackets with names")
    print(f"{'':20}" + "".join(f"{name:>20}" for name in graphs))
    ratios: dict[str, list[float]] = {name: [] for name in _MEANS}
    for name, measure in MEASURES.items():
        if measure.most_ties == _ALL_PAIRS and ties > _MOST_FOR_ALL_PAIRS:
            continue
        times = {library: _times(measure, library, graphs, ties, runs) for library in graphs}
        print(f"{name:20}" + "".join(_cell(times[library]) for library in graphs), flush=True)
        for mean, ratio in _ratios(times).items():
            ratios[mean].append(ratio)
    for name, found in ratios.items():
        print(f"{name}, geometric mean of {len(found)}: {_mean(found)}")


_MEANS = ("times faster than NetworkX", "time by the best peer's", "time by the best peer's with names")


def _times(
    measure: Measure, library: str, graphs: Mapping[str, Any], ties: int, runs: int
) -> tuple[float, ...]:
    """Seconds as the library gives the result, and for peers with names; none where it is not asked."""
    if library not in measure.calls or (library == "networkx" and ties > measure.most_ties):
        return ()
    call, graph = measure.calls[library], graphs[library]
    plain = _timed(call, graph, runs)
    if library in ("networkx", "maillage"):
        return (plain,)
    names = graphs["maillage"].ids
    return (plain, _timed(lambda g: measure.naming(names, g, call(g)), graph, runs))


def _ratios(times: Mapping[str, tuple[float, ...]]) -> dict[str, float]:
    """What one measure adds to each mean."""
    own = times["maillage"][0]
    found = {_MEANS[0]: times["networkx"][0] / own} if times["networkx"] else {}
    peers = [each for library, each in times.items() if library not in ("networkx", "maillage") and each]
    if peers:
        found |= {_MEANS[1]: own / min(each[0] for each in peers)}
        found |= {_MEANS[2]: own / min(each[1] for each in peers)}
    return found


def _mean(ratios: Sequence[float]) -> str:
    return f"{geometric_mean(ratios):.2f}" if ratios else "none to be had"


def _cell(times: tuple[float, ...]) -> str:
    plain, *named = [f"{1000 * time:.2f}" for time in times] or [""]
    return f"{' '.join([plain, *(f'({time})' for time in named)]):>20}"


if __name__ == "__main__":
    main()
