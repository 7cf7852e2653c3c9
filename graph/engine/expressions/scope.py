"""What the variables of an expression are, where it is compiled: columns, their texts, and those around."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from graph.engine.expressions import render
from graph.engine.functions import Functions
from graph.engine.relation import Column, Encoding, Relation
from graph.engine.scan import Scan
from graph.sparql.algebra import Exists
from graph.terms import Term

__all__ = ["Scope"]


def _no_exists(exists: Exists) -> str:
    raise TypeError(f"EXISTS has no meaning here: {exists}")


@dataclass(frozen=True, slots=True)
class Scope:
    """The variables that an expression sees.

    The SQL of expressions is for a SELECT whose FROM is the relation under its alias, followed by
    ``joins()``. Ask for it last: it names the rows of ``term`` that the expressions turned out to need.

    Attributes:
        columns: variable → column, its ``sql`` with the alias in it.
        functions: where expressions for Python are left.
        ids: the constants of the query that the store holds.
        exists: SQL of a pattern's truth for the present solution.
        prefix: of the aliases of rows of ``term``; different for scopes that enclose each other.
    """

    columns: Mapping[str, Column]
    functions: Functions
    ids: Mapping[Term, int] = field(default_factory=dict)
    exists: Callable[[Exists], str] = _no_exists
    prefix: str = "r"
    _entries: dict[str, str] = field(default_factory=dict)

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
        return cls({**scan.outer, **own}, scan.functions, scan.ids, exists, alias)

    def column(self, name: str) -> Column | None:
        """The variable's column; None where it is never bound."""
        return self.columns.get(name)

    def text(self, name: str) -> str:
        """SQL of the term as TEXT."""
        return self._part(name, render.text_of, lambda text: text)

    def lexical(self, name: str) -> str:
        """SQL of the lexical form of a literal, or of an IRI; of a blank node or triple term NULL."""
        return self._part(name, render.lexical_of, render.text_lexical)

    def datatype(self, name: str) -> str:
        """SQL of the datatype's IRI of a literal without language; of anything else NULL."""
        return self._part(name, render.datatype_of, render.text_datatype)

    def language(self, name: str) -> str:
        """SQL of language and direction (``ar--rtl``) of a literal, '' where it has none; else NULL."""
        return self._part(name, render.language_of, render.text_language)

    def number(self, name: str) -> str:
        """SQL of the value, as DOUBLE, of a number that is in the dictionary; only of an ID column."""
        return f"{self._entry(self.columns[name].sql)}.num"

    def joins(self) -> str:
        """What is to follow the relation in FROM, for the SQL given so far."""
        return "".join(
            f" LEFT JOIN term AS {entry} ON {entry}.id = {id_}" for id_, entry in self._entries.items()
        )

    def _part(self, name: str, of_id: Callable[[str, str, int], str], of_text: Callable[[str], str]) -> str:
        column = self.column(name)
        if column is None:
            return "NULL::VARCHAR"
        if column.encoding is Encoding.TEXT:
            return of_text(column.sql)
        return of_id(column.sql, self._entry(column.sql, column.tags), column.tags)

    def _entry(self, id_: str, tags: int = render.DICTIONARY) -> str:
        """The alias of the row of ``term`` of an id; asks for the join unless no tag needs one."""
        if not tags & render.DICTIONARY:
            return ""
        return self._entries.setdefault(id_, f"{self.prefix}_t{len(self._entries)}")
