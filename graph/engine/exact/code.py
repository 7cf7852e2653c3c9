"""Compiled expressions: closures from a row to a term, a value or a truth.

An operator gives one of the three by nature; the other two are made from it, so that no lexical form is
written or read between operators.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.engine.exact.context import Context
from graph.engine.exact.ebv import truth
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.values import FALSE, TRUE, Value, as_term, as_value
from graph.sparql.algebra import Exists
from graph.terms import Term

__all__ = ["Code", "Row", "Scope", "constant", "failing", "from_term", "from_truth", "from_value"]

Row = Sequence[Any]
"""Cells in the order of the names; None is unbound."""


@dataclass(slots=True)
class Turn:
    """The number of the row that each thread is at, if something in the expression asks for it."""

    is_used: bool = False
    thread: threading.local = field(default_factory=threading.local)


@dataclass(frozen=True, slots=True)
class Scope:
    """What compiling knows beside the expression.

    Attributes:
        names: the variables of a row's cells, in order.
        context: what the query's expressions share.
        exists: the name whose cell holds the truth of an EXISTS or NOT EXISTS, its negation applied.
        read_term, read_value: what makes a term or a value of a cell that is not None.
        turn: a number that differs from row to row, once something compiled asks for it.
    """

    names: tuple[str, ...]
    context: Context
    exists: Mapping[Exists, str]
    read_term: Callable[[Any], Term]
    read_value: Callable[[Any], Value]
    turn: Turn = field(default_factory=Turn)


@dataclass(frozen=True, slots=True)
class Code:
    """One expression in its three forms; each raises ExpressionError where there is no result.

    Attributes:
        known: the value, where it is the same in every row.
    """

    term: Callable[[Row], Term]
    value: Callable[[Row], Value]
    truth: Callable[[Row], bool]
    known: Value | None = None


def from_term(term: Callable[[Row], Term]) -> Code:
    """Of an expression that gives a term."""
    return Code(term, lambda row: as_value(term(row)), lambda row: truth(as_value(term(row))))


def from_value(value: Callable[[Row], Value]) -> Code:
    """Of an expression that gives a value."""
    return Code(lambda row: as_term(value(row)), value, lambda row: truth(value(row)))


def from_truth(is_true: Callable[[Row], bool]) -> Code:
    """Of an expression that gives a truth."""
    return Code(lambda row: TRUE if is_true(row) else FALSE, is_true, is_true)


def constant(term: Term) -> Code:
    """Of a term in the text of the query."""
    value = as_value(term)
    try:
        is_true = truth(value)
    except ExpressionError as error:
        return Code(lambda _: term, lambda _: value, failing(str(error)).truth, value)
    return Code(lambda _: term, lambda _: value, lambda _: is_true, value)


def failing(why: str) -> Code:
    """Of an expression that is in error in every row."""

    def run(_: Row) -> Any:
        raise ExpressionError(why)

    return Code(run, run, run)
