"""Terms and expressions of the text as those of the algebra."""

from collections.abc import Callable

from graph.sparql import algebra as to
from graph.sparql import syntax
from graph.sparql.aggregation import Aggregates

__all__ = ["expression", "node"]


def node(value: syntax.Node) -> to.Node:
    """An end of a pattern; a blank node becomes a variable that no text can name."""
    match value:
        case syntax.Blank(label):
            return syntax.Variable(f"_:{label}", value.offset)
        case syntax.TripleNode(subject, predicate, object_):
            return syntax.TripleNode(node(subject), node(predicate), node(object_), value.offset)
        case _:
            return value


def expression(
    value: syntax.Expression,
    pattern_of: Callable[[syntax.Group], to.Algebra],
    aggregates: Aggregates | None = None,
) -> to.Expression:
    """An expression as the algebra's.

    Args:
        value: what the text says.
        pattern_of: translates the group of EXISTS.
        aggregates: collects those of a grouped query; None where solutions are not grouped.
    """

    def translated(part: syntax.Expression) -> to.Expression:
        match part:
            case syntax.Call(name, arguments):
                return to.Call(name, tuple(map(translated, arguments)))
            case syntax.Arithmetic(first, steps):
                return to.Arithmetic(
                    translated(first), tuple((sign, translated(each)) for sign, each in steps)
                )
            case syntax.Exists(group, is_negated):
                return to.Exists(pattern_of(group), is_negated)
            case syntax.Aggregate():
                if aggregates is None:
                    raise TypeError(f"{part.name} outside of a grouping")
                return aggregates.of(part, lambda each: expression(each, pattern_of))
            case syntax.Variable():
                return aggregates.seen(part) if aggregates else part
            case _:
                return node(part)

    return translated(value)
