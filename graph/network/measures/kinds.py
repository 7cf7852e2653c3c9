"""What a measure is made of: its description, its options, the graph it is taken on and what it computes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Any

import networkx as nx
import numpy as np
import scipy

from graph import __version__
from graph.errors import NetworkError, UnknownName
from graph.network.adjacency import Adjacency, Matrix
from graph.network.columns import Floats, Ints
from graph.network.measures.result import Number
from graph.network.network import Network
from graph.network.simple import simple_graph

__all__ = [
    "ARRAYS",
    "COMPILED",
    "NETWORKX",
    "Computed",
    "Form",
    "Groups",
    "Measure",
    "Options",
    "check_weights",
    "directed",
    "direction_of",
    "grouped",
    "multigraph",
    "spread_of",
    "undirected",
]

NETWORKX = f"networkx {nx.__version__}"
COMPILED = f"rustworkx {version('rustworkx')}"
ARRAYS = f"maillage {__version__} on numpy {np.__version__}, scipy {scipy.__version__}"
"""Kernels: whose algorithm computed a measure, with its version."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose; each measure says which of these it takes.

    Attributes:
        seed: seed of random choices.
        sample: number of sampled source nodes; 0 means exact where affordable.
        group: the grouping of nodes: ``type``, or a name among `Node.groups`; empty means the measure's own.
        is_weighted: whether merged ties count with their summed weights.
        is_directed: whether paths follow the direction of ties.
        to: a node type, as IRI, ``prefix:name`` or local name.
        node: a node, named likewise.
        by: the measure of nodes that ranks them; empty means degree.
        replicas: number of random graphs or random orders to compare with.
        error: bound on the absolute error of an estimate; 0 leaves it to the sample.
    """

    seed: int = 42
    sample: int = 0
    group: str = ""
    is_weighted: bool = False
    is_directed: bool = False
    to: str = ""
    node: str = ""
    by: str = ""
    replicas: int = 20
    error: float = 0.0


@dataclass(frozen=True, eq=False)
class Form:
    """The graph a measure is taken on, and in words how it was made.

    Attributes:
        network: what it is made of.
        direction: how the direction of ties is treated, in words.
        is_directed: whether the graph has direction.
        is_merged: whether parallel ties are one, and loops left out.
    """

    network: Network
    direction: str
    is_directed: bool = False
    is_merged: bool = True

    @cached_property
    def graph(self) -> Any:
        """As a graph of NetworkX; nodes are ids."""
        if not self.is_merged:
            return self.network.to_networkx()
        return simple_graph(self.network, is_directed=self.is_directed)

    @cached_property
    def pairs(self) -> int:
        """How many edges the graph has."""
        if not self.is_merged:
            return self.network.number_of_edges()
        return int(self.matrix.nnz) // (1 if self.is_directed else 2)

    @cached_property
    def matrix(self) -> Matrix:
        """1 for each tied pair, in the order of the network's nodes; symmetric where undirected."""
        adjacency = self.network.adjacency
        return adjacency.proper if self.is_directed else adjacency.both_ways

    @cached_property
    def strengths(self) -> Matrix:
        """The sum of the weights of each tied pair; without loops."""
        found = self.adjacency.summed("weight").copy()
        found.setdiag(0)
        found.eliminate_zeros()
        return found

    @property
    def adjacency(self) -> Adjacency:
        """The same for kernels; ties that are read both ways are undirected there."""
        adjacency = self.network.adjacency
        return adjacency if self.is_directed else adjacency.undirected

    @cached_property
    def loops(self) -> int:
        """How many ties the network has of a node with itself."""
        return int(np.count_nonzero(self.network.edge_table.is_loop()))

    @property
    def projection(self) -> str:
        """How the graph was made from the network, in words."""
        mode = "two-mode network, " if self.network.is_bipartite else ""
        if not self.is_merged:
            return f"{mode}parallel ties kept"
        dropped = f", {self.loops} loop{'s' * (self.loops > 1)} dropped" if self.loops else ""
        return f"{mode}parallel ties merged to {self.pairs} pair{'' if self.pairs == 1 else 's'}{dropped}"


@dataclass(frozen=True, slots=True)
class Computed:
    """What a measure found; the caller turns it into a `Result`, whose `Method` says what the fields mean."""

    form: Form
    scores: Mapping[str, Number] = field(default_factory=dict)
    summary: Mapping[str, Number] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    weights: str = "unweighted"
    components: str = ""
    sample: int = 0
    sampled: str = "sampled node"
    seed: int | None = None
    guarantee: str = ""
    error: float | None = None
    confidence: float | None = None
    notes: tuple[str, ...] = ()
    kernel: str = NETWORKX


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, as the catalogue lists it.

    Attributes:
        name: what it is called in addresses and on the command line.
        label: what it is called for people.
        counts: what it counts, in one sentence.
        scope: what it scores: a ``node``, an ``edge``, the whole ``graph``, or what else the scores name: a
            ``year``, a ``group``, …
        compute: the function; its docstring is the reference.
        options: names of the `Options` it takes.
        reference: where it is defined, with DOI where there is one.
        is_low_first: whether the lowest score is the most telling (a number of a group, a distance).
    """

    name: str
    label: str
    counts: str
    scope: str
    compute: Callable[[Network, Options], Computed]
    options: tuple[str, ...] = ()
    reference: str = ""
    is_low_first: bool = False


@dataclass(frozen=True, eq=False)
class Groups:
    """A grouping of the nodes of a network.

    Attributes:
        name: its name.
        values: the groups, sorted.
        codes: for each node the place of its group among them; -1 where it has none.
    """

    name: str
    values: tuple[str, ...]
    codes: Ints

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of it: its name, and how many nodes have no group."""
        without = int(np.count_nonzero(self.codes < 0))
        left_out = f"{without} node{'s' * (without > 1)} without group left out"
        return (f"groups by {self.name}", *([left_out] if without else []))


def undirected(network: Network) -> Form:
    """One edge a tied pair, direction dropped."""
    return Form(network, direction_of(network))


def directed(network: Network) -> Form:
    """One edge a tied pair and direction; undirected ties are read both ways."""
    followed = "direction followed" if network.is_directed() else "ties read both ways"
    return Form(network, followed, is_directed=True)


def multigraph(network: Network) -> Form:
    """Every tie an edge of its own."""
    followed = "direction followed" if network.is_directed() else "ties without direction"
    return Form(network, followed, is_directed=network.is_directed(), is_merged=False)


def check_weights(network: Network) -> None:
    """Refuse weights that are no strengths.

    Raises:
        NetworkError: one is not a number, infinite, nought or negative.
    """
    weights = network.edge_table.weight
    wrong = np.flatnonzero(~(np.isfinite(weights) & (weights > 0)))
    if len(wrong):
        tie = network.edges[int(wrong[0])]
        raise NetworkError(
            f"{len(wrong)} of {len(weights):,} ties have a weight that is no positive number, such as "
            f"{tie.weight} between {tie.source} and {tie.target}. Measure without weights, or leave them out."
        )


def grouped(network: Network, name: str) -> Groups:
    """The group of each node in a grouping: ``type``, or one that the nodes have; without one, none.

    Raises:
        UnknownName: the nodes have no such grouping; names the nearest.
    """
    known = ("type", *network.node_table.groups)
    if name not in known and len(network):
        raise UnknownName("grouping of nodes", name, known)
    codes, texts = network.node_table.group(name).ranked()
    has_none = bool(texts) and not texts[0]
    return Groups(name, tuple(texts[has_none:]), codes - has_none)


def spread_of(values: Floats) -> float:
    """The standard deviation of a sample; 0 of one value."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


def direction_of(network: Network) -> str:
    """How direction is treated where it does not matter, in words."""
    return "direction ignored" if network.is_directed() else "ties without direction"
