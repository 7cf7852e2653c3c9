"""Nodes and ties as Arrow arrays (https://arrow.apache.org/docs/format/CDataInterface.html).

Texts that are unknown are null, days are dates, sources are lists of texts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import nanoarrow
import numpy as np

from graph.network.columns import Ints, Sets, starts_of
from graph.network.export.fields import edge_fields, edge_ids, ends_of, node_fields, node_ids
from graph.network.network import Network
from graph.network.tables import Days

__all__ = ["edge_arrays", "node_arrays"]


def node_arrays(network: Network) -> Any:
    """A row a node, in columns: ``id``, and what is known of any."""
    fields = (node_ids(network), *node_fields(network))
    return _struct(len(network), {field.name: _texts(field.texts, field.codes) for field in fields})


def edge_arrays(network: Network) -> Any:
    """A row a tie, in columns: ``id source target``, the labels of the ends, and what is known of any tie."""
    edges = network.edge_table
    labels = node_fields(network)[0]
    names = labels.taken(labels.texts)
    ids = edge_ids(network)
    columns = {"id": _texts(ids, np.arange(len(ids)))}
    for end in ends_of(network):
        columns |= {end.name: _texts(end.texts, end.codes), f"{end.name}_label": _texts(names, end.codes)}
    special = {
        "from": lambda: _days(edges.start),
        "until": lambda: _days(edges.until),
        "evidence": lambda: _sets(edges.evidence),
        "graphs": lambda: _sets(edges.graphs),
        "weight": lambda: nanoarrow.c_array(np.ascontiguousarray(edges.weight)),
    }
    for field in edge_fields(network):
        make = special.get(field.name)
        columns[field.name] = make() if make else _texts(field.texts, field.codes)
    return _struct(len(ids), columns)


def _struct(count: int, columns: Mapping[str, Any]) -> Any:
    schema = nanoarrow.struct({name: nanoarrow.Schema(column.schema) for name, column in columns.items()})
    arrays = list(columns.values())
    return nanoarrow.Array(nanoarrow.c_array_from_buffers(schema, count, buffers=[None], children=arrays))


def _texts(texts: Sequence[str], codes: Ints) -> Any:
    encoded = [text.encode(errors="replace") for text in texts]
    is_known = np.array([*map(bool, texts), False])[codes]
    rows = np.array([*encoded, b""], np.object_)[codes].tolist()
    return _array(nanoarrow.large_string(), is_known, starts_of(map(len, rows)), b"".join(rows))


def _days(days: Days) -> Any:
    is_known = ~np.isnat(days)
    numbers = np.where(is_known, days, np.datetime64(0, "D")).astype(np.int64).astype(np.int32)
    return _array(nanoarrow.date32(), is_known, numbers)


def _sets(sets: Sets) -> Any:
    used, codes = np.unique(sets.codes, return_inverse=True)
    child = _texts([sets.values[at] for at in used.tolist()], codes)
    bounds = np.ascontiguousarray(sets.bounds, np.int32)
    schema = nanoarrow.list_(nanoarrow.Schema(child.schema))
    return nanoarrow.c_array_from_buffers(schema, len(sets), [None, bounds], children=[child])


def _array(schema: Any, is_known: Any, *buffers: Any) -> Any:
    count = len(is_known)
    mask = np.packbits(is_known, bitorder="little") if not is_known.all() else None
    unknown = count - int(np.count_nonzero(is_known))
    return nanoarrow.c_array_from_buffers(schema, count, [mask, *buffers], null_count=unknown)
