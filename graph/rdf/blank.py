"""Names for blank nodes: the same document gives the same names, different documents different ones.

A label in a file means something in that file alone. So a blank node is named after the content of its
document and its place among the document's blank nodes (docs/decisions/0008-blank-nodes.md).
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import pyoxigraph as ox

__all__ = ["name_head", "renamed"]

_DIGEST_DIGITS = 12
Part = TypeVar("Part")


def name_head(digest: str) -> str:
    """What the names of a document's blank nodes begin with; their numbers follow."""
    return f"b{digest[:_DIGEST_DIGITS]}n"


def renamed(quads: Iterable[ox.Quad], digest: str, labels: Iterable[str] = ()) -> Iterator[ox.Quad]:
    """The quads with their blank nodes named ``<digest>n<number>``, numbered by first appearance.

    Args:
        quads: in document order.
        digest: of the document.
        labels: of the blank nodes that appeared before, each once, in their order.
    """
    head = name_head(digest)
    names = {label: ox.BlankNode(f"{head}{number}") for number, label in enumerate(labels)}

    def name(part: Part) -> Part | ox.BlankNode | ox.Triple:
        if isinstance(part, ox.BlankNode):
            if part.value not in names:
                names[part.value] = ox.BlankNode(f"{head}{len(names)}")
            return names[part.value]
        if isinstance(part, ox.Triple):
            return ox.Triple(name(part.subject), part.predicate, name(part.object))
        return part

    for quad in quads:
        subject, object_, graph = quad.subject, quad.object, quad.graph_name
        if any(isinstance(part, ox.BlankNode | ox.Triple) for part in (subject, object_, graph)):
            yield ox.Quad(name(subject), quad.predicate, name(object_), name(graph))  # type: ignore[arg-type]
        else:
            yield quad
