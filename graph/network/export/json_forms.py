"""Two forms in JSON: node-link, as `networkx.node_link_graph` reads it, and that of Cytoscape."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat

from graph.network.export.fields import Field, edge_fields, edge_ids, ends_of, node_fields, rows_of
from graph.network.export.kinds import metadata
from graph.network.network import Network

__all__ = ["write_cytoscape", "write_node_link"]


def write_node_link(network: Network) -> bytes:
    """The network as node-link JSON (https://networkx.org/documentation/stable/reference/readwrite/json_graph.html)."""
    is_multigraph = network.is_multigraph()
    ids = [_quoted(iri) for iri in network.ids]
    nodes = rows_of((f'{{"id": {id_}' for id_ in ids), *_members(node_fields(network)), repeat("}", len(ids)))
    edges = _edges(
        network, ids, '{{"source": {}, "target": {}, "' + ("key" if is_multigraph else "id") + '": {}'
    )
    head = {"directed": network.is_directed(), "multigraph": is_multigraph, "graph": metadata(network)}
    return _document(head, '"nodes": {}, "edges": {}}}', nodes, edges)


def write_cytoscape(network: Network) -> bytes:
    """The network as Cytoscape JSON (https://js.cytoscape.org/#notation/elements-json)."""
    head = {
        "data": metadata(network),
        "directed": network.is_directed(),
        "multigraph": network.is_multigraph(),
    }
    ids = [_quoted(iri) for iri in network.ids]
    names = {field.name: field for field in node_fields(network)}
    label = names["label"]
    nodes = rows_of(
        (f'{{"data": {{"id": {id_}, "value": {id_}, "name": ' for id_ in ids),
        label.taken([_quoted(text) for text in label.texts]),
        *_members(names.values()),
        repeat("}}", len(ids)),
    )
    start = '{{"data": {{"source": {0}, "target": {1}, "id": {2}'
    if network.is_multigraph():
        start += ', "key": {2}'
    edges = [f"{edge}}}" for edge in _edges(network, ids, start)]
    return _document(head, '"elements": {{"nodes": {}, "edges": {}}}}}', nodes, edges)


def _edges(network: Network, ids: Sequence[str], start: str) -> list[str]:
    """The ties as objects that begin so, with places for source, target and id."""
    source, target = (end.taken(ids) for end in ends_of(network))
    own = map(_quoted, edge_ids(network))
    heads = [start.format(*parts) for parts in zip(source, target, own, strict=True)]
    return rows_of(heads, *_members(edge_fields(network)), repeat("}", len(heads)))


def _members(fields: Iterable[Field]) -> list[list[str]]:
    """What is known of each row as members of an object, each with a comma before it."""
    return [field.written(_member(field)) for field in fields]


def _member(field: Field) -> Callable[[str], str]:
    name = _quoted(field.name)
    values: dict[str, Callable[[str], str]] = {
        "number": str,
        "list": lambda text: json.dumps(text.split(" "), ensure_ascii=False),
    }
    value = values.get(field.kind, _quoted)
    return lambda text: f", {name}: {value(text)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _document(head: Mapping[str, object], frame: str, nodes: Sequence[str], edges: Sequence[str]) -> bytes:
    """The members of the head, and the two lists in their frame."""
    lists = ("[\n" + ",\n".join(objects) + "\n]" for objects in (nodes, edges))
    text = f"{json.dumps(head, ensure_ascii=False)[:-1]}, {frame.format(*lists)}\n"
    return text.encode(errors="replace")
