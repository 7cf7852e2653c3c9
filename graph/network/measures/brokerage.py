"""Brokerage: how often a node stands between two others that are not tied, and between which groups."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array

from graph.errors import NetworkError
from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, directed, grouped
from graph.network.network import Network

__all__ = ["MEASURES"]

_PATH_LIMIT = 200_000_000
_BLOCK = 5_000_000


def brokerage(network: Network, options: Options) -> Computed:
    """How often a node brokers between two others, in Gould and Fernandez' five roles.

    b(v) = number of ordered pairs (a, c) with ties a → v → c, a ≠ c and no tie a → c. With g the group of a
    node (its type, or another grouping), the pair counts as: coordinator g(a) = g(v) = g(c); consultant
    g(a) = g(c) ≠ g(v); gatekeeper g(a) ≠ g(v) = g(c); representative g(a) = g(v) ≠ g(c); liaison all
    different. A tie without direction is read both ways, so that each pair counts twice and gatekeeper
    equals representative. Nodes without a group are left out. Not normalised; weights are not used.
    Cost: Σ d⁻(v)·d⁺(v), refused above 200 million.

    >>> from graph.network import Edge, Network, Node
    >>> nodes = [Node("a", "A", "x:one"), Node("b", "B", "x:one"), Node("c", "C", "x:two")]
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")], nodes, is_directed=True)
    >>> found = brokerage(network, Options())
    >>> found.scores["b"], found.parts["representative"]["b"]
    (1, 1)
    """
    groups, form = grouped(network, options.group or "type"), directed(network)
    has_group = groups.codes >= 0
    matrix, codes = form.matrix[has_group][:, has_group], groups.codes[has_group]
    _check_size(matrix)
    names = [name for name, is_in in zip(network.ids, has_group, strict=True) if is_in]
    roles = {role: counts.astype(np.int64).tolist() for role, counts in _roles(matrix, codes).items()}
    parts = {role: dict(zip(names, counts, strict=True)) for role, counts in roles.items()}
    scores = {name: sum(counts) for name, *counts in zip(names, *roles.values(), strict=True)}
    return Computed(form, scores, parts=parts, notes=groups.notes, kernel=ARRAYS)


def _check_size(matrix: Matrix) -> None:
    paths = int(matrix.sum(axis=0) @ matrix.sum(axis=1))
    if paths > _PATH_LIMIT:
        raise NetworkError(
            f"Brokerage would look at {paths:,} paths of two ties; the limit is {_PATH_LIMIT:,}. "
            "Filter the network by type, relation or day first."
        )


def _roles(matrix: Matrix, group: Ints) -> Mapping[str, Floats]:
    """For each role the pairs of each node: all paths a → v → c, less those back to a and those closed."""
    within, between = _parted(matrix, group)
    enter, leave = within.sum(axis=0), within.sum(axis=1)
    come, go = between.sum(axis=0), between.sum(axis=1)
    # Paths from another group back to that same group: by group of the end, who comes times who goes.
    shape = (len(group), int(group.max(initial=0)) + 1)
    member = csr_array((np.ones(len(group)), (np.arange(len(group)), group)), shape=shape)
    alike = ((between.T @ member) * (between @ member)).sum(axis=1)
    return {
        "coordinator": enter * leave - (within * within.T).sum(axis=1) - _closed(within, within, within),
        "consultant": alike - (between * between.T).sum(axis=1) - _closed(between, within, between),
        "gatekeeper": come * leave - _closed(between, between, within),
        "representative": enter * go - _closed(within, between, between),
        "liaison": come * go - alike - _closed(between, between, between),
    }


def _parted(matrix: Matrix, group: Ints) -> tuple[Matrix, Matrix]:
    """The ties within groups, and those between them."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    is_within = group[rows] == group[matrix.indices]
    within, between = (
        csr_array((matrix.data[chosen], (rows[chosen], matrix.indices[chosen])), shape=matrix.shape)
        for chosen in (is_within, ~is_within)
    )
    return within, between


def _closed(first: Matrix, direct: Matrix, second: Matrix) -> Floats:
    """For each v the pairs (a, c) with a → v in the first, v → c in the second and a → c among the direct."""
    enter = first.T.tocsr()
    found = [
        ((enter[start:stop] @ direct) * second[start:stop]).sum(axis=1)
        for start, stop in _blocks(enter @ np.diff(direct.indptr).astype(np.float64))
    ]
    return np.concatenate(found) if found else np.zeros(0)


def _blocks(sizes: Floats) -> Iterator[tuple[int, int]]:
    """Stretches of rows whose products stay small together."""
    block = np.floor(np.cumsum(sizes) / _BLOCK)
    bounds = [*np.flatnonzero(np.diff(block, prepend=-1)).tolist(), len(sizes)]
    return pairwise(bounds)


MEASURES = (
    Measure(
        "brokerage",
        "Brokerage",
        "pairs of untied others between which a node stands, by role",
        "node",
        brokerage,
        ("group",),
        "Gould & Fernandez 1989, https://doi.org/10.2307/270949",
    ),
)
