"""``IF`` and ``COALESCE``: one of several operands, in the forms that all of them have."""

from collections.abc import Callable, Sequence
from functools import cache

from graph.engine.expressions.operand import Form, Operand, Text, lasting
from graph.engine.expressions.results import only
from graph.engine.expressions.scope import Scope
from graph.store.ids import Tag, tag_bit
from graph.store.inline import inlined

__all__ = ["either", "first_of", "id_of"]

_STRINGS = tag_bit(Tag.STRING) | tag_bit(Tag.LANGUAGE)
_Chosen = Callable[[Sequence[str]], str]


def id_of(part: Operand, scope: Scope) -> str | None:
    """SQL of the id of what surely has one."""
    if part.constant is None:
        return part.id
    id_ = scope.ids.get(part.constant, inlined(part.constant))
    return None if id_ is None else f"{id_}::BIGINT"


def either(condition: Callable[[], str], then: Operand, otherwise: Operand, scope: Scope) -> Operand:
    """``IF``: an error where the condition is one."""

    def chosen(parts: Sequence[str]) -> str:
        return f"CASE {condition()} WHEN true THEN {parts[0]} WHEN false THEN {parts[1]} END"

    return _of_several([then, otherwise], chosen, scope)


def first_of(parts: Sequence[Operand], scope: Scope) -> Operand:
    """``COALESCE``: the first that is in no error; forms of part of the operands can't tell."""
    return _of_several(parts, lambda sqls: f"coalesce({', '.join(sqls)})", scope)


def _of_several(parts: Sequence[Operand], chosen: _Chosen, scope: Scope) -> Operand:
    tags = 0
    for part in parts:
        tags |= part.tags
    ids = [id_of(part, scope) for part in parts]
    if all(ids):
        return Operand(tags, id=chosen([str(id_) for id_ in ids]))

    def text() -> Text | None:
        known = [part.text() if only(part, _STRINGS) else None for part in parts]
        texts = [each for each in known if each and each.is_total and each.language == "''"]
        sql = chosen([each.sql for each in texts]) if texts and len(texts) == len(parts) else None
        return Text(sql) if sql and lasting(sql) else None

    def truth() -> Form | None:
        known = [part.truth() if only(part, tag_bit(Tag.BOOLEAN)) else None for part in parts]
        forms = [each for each in known if each and each.is_total]
        sql = chosen([each.sql for each in forms]) if forms and len(forms) == len(parts) else None
        return Form(f"({sql})") if sql and lasting(sql) else None

    return Operand(tags, text=cache(text), truth=cache(truth))
