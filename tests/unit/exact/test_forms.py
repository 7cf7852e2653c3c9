"""Functional forms and truth (https://www.w3.org/TR/sparql11-query/#func-forms)."""

import pytest

from graph.engine.exact import condition, ebv, text_condition, text_function, text_of
from graph.sparql.algebra import Bgp, Call, Exists, Variable
from graph.terms import Literal
from tests.unit.exact.asking import CONTEXT, expression, result, term

T, F, E = "true", "false", "(1/0)"
TABLE = [
    (T, T, T, T),
    (T, F, T, F),
    (F, T, T, F),
    (F, F, F, F),
    (T, E, T, E),
    (E, T, T, E),
    (F, E, E, F),
    (E, F, E, F),
    (E, E, E, E),
]


@pytest.mark.parametrize(("one", "two", "either", "both"), TABLE)
def test_or_and_and_follow_the_truth_table(one: str, two: str, either: str, both: str) -> None:
    """https://www.w3.org/TR/sparql11-query/#evaluation."""
    assert result(f"{one} || {two}") == (None if either == E else term(either))
    assert result(f"{one} && {two}") == (None if both == E else term(both))


def test_long_chains_are_decided_by_any_part() -> None:
    """Wherever it stands."""
    assert result(" || ".join([E] * 200 + [T])) == term(T)
    assert result(" && ".join([F] + [E] * 200)) == term(F)


TRUTHS = [
    ("true", True), ('"0"^^xsd:boolean', False), ('"x"^^xsd:boolean', None), ('""', False),
    ('"false"', True),
    ("0", False), ("0.0", False),  ("-1", True), ('"NaN"^^xsd:double', False), ('"0"^^xsd:float', False),
    ('"x"^^xsd:integer', None), ('"300"^^xsd:byte', None), ('"a"@en', None), (":a", None),
    ('"x"^^:unknown', None), ('"2006-08-23"^^xsd:date', None), ("<<( :a :b 1 )>>", None), ("?unbound", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "known"), TRUTHS)
def test_effective_boolean_value(text: str, known: bool | None) -> None:  # noqa: FBT001
    """https://www.w3.org/TR/sparql12-query/#ebv."""
    assert condition(expression(text), (), CONTEXT)(()) is known
    assert result(f"!({text})") == (None if known is None else term(str(not known).lower()))


FORMS = [
    ("IF(true, 1, 1/0)", "1"),
    ("IF(1/0, 1, 2)", None),
    ('IF("", 1, 2)', "2"),
    ("COALESCE(1/0, ?unbound, 3, 4)", "3"),
    ("COALESCE(1/0)", None),
    ("COALESCE()", None),
    ("2 IN (1, 2, 3)", "true"),
    ("2 IN ()", "false"),
    ('2 IN (:a, "str", 2.0)', "true"),
    ('2 IN (1/0, "str", 2.0)', "true"),
    ("2 IN (1/0, 3)", None),
    ("1/0 IN (1, 2)", None),
    ("2 NOT IN (1, 3)", "true"),
    ("2 NOT IN ()", "true"),
    ("2 NOT IN (1/0, 2)", "false"),
    ("2 NOT IN (1/0, 3)", None),
    ('"x"^^:unknown IN ("y"^^:unknown, "x"^^:unknown)', "true"),
    ("!!true", "true"),
    ('COALESCE("x"@en, true) || false', None),  # the first without an error has no truth
    ("COALESCE(?unbound, true) || false", "true"),
    ("IF(IF(true, false, true), 1, 2)", "2"),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms_decide_what_is_evaluated(text: str, expected: str | None) -> None:
    """None is an error."""
    assert result(text) == (None if expected is None else term(expected))


def test_exists_is_read_from_its_cell() -> None:
    """The caller says what each pattern's truth is, its negation applied."""
    inner = Exists(Bgp(), is_negated=True)
    both = Call("&&", (inner, Call("BOUND", (Variable("x"),))))
    holds = condition(both, ("x", "there"), CONTEXT, exists={inner: "there"})

    assert holds((Literal("a"), term("true"))) is True
    assert holds((Literal("a"), term("false"))) is False
    assert holds((None, term("true"))) is False


def test_texts_stand_for_terms() -> None:
    """As columns hold them; None is unbound and an error."""
    add = text_function(expression("?a + 1"), ("a",), CONTEXT)
    is_more = text_condition(expression("?a > 1"), ("a",), CONTEXT)

    assert add([text_of(term("1.5"))]) == text_of(term("2.5"))
    assert add([None]) is None
    assert add(['"a"']) is None
    assert is_more([text_of(term("2"))]) is True
    assert is_more(["<a:b>"]) is None


def test_ebv_is_there_for_terms() -> None:
    """What an answer of ASK or a HAVING needs."""
    assert ebv(Literal("a")) is True
