"""Random patterns over small random datasets, for comparing evaluators."""

from collections.abc import Callable
from random import Random

from graph.sparql.algebra import (
    Aggregate,
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
    Key,
    LeftJoin,
    Minus,
    Pattern,
    Project,
    Rows,
    Union,
    Variable,
)
from graph.sparql.visible import visible
from graph.terms import XSD, Iri, Literal, Term, Triple
from tests.unit.engine.section18 import Dataset

__all__ = ["GRAPHS", "random_dataset", "random_pattern"]

NAMES = ("x", "y", "z")
NODES = (Iri("x:a"), Iri("x:b"), Iri("x:c"))
PREDICATES = (Iri("x:p"), Iri("x:q"))
LITERALS = (Literal("1", f"{XSD}integer"), Literal("01", f"{XSD}integer"), Literal("a"))
GRAPHS = (Iri("x:g"), Iri("x:h"))
ELSEWHERE = (Iri("x:unknown"), Literal("unknown"), Literal("2", f"{XSD}integer"))
DEEPEST = 4


def random_dataset(random: Random) -> Dataset:
    """A default graph and two named graphs."""

    def triples(most: int) -> frozenset[Triple]:
        return frozenset(
            Triple(random.choice(NODES), random.choice(PREDICATES), random.choice(NODES + LITERALS))
            for _ in range(random.randint(most // 2, most))
        )

    return {None: triples(14), GRAPHS[0]: triples(7), GRAPHS[1]: triples(7)}


def random_pattern(random: Random, depth: int = 0) -> Algebra:
    """A pattern of all forms, nested; what is deep is simple."""
    if depth >= DEEPEST or random.random() < 0.15:
        return _leaf(random)
    inner = random_pattern(random, depth + 1)
    [make] = random.choices(list(_FORMS), list(_FORMS.values()))
    return make(random, inner, depth + 1)


def _joined(random: Random, inner: Algebra, depth: int) -> Algebra:
    others = (random_pattern(random, depth) for _ in range(random.choice((1, 1, 2))))
    return Join((inner, *others))


def _optional(random: Random, inner: Algebra, depth: int) -> Algebra:
    conditions = _conditions(random, depth) if random.random() < 0.3 else ()
    return LeftJoin(inner, random_pattern(random, depth), conditions)


def _united(random: Random, inner: Algebra, depth: int) -> Algebra:
    return Union((inner, random_pattern(random, depth)))


def _reduced(random: Random, inner: Algebra, depth: int) -> Algebra:
    return Minus(inner, random_pattern(random, depth))


def _filtered(random: Random, inner: Algebra, depth: int) -> Algebra:
    return Filter(inner, _conditions(random, depth))


def _tested(random: Random, inner: Algebra, depth: int) -> Algebra:
    return Filter(inner, (Exists(random_pattern(random, depth), random.random() < 0.5),))


def _in_graph(random: Random, inner: Algebra, _: int) -> Algebra:
    names: tuple[Iri | Variable, ...] = (GRAPHS[0], Iri("x:none"), *map(Variable, NAMES))
    return Graph(random.choice(names), inner)


def _projected(random: Random, inner: Algebra, _: int) -> Algebra:
    kept = Project(inner, tuple(random.sample(NAMES, random.randint(1, 3))))
    return Distinct(kept) if random.random() < 0.5 else kept


def _leaf(random: Random) -> Algebra:
    if random.random() < 0.7:
        return Bgp(tuple(_triple(random) for _ in range(random.choice((0, 1, 1, 1, 2)))))
    names = tuple(random.sample(NAMES, random.randint(1, 2)))
    cells = (*NODES, *LITERALS, None, None, *(ELSEWHERE if random.random() < 0.4 else ()))
    return Rows(names, tuple(tuple(random.choice(cells) for _ in names) for _ in range(random.randint(0, 3))))


def _triple(random: Random) -> Pattern:
    def end(constants: tuple[Term, ...]) -> Variable | Iri:
        found = Variable(random.choice(NAMES)) if random.random() < 0.9 else random.choice(constants)
        assert isinstance(found, Variable | Iri)
        return found

    predicate = random.choice(PREDICATES) if random.random() < 0.9 else Variable(random.choice(NAMES))
    return Pattern(end(NODES), predicate, end(NODES))


def _extended(random: Random, inner: Algebra, _: int) -> Algebra:
    free = [name for name in NAMES if name not in visible(inner)]
    if not free:
        return inner
    value = random.choice(
        (Variable(random.choice(NAMES)), *NODES, *LITERALS, *ELSEWHERE, Call("CONCAT", (Literal("a"),)))
    )
    return Extend(inner, random.choice(free), value)


def _grouped(random: Random, inner: Algebra, _: int) -> Algebra:
    keys = random.sample(NAMES, random.randint(0, 2))
    result = random.choice([name for name in NAMES if name not in keys])
    count = Aggregate(result, "COUNT", None, is_distinct=random.random() < 0.5)
    return Group(inner, tuple(map(Key, keys)), (count,))


def _conditions(random: Random, depth: int) -> tuple[Expression, ...]:
    return tuple(_condition(random, depth) for _ in range(random.choice((1, 1, 2))))


def _condition(random: Random, depth: int) -> Expression:
    one, other = (Variable(random.choice(NAMES)) for _ in range(2))
    match random.randrange(6):
        case 0:
            return Call("BOUND", (one,))
        case 1:
            return Call("SAMETERM", (one, other))
        case 2:
            return Call("SAMETERM", (one, random.choice((*NODES, *LITERALS, *ELSEWHERE))))
        case 3:
            return Call("!", (_condition(random, depth),))
        case 4:
            return Call(random.choice(("&&", "||")), (_condition(random, depth), _condition(random, depth)))
        case _:
            return Exists(random_pattern(random, max(depth + 1, DEEPEST - 2)), random.random() < 0.5)


_FORMS: dict[Callable[[Random, Algebra, int], Algebra], int] = {
    _joined: 2,
    _optional: 3,
    _united: 1,
    _reduced: 2,
    _filtered: 2,
    _tested: 2,
    _extended: 1,
    _in_graph: 1,
    _projected: 1,
    _grouped: 1,
}
