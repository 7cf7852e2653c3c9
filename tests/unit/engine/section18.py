"""The algebra by the letter of the recommendation's section 18: no SQL, no NULL, only dicts.

A dataset maps the names of its graphs to sets of triples; None is the default graph. Of expressions there are
those that tell bound from unbound; an error is None.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from graph.sparql.algebra import (
    Algebra,
    Bgp,
    Call,
    Distinct,
    Exists,
    Expression,
    Extend,
    Filter,
    Graph,
    Group,
    Join,
    LeftJoin,
    Minus,
    Project,
    Rows,
    Union,
    Variable,
)
from graph.terms import XSD, Iri, Literal, Term, Triple
from tests.unit.engine import naive

__all__ = ["Dataset", "evaluated"]

Solution = Mapping[str, Term]
Dataset = Mapping[Iri | None, frozenset[Triple]]
_NOTHING_AROUND: Solution = {}


def evaluated(
    pattern: Algebra, dataset: Dataset, graph: Iri | None = None, around: Solution = _NOTHING_AROUND
) -> list[Solution]:
    """The solutions of a pattern on one graph of the dataset, each as often as it comes.

    Args:
        pattern: what to evaluate.
        dataset: all graphs.
        graph: the active one.
        around: the solution that the pattern is tested for, inside EXISTS.
    """
    match pattern:
        case Bgp():
            return [each for each in naive.bgp(pattern, dataset[graph]) if _compatible(each, around)]
        case Rows(variables, rows):
            named = (zip(variables, row, strict=True) for row in rows)
            return [{name: cell for name, cell in row if cell is not None} for row in named]
        case Graph(Iri() as name, inner):
            return evaluated(inner, dataset, name, around) if name in dataset else []
        case Graph(Variable(name), inner):
            found = ((each, evaluated(inner, dataset, each, around)) for each in dataset if each is not None)
            return [both for each, within in found for both in _joined(within, [{name: each}])]
        case Project(inner, variables):
            within = evaluated(inner, dataset, graph, _only(around, variables))
            return [_only(each, variables) for each in within]
        case _:
            return _combined(pattern, _At(dataset, graph, around))


@dataclass(frozen=True)
class _At:
    """Where a pattern is evaluated."""

    dataset: Dataset
    graph: Iri | None
    around: Solution

    def of(self, pattern: Algebra) -> list[Solution]:
        return evaluated(pattern, self.dataset, self.graph, self.around)

    def value(self, expression: Expression, solution: Solution) -> Term | bool | None:
        def find(pattern: Algebra, seen: Solution) -> list[Solution]:
            return evaluated(pattern, self.dataset, self.graph, seen)

        return _value(expression, {**self.around, **solution}, find)

    def holds(self, conditions: Iterable[Expression], solution: Solution) -> bool:
        return all(self.value(each, solution) is True for each in conditions)


def _combined(pattern: Algebra, at: _At) -> list[Solution]:
    match pattern:
        case Join(parts):
            return reduce(lambda left, right: list(_joined(left, right)), map(at.of, parts))
        case Union(parts):
            return [each for part in parts for each in at.of(part)]
        case LeftJoin(left, right, conditions):
            return list(_left_joined(at.of(left), at.of(right), lambda each: at.holds(conditions, each)))
        case Minus(left, right):
            them = at.of(right)
            return [each for each in at.of(left) if not any(_excludes(each, other) for other in them)]
        case Filter(inner, conditions):
            return [each for each in at.of(inner) if at.holds(conditions, each)]
        case Extend(inner, name, expression):
            return [_extended(each, name, at.value(expression, each)) for each in at.of(inner)]
        case Distinct(inner):
            return [dict(each) for each in {frozenset(each.items()) for each in at.of(inner)}]
        case Group(inner):
            return _grouped(pattern, at.of(inner))
        case _:
            raise AssertionError(pattern)


def _value(
    expression: Expression, solution: Solution, find: Callable[[Algebra, Solution], list[Solution]]
) -> Term | bool | None:
    match expression:
        case Variable(name):
            return solution.get(name)
        case Exists(pattern, is_negated):
            return any(_compatible(each, solution) for each in find(pattern, solution)) is not is_negated
        case Call("BOUND", (Variable(name),)):
            return name in solution
        case Call("!", (inner,)):
            truth = _value(inner, solution, find)
            return None if truth is None else not truth
        case Call("SAMETERM", (left, right)):
            one, other = (_value(each, solution, find) for each in (left, right))
            return None if one is None or other is None else one == other
        case Call("&&" | "||" as sign, arguments):
            return _connected(sign, [_value(each, solution, find) for each in arguments])
        case Call("CONCAT", (Literal(text),)):
            return Literal(text)
        case Iri() | Literal():
            return expression
        case _:
            raise AssertionError(expression)


def _connected(sign: str, truths: list[Term | bool | None]) -> bool | None:
    """The truth table with errors: https://www.w3.org/TR/sparql11-query/#evaluation."""
    decisive = sign == "||"
    if decisive in truths:
        return decisive
    return None if None in truths else not decisive


def _only(solution: Solution, names: Collection[str]) -> Solution:
    return {name: term for name, term in solution.items() if name in names}


def _compatible(one: Solution, other: Solution) -> bool:
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def _joined(left: Iterable[Solution], right: Iterable[Solution]) -> Iterator[Solution]:
    them = list(right)
    return ({**one, **other} for one in left for other in them if _compatible(one, other))


def _left_joined(
    left: list[Solution], right: list[Solution], holds: Callable[[Solution], bool]
) -> Iterator[Solution]:
    for one in left:
        both = [each for each in _joined([one], right) if holds(each)]
        yield from both or [one]


def _excludes(one: Solution, other: Solution) -> bool:
    return _compatible(one, other) and bool(one.keys() & other.keys())


def _extended(solution: Solution, name: str, value: Term | bool | None) -> Solution:  # noqa: FBT001
    if isinstance(value, bool):
        return {**solution, name: Literal(str(value).lower(), f"{XSD}boolean")}
    return solution if value is None else {**solution, name: value}


def _grouped(pattern: Group, solutions: list[Solution]) -> list[Solution]:
    """Groups by plain keys with COUNT(*), with DISTINCT or without."""
    names = [key.variable for key in pattern.keys]
    groups: dict[frozenset[tuple[str, Term]], list[Solution]] = {} if names else {frozenset(): []}
    for each in solutions:
        key = frozenset((name, term) for name, term in each.items() if name in names)
        groups.setdefault(key, []).append(each)
    return [
        {**dict(key), **{each.variable: _count(members, each.is_distinct) for each in pattern.aggregates}}
        for key, members in groups.items()
    ]


def _count(solutions: list[Solution], is_distinct: bool) -> Literal:  # noqa: FBT001
    counted = {frozenset(each.items()) for each in solutions} if is_distinct else solutions
    return Literal(str(len(counted)), f"{XSD}integer")
