"""Set functions in SQL give what the exact ones give, for groups of every kind of terms."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from graph.engine.exact import aggregate
from graph.engine.exact.aggregates import sum_of
from graph.engine.expressions import Scope, compile_aggregate
from graph.engine.relation import Encoding
from graph.engine.scan import Scan
from graph.sparql.algebra import Aggregate, Expression, Variable
from graph.store.columnar import ColumnStore
from graph.store.ids import Tag, tag_of
from graph.terms import XSD, Iri, Literal, Quad, Term
from tests.unit.expressions.pool import POOL, Evaluated, exactly, expression

_NAMES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT")
_ARGUMENTS = ("?x", "STR(?x)", "STRLEN(?x)", "?x + 1", "?x * 1.5", "YEAR(?x)", "IF(?x = 1, 2, 3)", "?x = 1")
_FAMILIES = (
    *(frozenset({tag}) for tag in Tag if tag is not Tag.SYSTEM),
    frozenset({Tag.INTEGER, Tag.DECIMAL}),
    frozenset({Tag.INTEGER, Tag.DECIMAL, Tag.NUMERIC}),
    frozenset({Tag.STRING, Tag.LANGUAGE}),
    frozenset(Tag),
)


def _groups(terms: Sequence[Term], random: Random) -> list[list[Term | None]]:
    """Groups without members, of one member, of several, some twice, and with an unbound one."""
    groups: list[list[Term | None]] = [[], [None], [*terms], [*terms, None], [random.choice(terms)]]
    drawn: list[list[Term | None]] = [[*random.choices(terms, k=random.randint(2, 6))] for _ in range(2)]
    return [*random.sample(groups, 2), *drawn]


def _found(evaluated: Evaluated, asked: Aggregate, group: list[Term | None], *, is_text: bool) -> Term | None:
    rows = [{"x": term} for term in group]
    relation = evaluated.relation(rows or [{"x": None}], frozenset("x" if is_text else ""), is_exact=True)
    scan = Scan()
    scope = Scope.over(relation, scan)
    value = compile_aggregate(asked, scope)
    given = relation if rows else replace(relation, sql=f"{relation.sql} WHERE false")
    sql = f"SELECT {value.sql} {scope.source(given)}"
    with scan.functions.on(evaluated.reader.connection):
        [(cell,)] = evaluated.reader.connection.execute(sql).fetchall()
    return evaluated.term(cell, value.encoding)


def _expected(asked: Aggregate, argument: Expression, group: list[Term | None]) -> Term | None:
    evaluate = exactly(argument, ("x",), Scan().functions.context)
    terms = [evaluate({"x": term})[0] for term in group]
    return aggregate(asked.name, is_distinct=asked.is_distinct, separator=asked.separator)(terms)


def _same(asked: Aggregate, found: Term | None, expected: Term | None, group: list[Term | None]) -> bool:
    """SAMPLE may choose, and GROUP_CONCAT may take any order."""
    if asked.name == "SAMPLE":
        return (found is None) == (expected is None) and (
            asked.argument != Variable("x") or found in [*group, None]
        )
    if asked.name == "GROUP_CONCAT" and isinstance(found, Literal) and isinstance(expected, Literal):
        return sorted(found.value) == sorted(expected.value)
    return found == expected


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("argument", _ARGUMENTS)
def test_a_group_gives_what_the_exact_function_gives(evaluated: Evaluated, name: str, argument: str) -> None:
    """For groups of one tag, of families of tags and of all; as ids and as texts; distinct or not."""
    random = Random(f"{name} {argument}")  # noqa: S311
    parsed = expression(argument)
    wrong = []
    for family in random.sample(_FAMILIES, 8):
        terms = [term for term in POOL if tag_of(evaluated.ids[term]) in family]
        for group in _groups(terms, random):
            is_distinct, is_text = random.random() < 0.5, random.random() < 0.2
            asked = Aggregate("a", name, parsed, is_distinct, ", ")
            found = _found(evaluated, asked, group, is_text=is_text)
            expected = _expected(asked, parsed, group)
            if not _same(asked, found, expected, group):
                wrong.append(f"{name} distinct={is_distinct} of {group}: {found} for {expected}")

    assert wrong == []


_DOUBLES = some.one_of(
    some.floats(allow_nan=False, allow_infinity=False),
    some.integers(-(10**6), 10**6).map(lambda number: number / 100),
)


@settings(max_examples=30, deadline=None)
@given(some.lists(_DOUBLES, min_size=1, max_size=20))
def test_a_sum_of_doubles_is_rounded_once(numbers: list[float]) -> None:
    """In SQL as in Python it is the double that is nearest to the exact sum, in whatever order they come."""
    exact = sum(map(Fraction, numbers), Fraction(0))
    assume(-(2**1023) < exact < 2**1023)
    terms = [Literal(repr(number), f"{XSD}double") for number in numbers]
    store = ColumnStore()
    with store.writer("doubles", "doubles") as writer:
        writer.insert(
            Quad(Iri(f"http://e/s{place}"), Iri("http://e/p"), term, None) for place, term in enumerate(terms)
        )
    with store.reader() as reader:
        asked = Aggregate("a", "SUM", Variable("x"), is_distinct=False, separator=" ")
        found = _found(Evaluated.on(reader, terms), asked, [*terms], is_text=False)
    store.close()

    assert isinstance(found, Literal)
    assert float(found.value) == float(exact)
    assert sum_of(reversed(numbers)) == sum_of(numbers) == float(found.value)


def test_solutions_are_counted_with_their_unbound_ones(evaluated: Evaluated) -> None:
    """COUNT(*) counts solutions, COUNT(DISTINCT *) different ones; cells may be unbound."""
    rows = [{"x": term, "y": other} for term in (*POOL[:3], None) for other in (None, POOL[0], POOL[0])]
    relation = evaluated.relation(rows, frozenset(), is_exact=True)
    scope = Scope.over(relation, Scan())
    counts = [
        compile_aggregate(Aggregate("a", "COUNT", None, is_distinct), scope) for is_distinct in (False, True)
    ]
    sql = f"SELECT {', '.join(count.sql for count in counts)} FROM ({relation.sql}) AS r"
    [cells] = evaluated.reader.connection.execute(sql).fetchall()

    assert [evaluated.term(cell, Encoding.ID) for cell in cells] == [
        Literal(count, f"{XSD}integer") for count in ("12", "8")
    ]
