"""Queries and groups as text again, with absolute IRIs: what is sent to another service.

The text parses to the same values, but for the labels of blank nodes, which are set apart so that those of
the text can't meet those that brackets and lists stood for.
"""

from collections.abc import Iterable, Iterator

from graph.sparql.notation import node_text, path_text
from graph.sparql.requests import Column, Query
from graph.sparql.syntax import (
    Aggregate,
    Arithmetic,
    Bind,
    Call,
    Element,
    Exists,
    Expression,
    Filter,
    Group,
    InGraph,
    Minus,
    OptionalGroup,
    Service,
    SubSelect,
    TriplePattern,
    Triples,
    Union,
    Values,
    Variable,
)
from graph.terms import Iri, Literal, n3

__all__ = ["group_text", "query_text"]

_INFIX = frozenset({"||", "&&", "=", "!=", "<", ">", "<=", ">="})


def query_text(query: Query) -> str:
    """A query as text.

    >>> from graph.sparql import parse_query
    >>> query_text(parse_query("PREFIX x: <x:> SELECT (COUNT(*) AS ?n) { ?s x:p [] } LIMIT 1"))
    'SELECT (COUNT(*) AS ?n) WHERE { ?s <x:p> _:n48 . } LIMIT 1'
    """
    return " ".join((*_head(query), *_where(query), *_modifiers(query)))


def group_text(group: Group) -> str:
    """A group as text, in its braces."""
    return f"{{ {' '.join(map(_element, group.elements))} }}"


def _head(query: Query) -> Iterator[str]:
    yield query.form
    if query.modifier:
        yield query.modifier
    match query.form:
        case "SELECT":
            yield "*" if query.columns is None else " ".join(map(_column, query.columns))
        case "CONSTRUCT":
            yield f"{{ {' '.join(map(_triple, query.template))} }}"
        case "DESCRIBE":
            yield "*" if query.described is None else " ".join(map(node_text, query.described))
    for clause in query.dataset:
        yield f"FROM {'NAMED ' if clause.is_named else ''}{n3(clause.name)}"


def _where(query: Query) -> Iterator[str]:
    if query.where is not None:
        yield f"WHERE {group_text(query.where)}"


def _modifiers(query: Query) -> Iterator[str]:
    if query.group_by is not None:
        yield f"GROUP BY {' '.join(map(_column, query.group_by))}"
    if query.having:
        yield f"HAVING {' '.join(map(_bracketed, query.having))}"
    if query.order_by:
        signs = (
            f"{'DESC' if each.is_descending else 'ASC'}({_text(each.expression)})" for each in query.order_by
        )
        yield f"ORDER BY {' '.join(signs)}"
    if query.limit is not None:
        yield f"LIMIT {query.limit}"
    if query.offset:
        yield f"OFFSET {query.offset}"
    if query.values:
        yield _values(query.values)


def _column(column: Column) -> str:
    if column.expression is None:
        return node_text(column.variable) if column.variable else ""
    name = f" AS {node_text(column.variable)}" if column.variable else ""
    return f"({_text(column.expression)}{name})"


def _element(element: Element) -> str:
    match element:
        case Triples(patterns):
            return " ".join(map(_triple, patterns))
        case OptionalGroup(group):
            return f"OPTIONAL {group_text(group)}"
        case Minus(group):
            return f"MINUS {group_text(group)}"
        case Union(groups):
            return " UNION ".join(map(group_text, groups))
        case InGraph(name, group):
            return f"GRAPH {node_text(name)} {group_text(group)}"
        case Service(name, group, is_silent):
            return f"SERVICE {'SILENT ' if is_silent else ''}{node_text(name)} {group_text(group)}"
        case _:
            return _smaller_element(element)


def _smaller_element(element: Filter | Bind | Values | SubSelect | Group) -> str:
    match element:
        case Filter(expression):
            return f"FILTER {_bracketed(expression)}"
        case Bind(expression, variable):
            return f"BIND ({_text(expression)} AS {node_text(variable)})"
        case Values():
            return _values(element)
        case SubSelect(query):
            return query_text(query)
        case Group():
            return group_text(element)


def _values(values: Values) -> str:
    rows = (
        f"({' '.join('UNDEF' if cell is None else node_text(cell) for cell in row)})" for row in values.rows
    )
    return f"VALUES ({' '.join(map(node_text, values.variables))}) {{ {' '.join(rows)} }}"


def _triple(triple: TriplePattern) -> str:
    return f"{node_text(triple.subject)} {path_text(triple.predicate)} {node_text(triple.object)} ."


def _text(value: Expression) -> str:
    match value:
        case Call():
            return _call(value)
        case Arithmetic(first, steps):
            return "".join((_operand(first), *(f" {sign} {_operand(each)}" for sign, each in steps)))
        case Aggregate():
            return _aggregate(value)
        case Exists(group, is_negated):
            return f"{'NOT ' if is_negated else ''}EXISTS {group_text(group)}"
        case _:
            return node_text(value)


def _bracketed(value: Expression) -> str:
    return f"({_text(value)})"


def _operand(value: Expression) -> str:
    is_plain = isinstance(value, Variable) or (isinstance(value, Call) and isinstance(value.name, Iri))
    return _text(value) if is_plain else _bracketed(value)


def _call(call: Call) -> str:
    name, arguments = call.name, call.arguments
    if isinstance(name, Iri):
        return f"{n3(name)}({'DISTINCT ' if call.is_distinct else ''}{_list(arguments)})"
    if name in _INFIX:
        return f" {name} ".join(map(_operand, arguments))
    if name in ("IN", "NOT IN"):
        return f"{_operand(arguments[0])} {name} ({_list(arguments[1:])})"
    if name == "!" or name.startswith("unary "):
        return f"{name.removeprefix('unary ')}{_bracketed(arguments[0])}"
    if name in ("IRI", "URI"):
        return f"{name}({_text(arguments[0])})"
    return f"{name}({_list(arguments)})"


def _list(values: Iterable[Expression]) -> str:
    return ", ".join(map(_text, values))


def _aggregate(aggregate: Aggregate) -> str:
    inner = "*" if aggregate.argument is None else _text(aggregate.argument)
    distinct = "DISTINCT " if aggregate.is_distinct else ""
    separator = ""
    if aggregate.separator is not None:
        separator = f"; SEPARATOR = {n3(Literal(aggregate.separator))}"
    return f"{aggregate.name}({distinct}{inner}{separator})"
