"""From the parser's productions to values, bottom-up and without recursion.

Each method bears the name of a rule in ``sparql.lark`` and gets what its parts gave. The tokens have been
read already (``graph.sparql.reading``): the value of an IRI's token is an ``Iri``, and so on. The builder
holds no state, so one serves all threads.
"""

from collections.abc import Iterable
from typing import Any

from lark import Token, Transformer

from graph.sparql.requests import Column, DatasetClause, Ordering, Query
from graph.sparql.syntax import (
    Aggregate,
    Alternative,
    Arithmetic,
    Bind,
    Call,
    Exists,
    Filter,
    Group,
    InGraph,
    Inverse,
    Minus,
    Negated,
    OptionalGroup,
    Repeat,
    Sequence,
    Service,
    SubSelect,
    Triples,
    Union,
    Values,
    Variable,
)
from graph.sparql.triples import TripleBuilder
from graph.sparql.updates import UpdateBuilder
from graph.terms import RDF, RDF_DIR_LANG_STRING, RDF_LANG_STRING, Iri, Literal

__all__ = ["Builder"]

_ALL = 2**63 - 1
"""More solutions than there can be."""

Parts = list[Any]


def _present(parts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(part for part in parts if part is not None)


def _words(token: Token) -> str:
    return str(token).upper()


class PathBuilder(Transformer[Token, Any]):
    """Property paths (https://www.w3.org/TR/sparql12-query/#rPath)."""

    def path_alternative(self, parts: Parts) -> Alternative:
        return Alternative(tuple(parts))

    def path_sequence(self, parts: Parts) -> Sequence:
        return Sequence(tuple(parts))

    def path_inverse(self, parts: Parts) -> Inverse:
        return Inverse(parts[0])

    def path_elt(self, parts: Parts) -> Any:
        path, times = parts
        return path if times is None else Repeat(path, times)

    def path_mod(self, parts: Parts) -> str:
        return str(parts[0])

    def path_negated_property_set(self, parts: Parts) -> Negated:
        chosen = [part for part in parts if isinstance(part, tuple)]
        forward = tuple(iri for is_backward, iri in chosen if not is_backward)
        return Negated(forward, tuple(iri for is_backward, iri in chosen if is_backward))

    def path_one_in_property_set(self, parts: Parts) -> tuple[bool, Iri]:
        return parts[0] is not None, parts[1]

    def a(self, _: Parts) -> Iri:
        return Iri(f"{RDF}type")


class ExpressionBuilder(Transformer[Token, Any]):
    """Expressions (https://www.w3.org/TR/sparql12-query/#rExpression)."""

    def conditional_or_expression(self, parts: Parts) -> Call:
        return Call("||", tuple(parts))

    def conditional_and_expression(self, parts: Parts) -> Call:
        return Call("&&", tuple(parts))

    def comparison(self, parts: Parts) -> Call:
        return Call(str(parts[1]), (parts[0], parts[2]))

    def is_in(self, parts: Parts) -> Call:
        return Call("IN", (parts[0], *parts[1]))

    def is_not_in(self, parts: Parts) -> Call:
        return Call("NOT IN", (parts[0], *parts[1]))

    def additive_expression(self, parts: Parts) -> Arithmetic:
        return Arithmetic(parts[0], tuple(parts[1:]))

    multiplicative_expression = additive_expression

    def additive_step(self, parts: Parts) -> tuple[str, Any]:
        return str(parts[0]), parts[1]

    multiplicative_step = additive_step

    def signed_step(self, parts: Parts) -> tuple[str, Any]:
        """``1 -2``: the sign of the number is the operator (rAdditiveExpression)."""
        number, *steps = parts
        unsigned = Literal(number.value[1:], number.datatype)
        return number.value[0], Arithmetic(unsigned, tuple(steps)) if steps else unsigned

    def negation(self, parts: Parts) -> Call:
        return Call("!", (parts[0],))

    def unary(self, parts: Parts) -> Call:
        return Call(f"unary {parts[0]}", (parts[1],))

    def iri_or_function(self, parts: Parts) -> Any:
        iri, arguments = parts
        return iri if arguments is None else self.function_call(parts)

    def function_call(self, parts: Parts) -> Call:
        name, (is_distinct, arguments) = parts
        return Call(name, arguments, is_distinct)

    def arg_list(self, parts: Parts) -> tuple[bool, tuple[Any, ...]]:
        if isinstance(parts[0], Token) and parts[0].type == "NIL":
            return False, ()
        return parts[0] is not None, tuple(parts[1:])

    def expression_list(self, parts: Parts) -> tuple[Any, ...]:
        return tuple(part for part in parts if not isinstance(part, Token))

    def built_in(self, parts: Parts) -> Call:
        name, *arguments = parts
        if arguments and isinstance(arguments[0], tuple):
            return Call(_words(name), arguments[0])
        if isinstance(name.value, Iri):
            arguments.append(name.value)
        return Call(_words(name), tuple(each for each in _present(arguments) if not isinstance(each, Token)))

    def exists_func(self, parts: Parts) -> Exists:
        return Exists(parts[0])

    def not_exists_func(self, parts: Parts) -> Exists:
        return Exists(parts[0], is_negated=True)

    def aggregate(self, parts: Parts) -> Aggregate:
        name, distinct, argument, *separator = parts
        return Aggregate(
            _words(name),
            None if isinstance(argument, Token) else argument,
            distinct is not None,
            separator[0] if separator else None,
            name.start_pos,
        )

    def separator(self, parts: Parts) -> str:
        return str(parts[1])


class PatternBuilder(Transformer[Token, Any]):
    """Groups (https://www.w3.org/TR/sparql12-query/#rGroupGraphPattern)."""

    def group_graph_pattern(self, parts: Parts) -> Group:
        return Group(tuple(SubSelect(part) if isinstance(part, Query) else part for part in _present(parts)))

    def triples_block(self, parts: Parts) -> Triples:
        return Triples(tuple(pattern for part in parts for pattern in part))

    def optional_graph_pattern(self, parts: Parts) -> OptionalGroup:
        return OptionalGroup(parts[1])

    def minus_graph_pattern(self, parts: Parts) -> Minus:
        return Minus(parts[0])

    def group_or_union_graph_pattern(self, parts: Parts) -> Group | Union:
        groups = tuple(part for part in parts if isinstance(part, Group))
        return Union(groups) if len(groups) > 1 else groups[0]

    def graph_graph_pattern(self, parts: Parts) -> InGraph:
        return InGraph(*parts)

    def service_graph_pattern(self, parts: Parts) -> Service:
        keyword, silent, name, group = parts
        return Service(name, group, silent is not None, keyword.start_pos)

    def filter(self, parts: Parts) -> Filter:
        return Filter(parts[0])

    def bind(self, parts: Parts) -> Bind:
        return Bind(parts[1], parts[2])

    def inline_data(self, parts: Parts) -> Values:
        keyword, (variables, rows) = parts
        return Values(variables, rows, keyword.start_pos)

    values_clause = inline_data

    def inline_data_one_var(self, parts: Parts) -> tuple[Any, Any]:
        return (parts[0],), tuple((_cell(part),) for part in parts[1:])

    def inline_data_full(self, parts: Parts) -> tuple[Any, Any]:
        rows = tuple(part for part in parts if isinstance(part, tuple))
        return tuple(part for part in parts if not isinstance(part, tuple | Token)), rows

    def data_block_row(self, parts: Parts) -> tuple[Any, ...]:
        return tuple(_cell(part) for part in parts if not isinstance(part, Token))

    def undef(self, _: Parts) -> "type[_Undefined]":
        return _Undefined


class _Undefined:
    """The mark of UNDEF among the parts, where None means that a part is missing."""


def _cell(part: Any) -> Any:
    return None if part is _Undefined else part


class QueryBuilder(Transformer[Token, Any]):
    """Query forms and solution modifiers (https://www.w3.org/TR/sparql12-query/#rQuery)."""

    def query_unit(self, parts: Parts) -> dict[str, Any]:
        _, query, values = parts
        return {**query, "values": values}

    def prologue(self, _: Parts) -> None:
        return None

    def select_query(self, parts: Parts) -> dict[str, Any]:
        clause, dataset, where, modifier = parts
        return {"form": "SELECT", **clause, "dataset": dataset, "where": where, **modifier}

    def sub_select(self, parts: Parts) -> Query:
        clause, where, modifier, values = parts
        return Query("SELECT", where, **clause, **modifier, values=values)

    def select_clause(self, parts: Parts) -> dict[str, Any]:
        modifier, items = parts
        return {"modifier": modifier or "", "columns": None if isinstance(items, Token) else items}

    def select_modifier(self, parts: Parts) -> str:
        return _words(parts[0])

    def select_items(self, parts: Parts) -> tuple[Column, ...]:
        return tuple(part if isinstance(part, Column) else Column(part) for part in parts)

    def select_expression(self, parts: Parts) -> Column:
        return Column(parts[1], parts[0])

    def construct_query(self, parts: Parts) -> dict[str, Any]:
        template, dataset, where, modifier = parts
        return {"form": "CONSTRUCT", "template": template, "dataset": dataset, "where": where, **modifier}

    def construct_where(self, parts: Parts) -> dict[str, Any]:
        dataset, template, modifier = parts
        where = Group((Triples(template),) if template else ())
        return {
            "form": "CONSTRUCT",
            "template": template or (),
            "dataset": dataset,
            "where": where,
            **modifier,
        }

    def describe_query(self, parts: Parts) -> dict[str, Any]:
        items, dataset, where, modifier = parts
        described = None if isinstance(items, Token) else items
        return {"form": "DESCRIBE", "described": described, "dataset": dataset, "where": where, **modifier}

    def describe_items(self, parts: Parts) -> tuple[Any, ...]:
        return tuple(parts)

    def ask_query(self, parts: Parts) -> dict[str, Any]:
        dataset, where, modifier = parts
        return {"form": "ASK", "dataset": dataset, "where": where, **modifier}

    def dataset_clauses(self, parts: Parts) -> tuple[DatasetClause, ...]:
        return tuple(parts)

    def dataset_clause(self, parts: Parts) -> DatasetClause:
        return DatasetClause(parts[1], parts[0] is not None)

    def solution_modifier(self, parts: Parts) -> dict[str, Any]:
        group_by, having, order_by, slice_ = parts
        return {"group_by": group_by, "having": having or (), "order_by": order_by or (), **(slice_ or {})}

    def group_clause(self, parts: Parts) -> tuple[Column, ...]:
        return tuple(part if isinstance(part, Column) else _key(part) for part in parts)

    def group_expression(self, parts: Parts) -> Column:
        expression, variable = parts
        return _key(expression) if variable is None else Column(variable, expression)

    def having_clause(self, parts: Parts) -> tuple[Any, ...]:
        return tuple(parts)

    order_clause = having_clause

    def order_condition(self, parts: Parts) -> Ordering:
        return Ordering(parts[-1], is_descending=parts[0] == "DESC")

    def order_direction(self, parts: Parts) -> str:
        return _words(parts[0])

    def limit_offset_clauses(self, parts: Parts) -> dict[str, int]:
        return dict(_present(parts))

    def limit_clause(self, parts: Parts) -> tuple[str, int]:
        return "limit", _number(parts[0])

    def offset_clause(self, parts: Parts) -> tuple[str, int]:
        return "offset", _number(parts[0])


def _number(digits: str) -> int:
    """So many solutions, or as many as there can be: a longer number is beyond what Python and SQL read."""
    plain = digits.lstrip("0") or "0"
    return int(plain) if len(plain) < len(str(_ALL)) else _ALL


def _key(expression: Any) -> Column:
    return Column(expression) if isinstance(expression, Variable) else Column(None, expression)


class TermBuilder(Transformer[Token, Any]):
    """Terms (https://www.w3.org/TR/sparql12-query/#rRDFLiteral)."""

    def var(self, parts: Parts) -> Any:
        return parts[0].value

    iri = blank_node = boolean_literal = string = var
    numeric_literal = numeric_literal_positive = numeric_literal_negative = var

    def nil(self, _: Parts) -> Iri:
        return Iri(f"{RDF}nil")

    def rdf_literal(self, parts: Parts) -> Literal:
        text, mark = parts
        if mark is None:
            return Literal(text)
        if isinstance(mark, Iri):
            return Literal(text, mark.value)
        language, _, direction = mark.value.partition("--")
        return Literal(text, RDF_DIR_LANG_STRING if direction else RDF_LANG_STRING, language, direction)


class Builder(
    QueryBuilder,
    UpdateBuilder,
    PatternBuilder,
    TripleBuilder,
    PathBuilder,
    ExpressionBuilder,
    TermBuilder,
):
    """Every production of the grammar."""
