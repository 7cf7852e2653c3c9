"""Answers of different engines are compared as multisets, numbers by value."""

import json

import pytest

from benchmarks.comparing import difference, rows_of
from graph.terms import XSD

JSON = "application/sparql-results+json"


def _answer(*values: object, kind: str = "decimal") -> bytes:
    """A table of one column."""
    bindings = [
        {"x": {"type": "literal", "value": str(value), "datatype": f"{XSD}{kind}"}} for value in values
    ]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}}).encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_answer("1.0", 2), _answer(2, 1)),
        (_answer("10.488362780919966"), _answer("10.488362780919965964")),
        (_answer("true", kind="boolean"), _answer(1, kind="boolean")),
        (_answer("a", kind="string"), _answer("a", kind="string").replace(b', "datatype"', b', "x"')),
    ],
    ids=["order and zeros", "digits of a mean", "booleans", "plain and xsd:string"],
)  # fmt: skip
def test_the_same_told_differently_is_the_same(one: bytes, other: bytes) -> None:
    """Order of rows, digits beyond the ninth and forms of booleans do not matter."""
    assert difference(rows_of(one, JSON), rows_of(other, JSON)) == ""


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (_answer(1, 1), _answer(1), "2 rows, 1 there"),
        (_answer(1, 1, 2), _answer(1, 2, 2), "1 rows differ, such as 1.0 and 2.0 there"),
        (_answer("1.00000001"), _answer("1.00000003"), "1 rows differ, such as 1.00000001 and 1.00000003"),
        (_answer("a", kind="string"), _answer("a", kind="date"), "1 rows differ"),
    ],
    ids=["fewer", "another multiset", "another number", "another datatype"],
)  # fmt: skip
def test_what_differs_is_told(one: bytes, other: bytes, told: str) -> None:
    """Rows count as often as they occur; nine digits and the datatype must agree."""
    assert difference(rows_of(one, JSON), rows_of(other, JSON)).startswith(told)


def test_unbound_and_empty_text_differ() -> None:
    """A variable without a value is not one with an empty text."""
    empty = _answer("", kind="string")
    unbound = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{}]}}'

    assert difference(rows_of(empty, JSON), rows_of(unbound, JSON))


def test_graphs_are_compared_by_their_triples() -> None:
    """An answer in N-Triples is a set; its order does not matter."""
    one, other = b"<x:a> <x:b> 1 .\n<x:a> <x:b> 2 .\n", b"<x:a> <x:b> 2 .\n<x:a> <x:b> 1.0 .\n"
    one, other = (
        text.replace(b" 1 ", b' "1"^^<http://www.w3.org/2001/XMLSchema#integer> ')
        .replace(b" 1.0 ", b' "1.0"^^<http://www.w3.org/2001/XMLSchema#decimal> ')
        .replace(b" 2 ", b' "2"^^<http://www.w3.org/2001/XMLSchema#integer> ')
        for text in (one, other)
    )

    assert difference(rows_of(one, "application/n-triples"), rows_of(other, "application/n-triples")) == ""


def test_truths_are_compared() -> None:
    """The answer to ASK is one row."""
    yes, no = (rows_of(f'{{"head": {{}}, "boolean": {each}}}'.encode(), JSON) for each in ("true", "false"))

    assert difference(yes, yes) == ""
    assert difference(yes, no)
