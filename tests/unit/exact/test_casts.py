"""Constructor functions hold to https://www.w3.org/TR/sparql11-query/#FunctionMapping."""

import pytest

from graph.errors import QueryError
from tests.unit.exact.asking import result, term

CASTS = [
    # to xsd:string: always, from all but blank nodes and triple terms
    ("xsd:string(:a)", '"http://example/a"'),
    ('xsd:string("a"@en)', '"a"'),
    ('xsd:string("a"^^:unknown)', '"a"'),
    ('xsd:string("x"^^xsd:integer)', '"x"'),
    ("xsd:string(<<( :a :b :c )>>)", None),
    ("xsd:string(01)", '"1"'),
    ("xsd:string(2.50)", '"2.5"'),
    ("xsd:string(2.0)", '"2"'),
    ("xsd:string(0E1)", '"0"'),
    ("xsd:string(1E0)", '"1"'),
    ("xsd:string(123456.7E0)", '"123456.7"'),
    ("xsd:string(1E6)", '"1.0E6"'),  # https://www.w3.org/TR/xpath-functions-31/#casting-to-string
    ("xsd:string(0.000001E0)", '"0.000001"'),
    ("xsd:string(0.0000001E0)", '"1.0E-7"'),
    ('xsd:string("-INF"^^xsd:double)', '"-INF"'),
    ('xsd:string("-0"^^xsd:double)', '"-0"'),
    ('xsd:string("1.25"^^xsd:float)', '"1.25"'),
    ('xsd:string("1"^^xsd:boolean)', '"true"'),
    ('xsd:string("2002-10-10T17:00:00.50Z"^^xsd:dateTime)', '"2002-10-10T17:00:00.5Z"'),
    # to xsd:boolean
    ('xsd:boolean("true")', "true"),
    ('xsd:boolean(" 1 ")', "true"),
    ('xsd:boolean("TRUE")', None),
    ("xsd:boolean(0)", "false"),
    ("xsd:boolean(0.5)", "true"),
    ('xsd:boolean("NaN"^^xsd:double)', "false"),
    ('xsd:boolean("x"^^xsd:integer)', None),
    ("xsd:boolean(:a)", None),
    ('xsd:boolean("true"@en)', None),
    ('xsd:boolean("2002-10-10"^^xsd:date)', None),
    # to xsd:integer
    ('xsd:integer("13")', "13"),
    ('xsd:integer(" +13\\n")', "13"),
    ('xsd:integer("1.5")', None),
    ('xsd:integer("1E0")', None),
    ("xsd:integer(1.9)", "1"),
    ("xsd:integer(-1.9)", "-1"),
    ("xsd:integer(1.9E0)", "1"),
    ("xsd:integer(1E21)", "1000000000000000000000"),
    ('xsd:integer("INF"^^xsd:double)', None),
    ('xsd:integer("NaN"^^xsd:float)', None),
    ("xsd:integer(true)", "1"),
    ('xsd:integer("2002-10-10T17:00:00Z"^^xsd:dateTime)', None),
    # to xsd:decimal
    ('xsd:decimal("+33.3300")', "33.33"),
    ('xsd:decimal("-10.2E3")', None),
    ("xsd:decimal(false)", '"0"^^xsd:decimal'),
    ("xsd:decimal(0.5E0)", "0.5"),
    (
        "xsd:decimal(0.1E0)",
        "0.1000000000000000055511151231257827021181583404541015625",
    ),  # exactly that double
    ('xsd:decimal("INF"^^xsd:double)', None),
    # to xsd:double and xsd:float
    ('xsd:double("-10.2E3")', '"-1.02E4"^^xsd:double'),
    ('xsd:double("INF")', '"INF"^^xsd:double'),
    ('xsd:double("inf")', None),
    ("xsd:double(true)", "1.0E0"),
    ('xsd:double("0.1"^^xsd:float)', "1.0000000149011612E-1"),
    ("xsd:double(123456789012345678901234567890)", "1.2345678901234568E29"),
    ('xsd:float("1e39")', '"INF"^^xsd:float'),
    ("xsd:float(16777217)", '"1.6777216E7"^^xsd:float'),
    ("xsd:float(0.1E0)", '"1.0E-1"^^xsd:float'),
    ('xsd:float("1.00000005960464477540")', '"1.0000001E0"^^xsd:float'),  # rounded once, not by way of double
    ("xsd:float(:a)", None),
    # to xsd:dateTime
    ('xsd:dateTime("2002-10-10T17:00:00Z")', '"2002-10-10T17:00:00Z"^^xsd:dateTime'),
    ('xsd:dateTime("2002-02-30T17:00:00Z")', None),
    ('xsd:dateTime("2002-10-10")', None),
    ("xsd:dateTime(2002)", None),
    ('xsd:dateTime("2002-10-10+02:00"^^xsd:date)', '"2002-10-10T00:00:00+02:00"^^xsd:dateTime'),
    # beyond SPARQL, by XPath
    ('xsd:date("2002-10-10T17:00:00-05:00"^^xsd:dateTime)', '"2002-10-10-05:00"^^xsd:date'),
    ('xsd:time("2002-10-10T17:00:00.5"^^xsd:dateTime)', '"17:00:00.5"^^xsd:time'),
    ('xsd:gYearMonth("2002-10-10"^^xsd:date)', '"2002-10"^^xsd:gYearMonth'),
    ('xsd:gMonthDay("2002-10-10Z"^^xsd:date)', '"--10-10Z"^^xsd:gMonthDay'),
    ('xsd:gDay("2002-10-10"^^xsd:date)', '"---10"^^xsd:gDay'),
    ('xsd:gYear("2002-10"^^xsd:gYearMonth)', None),
    ('xsd:date("17:00:00"^^xsd:time)', None),
    ('xsd:dayTimeDuration("P1Y2DT3H"^^xsd:duration)', '"P2DT3H"^^xsd:dayTimeDuration'),
    ('xsd:yearMonthDuration("P14M")', '"P1Y2M"^^xsd:yearMonthDuration'),
    ("xsd:byte(127)", '"127"^^xsd:byte'),
    ("xsd:byte(128)", None),
    ('xsd:unsignedInt("-1")', None),
    ("xsd:negativeInteger(-1.5)", '"-1"^^xsd:negativeInteger'),
]


@pytest.mark.parametrize(("text", "expected"), CASTS)
def test_a_cast_gives_the_canonical_form_or_an_error(text: str, expected: str | None) -> None:
    """https://www.w3.org/TR/xpath-functions-31/#casting-from-primitive-to-primitive."""
    assert result(text) == (None if expected is None else term(expected))


def test_an_unknown_function_is_refused_by_name() -> None:
    """Not an error of each row, which would leave rows out in silence."""
    with pytest.raises(QueryError, match="There is no function <http://example/f>"):
        result(":f(1)")
    with pytest.raises(QueryError, match="takes one argument, not 2"):
        result("xsd:integer(1, 2)")
