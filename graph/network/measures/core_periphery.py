"""Core and periphery: whether some nodes are all tied to one another, the others not at all."""

from math import sqrt
from typing import NamedTuple

import numpy as np

from graph.network.adjacency import Matrix
from graph.network.columns import Mask
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, undirected
from graph.network.network import Network

__all__ = ["MEASURES", "core_of"]


def core_periphery(network: Network, _: Options) -> Computed:
    """The division into core and periphery that is nearest to the ideal one: 1 in the core, 0 outside.

    In Borgatti and Everett's ideal all pairs within the core C are tied and none within the periphery P;
    pairs between are left open. Errors Z = (c(c-1)/2 - e(C)) + e(P), with c nodes and e(C) tied pairs in the
    core, e(P) those in the periphery. Since Z = c(c-1)/2 + m - Σ over C of d(v), the best core of each size
    is that of the largest degrees, so the least Z is found exactly (Lip); of equal ones the smallest core,
    and of nodes of one degree the first by id. ``fit`` is Pearson's correlation of the tied with the ideal
    over the pairs that count (1 is ideal), left out where it is not defined. Densities are shares of
    possible pairs. Direction and weights do not matter. Cost: n·log n + m.

    >>> from graph.network import Edge, Network
    >>> ties = ["ab", "ac", "bc", "ax", "by", "cz"]
    >>> found = core_periphery(Network.of(Edge(tie, *tie) for tie in ties), Options())
    >>> [name for name, value in found.scores.items() if value], found.summary["errors"], found.summary["fit"]
    (['a', 'b', 'c'], 0, 1.0)
    """
    form = undirected(network)
    is_core = core_of(form.matrix)
    scores = dict(zip(network.ids, is_core.astype(int).tolist(), strict=True))
    return Computed(form, scores, _summary(_Blocks.of(form.matrix, is_core)), kernel=ARRAYS)


def core_of(matrix: Matrix) -> Mask:
    """Which nodes are in the core of least error."""
    degrees = np.diff(matrix.indptr)
    order = np.argsort(-degrees, kind="stable")
    # The k-th node of the core adds k-1 pairs that ought to be tied, and explains as many as its degree.
    joins = degrees[order] > np.arange(len(order))
    is_core = np.zeros(len(order), np.bool_)
    is_core[order[joins]] = True
    return is_core


class _Blocks(NamedTuple):
    """Tied pairs and all pairs within the core, between, and within the periphery."""

    size: int
    core: int
    between: int
    periphery: int
    core_pairs: int
    between_pairs: int
    periphery_pairs: int

    @classmethod
    def of(cls, matrix: Matrix, is_core: Mask) -> "_Blocks":
        core = int(matrix[is_core][:, is_core].nnz) // 2
        periphery = int(matrix[~is_core][:, ~is_core].nnz) // 2
        size = int(is_core.sum())
        left = len(is_core) - size
        between = int(matrix.nnz) // 2 - core - periphery
        pairs = (size * (size - 1) // 2, size * left, left * (left - 1) // 2)
        return cls(size, core, between, periphery, *pairs)


def _summary(blocks: _Blocks) -> dict[str, float]:
    summary: dict[str, float] = {
        "core": blocks.size,
        "errors": blocks.core_pairs - blocks.core + blocks.periphery,
    }
    if (fit := _fit(blocks)) is not None:
        summary["fit"] = fit
    densities = {
        "density of the core": (blocks.core, blocks.core_pairs),
        "density between": (blocks.between, blocks.between_pairs),
        "density of the periphery": (blocks.periphery, blocks.periphery_pairs),
    }
    return summary | {name: tied / pairs for name, (tied, pairs) in densities.items() if pairs}


def _fit(blocks: _Blocks) -> float | None:
    """Pearson's correlation of two columns of 0 and 1: tied or not, within the core or the periphery."""
    pairs = blocks.core_pairs + blocks.periphery_pairs
    tied = blocks.core + blocks.periphery
    spread = tied * (pairs - tied) * blocks.core_pairs * blocks.periphery_pairs
    return (pairs * blocks.core - tied * blocks.core_pairs) / sqrt(spread) if spread > 0 else None


MEASURES = (
    Measure(
        "core_periphery",
        "Core and periphery",
        "whether a node is in the core (1) or the periphery (0)",
        "node",
        core_periphery,
        (),
        "Borgatti & Everett 2000, https://doi.org/10.1016/S0378-8733(99)00019-2; "
        "Lip 2011, https://doi.org/10.48550/arXiv.1102.5511",
    ),
)
