"""From algebra to SQL: one SELECT over ids for a whole query.

A pattern is a leaf (triple patterns, data, several patterns side by side) under a chain of steps (OPTIONAL,
FILTER, BIND, MINUS, grouping, solution modifiers), each of which makes a relation of a relation. The chain
is walked by a loop, so that a group of hundreds of OPTIONALs is no deeper than one.

Where each named graph counts on its own (GRAPH with a variable), relations have its id in a column of its
own. A leaf may lack it, if its solutions are the same in all graphs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graph.engine.chains import Bindings, check_length, with_bindings
from graph.engine.counts import counted
from graph.engine.derive import NOTHING, UNIT
from graph.engine.exists import exists_sql, mentioned, restricted, seen_through, substitutes
from graph.engine.expressions import Scope
from graph.engine.filters import extended, filtered, needs_number, numbered, unnumbered
from graph.engine.firsts import firsts
from graph.engine.functions import Functions
from graph.engine.graphs import (
    GRAPH,
    each_bound,
    each_graph,
    hidden_graph,
    in_existing,
    matches_triples,
    ranged,
)
from graph.engine.grouping import grouped
from graph.engine.halves import by_halves
from graph.engine.inline_data import compile_rows
from graph.engine.joins import joined
from graph.engine.leading import Leading, leading, with_leading
from graph.engine.leftjoins import left_joined, left_joined_where
from graph.engine.listed import listed
from graph.engine.minus import excluding
from graph.engine.ordering import Modifiers, gathered, modified
from graph.engine.patterns import NO_LISTS, compile_bgp
from graph.engine.relation import Relation
from graph.engine.scan import EachGraph, OneGraph, Scan
from graph.engine.tail import Tail, is_simple
from graph.engine.unions import united
from graph.errors import QueryError
from graph.sparql.algebra import (
    Algebra,
    Bgp,
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
    OrderBy,
    Project,
    Reduced,
    Rows,
    Slice,
    Union,
    Variable,
)
from graph.terms import Iri

__all__ = ["compile_algebra", "compile_query"]

_DEEPEST = 32
"""How many EXISTS may be within one another: each takes a good part of what Python can recurse."""

_Modifier = OrderBy | Project | Distinct | Reduced | Slice
_Step = LeftJoin | Minus | Filter | Extend | Group | _Modifier
_Chain = Sequence[tuple[_Step | Modifiers | Bindings | Leading, Scan]]


def compile_algebra(algebra: Algebra, scan: Scan) -> Relation:
    """The solutions of the pattern on the dataset that ``scan`` describes.

    Raises:
        QueryError: what the pattern asks for can't be had here.
    """
    return _compiled(*_begun(algebra, scan))


def compile_query(algebra: Algebra, scan: Scan) -> tuple[Relation, Tail | None]:
    """The same of a whole query, and how its last modifiers are carried out without SQL, where they can be.

    Raises:
        QueryError: as for `compile_algebra`.
    """
    relation, chain = _begun(algebra, scan)
    last = chain[-1][0] if chain else None
    if not isinstance(last, Modifiers) or not is_simple(last):
        return _compiled(relation, chain), None
    left, end, found = chain[:-1], chain[-1:], None
    if left and isinstance(by := left[-1][0], Leading):
        relation = _compiled(relation, left[:-1])
        left = left[-1:]
        found = firsts(relation, by, _trial(relation, scan))
    before = _compiled(relation, left)
    return _compiled(before, end), Tail(before, last, lambda held: _compiled(held, end), found)


def _begun(algebra: Algebra, scan: Scan) -> tuple[Relation, _Chain]:
    """The leaf of a pattern, and the steps over it, innermost first."""
    steps: list[tuple[_Step, Scan]] = []
    while isinstance(algebra, _Step):
        steps.append((algebra, scan))
        if isinstance(algebra, Project):
            scan = _within(algebra, scan)
        algebra = algebra.left if isinstance(algebra, LeftJoin | Minus) else algebra.pattern
    found = _counted(algebra, steps, scan) or _halved(algebra, steps, scan)
    relation, steps = found or (_leaf(algebra, scan), steps)
    if steps:
        relation = ranged(relation, scan)
    chain = list(with_leading(with_bindings(gathered(reversed(steps)))))
    check_length(chain)
    return relation, chain


def _counted(
    leaf: Algebra, steps: list[tuple[_Step, Scan]], scan: Scan
) -> tuple[Relation, list[tuple[_Step, Scan]]] | None:
    """The leaf in groups that were counted before, and the steps that are left."""
    innermost = steps[-1][0] if steps else None
    found = counted(leaf, innermost, scan) if isinstance(innermost, Group) else None
    return (found, steps[:-1]) if found else None


def _halved(
    leaf: Algebra, steps: list[tuple[_Step, Scan]], scan: Scan
) -> tuple[Relation, list[tuple[_Step, Scan]]] | None:
    """The leaf by its halves, and the steps that are left; only where all of its solutions are needed."""
    if scan.depth or not isinstance(leaf, Bgp) or not any(isinstance(step, Group) for step, _ in steps):
        return None
    *others, (last, around) = steps
    is_filtered = isinstance(last, Filter)
    found = by_halves(leaf, last.conditions if isinstance(last, Filter) else (), scan)
    if found is None:
        return None
    relation, conditions = found
    left = [(Filter(leaf, tuple(conditions)), around)] if conditions else []
    return relation, [*others, *left] if is_filtered else steps


def _compiled(relation: Relation, chain: _Chain) -> Relation:
    for step, around in chain:
        kept = relation if isinstance(step, Bindings | Filter | Leading) else unnumbered(relation)
        relation = _applied(step, kept, around)
    return unnumbered(relation)


def _leaf(algebra: Algebra, scan: Scan) -> Relation:
    match algebra:
        case Bgp():
            return _matched(algebra, scan)
        case Rows():
            return compile_rows(algebra, scan)
        case Join(parts):
            return _joined(parts, scan)
        case Union(parts):
            return united([ranged(compile_algebra(part, scan), scan) for part in parts])
        case Graph():
            return _in_graph(algebra, scan)
        case _:
            raise QueryError("SERVICE is not allowed here: this service contacts no other address.")


def _joined(parts: Sequence[Algebra], scan: Scan) -> Relation:
    left, lists = listed(parts, scan.ids)
    if not all(lists.values()):
        return NOTHING
    return joined(
        [
            _matched(part, scan, lists) if isinstance(part, Bgp) else compile_algebra(part, scan)
            for part in left
        ]
    )


def _matched(algebra: Bgp, scan: Scan, lists: Mapping[str, Sequence[int]] = NO_LISTS) -> Relation:
    if not algebra.patterns:
        return UNIT
    relation = compile_bgp(algebra, scan, lists)
    return restricted(relation, scan.outer, f"m{scan.depth}") if scan.is_substituting else relation


def _within(algebra: Project, scan: Scan) -> Scan:
    """Inside a sub-query: what it does not show has nothing to do with the variables around."""
    seen = (*algebra.variables, GRAPH)
    return replace(scan, outer={name: column for name, column in scan.outer.items() if name in seen})


def _in_graph(algebra: Graph, scan: Scan) -> Relation:
    around = {name: column for name, column in scan.outer.items() if name != GRAPH}
    if not isinstance(algebra.name, Iri):
        inside = replace(scan, active=EachGraph(GRAPH), outer=around)
        return each_bound(ranged(compile_algebra(algebra.pattern, inside), inside), algebra.name.name)
    graph = scan.ids.get(algebra.name)
    if graph is None or (scan.named is not None and graph not in scan.named):
        return NOTHING
    relation = compile_algebra(algebra.pattern, replace(scan, active=OneGraph(graph), outer=around))
    return relation if matches_triples(algebra.pattern) else in_existing(relation, graph)


def _applied(step: _Step | Modifiers | Bindings | Leading, relation: Relation, scan: Scan) -> Relation:
    match step:
        case LeftJoin(_, right, conditions):
            return _optional(relation, compile_algebra(right, scan), conditions, scan)
        case Minus(_, right):
            return excluding(relation, compile_algebra(right, scan), hidden_graph(scan))
        case Filter(_, conditions):
            return filtered(relation, conditions, _scope(relation, scan))
        case Bindings(expressions):
            relation = numbered(relation) if any(map(needs_number, expressions.values())) else relation
            return extended(relation, expressions, _scope(relation, scan))
        case Group():
            return _grouped(step, relation, scan)
        case Leading():
            # SQL keeps no relation to use twice that depends on an enclosing solution.
            return relation if scan.depth else leading(relation, step, _trial(relation, scan))
        case Modifiers():
            by = replace(step, graph=hidden_graph(scan))
            return modified(relation, by, lambda each: _scope(each, scan))
        case _:
            raise TypeError(f"not a step: {step}")


def _optional(left: Relation, right: Relation, conditions: Sequence[Expression], scan: Scan) -> Relation:
    """OPTIONAL; conditions on the right side alone are set there, the others on the pairs."""
    on_right = [each for each in conditions if _is_of_right(each, left, right, scan)]
    on_pairs = [each for each in conditions if each not in on_right]
    right = filtered(right, on_right, _scope(right, scan))
    if not on_pairs:
        return left_joined(left, right)
    return left_joined_where(left, right, lambda both: filtered(both, on_pairs, _scope(both, scan)))


def _is_of_right(condition: Expression, left: Relation, right: Relation, scan: Scan) -> bool:
    """Whether the condition sees the same on the right side as on a pair."""
    return all(
        name not in left.columns or (name in right.columns and right.columns[name].is_sure)
        for name in mentioned(condition, hidden_graph(scan))
    )


def _grouped(step: Group, relation: Relation, scan: Scan) -> Relation:
    for key in step.keys:
        if key.expression is not None:
            relation = extended(relation, {key.variable: key.expression}, _scope(relation, scan))
    if outside := _seen_from_outside(step, relation, scan):
        relation = extended(relation, outside, _scope(relation, scan))
    keys = [key.variable for key in step.keys]
    graphs = each_graph(scan) if hidden_graph(scan) else None
    return grouped(relation, keys, step.aggregates, _scope(relation, scan), graphs)


def _seen_from_outside(step: Group, relation: Relation, scan: Scan) -> dict[str, Expression]:
    """Variables of enclosing solutions that set functions take.

    They become the relation's own: of what is outside alone, SQL makes a set function of the outer query.
    """
    arguments = (each.argument for each in step.aggregates if each.argument is not None)
    names = {name for each in arguments for name in mentioned(each, hidden_graph(scan))}
    return {name: Variable(name) for name in sorted(names & scan.outer.keys() - relation.columns.keys())}


def _scope(relation: Relation, scan: Scan) -> Scope:
    """What expressions over the relation see; patterns in them see that too."""
    alias = f"o{scan.depth}"

    def exists(part: Exists) -> str:
        if scan.depth >= _DEEPEST:
            raise QueryError(f"There are more than {_DEEPEST} EXISTS within one another.")
        inside = replace(
            scan,
            outer=scope.columns,
            depth=scan.depth + 1,
            is_substituting=substitutes(part.pattern),
        )
        sql = exists_sql(compile_algebra(part.pattern, inside), scope.columns, scope.text, f"i{scan.depth}")
        return f"NOT {sql}" if part.is_negated else sql

    scope = Scope.over(relation, scan, alias=alias, exists=exists)
    scope = replace(scope, columns={**scope.columns, **seen_through(relation, scan.outer, alias)})
    return scope


def _trial(relation: Relation, scan: Scan) -> Callable[[Functions], Scope]:
    """The scope of the relation with functions of its own, to see what expressions need."""
    return lambda functions: _scope(relation, replace(scan, functions=functions))
