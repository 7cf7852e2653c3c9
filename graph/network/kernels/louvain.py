"""The method of Louvain as NetworkX runs it: the same nodes in the same order, so the same sets.

See Blondel et al. 2008, https://doi.org/10.1088/1742-5468/2008/10/P10008. Nodes move one after another, so
there is nothing to do side by side: what is saved is NetworkX's dictionaries of dictionaries. The kernel
`communities` is many times as fast.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from graph.network.columns import Floats, Ints

__all__ = ["Rules", "louvain"]

Rows = list[dict[int, float]]
"""For each node its neighbours in the order that edges came in, and how strong the ties are."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How nodes move.

    Attributes:
        resolution: how much chance counts.
        threshold: the gain in modularity below which it ends.
        most_levels: how often groups are merged; None is as often as it gains.
        random: brings nodes into an order.
    """

    resolution: float
    threshold: float
    most_levels: int | None
    random: Random


def louvain(source: Ints, target: Ints, weight: Floats, count: int, rules: Rules) -> list[list[int]]:
    """The places of the nodes of each community.

    Args:
        source: one end of each edge of a simple graph, in the order in which NetworkX has the edges.
        target: the other.
        weight: how strong it is.
        count: number of nodes.
        rules: how nodes move.
    """
    groups = [[at] for at in range(count)]
    if not len(source):
        return groups
    rows = _rows(zip(source.tolist(), target.tolist(), weight.tolist(), strict=True), count)
    total, found = sum(map(sum, _weighed(rows))) / 2, groups
    modularity, levels = _modularity(rows, list(range(count)), total, rules.resolution), 0
    while rules.most_levels is None or levels < rules.most_levels:
        label, has_moved = _one_level(rows, total, rules)
        if levels and not has_moved:
            break
        order = sorted(set(label))
        number = {each: at for at, each in enumerate(order)}
        label, levels = [number[each] for each in label], levels + 1
        found = _gathered(groups, label, len(order))
        gained = _modularity(rows, label, total, rules.resolution)
        if gained - modularity <= rules.threshold:
            break
        modularity, groups = gained, found
        edges = ((label[one], label[two], weight) for one, two, weight in _edges(rows))
        rows = _rows(edges, len(order))
    return found


def _rows(edges: Iterator[tuple[int, int, float]], count: int) -> Rows:
    rows: Rows = [{} for _ in range(count)]
    for one, two, weight in edges:
        rows[one][two] = rows[two][one] = weight + rows[one].get(two, 0)
    return rows


def _edges(rows: Rows) -> Iterator[tuple[int, int, float]]:
    return ((one, two, weight) for one, row in enumerate(rows) for two, weight in row.items() if one <= two)


def _weighed(rows: Rows) -> Iterator[list[float]]:
    """The weights at each node, a loop twice."""
    return ([sum(row.values()), row.get(at, 0)] for at, row in enumerate(rows))


def _gathered(groups: Sequence[Sequence[int]], label: Sequence[int], count: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    for group, at in zip(groups, label, strict=True):
        found[at].extend(group)
    return found


def _modularity(rows: Rows, label: Sequence[int], total: float, resolution: float) -> float:
    strength, inside = [0.0] * (max(label) + 1), 0.0
    for at, weights in enumerate(_weighed(rows)):
        strength[label[at]] += sum(weights)
    for one, two, weight in _edges(rows):
        inside += weight if label[one] == label[two] else 0.0
    return inside / total - resolution * sum(each * each for each in strength) / (2 * total) ** 2


def _one_level(rows: Rows, total: float, rules: Rules) -> tuple[list[int], bool]:
    """The group of each node when none moves any more, and whether one has."""
    label = list(range(len(rows)))
    degree = [sum(weights) for weights in _weighed(rows)]
    held = list(degree)
    near = [[(two, weight) for two, weight in row.items() if two != one] for one, row in enumerate(rows)]
    order = list(range(len(rows)))
    rules.random.shuffle(order)
    has_moved = False
    while _moved(order, near, degree, held, label, total, rules.resolution):
        has_moved = True
    return label, has_moved


def _moved(  # noqa: PLR0913, PLR0917 - the state of a pass, in lists
    order: Sequence[int],
    near: Sequence[Sequence[tuple[int, float]]],
    degree: Sequence[float],
    held: list[float],
    label: list[int],
    total: float,
    resolution: float,
) -> bool:
    """Move each node in turn to where modularity gains most; held and label are changed."""
    square, has_moved = 2 * total**2, False
    for node in order:
        own, strength = label[node], degree[node]
        toward: dict[int, float] = {}
        for other, weight in near[node]:
            group = label[other]
            toward[group] = toward.get(group, 0.0) + weight
        held[own] -= strength
        cost = -toward.get(own, 0.0) / total + resolution * (held[own] * strength) / square
        best, chosen = 0.0, own
        for group, weight in toward.items():
            gain = cost + weight / total - resolution * (held[group] * strength) / square
            if gain > best:
                best, chosen = gain, group
        held[chosen] += strength
        if chosen != own:
            label[node], has_moved = chosen, True
    return has_moved
