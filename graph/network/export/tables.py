"""Ties and nodes as tables: CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180) and Parquet.

A table has no place for metadata, so snapshot and query stand in columns of their own on every row of CSV;
Parquet keeps them with the file.
"""

from collections.abc import Iterable, Sequence

from graph.network.export.arrow import edge_arrays, node_arrays
from graph.network.export.fields import Field, edge_fields, edge_ids, ends_of, node_fields, node_ids
from graph.network.export.kinds import metadata
from graph.network.network import Network
from graph.network.text import clean
from graph.store import parquet

__all__ = ["write_edges", "write_edges_parquet", "write_nodes", "write_nodes_parquet"]

_EDGE = ("relation", "relation_label", "tie", "from", "until", "status", "evidence", "graphs", "weight")
_NODE = ("label", "type", "type_label")
_ABOUT = ("snapshot", "query_sha256")


def write_edges(network: Network) -> bytes:
    """One row a tie; several sources in a cell are separated by spaces."""
    source, target = ends_of(network)
    ids = [_cell(iri) for iri in network.ids]
    labels = node_fields(network)[0].written(_cell)
    ends = (values for end in (source, target) for values in (end.taken(ids), end.taken(labels)))
    own = [_cell(id_) for id_ in edge_ids(network)]
    fields = _columns(edge_fields(network), _EDGE, len(own))
    return _table(
        ("id", "source", "source_label", "target", "target_label", *_EDGE), [own, *ends, *fields], network
    )


def write_nodes(network: Network) -> bytes:
    """One row a node."""
    fields = node_fields(network)
    names = (*_NODE, *sorted(network.node_table.groups))
    own = node_ids(network).written(_cell)
    return _table(("id", *names), [own, *_columns(fields, names, len(own))], network)


def write_edges_parquet(network: Network) -> bytes:
    """One row a tie: days are dates, sources are lists."""
    return parquet(edge_arrays(network), metadata(network))


def write_nodes_parquet(network: Network) -> bytes:
    """One row a node."""
    return parquet(node_arrays(network), metadata(network))


def _columns(fields: Iterable[Field], names: Sequence[str], count: int) -> list[list[str]]:
    known = {field.name: field.written(_cell) for field in fields}
    return [known.get(name, [""] * count) for name in names]


def _cell(text: str) -> str:
    """A text as a field: quoted where it holds a sign that parts fields or rows."""
    shown = clean(text)
    return '"' + shown.replace('"', '""') + '"' if any(sign in shown for sign in ',"\r\n') else shown


def _table(head: Sequence[str], columns: Sequence[Sequence[str]], network: Network) -> bytes:
    about = f",{network.origin.snapshot},{network.origin.query_hash}"
    rows = (",".join(row) + about for row in zip(*columns, strict=True))
    return "".join(f"{row}\r\n" for row in (",".join((*map(_cell, head), *_ABOUT)), *rows)).encode()
