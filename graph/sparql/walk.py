"""Everything within a value of the abstract syntax, without recursion."""

from collections.abc import Iterator

__all__ = ["parts"]


def parts(value: object, *, stop: tuple[type, ...] = ()) -> Iterator[object]:
    """The value, what it holds, and so on; what is of a type to stop at is given but not entered.

    >>> from graph.sparql.syntax import Call, Variable
    >>> [type(part).__name__ for part in parts(Call("STR", (Variable("a"),)))]
    ['Call', 'Variable']
    """
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            stack.extend(reversed(part))
        elif hasattr(part, "__dataclass_fields__"):
            yield part
            if not isinstance(part, stop):
                stack.extend(getattr(part, name) for name in reversed(part.__dataclass_fields__))
