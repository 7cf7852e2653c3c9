"""What a part of a query has been compiled to: a SELECT over columns that stand for its variables.

Each column is in one of two encodings. Identity is equality in both: two cells of one encoding hold the same
term if, and only if, they are equal; NULL is unbound. Conversions are in ``graph.engine.encode``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from graph.store.ids import Tag, tag_bit

__all__ = [
    "ALL_TAGS",
    "LITERAL_TAGS",
    "RESOURCE_TAGS",
    "Column",
    "Encoding",
    "Relation",
    "Value",
    "column_name",
]

RESOURCE_TAGS = tag_bit(Tag.IRI) | tag_bit(Tag.BLANK)
ALL_TAGS = (1 << len(Tag)) - 1 & ~tag_bit(Tag.SYSTEM)
LITERAL_TAGS = ALL_TAGS & ~RESOURCE_TAGS & ~tag_bit(Tag.TRIPLE)


class Encoding(Enum):
    """How a column writes terms.

    ``ID`` is BIGINT, the store's id: fast to join, group and compare. ``TEXT`` is VARCHAR for terms that the
    store may not hold: N-Triples without escapes, so ``<iri>``, ``_:label``, ``"lexical"``, ``"lexical"@en``,
    ``"lexical"@ar--rtl``, ``"lexical"^^<datatype>`` (never for xsd:string), ``<<( s p o )>>`` with escapes
    inside. The lexical form ends at the last quotation mark.
    """

    ID = "id"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One variable of a relation.

    Attributes:
        sql: the column's name in the relation, quoted; nothing but a name.
        encoding: how its cells are written.
        tags: mask of the tags that its terms may have; of a TEXT column, the tags they would have.
        is_sure: never NULL.
        is_canonical: TEXT of xsd:integer and xsd:decimal alone, in canonical form.
    """

    sql: str
    encoding: Encoding = Encoding.ID
    tags: int = ALL_TAGS
    is_sure: bool = True
    is_canonical: bool = False

    @property
    def name(self) -> str:
        """The column's name as a result shows it."""
        return self.sql[1:-1].replace('""', '"')


@dataclass(frozen=True, slots=True)
class Value:
    """An expression over the columns of a relation, as SQL that gives a term in this encoding or NULL.

    NULL is an error or unbound. Attributes as for a ``Column``, but ``sql`` is any scalar expression.
    """

    sql: str
    encoding: Encoding
    tags: int = ALL_TAGS
    is_sure: bool = False
    is_canonical: bool = False

    def column(self, sql: str) -> Column:
        """The column of that name that holds the values."""
        return Column(sql, self.encoding, self.tags, self.is_sure, self.is_canonical)


@dataclass(frozen=True, slots=True)
class Relation:
    """Solutions as SQL.

    Attributes:
        sql: a complete SELECT (or WITH … SELECT); solutions may repeat; the order has no meaning but
            after ``OrderBy``.
        columns: variable → column, for every variable that may be bound; other columns do not stand for
            variables.
        rows: how many solutions are to be expected.
        cells: variable → SQL, where ``sql`` is a SELECT of nothing but these from ``source``.
        source: FROM and what follows; empty where ``sql`` is of another form.
        known: variable → its id in each solution, for all variables, where that takes no SQL; otherwise
            empty.
    """

    sql: str
    columns: Mapping[str, Column] = field(default_factory=dict)
    rows: float = 1.0
    cells: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    known: Mapping[str, Sequence[int]] = field(default_factory=dict)


def column_name(variable: str) -> str:
    """The name of a variable's column, quoted.

    SQL takes ``"x"`` and ``"X"`` for one name, SPARQL for two, so a capital is marked.

    >>> column_name("siren"), column_name("Siren")
    ('"siren"', '"S^iren"')
    """
    marked = re.sub(r"[A-Z]", r"\g<0>^", variable)
    return f'"{marked}"'
