"""GML (https://networkx.org/documentation/stable/reference/readwrite/gml.html), as Gephi and yEd read it.

The format knows ASCII alone: every other sign is written by its number. It names nodes by labels, so a label
that two nodes have is written with the id, which stands beside it as ``iri``.
"""

import re
from collections.abc import Callable, Iterable
from itertools import repeat
from types import MappingProxyType

from graph.network.export.fields import Field, edge_fields, edge_ids, ends_of, node_fields, node_ids, rows_of
from graph.network.export.ids import distinct
from graph.network.export.kinds import metadata
from graph.network.network import Network
from graph.network.text import clean

__all__ = ["write_gml"]

_ESCAPED = re.compile(r"[^ !#-%\'-~]")
_NAMED = MappingProxyType({'"': "&quot;", "&": "&amp;"})
_NO_KEY = re.compile(r"[^A-Za-z0-9_]")


def write_gml(network: Network) -> bytes:
    """The network as GML."""
    known = {field.name: field for field in node_fields(network)}
    labels = known["label"].taken(known["label"].texts)
    names = distinct(labels, network.ids)
    lines = [
        "graph [",
        f"directed {int(network.is_directed())}",
        f"multigraph {int(network.is_multigraph())}",
        *(
            f'{_key(name)} "{_text(value)}"'
            for name, value in metadata(network).items()
            if name != "directed"
        ),
        *_nodes(network, names, [field for name, field in known.items() if name != "label"]),
        *_edges(network),
        "]",
        "",
    ]
    return "\n".join(lines).encode("ascii")


def _nodes(network: Network, names: Iterable[str], fields: Iterable[Field]) -> list[str]:
    heads = [f'node [\nid {at}\nlabel "{_text(name)}"\niri "' for at, name in enumerate(names)]
    return rows_of(
        heads,
        node_ids(network).written(_text),
        repeat('"\n', len(heads)),
        *_members(fields),
        repeat("]", len(heads)),
    )


def _edges(network: Network) -> list[str]:
    places = [str(at) for at in range(len(network))]
    source, target = (end.taken(places) for end in ends_of(network))
    key = "key" if network.is_multigraph() else "id"
    heads = [
        f'edge [\nsource {one}\ntarget {two}\n{key} "{_text(id_)}"\n'
        for one, two, id_ in zip(source, target, edge_ids(network), strict=True)
    ]
    return rows_of(heads, *_members(edge_fields(network)), repeat("]", len(heads)))


def _members(fields: Iterable[Field]) -> list[list[str]]:
    return [field.written(_member(field)) for field in fields]


def _member(field: Field) -> Callable[[str], str]:
    name = _key(field.name)
    if field.kind == "number":
        return lambda text: f"{name} {_real(text)}\n"
    return lambda text: f'{name} "{_text(text)}"\n'


def _key(name: str) -> str:
    plain = _NO_KEY.sub("_", name)
    return plain if plain[:1].isalpha() else f"x{plain}"


def _real(text: str) -> str:
    """A number with the point that GML's reals have."""
    return text if "." in text else text.replace("e", ".0e")


def _text(text: str) -> str:
    # NetworkX reads these two as a list and a tuple.
    if text in {"[]", "()"}:
        return " ".join(text)
    return _ESCAPED.sub(lambda found: _NAMED.get(found[0]) or f"&#{ord(found[0])};", clean(text))
