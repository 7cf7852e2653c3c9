"""The order of terms (https://www.w3.org/TR/sparql11-query/#modOrderBy) and their texts."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.engine.exact import sort_key, term_of, text_of
from graph.engine.exact.compare import equal, less
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.values import NUMERIC_DATATYPES, READERS, as_value
from graph.terms import (
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    BlankNode,
    Iri,
    Literal,
    Term,
    TripleTerm,
)
from tests.unit.exact.asking import term

ASCENDING = """
:a | :b | "NaN"^^xsd:double | "-INF"^^xsd:double | -1 | "-0.5"^^xsd:float | 0 | 0.1 | "0.1"^^xsd:float | 01
| 1 | 1.0 | 1.5 | 9007199254740992 | 9007199254740993 | 1E300 | "INF"^^xsd:float | false | true
| "1969-12-31"^^xsd:date | "1970-01-01T01:00:00+02:00"^^xsd:dateTime | "1970-01-01T00:00:00Z"^^xsd:dateTime
| "1970-01-01Z"^^xsd:date | "PT1S"^^xsd:dayTimeDuration | "P1M"^^xsd:yearMonthDuration | "P31D"^^xsd:duration
| "" | "A" | "a" | "a"@de | "a"@en | "a"@en--ltr | "b" | "y"^^:other | "x"^^:unknown | "bad"^^xsd:date
| <<( :s :p -456 )>> | <<( :s :p 123 )>> | <<( :s :p <<( :x :y :z )>> )>> | <<( :s1 :a 999 )>>
| <<( :s1 :p 999 )>>
"""
DATATYPES = sorted({*READERS, "http://example/unknown"})
LEXICALS = st.text(max_size=4) | st.sampled_from(
    """0 1 -1 01 1.5 1e0 NaN INF -INF true x 2010-01-01 2010-01-01Z 2010-01-01T00:00:00 P1Y2DT3H -PT1S
    2010-01-01T00:00:00+14:00 10:00:00 10:00:00Z 2010 2010-02 --02 --02-03 ---05 P1D P1M""".split()  # noqa: SIM905
)
IRIS = st.builds(Iri, st.from_regex(r"[a-z]+:[a-z]{0,3}", fullmatch=True))
BLANKS = st.builds(BlankNode, st.from_regex(r"[a-z0-9]{1,3}", fullmatch=True))
LITERALS = (
    st.builds(Literal, st.text(max_size=6) | st.sampled_from(['"', '\\"', "\\", "a\nb", '"@en', '"^^<a:b>']))
    | st.builds(Literal, LEXICALS, st.sampled_from(DATATYPES))
    | st.builds(lambda text: Literal(text, RDF_LANG_STRING, "en"), st.text(max_size=4))
    | st.builds(lambda text: Literal(text, RDF_DIR_LANG_STRING, "ar", "rtl"), st.text(max_size=4))
)


def _in_triples(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return terms | st.builds(TripleTerm, IRIS | BLANKS, IRIS, terms)


TERMS: st.SearchStrategy[Term] = _in_triples(_in_triples(IRIS | BLANKS | LITERALS))


def test_terms_stand_in_the_documented_order() -> None:
    """Unbound first, then blank nodes; the rest is listed."""
    listed = [term(text) for text in ASCENDING.replace("\n", " ").split("|")]
    wanted: list[Term | None] = [None, BlankNode("a"), BlankNode("b"), *listed]
    backwards = list(reversed(wanted))

    assert sorted(backwards, key=sort_key) == wanted


@given(TERMS, TERMS)
def test_the_order_is_total_and_tells_terms_apart(one: Term, two: Term) -> None:
    """Equal keys are equal terms, and any two can be compared."""
    first, second = sort_key(one), sort_key(two)

    assert (first == second) == (one == two)
    assert (first < second) + (first == second) + (second < first) == 1


def _known(relation: Callable[[Any, Any], bool], one: Literal, two: Literal) -> bool:
    try:
        return relation(as_value(one), as_value(two))
    except ExpressionError:
        return False


@given(LITERALS, LITERALS)
def test_the_order_agrees_with_less_than_where_that_is_sure(one: Literal, two: Literal) -> None:
    """Without the cases where promotion to float or double loses digits."""
    is_promoted = {one.datatype, two.datatype} <= NUMERIC_DATATYPES and one.datatype != two.datatype
    if _known(less, one, two) and not is_promoted:
        assert sort_key(one) < sort_key(two)


@given(TERMS)
def test_a_text_stands_for_one_term(one: Term) -> None:
    """Back and forth."""
    assert term_of(text_of(one)) == one


@given(LITERALS)
def test_what_is_the_same_term_is_equal_or_not_a_number(one: Literal) -> None:
    """``=`` holds between a term and itself, but for NaN."""
    value = as_value(one)

    assert equal(value, value) or value != value  # noqa: PLR0124 - NaN alone differs from itself


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("<a:b>", Iri("a:b")),
        ("_:x1", BlankNode("x1")),
        ('"a"b"', Literal('a"b')),
        ('"a"@ar--rtl', Literal("a", RDF_DIR_LANG_STRING, "ar", "rtl")),
        (f'"1"^^<{XSD}integer>', Literal("1", f"{XSD}integer")),
        (
            '<<( _:s <a:p> <<( <a:s> <a:p> "x \\"y\\" )>>\\n"@en )>> )>>',
            TripleTerm(
                BlankNode("s"),
                Iri("a:p"),
                TripleTerm(Iri("a:s"), Iri("a:p"), Literal('x "y" )>>\n', RDF_LANG_STRING, "en")),
            ),
        ),
    ],
)
def test_texts_are_n_triples_without_escapes_but_in_triple_terms(text: str, known: Term) -> None:
    """As ``graph.engine.relation`` says."""
    assert term_of(text) == known
    assert text_of(known) == text
