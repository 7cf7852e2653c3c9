"""No expression takes time or memory without bounds, and none gives a wrong answer instead."""

import pytest

from graph.engine.exact import new_context
from graph.errors import QueryError
from graph.terms import XSD, Literal
from tests.unit.exact.asking import result, term

SMALL = new_context(seed=1, string_limit=100)
LONG = {"x": Literal("a" * 60), "i": Literal("9" * 3000, f"{XSD}integer"), "ss": Literal("ß" * 60)}


@pytest.mark.parametrize(
    "text",
    [
        "CONCAT(?x, ?x)",
        'REPLACE(?x, "a", "$0$0")',
        'REPLACE(?x, "a$", "' + "b" * 50 + '")',
        "ENCODE_FOR_URI(?ss)",
        "UCASE(?ss)",
    ],
)
def test_a_string_that_grows_too_long_ends_the_query(text: str) -> None:
    """The recommendation knows no such error, so leaving the row out would be wrong."""
    with pytest.raises(QueryError, match="the limit is 100"):
        result(text, LONG, SMALL)


def test_a_string_may_grow_to_the_limit() -> None:
    """And no further."""
    assert result('STRLEN(CONCAT(?x, "' + "b" * 40 + '"))', LONG, SMALL) == term("100")


def test_numbers_overflow_as_an_error() -> None:
    """XPath allows an implementation to (FOAR0002)."""
    assert result("?i + 1 > ?i", LONG) == term("true")
    assert result("?i * ?i", LONG) is None
    assert result("?i * ?i * 1.0", LONG) is None
    assert result("xsd:decimal(?i) * xsd:decimal(?i)", LONG) is None
    assert result("?i / 0.1", LONG) is not None


def test_a_number_of_a_million_digits_is_not_read() -> None:
    """It is equal to itself, and has no value to compute with."""
    huge = {
        "x": Literal("1" * 1_000_000, f"{XSD}integer"),
        "y": Literal("0." + "1" * 1_000_000, f"{XSD}decimal"),
    }

    assert result("?x = ?x", huge) == term("true")
    assert result("?x + 1", huge) is None
    assert result("?y + 1", huge) is None
    assert result("isNUMERIC(?x)", huge) == term("false")
    assert result("xsd:double(STR(?x))", huge) == term('"INF"^^xsd:double')


def test_dates_far_away_have_bounds() -> None:
    """Sixteen digits of years; beyond, an error."""
    row = {
        "far": Literal("9999999999999999-12-31", f"{XSD}date"),
        "further": Literal("99999999999999999-12-31", f"{XSD}date"),
        "long": Literal("P999999999999999999Y", f"{XSD}yearMonthDuration"),
    }

    assert result("YEAR(?far)", row) == term("9999999999999999")
    assert result("YEAR(?further)", row) is None
    assert result("?far + ?long", row) is None
    assert result('?far > "2010-01-01"^^xsd:date', row) == term("true")
