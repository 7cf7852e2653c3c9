"""Pajek's .net (http://mrvar.fdv.uni-lj.si/pajek/DrawEPS.htm), which names vertices by labels.

It has no escape: a double quote becomes a single one and a backslash a slash. IRIs stand beside as ``url``;
days, status and sources have no place.
"""

from collections.abc import Iterable
from itertools import repeat

from graph.network.export.fields import edge_fields, ends_of, node_fields, rows_of
from graph.network.export.ids import distinct
from graph.network.network import Network
from graph.network.text import clean

__all__ = ["write_pajek"]

_MARKS = str.maketrans({'"': "'", "\\": "/"})


def write_pajek(network: Network) -> bytes:
    """The network as Pajek's .net."""
    known = {field.name: field for field in node_fields(network)}
    labels = known["label"].taken(known["label"].texts)
    names = distinct(
        [label.translate(_MARKS) for label in labels], [iri.translate(_MARKS) for iri in network.ids]
    )
    nodes = [
        f'{at} "{name}" 0.0 0.0 ellipse url "{_plain(iri)}"'
        for at, (name, iri) in enumerate(zip(names, network.ids, strict=True), 1)
    ]
    kind = "*arcs" if network.is_directed() else "*edges"
    lines = (f"*network {_plain(network.origin.title) or 'network'}", f"*vertices {len(nodes)}", *nodes, kind)
    return "\n".join((*lines, *_edges(network), "")).encode()


def _edges(network: Network) -> Iterable[str]:
    known = {field.name: field for field in edge_fields(network)}
    places = [str(at) for at in range(1, len(network) + 1)]
    source, target = (end.taken(places) for end in ends_of(network))
    label = known.get("relation_label")
    count = len(source)
    return rows_of(
        source,
        repeat(" ", count),
        target,
        repeat(" ", count),
        known["weight"].written(str) if count else (),
        label.written(lambda text: f' l "{_plain(text)}"') if label else repeat("", count),
    )


def _plain(text: str) -> str:
    return " ".join(clean(text).translate(_MARKS).split())
