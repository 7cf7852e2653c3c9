"""Measures of shortest paths: betweenness, closeness, eccentricity, distance to a kind of node."""

from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import networkx as nx

from graph.errors import ParameterError, UnknownName
from graph.network.measures.kinds import (
    ARRAYS,
    WORK_LIMIT,
    Computed,
    Form,
    Measure,
    Options,
    directed,
    undirected,
)
from graph.network.measures.sampled_paths import sample_size, sampled_betweenness
from graph.network.network import Network
from graph.terms import expand, local_name, shorten

__all__ = ["MEASURES"]

_LEAST_SAMPLE = 20
_ERROR, _CONFIDENCE = 0.02, 0.9
_NO_PATH = "pairs without a path count as none"
_REACHED = "scaled by the share of nodes reached"
_EACH = "each component by itself"


def betweenness(network: Network, options: Options) -> Computed:
    """The share of shortest paths between others that pass through a node.

    c(v) = Σ over pairs s ≠ v ≠ t of σ(s,t|v) / σ(s,t), where σ(s,t) is the number of shortest paths from s
    to t and σ(s,t|v) of those that pass v; divided by the number of such pairs, (n-1)(n-2)/2, so that it
    lies between 0 and 1 (twice as many pairs where direction is followed). Pairs in different components
    count as none. Paths are counted in ties: weights are strengths, so they are no distances and not used.
    Cost: O(n·m) by Brandes' algorithm. Above a limit, or where an ``error`` ε is asked for, estimated from
    sampled paths so that no node is off by more than ε (0.02 unless given) with a probability of 0.9; with
    ``sample``, from k seeded sources, scaled by n/k, without guarantee.
    ``centralisation`` is Freeman's: Σ(max c - c(v)) / (n-1); 1 in a star.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> betweenness(network, Options()).scores
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    form = directed(network) if options.is_directed else undirected(network)
    if options.sample and options.error:
        raise ParameterError("Betweenness takes a sample or an error, not both.")
    if 0 < options.sample < len(network):
        scores = nx.betweenness_centrality(form.graph, k=options.sample, seed=options.seed)
        return Computed(
            form,
            scores,
            components=_NO_PATH,
            sample=options.sample,
            seed=options.seed,
            guarantee="no guarantee",
        )
    is_large = not options.sample and len(network) * form.pairs > WORK_LIMIT
    if (options.error or is_large) and (found := _within(form, options.error or _ERROR, options.seed)):
        return found
    scores = nx.betweenness_centrality(form.graph)
    return Computed(form, scores, summary=_centralisation(scores), components=_NO_PATH)


def closeness(network: Network, options: Options) -> Computed:
    """How near a node is to all others, counted in ties.

    c(v) = (r-1)/(n-1) · (r-1)/Σ d(v,u), the sum over the r-1 other nodes u that v reaches, d the number of
    ties on a shortest path (Wasserman & Faust's form, which compares nodes of different components);
    between 0 and 1, and 0 for a node without ties. Direction and weights are not used.
    Cost: O(n·m); above a limit the mean distance is estimated from k seeded sources in each component.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> closeness(network, Options()).scores["b"]
    1.0
    """
    form = undirected(network)
    sample = _sample(form, options)
    if not sample:
        return Computed(form, nx.closeness_centrality(form.graph), components=_REACHED)
    estimates = _closeness_estimates(form.graph, sample, Random(options.seed))  # noqa: S311 - no secret
    return Computed(
        form, estimates, components=_REACHED, sample=sample, seed=options.seed, guarantee="no guarantee"
    )


def eccentricity(network: Network, options: Options) -> Computed:
    """How far the farthest node is that a node reaches, in ties.

    e(v) = max d(v,u) over the nodes u in v's component; 0 for a node without ties. ``diameter`` and
    ``radius`` are the largest and the smallest e within the largest component.
    Direction and weights are not used. Cost: O(n·m); above a limit, the distance to the farthest of k
    seeded sources in each component, which is never larger than the true value.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> eccentricity(network, Options()).scores
    {'a': 2, 'b': 1, 'c': 2}
    """
    form = undirected(network)
    sample = _sample(form, options)
    scores: dict[str, int] = dict.fromkeys(form.graph, 0)
    for _, _, distances in _searches(form.graph, sample, Random(options.seed)):  # noqa: S311 - no secret
        scores |= {name: max(scores[name], steps) for name, steps in distances.items()}
    largest = max(_components(form.graph), key=len, default=[])
    ends = [scores[name] for name in largest]
    summary = {"diameter": max(ends), "radius": min(ends)} if ends else {}
    if not sample:
        return Computed(form, scores, summary, components=_EACH)
    return Computed(
        form,
        scores,
        summary,
        components=_EACH,
        sample=sample,
        seed=options.seed,
        guarantee="lower bounds",
    )


def distance(network: Network, options: Options) -> Computed:
    """How many ties a node is away from the nearest node of a type.

    d(v) = min over the nodes u of the type (or a subclass) of the number of ties on a shortest path; 0 for
    a node of that type itself. Nodes that reach none have no score. Direction and weights are not used.
    Cost: linear in the ties.

    >>> from graph.network import Edge, Network, Node
    >>> network = Network.of(
    ...     [Edge("1", "a", "b"), Edge("2", "b", "c")], [Node("c", "C", "x:Investor", kinds=("x:Investor",))]
    ... )
    >>> distance(network, Options(to="Investor")).scores
    {'c': 0, 'b': 1, 'a': 2}
    """
    form = undirected(network)
    starts = _of_type(network, options.to)
    rings = nx.bfs_layers(form.graph, starts)
    scores = {name: steps for steps, ring in enumerate(rings) for name in sorted(ring)}
    unreached = network.number_of_nodes() - len(scores)
    notes = (f"to the nearest of {len(starts)} of type {options.to}", f"{unreached} nodes reach none")
    return Computed(form, scores, notes=notes)


def _of_type(network: Network, name: str) -> list[str]:
    known = sorted({iri for node in network.nodes for iri in (node.type, *node.kinds) if iri})
    if not name:
        listed = ", ".join(map(shorten, known)) or "no types at all"
        raise ParameterError(
            f"The measure distance needs a node type as its option 'to'. There is: {listed}."
        )
    wanted = {iri for iri in known if iri == expand(name) or local_name(iri).lower() == name.lower()}
    if not wanted:
        raise UnknownName("node type in this network", name, map(shorten, known))
    return [node.id for node in network.nodes if not wanted.isdisjoint((node.type, *node.kinds))]


def _within(form: Form, error: float, seed: int) -> Computed | None:
    """Betweenness within an error; None where so many paths are no less work than all."""
    count = form.matrix.shape[0]
    samples = sample_size(form.matrix, error, _CONFIDENCE, is_directed=form.is_directed)
    if not samples or samples >= count * (count - 1):
        return None
    values = sampled_betweenness(form.matrix, samples, seed)
    return Computed(
        form,
        scores=dict(zip(form.network.ids, values.tolist(), strict=True)),
        components=_NO_PATH,
        sample=samples,
        sampled="sampled path",
        seed=seed,
        guarantee=f"|error| ≤ {error:g} for all nodes with probability ≥ {_CONFIDENCE:g}",
        error=error,
        confidence=_CONFIDENCE,
        kernel=ARRAYS,
    )


def _centralisation(scores: Mapping[str, float]) -> dict[str, float]:
    most = max(scores.values(), default=0)
    others = len(scores) - 1
    return {"centralisation": sum(most - each for each in scores.values()) / others} if others > 1 else {}


def _sample(form: Form, options: Options) -> int:
    """How many sources to sample; 0 where all are taken."""
    nodes, pairs = form.graph.number_of_nodes(), form.graph.number_of_edges()
    wanted = options.sample
    if not wanted and nodes * pairs > WORK_LIMIT:
        wanted = max(_LEAST_SAMPLE, WORK_LIMIT // pairs)
    return wanted if wanted < nodes else 0


def _closeness_estimates(simple: Any, sample: int, random: Random) -> dict[str, float]:
    sums: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    size: dict[str, int] = {}
    for source, component, distances in _searches(simple, max(sample, 2), random):
        sums.update(distances)
        seen.update(name for name in component if name != source)
        size |= dict.fromkeys(component, len(component))
    others = len(simple) - 1
    return {
        name: (size[name] - 1) / others * seen[name] / sums[name] if sums[name] else 0.0 for name in simple
    }


def _searches(simple: Any, sample: int, random: Random) -> Iterator[tuple[str, list[str], dict[str, int]]]:
    """(source, its component, distances from it), from all nodes or from so many of each component."""
    for component in _components(simple):
        sources = random.sample(component, sample) if 0 < sample < len(component) else component
        for source in sources:
            yield source, component, nx.single_source_shortest_path_length(simple, source)


def _components(simple: Any) -> list[list[str]]:
    return sorted(sorted(each) for each in nx.connected_components(simple))


_WORK = ("sample", "seed")
MEASURES = (
    Measure(
        "betweenness",
        "Betweenness",
        "share of shortest paths between others that pass through a node",
        "node",
        betweenness,
        ("is_directed", "error", *_WORK),
        "Freeman 1977, https://doi.org/10.2307/3033543; Brandes 2001, "
        "https://doi.org/10.1080/0022250X.2001.9990249; sampled: Riondato & Kornaropoulos 2016, "
        "https://doi.org/10.1007/s10618-015-0423-0",
    ),
    Measure(
        "closeness",
        "Closeness",
        "how near a node is to all others",
        "node",
        closeness,
        _WORK,
        "Freeman 1978, https://doi.org/10.1016/0378-8733(78)90021-7; Wasserman & Faust 1994, "
        "https://doi.org/10.1017/CBO9780511815478",
    ),
    Measure(
        "eccentricity",
        "Eccentricity",
        "distance to the farthest node reached",
        "node",
        eccentricity,
        _WORK,
        "Hage & Harary 1995, https://doi.org/10.1016/0378-8733(94)00248-9",
    ),
    Measure(
        "distance",
        "Distance to a type",
        "ties to the nearest node of a given type",
        "node",
        distance,
        ("to",),
        "breadth-first search",
        is_low_first=True,
    ),
)
