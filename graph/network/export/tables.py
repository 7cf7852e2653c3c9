"""Ties and nodes as CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), for spreadsheets, R and pandas.

A table has no place for metadata, so snapshot and query stand in columns of their own on every row.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from graph.network.export.kinds import edge_values, node_values
from graph.network.network import Network
from graph.network.text import clean

__all__ = ["write_edges", "write_nodes"]

_EDGE = ("relation", "relation_label", "tie", "from", "until", "status", "evidence", "graphs", "weight")
_NODE = ("label", "type", "type_label")
_ABOUT = ("snapshot", "query_sha256")


def write_edges(network: Network) -> bytes:
    """One row a tie; several sources in a cell are separated by spaces."""
    about = (network.origin.snapshot, network.origin.query_hash)
    rows = (
        (
            edge.id,
            edge.source,
            network.by_id[edge.source].label,
            edge.target,
            network.by_id[edge.target].label,
            *(edge_values(edge).get(name, "") for name in _EDGE),
            *about,
        )
        for edge in network.edges
    )
    return _table(("id", "source", "source_label", "target", "target_label", *_EDGE, *_ABOUT), rows)


def write_nodes(network: Network) -> bytes:
    """One row a node."""
    groups = sorted({name for node in network.nodes for name, _ in node.groups})
    about = (network.origin.snapshot, network.origin.query_hash)
    rows = (
        (node.id, *(node_values(node).get(name, "") for name in (*_NODE, *groups)), *about)
        for node in network.nodes
    )
    return _table(("id", *_NODE, *groups, *_ABOUT), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([clean(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode()
