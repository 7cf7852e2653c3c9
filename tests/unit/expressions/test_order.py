"""Sort keys in SQL put terms in the order of the exact keys."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graph.engine.exact import sort_key, text_of
from graph.engine.exact.values import as_term
from graph.engine.expressions import Scope, compile_sort
from graph.engine.expressions.number_keys import text_keys
from graph.engine.expressions.sortable import sortable
from graph.engine.names import sql_text
from graph.engine.scan import Scan
from graph.store.ids import Tag, tag_of
from tests.unit.expressions.pool import POOL, Evaluated, exactly, expression

_INLINED = frozenset({Tag.INTEGER, Tag.DECIMAL, Tag.BOOLEAN, Tag.DATE, Tag.DATETIME, Tag.DATETIME_UTC})
_FAMILIES = (
    *(frozenset({tag}) for tag in Tag if tag is not Tag.SYSTEM),
    frozenset({Tag.INTEGER, Tag.DECIMAL}),
    frozenset({Tag.INTEGER, Tag.DECIMAL, Tag.NUMERIC}),
    frozenset({Tag.STRING, Tag.LANGUAGE}),
    frozenset({Tag.DATE, Tag.DATETIME, Tag.DATETIME_UTC}),
    _INLINED,
    _INLINED | {Tag.IRI, Tag.BLANK, Tag.STRING, Tag.LANGUAGE},
    _INLINED | {Tag.NUMERIC, Tag.IRI, Tag.BLANK, Tag.STRING, Tag.LANGUAGE},
    frozenset(Tag),
)


@pytest.mark.parametrize("family", _FAMILIES, ids=lambda family: "-".join(sorted(tag.name for tag in family)))
@pytest.mark.parametrize("text", ["?x", "STR(?x)", "?x + 1", "YEAR(?x)", "STRLEN(?x)", "?x = 1", "isIRI(?x)"])
@pytest.mark.parametrize("is_text", [False, True])
def test_rows_come_in_the_order_of_the_exact_keys(
    evaluated: Evaluated,
    family: frozenset[Tag],
    text: str,
    is_text: bool,  # noqa: FBT001
) -> None:
    """Unbound and errors first, then as the exact keys say, whatever the tags let SQL do."""
    terms = [None, *(term for term in POOL if tag_of(evaluated.ids[term]) in family)]
    Random(1).shuffle(terms)  # noqa: S311
    relation = evaluated.relation(
        [{"x": term} for term in terms], frozenset("x" if is_text else ""), is_exact=True
    )
    scan = Scan()
    scope = Scope.over(relation, scan)
    asked = expression(text)
    keys = [f"{key} NULLS FIRST" for key in compile_sort(asked, scope)]
    order = f" ORDER BY {', '.join(keys)}" if keys else ""
    sql = f"SELECT r.row {scope.source(relation)}{order}"
    with scan.functions.on(evaluated.reader.connection):
        places = [row for (row,) in evaluated.reader.connection.execute(sql).fetchall()]
    evaluate = exactly(asked, ("x",), scan.functions.context)
    found = [evaluate({"x": terms[place]})[0] for place in places]

    assert found == sorted(found, key=sort_key)


@given(
    some.lists(
        some.one_of(
            some.integers(),
            some.integers(-3, 3),
            some.decimals(allow_nan=False, allow_infinity=False, places=3),
            some.decimals(-(10**18), 10**18, allow_nan=False, places=20),
            some.sampled_from(
                [Decimal(2**53), Decimal(2**53) + 1, Decimal(2**53) + Decimal("0.5"), -Decimal(2**53) - 1]
            ),
        ),
        max_size=8,
    )
)
def test_computed_numbers_sort_by_value_exactly(evaluated: Evaluated, numbers: list[int | Decimal]) -> None:
    """However many digits they have, also those with the same nearest double."""
    terms = [as_term(number) for number in numbers]
    texts = [text_of(term) for term in terms]
    order = ", ".join(text_keys("t"))
    cells = ", ".join(f"({sql_text(text)})" for text in texts) or "(NULL)"
    sql = f"SELECT t FROM (VALUES {cells}) AS v(t) WHERE t IS NOT NULL ORDER BY {order}"

    found = [text for (text,) in evaluated.reader.connection.execute(sql).fetchall()]

    assert found == [text_of(term) for term in sorted(terms, key=sort_key)]


_SCALARS = some.one_of(
    some.integers(),
    some.decimals(allow_nan=False, allow_infinity=False),
    some.floats(allow_nan=False).filter(lambda number: abs(number) > 0 or number == 0),
)


@given(some.lists(some.tuples(_SCALARS, some.booleans(), some.text(), some.tuples(some.text())), max_size=6))
def test_texts_of_keys_sort_as_the_keys(keys: list[tuple[object, ...]]) -> None:
    """Numbers of all types, truth values, strings with NUL, and keys within keys."""
    assert sorted(keys, key=sortable) == sorted(keys, key=lambda key: key)
