"""GraphML (http://graphml.graphdrawing.org/specification.html), as Gephi, yEd, igraph and NetworkX read it.

Its schema wants ids to be name tokens of XML, which IRIs are not: they are written as tokens, the same in
every file, and as they are beside them (``iri``). What is unknown and signs that XML forbids are left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat

from graph.network.export.fields import Field, edge_fields, edge_ids, ends_of, node_fields, node_ids, rows_of
from graph.network.export.ids import name_token
from graph.network.export.kinds import metadata
from graph.network.network import Network
from graph.network.text import escaped

__all__ = ["write_graphml"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""


def write_graphml(network: Network) -> bytes:
    """The network as GraphML."""
    about = metadata(network)
    of_nodes = (_named(node_ids(network), "iri"), *node_fields(network))
    of_edges = edge_fields(network)
    tokens = [name_token(iri) for iri in network.ids]
    direction = "directed" if network.is_directed() else "undirected"
    lines = [
        _HEAD,
        *(_key("graph", name, "string") for name in about),
        *(_key("node", field.name, "string") for field in of_nodes),
        *(_key("edge", field.name, "double" if field.kind == "number" else "string") for field in of_edges),
        f'<graph id="network" edgedefault="{direction}">',
        *_data(about),
        *_nodes(tokens, of_nodes),
        *_edges(network, tokens, of_edges),
        "</graph>",
        "</graphml>",
        "",
    ]
    return "\n".join(lines).encode()


def _named(field: Field, name: str) -> Field:
    return Field(name, field.codes, field.texts)


def _key(domain: str, name: str, kind: str) -> str:
    return (
        f'<key id="{_key_id(domain, name)}" for="{domain}" attr.name="{escaped(name)}" attr.type="{kind}"/>'
    )


def _key_id(domain: str, name: str) -> str:
    return f"{domain[0]}_{name_token(name)}"


def _data(about: Mapping[str, str]) -> Iterator[str]:
    return (f'<data key="{_key_id("graph", name)}">{escaped(value)}</data>' for name, value in about.items())


def _nodes(tokens: Sequence[str], fields: Iterable[Field]) -> list[str]:
    ids = [f'<node id="{token}">' for token in tokens]
    return rows_of(ids, *_columns("node", fields), repeat("</node>", len(ids)))


def _edges(network: Network, tokens: Sequence[str], fields: Iterable[Field]) -> list[str]:
    source, target = ends_of(network)
    ids = edge_ids(network)
    return rows_of(
        [f'<edge id="{id_ if id_.isalnum() else name_token(id_)}" source="' for id_ in ids],
        source.taken(tokens),
        repeat('" target="', len(ids)),
        target.taken(tokens),
        repeat('">', len(ids)),
        *_columns("edge", fields),
        repeat("</edge>", len(ids)),
    )


def _columns(domain: str, fields: Iterable[Field]) -> Iterator[list[str]]:
    for field in fields:
        yield field.written(partial(_datum, f'<data key="{_key_id(domain, field.name)}">'))


def _datum(start: str, text: str) -> str:
    shown = escaped(text)
    return f"{start}{shown}</data>" if shown else ""
