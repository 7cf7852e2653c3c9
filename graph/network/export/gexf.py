"""GEXF 1.3 (https://gexf.net/1.3), as Gephi reads it, with the days from and until which ties may hold.

Both bounds are included, as GEXF's intervals are; an unknown bound is left out, which GEXF reads as open.
"""

from collections.abc import Iterable, Iterator, Mapping

from graph.network.export.kinds import edge_values, metadata, node_values
from graph.network.network import Network
from graph.network.rows import Edge, Node
from graph.network.text import escaped

__all__ = ["write_gexf"]

# These stand in attributes that GEXF has of its own.
_NATIVE = frozenset({"label", "weight", "from", "until"})


def write_gexf(network: Network) -> bytes:
    """The network as GEXF 1.3."""
    about = metadata(network)
    words = "; ".join(f"{name}: {value}" for name, value in about.items())
    is_dynamic = any(edge.is_dated for edge in network.edges)
    time = ' mode="dynamic" timeformat="date"' if is_dynamic else ' mode="static"'
    direction = "directed" if network.is_directed() else "undirected"
    node_names = _numbered(name for node in network.nodes for name in node_values(node))
    edge_names = _numbered(name for edge in network.edges for name in edge_values(edge))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        f"<meta><creator>Maillage</creator><description>{escaped(words)}</description></meta>",
        f'<graph defaultedgetype="{direction}"{time}>',
        *_attributes("node", node_names),
        *_attributes("edge", edge_names),
        "<nodes>",
        *(_node(node, node_names) for node in network.nodes),
        "</nodes>",
        "<edges>",
        *(_edge(edge, edge_names) for edge in network.edges),
        "</edges>",
        "</graph>",
        "</gexf>",
        "",
    ]
    return "\n".join(lines).encode()


def _numbered(names: Iterable[str]) -> dict[str, int]:
    kept = dict.fromkeys(name for name in names if name not in _NATIVE)
    return {name: at for at, name in enumerate(sorted(kept))}


def _attributes(domain: str, names: Mapping[str, int]) -> Iterator[str]:
    if names:
        yield f'<attributes class="{domain}">'
        for name, at in names.items():
            yield f'<attribute id="{at}" title="{name}" type="string"/>'
        yield "</attributes>"


def _values(values: Mapping[str, object], names: Mapping[str, int]) -> str:
    written = "".join(
        f'<attvalue for="{names[name]}" value="{escaped(value)}"/>'
        for name, value in values.items()
        if name in names
    )
    return f"<attvalues>{written}</attvalues>" if written else ""


def _node(node: Node, names: Mapping[str, int]) -> str:
    values = _values(node_values(node), names)
    return f'<node id="{escaped(node.id)}" label="{escaped(node.label)}">{values}</node>'


def _edge(edge: Edge, names: Mapping[str, int]) -> str:
    values = edge_values(edge)
    bounds = "".join(
        f' {name}="{values[key]}"' for name, key in (("start", "from"), ("end", "until")) if key in values
    )
    ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
    label = f' label="{escaped(edge.relation_label)}"' if edge.relation_label else ""
    start = f'<edge id="{edge.id}" {ends}{label} weight="{edge.weight:g}"{bounds}>'
    return f"{start}{_values(values, names)}</edge>"
