"""Set functions as SQL aggregates (https://www.w3.org/TR/sparql11-query/#setFunctions).

Where the tags of the argument allow it, SQL computes them on ids and exact numbers; otherwise the texts of a
group go to the exact function as a list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graph.engine.exact import aggregate, term_of, text_of
from graph.engine.exact.failure import checked_length
from graph.engine.expressions.numbers import NUMBERS, average, number_text, total
from graph.engine.expressions.operand import Number
from graph.engine.expressions.operands import operand
from graph.engine.expressions.results import only
from graph.engine.expressions.scope import Scope
from graph.engine.expressions.sort import sort_keys
from graph.engine.expressions.sums import summed
from graph.engine.expressions.value import compile_text, compile_value
from graph.engine.names import sql_text
from graph.engine.relation import ALL_TAGS, Encoding, Value
from graph.errors import QueryError
from graph.sparql.algebra import Aggregate, Expression, Variable
from graph.store.ids import Tag, tag_bit
from graph.terms import XSD

__all__ = ["compile_aggregate"]

_INTEGER = tag_bit(Tag.INTEGER)
_NUMERIC = tag_bit(Tag.NUMERIC)
_STRING = tag_bit(Tag.STRING)


def compile_aggregate(asked: Aggregate, scope: Scope) -> Value:
    """SQL of the aggregate over the rows of a group, or of all rows; NULL is an error."""
    if asked.argument is None:
        if asked.name != "COUNT":
            raise QueryError(f"{asked.name} takes an expression, not *.")
        return _counted(_solutions(asked, scope))
    fast = _FAST.get(asked.name)
    found = fast(asked, asked.argument, scope) if fast else None
    return found or _exact(asked, asked.argument, scope)


def _solutions(asked: Aggregate, scope: Scope) -> str:
    """``COUNT(*)``, of different solutions if asked so."""
    if not asked.is_distinct:
        return "count(*)"
    cells = ", ".join(column.sql for name, column in scope.own.items() if not name.startswith("."))
    return f"count(DISTINCT row({cells}))" if cells else "least(count(*), 1)"


def _counted(count: str) -> Value:
    return Value(f"({count} * 16 + {Tag.INTEGER:d})", Encoding.ID, _INTEGER, is_sure=True)


def _exact(asked: Aggregate, argument: Expression, scope: Scope) -> Value:
    """The exact function on the texts of a group."""
    function = aggregate(
        asked.name,
        is_distinct=asked.is_distinct,
        separator=asked.separator,
        string_limit=scope.functions.context.string_limit,
    )

    def run(texts: Sequence[str | None]) -> str | None:
        term = function([None if text is None else term_of(text) for text in texts])
        return None if term is None else text_of(term)

    texts = f"coalesce(list({compile_text(argument, scope)}), [])"
    return Value(scope.functions.call_list(run, texts), Encoding.TEXT, ALL_TAGS)


def _count(asked: Aggregate, argument: Expression, scope: Scope) -> Value:
    """Of those solutions in which the argument has a value."""
    distinct = "DISTINCT " if asked.is_distinct else ""
    return _counted(f"count({distinct}{compile_value(argument, scope).sql})")


def _sample(_: Aggregate, argument: Expression, scope: Scope) -> Value:
    value = compile_value(argument, scope)
    return replace(value, sql=f"any_value({value.sql})", is_sure=False)


def _calculated(asked: Aggregate, argument: Expression, scope: Scope) -> Value | None:
    """``SUM`` and ``AVG`` of numbers; what is none is an error."""
    known = operand(argument, scope)
    if isinstance(argument, Variable) and not asked.is_distinct:
        column = scope.own.get(argument.name)
        if column and column.encoding is Encoding.ID and column.tags & _NUMERIC:
            return summed(argument.name, column, scope, is_average=asked.name == "AVG")
    number = known.number()
    may_repeat = not only(known, _INTEGER)
    if number is None or not number.is_total or (asked.is_distinct and may_repeat):
        return None
    number = replace(number, sql=scope.named(number.sql))
    result = (total if asked.name == "SUM" else average)(number, is_distinct=asked.is_distinct)
    if result is None:
        return None
    text = _once(result)
    nothing = sql_text(f'"0"^^<{XSD}integer>')
    otherwise = (
        f"ELSE {text}"
        if _never_fails(argument, scope)
        else f"WHEN count({number.sql}) = count(*) THEN {text}"
    )
    sql = f"CASE WHEN count(*) = 0 THEN {nothing} {otherwise} END"
    return Value(sql, Encoding.TEXT, NUMBERS, is_canonical=True)


def _never_fails(argument: Expression, scope: Scope) -> bool:
    """Whether every solution has a number there."""
    column = scope.own.get(argument.name) if isinstance(argument, Variable) else None
    return column is not None and column.is_sure and not column.tags & ~NUMBERS


def _once(number: Number) -> str:
    """SQL of the number's term as TEXT, in which the number's SQL, which may be long, stands but once."""
    named = replace(number, sql="x")
    return f"list_transform([{number.sql}], lambda x: {number_text(named)})[1]"


def _extreme(asked: Aggregate, argument: Expression, scope: Scope) -> Value | None:
    """``MIN`` and ``MAX``, in the order of ORDER BY, of terms that SQL orders."""
    value = compile_value(argument, scope)
    keys = sort_keys(value, argument, scope)
    if not keys:
        return None
    is_least = asked.name == "MIN"
    if keys == (value.sql,):
        found = f"{'min' if is_least else 'max'}({value.sql})"
    else:
        key = keys[0] if len(keys) == 1 else f"row({', '.join(keys)})"
        found = f"{'arg_min' if is_least else 'arg_max'}({value.sql}, {key})"
    sql = found if value.is_sure else f"CASE WHEN count({value.sql}) = count(*) THEN {found} END"
    return replace(value, sql=sql, is_sure=False)


def _joined(asked: Aggregate, argument: Expression, scope: Scope) -> Value | None:
    """``GROUP_CONCAT`` of strings."""
    known = operand(argument, scope)
    text = known.text()
    if text is None or not text.is_total or (asked.is_distinct and not only(known, _STRING)):
        return None
    limit = scope.functions.context.string_limit
    distinct = "DISTINCT " if asked.is_distinct else ""
    whole = f"coalesce(string_agg({distinct}{text.sql}, {sql_text(asked.separator)}), '')"
    size = f"length({whole})"
    joined = f"""'"' || {whole} || '"'"""

    def refuse(sizes: Sequence[str | None]) -> None:
        checked_length(max(int(each or 0) for each in sizes), limit)

    refused = scope.functions.call(refuse, [f"({size})::VARCHAR"])
    has_all = f"count({text.sql}) = count(*)"
    sql = f"CASE WHEN NOT ({has_all}) THEN NULL WHEN {size} <= {limit} THEN {joined} ELSE {refused} END"
    return Value(sql, Encoding.TEXT, _STRING)


_FAST: Mapping[str, Callable[[Aggregate, Expression, Scope], Value | None]] = {
    "COUNT": _count,
    "SAMPLE": _sample,
    "SUM": _calculated,
    "AVG": _calculated,
    "MIN": _extreme,
    "MAX": _extreme,
    "GROUP_CONCAT": _joined,
}
"""Name → the aggregate in SQL; None where the argument may have what SQL can't compute."""
