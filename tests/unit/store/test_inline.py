"""Ids that hold their literals: exact, and the same in Python and in SQL."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store.ids import Tag, tag_of
from graph.store.inline import dictionary_tag, inlined, inlined_term
from graph.store.lexical import xsd
from graph.store.macros import MACROS, TAG_MACRO
from graph.terms import Iri, Literal, n3
from tests.unit.store.literals import TYPED

_LISTS = st.lists(TYPED, min_size=1, max_size=40)
_FEWER = settings(max_examples=30, deadline=None)


def _answers(select: str, rows: Iterable[Sequence[object]]) -> list[tuple[Any, ...]]:
    """What DuckDB makes of each row, in a connection that has the macros."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(MACROS)
        connection.execute(TAG_MACRO)
        return [connection.execute(select, row).fetchall()[0] for row in rows]


@given(TYPED)
def test_an_inlined_literal_comes_back_as_it_was(literal: Literal) -> None:
    """Whatever the form, the id gives that very form, or there is no such id."""
    id_ = inlined(literal)

    assert id_ is None or inlined_term(id_) == literal


@given(_LISTS)
@_FEWER
def test_sql_makes_the_same_ids(literals: list[Literal]) -> None:
    """The id, and the tag of a literal that goes to the dictionary."""
    found = _answers(
        "SELECT mlg_inlined($1, $2), mlg_tag($1, $2)", ([each.value, each.datatype] for each in literals)
    )

    assert found == [(inlined(each), dictionary_tag(each)) for each in literals]


@given(_LISTS)
@_FEWER
def test_sql_reads_ids_as_python_does(literals: list[Literal]) -> None:
    """Form, datatype and text of an inlined literal need no row of the dictionary."""
    held = {each: id_ for each in literals if (id_ := inlined(each)) is not None}

    found = _answers(
        "SELECT mlg_lex($1::BIGINT, NULL), mlg_dt($1::BIGINT, NULL), mlg_text($1::BIGINT, NULL, NULL, NULL)",
        ([id_] for id_ in held.values()),
    )

    assert found == [(each.value, each.datatype, n3(each)) for each in held]


@given(_LISTS)
@_FEWER
def test_numbers_of_the_dictionary_have_a_value(literals: list[Literal]) -> None:
    """Every well-typed one, and nothing else; floats in single precision."""
    rows = [[int(dictionary_tag(each)), each.value, each.datatype] for each in literals]

    found = _answers("SELECT mlg_num($1::BIGINT, $2, $3)", rows)

    for (tag, form, datatype), (value,) in zip(rows, found, strict=True):
        assert (value is not None) == (tag == Tag.NUMERIC)
        if value is not None:
            expected = float(form)  # type: ignore[arg-type]
            with np.errstate(over="ignore"):
                rounded = float(np.float32(expected)) if datatype == xsd("float") else expected
            assert value == rounded or (math.isnan(value) and math.isnan(rounded))


@pytest.mark.parametrize(
    ("form", "name", "tag"),
    [
        ("-72", "integer", Tag.INTEGER),
        ("-0.50", "decimal", Tag.DECIMAL),
        ("true", "boolean", Tag.BOOLEAN),
        ("1969-12-31", "date", Tag.DATE),
        ("2024-02-29T12:00:00.5Z", "dateTime", Tag.DATETIME_UTC),
        ("2024-02-29T12:00:00", "dateTime", Tag.DATETIME),
    ],
)
def test_common_values_are_inlined(form: str, name: str, tag: Tag) -> None:
    """One of each kind."""
    id_ = inlined(Literal(form, xsd(name)))

    assert id_ is not None
    assert tag_of(id_) is tag


@pytest.mark.parametrize(
    ("form", "name", "tag"),
    [
        ("072", "integer", Tag.NUMERIC),
        ("1.0E0", "double", Tag.NUMERIC),
        ("127", "byte", Tag.NUMERIC),
        ("128", "byte", Tag.OTHER),
        ("2023-02-29", "date", Tag.OTHER),
        ("2024-02-29+01:00", "date", Tag.TEMPORAL),
        ("24:00:00", "time", Tag.TEMPORAL),
        ("1", "boolean", Tag.OTHER),
        ("P1Y", "duration", Tag.OTHER),
        ("", "string", Tag.STRING),
    ],
)
def test_the_rest_is_told_apart_by_tag(form: str, name: str, tag: Tag) -> None:
    """Well-typed numbers and points in time from all others."""
    literal = Literal(form, xsd(name))

    assert inlined(literal) is None
    assert dictionary_tag(literal) is tag


@given(TYPED, TYPED)
def test_ids_of_one_tag_sort_as_their_values(one: Literal, other: Literal) -> None:
    """So that a range of values is a range of ids."""
    first, second = inlined(one), inlined(other)
    if first is None or second is None or tag_of(first) is not tag_of(second):
        return

    if tag_of(first) is Tag.INTEGER:
        assert (first < second) == (int(one.value) < int(other.value))
    if tag_of(first) is Tag.DATE:
        assert (first < second) == (one.value < other.value)


def test_only_literals_are_inlined() -> None:
    """An IRI that reads like a number is an IRI."""
    assert inlined(Iri("5")) is None
