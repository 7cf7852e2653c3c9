"""Operators hold row by row to https://www.w3.org/TR/sparql11-query/#OperatorMapping."""

import pytest

from tests.unit.exact.asking import result, term

EQUALITIES = [
    ("1", "1.0", True),
    ("1", "01", True),
    ("1", '"1"^^xsd:byte', True),
    ("0.1", "0.1e0", True),  # promoted to double
    ('"0.1"^^xsd:float', "0.1", True),  # promoted to float
    ('"0.1"^^xsd:float', "0.1e0", False),
    ('"NaN"^^xsd:double', '"NaN"^^xsd:double', False),
    ('"INF"^^xsd:double', '"INF"^^xsd:float', True),
    ('"a"', '"a"', True),
    ('"a"', '"a"@en', False),
    ('"a"@en', '"a"@EN', True),
    ('"a"@en', '"a"@fr', False),
    ('"a"@en', '"a"@en--ltr', False),
    ("true", '"1"^^xsd:boolean', True),
    ("true", "1", False),
    ("1", '"1"', False),
    ('"2006-08-23"^^xsd:date', '"2006-08-23"^^xsd:date', True),
    ('"2006-08-23"^^xsd:date', '"2006-08-23Z"^^xsd:date', None),
    ('"2006-08-23"^^xsd:date', '"2006-08-25Z"^^xsd:date', False),
    ('"2006-08-23"^^xsd:date', '"2006-08-23T00:00:00"^^xsd:dateTime', False),
    ('"2006-08-23T10:00:00Z"^^xsd:dateTime', '"2006-08-23T12:00:00+02:00"^^xsd:dateTime', True),
    ('"2006-08-23T24:00:00"^^xsd:dateTime', '"2006-08-24T00:00:00"^^xsd:dateTime', True),
    ('"P1Y"^^xsd:duration', '"P12M"^^xsd:yearMonthDuration', True),
    ('"PT0S"^^xsd:dayTimeDuration', '"P0M"^^xsd:yearMonthDuration', True),
    ('"x"^^:unknown', '"x"^^:unknown', True),
    ('"x"^^:unknown', '"y"^^:unknown', None),
    ('"x"^^:unknown', '"x"', None),
    ('"x"^^:unknown', '"x"@en', False),
    ('"x"^^xsd:integer', '"x"^^xsd:integer', True),
    ('"x"^^xsd:integer', "1", None),
    ('"300"^^xsd:byte', "300", None),
    (":a", ":a", True),
    (":a", ":b", False),
    (":a", '"http://example/a"', False),
    (":a", '"x"^^:unknown', False),
    ("<<( :a :b 1 )>>", "<<( :a :b 1.0 )>>", True),
    ("<<( :a :b 1 )>>", '<<( :a :b "x"^^:unknown )>>', None),
    ("<<( :a :b 1 )>>", '<<( :a :c "x"^^:unknown )>>', False),
    ("<<( :a :b 1 )>>", "1", False),
]

ORDERS = [
    ("1", "2.5", True),
    ("2", "1e0", False),
    ("1", '"NaN"^^xsd:double', False),
    ('"-INF"^^xsd:float', "1", True),
    ('"a"', '"b"', True),
    ('"a"', '"B"', False),
    ('"\U0001f600"', '"\uff21"', False),  # by code points, not by UTF-16
    ("false", "true", True),
    ('"2006-08-22"^^xsd:date', '"2006-08-23Z"^^xsd:date', True),
    ('"2006-08-23"^^xsd:date', '"2006-08-23Z"^^xsd:date', None),
    ('"10:00:00Z"^^xsd:time', '"10:00:00+01:00"^^xsd:time', False),
    ('"-0001"^^xsd:gYear', '"0001"^^xsd:gYear', True),
    ('"P1D"^^xsd:dayTimeDuration', '"PT25H"^^xsd:dayTimeDuration', True),
    ('"P27D"^^xsd:dayTimeDuration', '"P1M"^^xsd:yearMonthDuration', True),
    ('"P30D"^^xsd:dayTimeDuration', '"P1M"^^xsd:yearMonthDuration', None),
    ('"a"', '"b"@en', None),
    ('"a"@en', '"b"@en', None),
    (":a", ":b", None),
    ("1", '"2"', None),
    ("1", "true", None),
    ('"1"^^:unknown', '"2"^^:unknown', None),
    ("<<( :a :b 1 )>>", "<<( :a :b 2 )>>", None),
]


def _truth(known: bool | None) -> object:  # noqa: FBT001
    return None if known is None else term(str(known).lower())


@pytest.mark.parametrize(("one", "two", "known"), EQUALITIES)
def test_equality_is_by_value_and_an_error_where_it_is_not_known(
    one: str,
    two: str,
    known: bool | None,  # noqa: FBT001
) -> None:
    """Either way round; ``!=`` is its negation."""
    assert result(f"{one} = {two}") == _truth(known)
    assert result(f"{two} = {one}") == _truth(known)
    assert result(f"{one} != {two}") == _truth(None if known is None else not known)


@pytest.mark.parametrize(("one", "two", "known"), ORDERS)
def test_order_is_defined_within_types_only(one: str, two: str, known: bool | None) -> None:  # noqa: FBT001
    """``>`` is ``<`` the other way round."""
    assert result(f"{one} < {two}") == _truth(known)
    assert result(f"{two} > {one}") == _truth(known)


def test_at_most_and_at_least_hold_for_what_is_equal() -> None:
    """NaN is neither."""
    assert result("1 <= 1.0") == term("true")
    assert result("1 >= 1.0") == term("true")
    assert result('1 <= "NaN"^^xsd:double') == term("false")
    assert result('1 >= "NaN"^^xsd:double') == term("false")


ARITHMETIC = [
    ("1 + 1", "2"),
    ("1 + 1.0", "2.0"),
    ("0.1 + 0.2", "0.3"),
    ("1 + 1e0", "2.0E0"),
    ('1 + "1"^^xsd:float', '"2.0E0"^^xsd:float'),
    ('"1"^^xsd:float + 1e0', "2.0E0"),
    ('"1"^^xsd:byte + "2"^^xsd:byte', "3"),
    ("1 / 2", "0.5"),
    ("4 / 2", '"2"^^xsd:decimal'),
    ("1 / 3", "0.333333333333333333"),
    ("-2 / 3", "-0.666666666666666666"),
    ("1 / 0", None),
    ("1 / 0.0", None),
    ("1 / 0e0", '"INF"^^xsd:double'),
    ("-1e0 / 0", '"-INF"^^xsd:double'),
    ("0e0 / 0", '"NaN"^^xsd:double'),
    ("1e308 * 10", '"INF"^^xsd:double'),
    ('"3e38"^^xsd:float * 10', '"INF"^^xsd:float'),
    ('"0.1"^^xsd:float + "0.2"^^xsd:float', '"3.0E-1"^^xsd:float'),
    ("0.1e0 + 0.2e0", '"3.0000000000000004E-1"^^xsd:double'),
    ("99999999999999999999 + 1", "100000000000000000000"),
    ("0.00000000000000000001 * 0.1", "0.000000000000000000001"),
    ("1 - 2 - 3", "-4"),
    ("2 * 3 + 4 * 5", "26"),
    ('+"1"^^xsd:byte', "1"),
    ('-"1"^^xsd:byte', "-1"),
    ('-("0"^^xsd:double)', '"-0.0E0"^^xsd:double'),
    ('1 + "1"', None),
    ("1 + true", None),
    ('1 + "300"^^xsd:byte', None),
    (
        '"2010-01-31T00:00:00Z"^^xsd:dateTime + "P1M"^^xsd:yearMonthDuration',
        '"2010-02-28T00:00:00Z"^^xsd:dateTime',
    ),
    ('"2010-01-02"^^xsd:date - "2010-01-01"^^xsd:date', '"P1D"^^xsd:dayTimeDuration'),
    ('"23:30:00"^^xsd:time + "PT1H"^^xsd:dayTimeDuration', '"00:30:00"^^xsd:time'),
    ('"P1D"^^xsd:dayTimeDuration - "PT36H"^^xsd:dayTimeDuration', '"-PT12H"^^xsd:dayTimeDuration'),
]


@pytest.mark.parametrize(("text", "expected"), ARITHMETIC)
def test_numbers_meet_in_the_type_that_holds_both(text: str, expected: str | None) -> None:
    """https://www.w3.org/TR/xpath-31/#promotion; integers divide into decimals; decimals are exact."""
    wanted = None if expected is None else term(expected)
    if wanted is not None and expected == "2.0":
        wanted = term('"2"^^xsd:decimal')

    assert result(text) == wanted
