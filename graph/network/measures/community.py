"""Communities: groups with more ties inside than chance would give, and how they meet other groupings."""

from dataclasses import replace
from typing import Any

import numpy as np
from scipy.special import gammaln

from graph.network.adjacency import Matrix
from graph.network.columns import Ints
from graph.network.kernels.communities import communities as found_by_moves
from graph.network.kernels.communities import modularity as modularity_of
from graph.network.kernels.parts import largest_first
from graph.network.measures.kinds import ARRAYS, Computed, Form, Measure, Options, grouped, undirected
from graph.network.network import Network

__all__ = ["MEASURES", "communities_of"]

_NOUGHT = 1e-12
_MOST_SEEDS, _SEEDS_WORK = 9, 50_000


def communities(network: Network, options: Options) -> Computed:
    """A division of the nodes into communities, by the method of Louvain with moves in batches.

    Nodes are moved between communities, an eighth of them at a time, then communities merged, and all nodes
    moved again, as long as modularity grows (see `modularity`). Each community hangs together. The score of
    a node is the number of its community: 1 for the largest, those of equal size by their first id. It is
    one good partition of many: ``agreement of seeds`` is the mean NMI (see `agreement`) with those of the
    next seeds, nine up to 5,555 tied pairs, fewer above, one above 25,000; 1 where they are all the same.
    NetworkX's ``louvain_communities``, which moves one node after another, gives yet another one.
    Direction is ignored; weights are strengths. Cost: about linear in the ties for each of some dozen rounds,
    and as much for each further seed.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "c", "d")])
    >>> communities(network, Options()).scores
    {'a': 1, 'b': 1, 'c': 2, 'd': 2}
    """
    form = undirected(network)
    found = _louvain(form, options)
    scores = dict(zip(network.ids, found.tolist(), strict=True))
    others = max(1, min(_MOST_SEEDS, _SEEDS_WORK // max(form.pairs, 1)))
    alike = _agreement_of_seeds(form, options, found, others)
    summary = {
        "communities": int(found.max(initial=0)),
        "modularity": _modularity(form, found, options),
        "agreement of seeds": alike,
    }
    seeds = f"{others} other seed{'s' * (others > 1)}"
    notes = (f"one partition of many: agrees by {alike:.2f} (NMI) with those of {seeds}",)
    return Computed(form, scores, summary, notes=notes, **_said(options))


def communities_of(network: Network, seed: int = 42) -> dict[str, int]:
    """Node id → number of its community, as `communities` finds them unweighted."""
    found = _louvain(undirected(network), Options(seed=seed))
    return dict(zip(network.ids, found.tolist(), strict=True))


def modularity(network: Network, options: Options) -> Computed:
    """How much more ties stay within groups than chance would give.

    Q = Σ over groups of L/m - (D/2m)², with L the tied pairs within a group, D the sum of its nodes' degrees
    and m all tied pairs (with weights: strengths for numbers). Between -1/2 and 1; 0 where ties ignore the
    groups. Groups are Louvain communities, or those of a grouping of nodes (type, place, …), nodes without
    one being a group of their own. 0 for a network without ties. Direction is ignored. Cost: linear.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "c", "d")])
    >>> modularity(network, Options()).summary["modularity"]
    0.5
    """
    form = undirected(network)
    said = _said(options)
    if options.group:
        found, notes, said["seed"] = _given(network, options.group), (f"groups by {options.group}",), None
    else:
        found, notes = _louvain(form, options), ("groups are Louvain communities",)
    summary = {"groups": len(np.unique(found)), "modularity": _modularity(form, found, options)}
    return Computed(form, summary=summary, notes=notes, **said)


def agreement(network: Network, options: Options) -> Computed:
    """How far communities agree with a grouping that is known otherwise, such as place or type.

    NMI = 2·I(C;G) / (H(C)+H(G)), I the mutual information of the two partitions and H their entropies: 1
    where they are the same, 0 where one says nothing about the other (or has one group only). NMI grows by
    chance with the number of groups; ``adjusted`` is AMI = (I - E) / ((H(C)+H(G))/2 - E), E the expected I of
    all partitions with groups of these sizes: 0 at chance; left out where it is not defined.
    Nodes without a group are left out. Direction is ignored. Cost: that of the communities.

    >>> from graph.network import Edge, Network, Node
    >>> nodes = [Node(name, name, kind) for name, kind in zip("abcd", "1122")]
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "c", "d")], nodes)
    >>> agreement(network, Options()).summary["agreement"]
    1.0
    """
    groups, form = grouped(network, options.group or "type"), undirected(network)
    is_known = groups.codes >= 0
    summary = _agreement(np.stack([_louvain(form, options), groups.codes], axis=1)[is_known])
    notes = (f"communities against {groups.name}", *groups.notes[1:])
    return Computed(form, summary=summary, notes=notes, **_said(options))


def _agreement_of_seeds(form: Form, options: Options, found: Ints, others: int) -> float:
    """The mean NMI of a partition with those of the next seeds; of the same one it is 1."""
    alike = []
    for step in range(1, others + 1):
        other = _louvain(form, replace(options, seed=options.seed + step))
        is_same = np.array_equal(found, other)
        alike.append(1.0 if is_same else _agreement(np.stack([found, other], axis=1))["agreement"])
    return sum(alike) / others


def _louvain(form: Form, options: Options) -> Ints:
    return largest_first(found_by_moves(_strengths(form, options), options.seed))


def _strengths(form: Form, options: Options) -> Matrix:
    return form.strengths if options.is_weighted else form.matrix


def _given(network: Network, group: str) -> Ints:
    """The groups of a grouping, nodes without one being a group of their own."""
    return grouped(network, group).codes.astype(np.int64) + 1


def _modularity(form: Form, codes: Ints, options: Options) -> float:
    matrix = _strengths(form, options)
    return modularity_of(matrix, codes) if matrix.nnz else 0.0


def _agreement(pairs: Ints) -> dict[str, float]:
    """NMI and AMI of two columns of groups."""
    both, one, two = (
        np.unique(each, axis=0, return_counts=True)[1] for each in (pairs, pairs[:, 0], pairs[:, 1])
    )
    entropies = _entropy(one) + _entropy(two)
    shared = entropies - _entropy(both)
    found = {"agreement": 2 * shared / entropies if entropies > _NOUGHT else 0.0}
    expected = _expected(one, two)
    if entropies / 2 - expected > _NOUGHT:
        found["adjusted"] = (shared - expected) / (entropies / 2 - expected)
    return found


def _entropy(counts: Ints) -> float:
    shares = counts / max(counts.sum(), 1)
    return float(-(shares * np.log(shares)).sum())


def _expected(one: Ints, two: Ints) -> float:
    """The mean mutual information of all pairs of partitions with groups of these sizes (hypergeometric)."""
    total = int(one.sum())
    found = 0.0
    for a, times_a in zip(*np.unique(one, return_counts=True), strict=True):
        for b, times_b in zip(*np.unique(two, return_counts=True), strict=True):
            n = np.arange(max(1, a + b - total), min(a, b) + 1)
            chance = np.exp(_ways(a, n) + _ways(total - a, b - n) - _ways(total, b))
            found += float((chance * n / total * np.log(total * n / (a * b))).sum()) * int(times_a * times_b)
    return found


def _ways(of: Any, chosen: Any) -> Any:
    """The logarithm of the number of ways to choose so many."""
    return gammaln(of + 1) - gammaln(chosen + 1) - gammaln(of - chosen + 1)


def _said(options: Options) -> dict[str, Any]:
    """What a method says of communities."""
    weights = "weights summed as strength" if options.is_weighted else "unweighted"
    return {"weights": weights, "seed": options.seed, "kernel": ARRAYS}


MEASURES = (
    Measure(
        "communities",
        "Communities",
        "number of the community a node belongs to",
        "node",
        communities,
        ("is_weighted", "seed"),
        "Blondel et al. 2008, https://doi.org/10.1088/1742-5468/2008/10/P10008; Lu, Halappanavar & "
        "Kalyanaraman 2015, https://doi.org/10.1016/j.parco.2015.03.003; Rotta & Noack 2011, "
        "https://doi.org/10.1145/1963190.1970376",
        is_low_first=True,
    ),
    Measure(
        "modularity",
        "Modularity",
        "how much more ties stay within groups than by chance",
        "graph",
        modularity,
        ("group", "is_weighted", "seed"),
        "Newman & Girvan 2004, https://doi.org/10.1103/PhysRevE.69.026113",
    ),
    Measure(
        "agreement",
        "Agreement of groups",
        "how far communities agree with a known grouping",
        "graph",
        agreement,
        ("group", "is_weighted", "seed"),
        "Danon et al. 2005, https://doi.org/10.1088/1742-5468/2005/09/P09008; "
        "Vinh, Epps & Bailey 2009, https://doi.org/10.1145/1553374.1553511",
    ),
)
