"""Set functions as SQL aggregates (https://www.w3.org/TR/sparql11-query/#setFunctions)."""

from collections.abc import Sequence

from graph.engine.exact import aggregate, term_of, text_of
from graph.engine.expressions.scope import Scope
from graph.engine.expressions.value import compile_text, compile_value
from graph.engine.functions import Evaluate
from graph.engine.relation import ALL_TAGS, Encoding, Value
from graph.errors import QueryError
from graph.sparql.algebra import Aggregate
from graph.store.ids import Tag, tag_bit

__all__ = ["compile_aggregate"]

_INTEGER = tag_bit(Tag.INTEGER)


def compile_aggregate(asked: Aggregate, scope: Scope) -> Value:
    """SQL of the aggregate over the rows of a group, or of all rows; NULL is an error."""
    if asked.name == "COUNT":
        return _count(asked, scope)
    if asked.argument is None:
        raise QueryError(f"{asked.name} takes an expression, not *.")
    text = compile_text(asked.argument, scope)
    call = scope.functions.call_list(_on_texts(asked, scope), f"coalesce(list({text}), [])")
    return Value(call, Encoding.TEXT, ALL_TAGS)


def _count(asked: Aggregate, scope: Scope) -> Value:
    """``COUNT``: of solutions, or of those where the argument has a value."""
    distinct = "DISTINCT " if asked.is_distinct else ""
    if asked.argument is not None:
        counted = f"count({distinct}{compile_value(asked.argument, scope).sql})"
    elif asked.is_distinct:
        cells = ", ".join(column.sql for column in scope.own.values())
        counted = f"count(DISTINCT row({cells}))" if cells else "least(count(*), 1)"
    else:
        counted = "count(*)"
    return Value(f"({counted} * 16 + {Tag.INTEGER:d})", Encoding.ID, _INTEGER, is_sure=True)


def _on_texts(asked: Aggregate, scope: Scope) -> Evaluate:
    function = aggregate(
        asked.name,
        is_distinct=asked.is_distinct,
        separator=asked.separator,
        string_limit=scope.functions.context.string_limit,
    )

    def run(texts: Sequence[str | None]) -> str | None:
        term = function([None if text is None else term_of(text) for text in texts])
        return None if term is None else text_of(term)

    return run
