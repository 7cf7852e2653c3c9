"""Homophily: whether those of a group are tied to their own more than chance would have it."""

import numpy as np

from graph.network.columns import Floats, Ints
from graph.network.measures.kinds import ARRAYS, Computed, Groups, Measure, Options, grouped, undirected
from graph.network.network import Network
from graph.terms import local_name

__all__ = ["MEASURES"]


def homophily(network: Network, options: Options) -> Computed:
    """For each group, whether its nodes are tied to their own more than by chance (type, place, sector, …).

    Coleman's index of group g: with s the share of its ties' ends that meet their own group and
    p = (n(g)-1)/(n-1) that of chance, (s - p)/(1 - p) where s ≥ p, else (s - p)/p: 1 where all ties stay
    within, -1 where none does, 0 at chance. A tie within has two ends in its group. Parts: its nodes, the
    ``ends`` of its ties, ``within`` (s) and ``expected`` (p). ``E-I index`` is Krackhardt and Stern's
    (E - I)/(E + I) with E tied pairs between groups and I within: 1 where none stays within; ``expected E-I``
    the same of all pairs. Nodes without a group are left out; groups without ties, of one node, or of all
    nodes have no index. Direction and weights do not matter. Cost: linear in the ties.

    >>> from graph.network import Edge, Network, Node
    >>> nodes = [Node(name, name, kind) for name, kind in zip("abcd", "1122")]
    >>> found = homophily(Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")], nodes), Options())
    >>> {name: round(value, 6) for name, value in found.scores.items()}, found.summary["E-I index"]
    ({'1': 0.5, '2': -1.0}, 0.0)
    """
    groups, form = grouped(network, options.group or "type"), undirected(network)
    rows = np.repeat(np.arange(len(network)), np.diff(form.matrix.indptr))
    one, two = groups.codes[rows], groups.codes[form.matrix.indices]
    both = (one >= 0) & (two >= 0)
    count = len(groups.values)
    ends = np.bincount(one[both], minlength=count).astype(np.float64)
    inside = np.bincount(one[both & (one == two)], minlength=count).astype(np.float64)
    sizes = np.bincount(groups.codes[groups.codes >= 0], minlength=count)
    chance = (sizes - 1) / max(int(sizes.sum()) - 1, 1)
    share = np.divide(inside, ends, out=np.zeros(count), where=ends > 0)
    known = [at for at in range(count) if ends[at] and 0 < chance[at] < 1]
    names = _names(groups)
    columns = {"nodes": sizes, "ends": ends.astype(int), "within": share, "expected": chance}
    return Computed(
        form,
        scores={names[at]: _coleman(float(share[at]), float(chance[at])) for at in known},
        summary=_outward(sizes, ends, inside),
        parts={part: {names[at]: values[at].item() for at in known} for part, values in columns.items()},
        notes=groups.notes,
        kernel=ARRAYS,
    )


def _coleman(share: float, chance: float) -> float:
    if share >= chance:
        return (share - chance) / (1 - chance)
    return (share - chance) / chance


def _outward(sizes: Ints, ends: Floats, inside: Floats) -> dict[str, float]:
    """Krackhardt and Stern's index of the tied pairs, and of all pairs."""
    nodes = int(sizes.sum())
    pairs, own = nodes * (nodes - 1) // 2, int((sizes * (sizes - 1) // 2).sum())
    tied, within = float(ends.sum()) / 2, float(inside.sum()) / 2
    found = {"E-I index": (tied, within), "expected E-I": (pairs, own)}
    return {name: (all_ - 2 * same) / all_ for name, (all_, same) in found.items() if all_}


def _names(groups: Groups) -> list[str]:
    """The groups by their local names, or by their IRIs where these would be the same."""
    short = [local_name(value) or value for value in groups.values]
    return [name if short.count(name) == 1 else full for name, full in zip(short, groups.values, strict=True)]


MEASURES = (
    Measure(
        "homophily",
        "Homophily",
        "whether those of a group are tied to their own more than by chance",
        "group",
        homophily,
        ("group",),
        "Coleman 1958, https://doi.org/10.17730/humo.17.4.q5604m676260q8n7; "
        "Krackhardt & Stern 1988, https://doi.org/10.2307/2786835",
    ),
)
