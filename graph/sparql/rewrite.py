"""Changing parts of a pattern: the one walk that rewrites share."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar, get_args

from graph.sparql.algebra import Algebra, Expression

__all__ = ["rewritten"]

_PATTERNS: tuple[type, ...] = get_args(Algebra)
_HOLDERS = (*_PATTERNS, *get_args(Expression))
Value = TypeVar("Value")


def rewritten(pattern: Algebra, change: Callable[[Algebra], Algebra]) -> Algebra:
    """The pattern with every pattern within it, those of EXISTS too, changed from the inside out.

    >>> from graph.sparql.algebra import Bgp, Distinct, Reduced
    >>> rewritten(Distinct(Bgp()), lambda each: Reduced(each) if each == Bgp() else each)
    Distinct(pattern=Reduced(pattern=Bgp(patterns=())))
    """

    def visited(value: Any) -> Any:
        if isinstance(value, tuple):
            parts = tuple(map(visited, value))
            return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
        if not isinstance(value, _HOLDERS):
            return value
        found = {each.name: getattr(value, each.name) for each in fields(value)}
        changed = {name: visited(part) for name, part in found.items()}
        new = {name: part for name, part in changed.items() if part is not found[name]}
        same = replace(value, **new) if new else value
        return change(same) if isinstance(value, _PATTERNS) else same

    return visited(pattern)  # type: ignore[no-any-return]
