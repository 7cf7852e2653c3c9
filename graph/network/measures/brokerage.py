"""Brokerage: how often a node stands between two others that are not tied, and between which groups."""

from collections import Counter
from typing import Any

from graph.errors import NetworkError
from graph.network.measures.kinds import Computed, Measure, Options, directed
from graph.network.network import Network

__all__ = ["MEASURES"]

ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")
_PATH_LIMIT = 5_000_000


def brokerage(network: Network, options: Options) -> Computed:
    """How often a node brokers between two others, in Gould and Fernandez' five roles.

    b(v) = number of ordered pairs (a, c) with ties a → v → c, a ≠ c and no tie a → c. With g the group of a
    node (its type, or another grouping), the pair counts as: coordinator g(a) = g(v) = g(c); consultant
    g(a) = g(c) ≠ g(v); gatekeeper g(a) ≠ g(v) = g(c); representative g(a) = g(v) ≠ g(c); liaison all
    different. A tie without direction is read both ways, so that each pair counts twice and gatekeeper
    equals representative. Nodes without a group are left out. Not normalised. Cost: Σ d⁻(v)·d⁺(v).

    >>> from graph.network import Edge, Network, Node
    >>> nodes = [Node("a", "A", "x:one"), Node("b", "B", "x:one"), Node("c", "C", "x:two")]
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")], nodes, is_directed=True)
    >>> found = brokerage(network, Options())
    >>> found.scores["b"], found.parts["representative"]["b"]
    (1, 1)
    """
    group = options.group or "type"
    grouped = {node.id: value for node in network.nodes if (value := node.group(group))}
    form = directed(network)
    simple = form.graph.subgraph(grouped)
    paths = sum(simple.in_degree(name) * simple.out_degree(name) for name in simple)
    if paths > _PATH_LIMIT:
        raise NetworkError(
            f"Brokerage would look at {paths:,} paths of two ties; the limit is {_PATH_LIMIT:,}. "
            "Filter the network by type, relation or day first."
        )
    counts = {name: _roles(simple, name, grouped) for name in sorted(grouped)}
    left_out = network.number_of_nodes() - len(grouped)
    notes = (f"groups by {group}", *([f"{left_out} nodes without group left out"] if left_out else []))
    return Computed(
        form,
        scores={name: found.total() for name, found in counts.items()},
        parts={role: {name: found[role] for name, found in counts.items()} for role in ROLES},
        notes=notes,
    )


def _roles(simple: Any, broker: str, group: dict[str, str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in simple.predecessors(broker):
        for other in simple.successors(broker):
            if one != other and not simple.has_edge(one, other):
                found[_role(group[one], group[broker], group[other])] += 1
    return found


def _role(one: str, broker: str, other: str) -> str:
    if one == other:
        return "coordinator" if one == broker else "consultant"
    if one == broker:
        return "representative"
    return "gatekeeper" if other == broker else "liaison"


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
