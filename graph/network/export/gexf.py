"""GEXF 1.3 (https://gexf.net/1.3), as Gephi reads it, with the days from and until which ties may hold.

Both bounds are included, as GEXF's intervals are; an unknown bound is left out, which GEXF reads as open. The
kind of a tie is its relation, so that Gephi keeps parallel ties of different kinds. Nodes have the colour of
their type and a size by degree, as the pictures do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat

import numpy as np

from graph.network.export.fields import Field, edge_fields, edge_ids, ends_of, node_fields, node_ids, rows_of
from graph.network.export.kinds import metadata
from graph.network.network import Network
from graph.network.picture.palette import colours_of
from graph.network.text import escaped

__all__ = ["write_gexf"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">"""
# These stand in attributes that GEXF has of its own.
_NATIVE = frozenset({"label", "weight", "from", "until"})
_SMALLEST, _LARGEST = 4.0, 40.0


def write_gexf(network: Network) -> bytes:
    """The network as GEXF 1.3."""
    of_nodes, of_edges = node_fields(network), edge_fields(network)
    words = "; ".join(f"{name}: {value}" for name, value in metadata(network).items())
    is_dynamic = bool(network.edge_table.is_dated().any())
    time = ' mode="dynamic" timeformat="date"' if is_dynamic else ' mode="static"'
    direction = "directed" if network.is_directed() else "undirected"
    lines = [
        _HEAD,
        f"<meta><creator>Maillage</creator><description>{escaped(words)}</description></meta>",
        f'<graph defaultedgetype="{direction}"{time}>',
        *_attributes("node", of_nodes),
        *_attributes("edge", of_edges),
        "<nodes>",
        *_nodes(network, of_nodes),
        "</nodes>",
        "<edges>",
        *_edges(network, of_edges),
        "</edges>",
        "</graph>",
        "</gexf>",
        "",
    ]
    return "\n".join(lines).encode()


def _own(fields: Iterable[Field]) -> list[Field]:
    return [field for field in fields if field.name not in _NATIVE]


def _attributes(domain: str, fields: Iterable[Field]) -> Iterator[str]:
    own = _own(fields)
    if own:
        yield f'<attributes class="{domain}">'
        for at, field in enumerate(own):
            yield f'<attribute id="{at}" title="{escaped(field.name)}" type="string"/>'
        yield "</attributes>"


def _values(fields: Iterable[Field], count: int) -> list[str]:
    """For each row the values that have no attribute of GEXF's own."""
    columns = [
        field.written(partial(_attribute, f'<attvalue for="{at}" value="', "/>"))
        for at, field in enumerate(_own(fields))
    ]
    rows = rows_of(*columns) if columns else [""] * count
    return [f"<attvalues>{row}</attvalues>" if row else "" for row in rows]


def _attribute(before: str, after: str, text: str) -> str:
    return f'{before}{escaped(text)}"{after}'


def _nodes(network: Network, fields: Sequence[Field]) -> list[str]:
    ids = node_ids(network)
    count = len(network)
    return rows_of(
        ids.written(lambda iri: f'<node id="{escaped(iri)}" label="'),
        _by_name(fields)["label"].written(escaped),
        repeat('">', count),
        _values(fields, count),
        _colours(network),
        _sizes(network),
        repeat("</node>", count),
    )


def _by_name(fields: Iterable[Field]) -> Mapping[str, Field]:
    return {field.name: field for field in fields}


def _colours(network: Network) -> list[str]:
    """Those of the types."""
    counts = network.types()
    types = sorted(counts, key=lambda iri: (-counts[iri], iri))
    colour = dict(zip(types, colours_of(types), strict=True))
    parts = {iri: [int(text[at : at + 2], 16) for at in (1, 3, 5)] for iri, text in colour.items()}
    field = Field.of("type", network.node_table.type)
    told = ('<viz:color r="{}" g="{}" b="{}"/>'.format(*parts[iri]) for iri in field.texts)
    return field.taken(list(told))


def _sizes(network: Network) -> list[str]:
    """Areas that grow with the degree."""
    edges = network.edge_table
    degree = np.bincount(np.concatenate([edges.source, edges.target]), minlength=len(network))
    share = np.sqrt(degree / max(int(degree.max(initial=0)), 1))
    sizes = np.round(_SMALLEST + (_LARGEST - _SMALLEST) * share, 2)
    return [f'<viz:size value="{size}"/>' for size in sizes.tolist()]


def _edges(network: Network, fields: Sequence[Field]) -> list[str]:
    known = _by_name(fields)
    source, target = ends_of(network)
    ends = [escaped(iri) for iri in network.ids]
    ids = edge_ids(network)
    native = (
        known[name].written(partial(_attribute, f' {key}="', ""))
        for name, key in (
            ("relation_label", "label"),
            ("weight", "weight"),
            ("relation", "kind"),
            ("from", "start"),
            ("until", "end"),
        )
        if name in known
    )
    return rows_of(
        [f'<edge id="{escaped(id_)}" source="' for id_ in ids],
        source.taken(ends),
        repeat('" target="', len(ids)),
        target.taken(ends),
        repeat('"', len(ids)),
        *native,
        repeat(">", len(ids)),
        _values(fields, len(ids)),
        repeat("</edge>", len(ids)),
    )
