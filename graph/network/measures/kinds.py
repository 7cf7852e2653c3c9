"""What a measure is made of: its description, its options, the graph it is taken on and what it computes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.network.measures.result import Number
from graph.network.network import Network
from graph.network.simple import simple_graph

__all__ = ["Computed", "Form", "Measure", "Options", "directed", "direction_of", "multigraph", "undirected"]

WORK_LIMIT = 4_000_000
"""Nodes times pairs up to which all shortest paths are computed: some ten seconds."""


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
    """

    seed: int = 42
    sample: int = 0
    group: str = ""
    is_weighted: bool = False
    is_directed: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The graph a measure is taken on, and in words how it was made."""

    graph: Any
    projection: str
    direction: str


@dataclass(frozen=True, slots=True)
class Computed:
    """What a measure found; the caller turns it into a `Result`."""

    form: Form
    scores: Mapping[str, Number] = field(default_factory=dict)
    summary: Mapping[str, Number] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    weights: str = "unweighted"
    sample: int = 0
    seed: int | None = None
    guarantee: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, as the catalogue lists it.

    Attributes:
        name: what it is called in addresses and on the command line.
        label: what it is called for people.
        counts: what it counts, in one sentence.
        scope: whether it scores a ``node``, an ``edge`` or the whole ``graph``.
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


def undirected(network: Network) -> Form:
    """One edge a tied pair, direction dropped."""
    simple = simple_graph(network)
    return Form(simple, _merged(network, simple), direction_of(network))


def directed(network: Network) -> Form:
    """One edge a tied pair and direction; undirected ties are read both ways."""
    simple = simple_graph(network, is_directed=True)
    return Form(
        simple,
        _merged(network, simple),
        "direction followed" if network.is_directed() else "ties read both ways",
    )


def multigraph(network: Network) -> Form:
    """Every tie an edge of its own."""
    mode = "two-mode network, " if network.is_bipartite else ""
    return Form(
        network.to_networkx(),
        f"{mode}parallel ties kept",
        "direction followed" if network.is_directed() else "ties without direction",
    )


def direction_of(network: Network) -> str:
    """How direction is treated where it does not matter, in words."""
    return "direction ignored" if network.is_directed() else "ties without direction"


def _merged(network: Network, simple: Any) -> str:
    loops = sum(edge.is_loop for edge in network.edges)
    mode = "two-mode network, " if network.is_bipartite else ""
    dropped = f", {loops} loop{'s' * (loops > 1)} dropped" if loops else ""
    pairs = simple.number_of_edges()
    return f"{mode}parallel ties merged to {pairs} pair{'' if pairs == 1 else 's'}{dropped}"
