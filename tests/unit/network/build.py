"""Small networks for tests, written as ``a-b`` for a tie from a to b."""

from dataclasses import replace
from datetime import date

from graph.network import Edge, Network, Node, Origin

__all__ = ["NEEDED", "network_of_ties", "tie"]

NEEDED = {"distance": {"to": "One"}, "departure": {"node": "a"}, "likely_partners": {"node": "a"}}
"""Options without which a measure has no meaning, for networks with a node a of type One."""


def tie(text: str, **values: object) -> Edge:
    """The tie ``a-b``; its id is the text itself unless another is given."""
    source, target = text.split("-")
    plain = Edge(id=text, source=source, target=target, relation="x:tied", relation_label="tied")
    return replace(plain, **values)  # type: ignore[arg-type]


def network_of_ties(
    text: str, *, types: str = "", is_directed: bool = False, is_bipartite: bool = False
) -> Network:
    """The network of ``a-b b-c``; a word without dash is a node without ties.

    Args:
        text: ties and nodes, separated by spaces; a tie said twice is two parallel ties.
        types: ``a=Kind b=Kind`` gives nodes a type.
        is_directed: whether ties have a direction.
        is_bipartite: whether sources and targets are two kinds.
    """
    words = text.split()
    ties = [
        tie(word, id=f"{word}#{at}", start=date(2019, 1, 1)) for at, word in enumerate(words) if "-" in word
    ]
    kinds = dict(pair.split("=") for pair in types.split())
    names = {name for word in words for name in word.split("-")}
    nodes = [
        Node(
            name,
            name.upper(),
            f"x:{kinds[name]}" if name in kinds else "",
            kinds.get(name, ""),
            (f"x:{kinds[name]}",) if name in kinds else (),
        )
        for name in names
    ]
    origin = Origin(snapshot="5a5a", query_hash="9f9f", title="A small network")
    return Network.of(ties, nodes, is_directed=is_directed, is_bipartite=is_bipartite, origin=origin)
