"""A network, its nodes and its ties in words: for captions, tooltips and those who can't see the picture."""

from collections.abc import Iterable, Mapping

from graph.network.kernels.parts import components
from graph.network.measures import MEASURES, Result
from graph.network.network import Network
from graph.network.rows import Edge, Node
from graph.terms import local_name

__all__ = ["FIRM", "counted", "headline", "node_words", "summary", "tie_words"]

FIRM = frozenset({"", "stated", "derived"})
"""Local names of statuses whose ties are drawn solid; others are dashed."""

_NAMED = 3


def headline(network: Network, result: Result | None = None) -> str:
    """How large the network is, its parts, its day, and which nodes score highest."""
    parts = [len(part) for part in components(network.adjacency.both_ways)]
    size = f"{counted(network.number_of_nodes(), 'node')} and {counted(network.number_of_edges(), 'tie')}"
    split = f", in {len(parts)} parts, the largest of {counted(max(parts), 'node')}" if len(parts) > 1 else ""
    day = f", as of {network.origin.at}" if network.origin.at else ""
    undated = [f"{counted(network.undated(), 'tie')} without a date"] if network.undated() else []
    return ". ".join([f"{size}{split}{day}", *_highest(network, result), *undated]) + "."


def summary(network: Network, result: Result | None = None) -> str:
    """What a picture of the network shows, in a few sentences.

    Args:
        network: what is shown.
        result: scores of nodes; names the highest where given.
    """
    types = _listed((label or "type unknown", number) for label, number in _types(network).items())
    statuses = _listed((local_name(iri) or "status unknown", n) for iri, n in network.statuses().items())
    sentences = [
        headline(network, result).removesuffix("."),
        *([f"Ties: {statuses}"] if statuses else []),
        *([f"Nodes: {types}"] if types else []),
        *([f"The query's answer was cut short: {network.origin.reason}"] if network.origin.reason else []),
    ]
    return ". ".join(sentences) + "."


def node_words(node: Node, ties: int, score: float | None, measure: str) -> str:
    """A node's name, type, ties and score."""
    parts = [node.label, node.type_label, counted(ties, "tie")]
    if score is not None and measure != "degree":
        parts.append(f"{measure.replace('_', ' ')} {score:.3g}")
    return ", ".join(filter(None, parts))


def tie_words(edge: Edge, by_id: Mapping[str, Node]) -> str:
    """A tie's ends, relation, status and bounds."""
    bounds = [f"from {edge.start}"] if edge.start else []
    bounds += [f"until {edge.until}"] if edge.until else []
    ends = f"{by_id[edge.source].label} – {edge.relation_label or 'tied to'} – {by_id[edge.target].label}"
    return ", ".join(filter(None, [ends, local_name(edge.status), *(bounds or ["undated"])]))


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "tie"), counted(1200, "tie")
    ('1 tie', '1,200 ties')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _types(network: Network) -> dict[str, int]:
    found = network.node_table.type_label.counts()
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _listed(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{number} {label}" for label, number in counts)


def _highest(network: Network, result: Result | None) -> list[str]:
    if result is None or not result.scores:
        return []
    if MEASURES[result.measure].is_low_first or not result.scores[0][1]:
        return []
    highest = result.scores[:_NAMED]
    labels = [network.nodes[network.place(name) or 0].label for name, _ in highest]
    named = ", ".join(f"{label} ({value:.3g})" for label, (_, value) in zip(labels, highest, strict=True))
    return [f"Highest by {result.method.measure.lower()}: {named}"]
