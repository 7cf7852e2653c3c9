"""One hash over a network's columns: the same for the same nodes and ties, however these were coded.

A column of texts stands as its different texts, sorted, and for each row the place of its text among them.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from operator import ne
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.answer import Texts
from graph.network.columns import Coded, Sets
from graph.network.tables import EdgeTable, NodeTable
from graph.terms import local_name

__all__ = ["fingerprint"]

Column = Coded | Sets | Texts | npt.NDArray[Any]


def fingerprint(nodes: NodeTable, edges: EdgeTable, *, is_directed: bool, kind: str) -> str:
    """SHA-256 of all that is known of nodes and ties; equal ones have the same in every process.

    Cost: linear in nodes and ties, and that of sorting the texts of each column.

    Args:
        nodes: every node once.
        edges: every tie once.
        is_directed: whether ties have a direction.
        kind: what else tells a network from others.
    """
    digest = sha256(f"{is_directed} {kind} {len(nodes)} {len(edges)}".encode())
    for name, column in (*_of_nodes(nodes), *_of_edges(nodes, edges, is_directed=is_directed)):
        digest.update(f"\n{name}\n".encode())
        for part in _parts(column):
            digest.update(part)
    return digest.hexdigest()


def _of_nodes(nodes: NodeTable) -> Iterator[tuple[str, Column]]:
    yield "id", Texts.of(nodes.id)
    if nodes.label is not None and any(map(ne, nodes.label, map(local_name, nodes.id))):
        yield "label", nodes.label
    yield "type", nodes.type
    yield "type_label", nodes.type_label
    yield "kinds", nodes.kinds
    for name, column in sorted(nodes.groups.items()):
        # A grouping in which no node has a value is none.
        if column.counts().keys() - {""}:
            yield f"group {name!r}", column


def _of_edges(nodes: NodeTable, edges: EdgeTable, *, is_directed: bool) -> Iterator[tuple[str, Column]]:
    yield "source", edges.source.astype("<i8")
    yield "target", edges.target.astype("<i8")
    yield "start", edges.start.astype("<M8[D]")
    yield "until", edges.until.astype("<M8[D]")
    yield "weight", edges.weight.astype("<f8")
    for name in ("relation", "relation_label", "tie", "status", "evidence", "graphs"):
        yield name, getattr(edges, name)
    own = _own_ids(nodes, edges, is_directed=is_directed)
    if own.counts().keys() - {""}:
        yield "own_id", own


def _own_ids(nodes: NodeTable, edges: EdgeTable, *, is_directed: bool) -> Coded:
    """The ids that were given, but those that would follow from the tie anyway."""
    if edges.own_id is None:
        return Coded.same("", len(edges))
    bare = replace(edges, own_id=None)
    following = (bare.row(at, nodes.id, is_directed=is_directed).id for at in range(len(edges)))
    return Coded.of("" if own == id_ else own for own, id_ in zip(edges.own_id, following, strict=True))


def _parts(column: Column) -> Iterator[bytes]:
    if isinstance(column, np.ndarray):
        yield column.tobytes()
        return
    if isinstance(column, Texts):
        yield column.bounds.astype("<i8").tobytes()
        yield column.letters.tobytes()
        return
    if isinstance(column, Sets):
        yield (column.bounds - column.bounds[0]).astype("<i8").tobytes()
        column = Coded(column.codes, column.values)
    places, texts = column.ranked()
    yield places.astype("<i8").tobytes()
    yield from _parts(Texts.of(texts))
