"""The active graph as SQL: which quads a pattern can match."""

from collections.abc import Collection, Sequence

from graph.engine.scan import DefaultGraph, EachGraph, Merge, OneGraph, Scan, UnionOfAll

__all__ = ["graph_columns", "matching", "named_graphs"]

_NO_QUAD = "g IS NULL"


def matching(scan: Scan, conditions: Sequence[str], table: str = "pos") -> tuple[str, tuple[str, ...]]:
    """The triples of the active graph as something to select from, and the conditions left to set.

    Each condition starts with the name of a column, so that an alias can be put before it. Columns are ``s``,
    ``p``, ``o``, and ``g`` where each graph counts on its own.
    """
    match scan.active:
        case DefaultGraph():
            return table, (*conditions, "g = 0")
        case OneGraph(id_):
            return table, (*conditions, f"g = {id_}")
        case UnionOfAll():
            return table, (*conditions, "first") if scan.statistics.total.repeats else (*conditions,)
        case EachGraph():
            return table, (*conditions, "g <> 0" if scan.named is None else _among(scan.named))
        case Merge(ids):
            restricted = (*conditions, _among(ids))
            if len(ids) <= 1:
                return table, restricted
            return f"(SELECT DISTINCT s, p, o FROM {table} WHERE {' AND '.join(restricted)})", ()


def named_graphs(scan: Scan) -> str:
    """A SELECT of the ids of the graphs that each count on their own, as ``g``."""
    table, conditions = matching(scan, (), "spo")
    return f"SELECT DISTINCT g FROM {table} WHERE {' AND '.join(conditions)}"


def graph_columns(scan: Scan) -> tuple[str, ...]:
    """``g`` where each graph counts on its own; otherwise nothing."""
    return ("g",) if isinstance(scan.active, EachGraph) else ()


def _among(ids: Collection[int]) -> str:
    if not ids:
        return _NO_QUAD
    return f"g IN ({', '.join(map(str, sorted(ids)))})" if len(ids) > 1 else f"g = {next(iter(ids))}"
