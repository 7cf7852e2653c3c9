"""Set functions hold to https://www.w3.org/TR/sparql11-query/#setFunctions."""

import pytest

from graph.engine.exact import aggregate
from graph.errors import QueryError
from graph.terms import Literal
from tests.unit.exact.asking import term

CASES = [
    ("COUNT", ["1", "1", None, ":a"], "3"),
    ("COUNT", [], "0"),
    ("SUM", ["1", "2", "3"], "6"),
    ("SUM", ["1", "2.2", "3.5"], "6.7"),
    ("SUM", ["1", "2.0E0"], "3.0E0"),
    ("SUM", ['"1"^^xsd:byte'], "1"),
    ("SUM", [], "0"),
    ("SUM", ["1", None], None),
    ("SUM", ["1", '"2"'], None),
    ("SUM", ['"P1D"^^xsd:dayTimeDuration'], None),
    ("SUM", ["0.1"] * 10, '"1"^^xsd:decimal'),
    ("AVG", ["1", "2"], "1.5"),
    ("AVG", ["1", "2", "3"], '"2"^^xsd:decimal'),
    ("AVG", ["1", "1", "2"], "1.333333333333333333"),
    ("AVG", ["1.0E0", "2"], "1.5E0"),
    ("AVG", [], "0"),
    ("AVG", ["1", ":a"], None),
    ("MIN", ["2", "1.0", "3.0E0"], "1.0"),
    ("MAX", ["2", "1.0", "3.0E0"], "3.0E0"),
    ("MIN", ['"b"', "1", ":a"], ":a"),
    ("MAX", ['"b"', "1", ":a"], '"b"'),
    ("MIN", ["1", None], None),
    ("MAX", [], None),
    ("SAMPLE", [None, "1"], "1"),
    ("SAMPLE", [None], None),
    ("SAMPLE", [], None),
    ("GROUP_CONCAT", ['"1"', '"22"'], '"1 22"'),
    ("GROUP_CONCAT", ['"1"@en', '"2"@en'], '"1 2"'),
    ("GROUP_CONCAT", ['"1"@en'], '"1"'),
    ("GROUP_CONCAT", [], '""'),
    ("GROUP_CONCAT", ['"1"', None], None),
    ("GROUP_CONCAT", ['"1"', "2"], None),
]


@pytest.mark.parametrize(("name", "members", "expected"), CASES)
def test_a_group_has_one_value(name: str, members: list[str | None], expected: str | None) -> None:
    """None among the members is an error, as a value it is one too."""
    terms = [None if member is None else term(member) for member in members]

    assert aggregate(name)(terms) == (None if expected is None else term(expected))


def test_distinct_goes_by_term() -> None:
    """1 and 01 are two."""
    terms = [term("1"), term("01"), term("1"), None, None]

    assert aggregate("COUNT", is_distinct=True)(terms) == term("2")
    assert aggregate("SUM", is_distinct=True)(terms[:3]) == term("2")
    assert aggregate("GROUP_CONCAT", is_distinct=True, separator=", ")(
        [Literal("a"), Literal("b"), Literal("a")]
    ) == Literal("a, b")


def test_a_joined_string_has_a_limit() -> None:
    """A shorter one would be wrong, so the query is refused."""
    join = aggregate("GROUP_CONCAT", separator="--", string_limit=10)

    assert join([Literal("abcd"), Literal("efgh")]) == Literal("abcd--efgh")
    with pytest.raises(QueryError, match="makes a string of 11 characters; the limit is 10"):
        join([Literal("abcd"), Literal("efghi")])


def test_an_unknown_aggregate_is_refused_by_name() -> None:
    """Before any row."""
    with pytest.raises(QueryError, match="There is no aggregate MEDIAN"):
        aggregate("MEDIAN")
