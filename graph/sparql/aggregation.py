"""What a grouped query computes for each group, collected while its expressions are translated."""

from collections.abc import Callable

from graph.sparql import algebra as to
from graph.sparql import syntax

__all__ = ["Aggregates"]


class Aggregates:
    """The aggregates of one query, each once; an expression refers to one by a variable.

    A variable that is neither key nor result of ``AS`` stands for a sample of its values
    (https://www.w3.org/TR/sparql11-query/#sparqlAggregateAlgebra).
    """

    def __init__(self, known: frozenset[str]) -> None:
        """Start with the variables that are known beside the aggregates."""
        self._known = known
        self._found: dict[to.Aggregate, str] = {}

    @property
    def all(self) -> tuple[to.Aggregate, ...]:
        """The aggregates so far, each with its variable."""
        return tuple(
            to.Aggregate(name, each.name, each.argument, each.is_distinct, each.separator)
            for each, name in self._found.items()
        )

    def of(
        self, aggregate: syntax.Aggregate, translated: Callable[[syntax.Expression], to.Expression]
    ) -> syntax.Variable:
        """The variable that holds an aggregate's result."""
        argument = None if aggregate.argument is None else translated(aggregate.argument)
        separator = " " if aggregate.separator is None else aggregate.separator
        return self._variable(
            to.Aggregate("", aggregate.name.upper(), argument, aggregate.is_distinct, separator)
        )

    def seen(self, variable: syntax.Variable) -> syntax.Variable:
        """The variable as an expression about groups sees it."""
        if variable.name in self._known:
            return variable
        return self._variable(to.Aggregate("", "SAMPLE", variable))

    def _variable(self, aggregate: to.Aggregate) -> syntax.Variable:
        return syntax.Variable(self._found.setdefault(aggregate, f".agg{len(self._found)}"))
