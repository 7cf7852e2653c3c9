"""The algebra as text to be read: one form a line, what it holds indented under it.

The names are those of the recommendation's algebra in lower case, in the bracketed form that SPARQL tools
share (https://jena.apache.org/documentation/notes/sse.html).
"""

from collections.abc import Iterator

from graph.sparql import algebra as of
from graph.sparql.algebra import Algebra, Expression
from graph.sparql.notation import node_text, path_text
from graph.sparql.syntax import Variable
from graph.terms import Iri, Term

__all__ = ["show", "shown_expression"]

_ROWS_SHOWN = 10


def show(pattern: Algebra) -> str:
    """A pattern, several lines long.

    >>> print(show(of.Project(of.Bgp((of.Pattern(Variable("s"), Iri("x:p"), Variable("o")),)), ("s",))))
    (project (?s)
      (bgp
        (triple ?s <x:p> ?o)))
    """
    return "\n".join(_lines(pattern))


def shown_expression(value: Expression) -> str:
    """An expression on one line; the pattern of EXISTS is not shown."""
    match value:
        case of.Call(name, arguments):
            sign = f"<{name.value}>" if isinstance(name, Iri) else name.lower()
            return f"({' '.join((sign, *map(shown_expression, arguments)))})"
        case of.Arithmetic(first, steps):
            rest = "".join(f" {sign} {shown_expression(each)}" for sign, each in steps)
            return f"({shown_expression(first)}{rest})"
        case of.Exists(_, is_negated):
            return "(not exists …)" if is_negated else "(exists …)"
        case _:
            return node_text(value)


def _lines(pattern: Algebra) -> Iterator[str]:
    head, inner = _parts(pattern)
    if not inner:
        yield f"({head})"
        return
    yield f"({head}"
    last = len(inner) - 1
    for number, part in enumerate(inner):
        lines = [f"  {line}" for line in ([part] if isinstance(part, str) else _lines(part))]
        if number == last:
            lines[-1] += ")"
        yield from lines


def _parts(pattern: Algebra) -> tuple[str, tuple[Algebra | str, ...]]:
    """What is said of a form itself, and what it holds."""
    match pattern:
        case of.Bgp(patterns):
            return "bgp", tuple(map(_triple, patterns))
        case of.Join(several) | of.Union(several):
            return type(pattern).__name__.lower(), several
        case of.LeftJoin(left, right, conditions):
            return _said("leftjoin", *map(shown_expression, conditions)), (left, right)
        case of.Minus(left, right):
            return "minus", (left, right)
        case of.Rows(variables, rows):
            return f"table {_variables(variables)}", _rows(rows)
        case _:
            return _said(type(pattern).__name__.lower(), *_arguments(pattern)), (pattern.pattern,)


def _arguments(pattern: Algebra) -> tuple[str, ...]:
    match pattern:
        case of.Graph(name) | of.Service(name):
            return (node_text(name),)
        case of.Filter(_, conditions):
            return tuple(map(shown_expression, conditions))
        case of.Extend(_, variable, value):
            return (f"((?{variable} {shown_expression(value)}))",)
        case of.Group(_, keys, aggregates):
            return _keys(keys), f"({' '.join(map(_aggregate, aggregates))})"
        case of.OrderBy(_, conditions):
            signs = (f"({'desc' if down else 'asc'} {shown_expression(each)})" for each, down in conditions)
            return (f"({' '.join(signs)})",)
        case of.Project(_, variables):
            return (_variables(variables),)
        case of.Slice(_, offset, limit):
            return str(offset), "_" if limit is None else str(limit)
        case _:
            return ()


def _said(*words: str) -> str:
    return " ".join(words)


def _variables(names: tuple[str, ...]) -> str:
    return f"({' '.join(f'?{name}' for name in names)})"


def _keys(keys: tuple[of.Key, ...]) -> str:
    shown = (
        f"?{key.variable}"
        if key.expression is None
        else f"(?{key.variable} {shown_expression(key.expression)})"
        for key in keys
    )
    return f"({' '.join(shown)})"


def _aggregate(aggregate: of.Aggregate) -> str:
    words = [aggregate.name.lower()]
    if aggregate.is_distinct:
        words.append("distinct")
    if aggregate.argument is not None:
        words.append(shown_expression(aggregate.argument))
    return f"(?{aggregate.variable} ({' '.join(words)}))"


def _rows(rows: tuple[tuple[Term | None, ...], ...]) -> tuple[str, ...]:
    lines = [
        f"(row {' '.join('undef' if cell is None else node_text(cell) for cell in row)})"
        for row in rows[:_ROWS_SHOWN]
    ]
    more = len(rows) - len(lines)
    return (*lines, f"… {more:,} more") if more else tuple(lines)


def _triple(pattern: of.Pattern) -> str:
    is_path = not isinstance(pattern.predicate, Variable | Iri)
    subject, object_ = map(node_text, (pattern.subject, pattern.object))
    return f"({'path' if is_path else 'triple'} {subject} {path_text(pattern.predicate)} {object_})"
