"""What is known of nodes and ties, as columns of texts of which each different one is written once.

A file of 100,000 ties has some dozens of relations and dates, and each is escaped once; a row is then put
together from places. No Python object is made for a tie but its line.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.network.columns import Coded, Ints, Sets
from graph.network.network import Network
from graph.network.tables import Days
from graph.terms import local_name

__all__ = ["Field", "edge_fields", "edge_ids", "ends_of", "node_fields", "node_ids", "rows_of"]

Write = Callable[[str], str]


@dataclass(frozen=True, eq=False)
class Field:
    """One thing that is known of every node or tie.

    Attributes:
        name: what it is called in files.
        codes: for each row the place of its text.
        texts: the different texts, each once; empty is unknown.
        kind: ``text``, ``day`` (ISO 8601), ``number``, or ``list`` (IRIs separated by spaces).
    """

    name: str
    codes: Ints
    texts: Sequence[str]
    kind: str = "text"

    @classmethod
    def of(cls, name: str, column: Coded) -> "Field":
        """A column of texts."""
        used, codes = np.unique(column.codes, return_inverse=True)
        return cls(name, codes, [column.values[at] for at in used.tolist()])

    @property
    def is_known(self) -> bool:
        """Whether any row has a value."""
        return any(self.texts)

    def written(self, write: Write) -> list[str]:
        """For each row its text as ``write`` makes it; empty where unknown."""
        return self.taken([write(text) if text else "" for text in self.texts])

    def taken(self, values: Sequence[str]) -> list[str]:
        """For each row the value at the place of its text."""
        return np.array([*values, ""], np.object_)[self.codes].tolist()  # type: ignore[no-any-return]


def rows_of(*columns: Iterable[str]) -> list[str]:
    """The columns put together, row by row."""
    return ["".join(row) for row in zip(*columns, strict=True)]


def node_ids(network: Network) -> Field:
    """The ids of the nodes."""
    return Field.of("id", network.node_table.id)


def node_fields(network: Network) -> tuple[Field, ...]:
    """The labels of the nodes first; then types and groupings, as far as any is known."""
    nodes = network.node_table
    label = nodes.label if nodes.label is not None else nodes.id.mapped(local_name)
    named = {"label": label, "type": nodes.type, "type_label": nodes.type_label, **nodes.groups}
    fields = (Field.of(name, column) for name, column in named.items())
    return tuple(each for each in fields if each.is_known or each.name == "label")


def edge_fields(network: Network) -> tuple[Field, ...]:
    """All that is known of any tie but its id and ends; the weight always."""
    edges = network.edge_table
    weights, places = np.unique(edges.weight, return_inverse=True)
    fields = (
        Field.of("relation", edges.relation),
        Field.of("relation_label", edges.relation_label),
        Field.of("tie", edges.tie),
        _days("from", edges.start),
        _days("until", edges.until),
        Field.of("status", edges.status),
        _sets("evidence", edges.evidence),
        _sets("graphs", edges.graphs),
        Field("weight", places, [repr(each) for each in weights.tolist()], "number"),
    )
    return tuple(each for each in fields if each.is_known)


def edge_ids(network: Network) -> list[str]:
    """The ids of the ties."""
    return network.edge_table.ids(network.ids, is_directed=network.is_directed())


def ends_of(network: Network) -> tuple[Field, Field]:
    """Sources and targets of the ties, each by the id of its node."""
    ids = network.ids
    edges = network.edge_table
    return Field("source", edges.source, ids), Field("target", edges.target, ids)


def _days(name: str, days: Days) -> Field:
    different, places = np.unique(days, return_inverse=True)
    texts = ["" if np.isnat(day) else str(day) for day in different]
    return Field(name, places, texts, "day")


def _sets(name: str, sets: Sets) -> Field:
    """Each different set once, its texts separated by spaces."""
    sizes = np.diff(sets.bounds)
    if not len(sets.codes):
        return Field(name, np.zeros(len(sets), np.int64), [""], "list")
    starts = sets.bounds[:-1]
    # Sets of one, the rule, are told apart by their text alone; larger ones by their place.
    keys: npt.NDArray[np.int64] = np.where(
        sizes == 1,
        sets.codes[np.minimum(starts, len(sets.codes) - 1)],
        np.arange(len(sets)) + len(sets.values),
    )
    keys[sizes == 0] = -1
    _, first, places = np.unique(keys, return_index=True, return_inverse=True)
    return Field(name, places, [" ".join(sets[at]) for at in first.tolist()], "list")
