"""What the variables of an expression are, where it is compiled: columns, their texts, and those around."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from graph.engine.derive import derived
from graph.engine.expressions import render
from graph.engine.functions import Functions
from graph.engine.relation import Column, Encoding, Relation
from graph.engine.scan import Scan
from graph.sparql.algebra import Exists
from graph.store.ids import Tag, tag_bit
from graph.terms import Term

__all__ = ["Scope"]

_SHORT = 60
"""So many characters of SQL may be repeated."""


def _no_exists(exists: Exists) -> str:
    raise TypeError(f"EXISTS has no meaning here: {exists}")


@dataclass(frozen=True, slots=True)
class Scope:
    """The variables that an expression sees.

    The SQL of expressions is for a SELECT from ``source(relation)``. Ask for it last: it has the rows of
    ``term`` that the expressions turned out to need.

    Attributes:
        columns: variable → column, its ``sql`` with the alias in it.
        functions: where expressions for Python are left.
        ids: the constants of the query that the store holds.
        exists: SQL of a pattern's truth for the present solution.
        own: those of the columns that are the relation's, not of an enclosing solution.
        prefix: the relation's alias, with which those of rows of ``term`` start.
    """

    columns: Mapping[str, Column]
    functions: Functions
    ids: Mapping[Term, int] = field(default_factory=dict)
    exists: Callable[[Exists], str] = _no_exists
    own: Mapping[str, Column] = field(default_factory=dict)
    prefix: str = "r"
    _entries: dict[str, str] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    @classmethod
    def over(
        cls,
        relation: Relation,
        scan: Scan,
        *,
        alias: str = "r",
        exists: Callable[[Exists], str] = _no_exists,
    ) -> "Scope":
        """The scope of a relation; behind its variables come those of the enclosing solutions.

        Args:
            relation: what stands in FROM.
            scan: functions, constants, and the enclosing solutions.
            alias: the relation's name in FROM; different for scopes that enclose each other.
            exists: compiles a pattern within an expression.
        """
        own = {
            name: replace(column, sql=f"{alias}.{column.sql}") for name, column in relation.columns.items()
        }
        return cls({**scan.outer, **own}, scan.functions, scan.ids, exists, own, alias)

    def column(self, name: str) -> Column | None:
        """The variable's column; None where it is never bound."""
        return self.columns.get(name)

    def text(self, name: str) -> str:
        """SQL of the term as TEXT."""
        return self._part(name, render.DICTIONARY, render.text_of, lambda text: text)

    def lexical(self, name: str) -> str:
        """SQL of the lexical form of a literal, or of an IRI; of a blank node or triple term NULL."""
        return self._part(name, render.DICTIONARY, render.lexical_of, render.text_lexical)

    def datatype(self, name: str) -> str:
        """SQL of the datatype's IRI of a literal without language; of anything else NULL."""
        return self._part(name, render.TYPED, render.datatype_of, render.text_datatype)

    def language(self, name: str) -> str:
        """SQL of language and direction (``ar--rtl``) of a literal, '' where it has none; else NULL."""
        return self._part(name, tag_bit(Tag.LANGUAGE), render.language_of, render.text_language)

    def double(self, name: str) -> str:
        """SQL of the nearest double of a number that is in the dictionary; only of an ID column."""
        return f"{self.entry(name)}.num"

    def entry(self, name: str) -> str:
        """The alias of the row of ``term`` for what the dictionary holds; only of an ID column."""
        return self._entry(self.columns[name])

    @property
    def is_bare(self) -> bool:
        """Whether the SQL given so far needs the relation alone."""
        return not self._entries and not self._named

    def named(self, sql: str) -> str:
        """A short name for long SQL over the relation's columns that is needed more than once."""
        if len(sql) <= _SHORT or any(self._alias(number) in sql for number in range(len(self._entries))):
            return sql
        name = self._named.setdefault(sql, f'"#{len(self._named)}"')
        return f"{self.prefix}.{name}"

    def source(self, relation: Relation) -> str:
        """What to select the SQL given so far from: the relation, with what has been named and looked up."""
        if self._named:
            cells = "".join(f", {sql} AS {name}" for sql, name in self._named.items())
            sql = f"SELECT {self.prefix}.*{cells}\nFROM {derived(relation, self.prefix)}"
            relation = Relation(sql, relation.columns, relation.rows)
        return f"FROM {derived(relation, self.prefix)}{self._joins()}"

    def _joins(self) -> str:
        joins = (
            f"\n{join} term AS {self._alias(number)} ON {self._alias(number)}.id = {id_}"
            for number, (id_, join) in enumerate(self._entries.items())
        )
        # Where the relation has a product of patterns that share nothing, DuckDB 2.0 puts one of them on the
        # optional side of a LEFT JOIN that other joins follow, and so loses its values; none follow here.
        return "".join(sorted(joins, key=lambda join: join.startswith("\nLEFT")))

    def _part(
        self,
        name: str,
        held: int,
        of_id: Callable[[str, str, int], str],
        of_text: Callable[[str], str],
    ) -> str:
        """A part of a term, which the dictionary holds for these tags."""
        column = self.column(name)
        if column is None:
            return "NULL::VARCHAR"
        if column.encoding is Encoding.TEXT:
            return of_text(column.sql)
        entry = self._entry(column) if column.tags & held else ""
        return of_id(column.sql, entry, column.tags)

    def _entry(self, column: Column) -> str:
        """The alias of the row of ``term`` of an ID column; asks for the join."""
        has_entry = column.is_sure and not column.tags & ~render.DICTIONARY
        self._entries[column.sql] = "JOIN" if has_entry else "LEFT JOIN"
        return self._alias(list(self._entries).index(column.sql))

    def _alias(self, number: int) -> str:
        return f"{self.prefix}_t{number}"
