"""Operations of an update from the parser's productions (https://www.w3.org/TR/sparql12-update/)."""

from typing import Any

from lark import Token, Transformer

from graph.sparql.requests import (
    Clear,
    DatasetClause,
    GraphOperation,
    Load,
    Modify,
    Quads,
    Update,
)
from graph.sparql.syntax import Group, InGraph, Triples
from graph.terms import Iri

__all__ = ["UpdateBuilder"]

Parts = list[Any]


class UpdateBuilder(Transformer[Token, Any]):
    """Update operations (https://www.w3.org/TR/sparql12-query/#rUpdateUnit)."""

    def update_unit(self, parts: Parts) -> Update:
        return parts[0]  # type: ignore[no-any-return]

    def update(self, parts: Parts) -> Update:
        return Update(tuple(part for part in parts if part is not None))

    def load(self, parts: Parts) -> Load:
        keyword, silent, source, target = parts
        return Load(source, target, silent is not None, keyword.start_pos)

    def silent(self, _: Parts) -> bool:
        return True

    def clear(self, parts: Parts) -> Clear:
        return Clear("CLEAR", parts[1], parts[0] is not None)

    def drop(self, parts: Parts) -> Clear:
        return Clear("DROP", parts[1], parts[0] is not None)

    def create(self, parts: Parts) -> Clear:
        return Clear("CREATE", parts[1], parts[0] is not None)

    def add(self, parts: Parts) -> GraphOperation:
        return GraphOperation("ADD", parts[1], parts[2], parts[0] is not None)

    def move(self, parts: Parts) -> GraphOperation:
        return GraphOperation("MOVE", parts[1], parts[2], parts[0] is not None)

    def copy(self, parts: Parts) -> GraphOperation:
        return GraphOperation("COPY", parts[1], parts[2], parts[0] is not None)

    def graph_or_default(self, parts: Parts) -> Iri | None:
        return parts[-1] if isinstance(parts[-1], Iri) else None

    def graph_ref(self, parts: Parts) -> Iri:
        return parts[0]  # type: ignore[no-any-return]

    def graph_ref_all(self, parts: Parts) -> Iri | str:
        return parts[0] if isinstance(parts[0], Iri) else str(parts[0]).upper()

    def insert_data(self, parts: Parts) -> Modify:
        return Modify("INSERT DATA", insert=parts[1])

    def delete_data(self, parts: Parts) -> Modify:
        return Modify("DELETE DATA", delete=parts[1])

    def delete_where(self, parts: Parts) -> Modify:
        return Modify("DELETE WHERE", delete=parts[0], where=_pattern(parts[0]))

    def modify(self, parts: Parts) -> Modify:
        graph, *clauses, using, where = parts
        quads = dict(clause for clause in clauses if clause is not None)
        return Modify("MODIFY", quads.get("delete", ()), quads.get("insert", ()), where, graph, using)

    def delete_clause(self, parts: Parts) -> tuple[str, Any]:
        return "delete", parts[0]

    def insert_clause(self, parts: Parts) -> tuple[str, Any]:
        return "insert", parts[0]

    def using_clauses(self, parts: Parts) -> tuple[DatasetClause, ...]:
        return tuple(parts)

    def using_clause(self, parts: Parts) -> DatasetClause:
        return DatasetClause(parts[1], parts[0] is not None)

    def quad_data(self, parts: Parts) -> tuple[Quads, ...]:
        return parts[0]  # type: ignore[no-any-return]

    def quads(self, parts: Parts) -> tuple[Quads, ...]:
        return tuple(
            part if isinstance(part, Quads) else Quads(None, part) for part in parts if part is not None
        )

    def quads_not_triples(self, parts: Parts) -> Quads:
        return Quads(parts[0], parts[1] or ())


def _pattern(quads: tuple[Quads, ...]) -> Group:
    """DELETE WHERE reads its quads as a pattern as well."""
    elements = [
        Triples(each.triples) if each.name is None else InGraph(each.name, Group((Triples(each.triples),)))
        for each in quads
    ]
    return Group(tuple(elements))
