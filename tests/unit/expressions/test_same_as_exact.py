"""Whatever SQL is chosen, a term comes out exactly as the exact evaluator has it.

The expressions are evaluated on every term of the pool and on nothing, as ids and as texts, with and without
knowing which tags there are, and on each tag alone.
"""

from collections.abc import Sequence

import pytest

from graph.store.ids import Tag, tag_of
from graph.terms import Term
from tests.unit.expressions.pool import POOL, Evaluated

_EQUALITY = """
?x = 1 | ?x != 1 | ?x = 1.0 | ?x = 500 | ?x = 0.1 | ?x = 5.0e2 | ?x = 16777217 | ?x = 'abc' | ?x != 'abc'
?x = 'nothere' | ?x = 'abc'@en | ?x != 'abc'@EN | ?x = <http://e/a> | ?x != <http://e/nope> | ?x = true
?x != false | ?x = '2024-02-29'^^xsd:date | ?x = '2024-02-29T12:30:15'^^xsd:dateTime | ?x = ?x
?x != '2024-02-29T12:30:15Z'^^xsd:dateTime | ?x = '2024-02-29+02:00'^^xsd:date | ?x = 'x'^^<http://e/type>
?x = 'abc'^^<http://e/type> | ?x = '7'^^xsd:byte | ?x IN (1, 'abc', <http://e/a>) | ?x IN () | ?x IN (1, 1/0)
?x NOT IN (1, 'abc', <http://e/a>) | ?x IN (<http://e/a>, <http://e/b>, 'x') | sameTerm(?x, 1) | ?nope = 1
sameTerm(?x, 'abc'@EN) | sameTerm(?x, ?x) | (?x = 1) = true | (?x = 1) = (?x = 2) | (?x > 1) != true
"""
_ORDER = """
?x > 500 | ?x < 500 | ?x >= 500 | ?x <= 1 | 1 < ?x | ?x > 0.1 | ?x < 1.5e0 | ?x > 16777217 | ?x < 'abc'
?x < 9007199254740993 | ?x >= 'b' | ?x < true | ?x > '2024-01-01'^^xsd:date | ?x <= '01'^^xsd:integer
?x < '2024-02-29T12:30:15Z'^^xsd:dateTime | ?x >= '2024-02-29T12:30:15'^^xsd:dateTime | ?x < ?x
NOW() > ?x | ?x < STRLEN('abcdefg')
"""
_FORMS = """
BOUND(?x) | !BOUND(?x) | BOUND(?nope) | !?x | ?x && true | ?x || false | ?x && ?x | ?x || (1/0) | ?x && (1/0)
?x | IF(?x, 1, 'no') | IF(?x, 'yes', 'no') | IF(BOUND(?x), ?x, 1) | IF(?x = 1, STR(?x), 'no') | 1/0 | !(1/0)
IF(isIRI(?x), 1 = 1, 'a' = 'b') | COALESCE(?x, 1) | COALESCE(?x + 1, 'none') | COALESCE(STR(?x), 'none')
COALESCE(?nope, STR(?x), 'none') | COALESCE(?nope, ?x) | COALESCE(?x < 1, false) | IF(?x = 1, 1, 0) + 1
COALESCE(?x, 1) = 1 | IF(?x = 1, ?x, 'zz') = 'zz' | IF(BOUND(?x), 'a', 'b') = 'a' | (?x < 7) || (?x > 400)
!(?x < 7) | STR(IF(?x = 1, <http://e/a>, <http://e/b>)) | 1 + 1 | 'a' = 'b'
"""
_TERMS = """
isIRI(?x) | isURI(?x) | isBlank(?x) | isLiteral(?x) | isNumeric(?x) | isTriple(?x) | hasLang(?x) | STR(?x)
hasLangDir(?x) | LANG(?x) | LANG(?x) = 'en' | LANGDIR(?x) | DATATYPE(?x) | DATATYPE(?x) = xsd:integer
DATATYPE(?x) != xsd:string | LANGMATCHES(LANG(?x), 'en') | LANGMATCHES(LANG(?x), '*') | isNumeric(?x + 1)
LANGMATCHES(LANG(?x), 'EN-GB') | LANGMATCHES(LANG(?x), '') | LANG(STR(?x)) | DATATYPE(?x + 1) | IRI(?x)
DATATYPE(STR(?x)) | LANG(?x + 1) | isLiteral(STR(?x)) | STRDT(?x, xsd:integer) | STRLANG(?x, 'en')
xsd:integer(?x) | xsd:string(?x) | xsd:double(?x) | xsd:decimal(?x) | xsd:boolean(?x) | xsd:dateTime(?x)
STR(?x) = <http://e/a>
"""
_STRINGS = """
STRLEN(?x) | STRLEN(STR(?x)) | STRLEN(?x) > 2 | SUBSTR(?x, 2) | SUBSTR(?x, 2, 2) | SUBSTR(?x, 0) | MD5(?x)
SUBSTR(?x, 0, 2) | SUBSTR(?x, -1, 3) | SUBSTR(?x, 1, -1) | SUBSTR('abcdef', ?x) | SUBSTR('abcdef', ?x, 2)
SUBSTR('abcdef', 2, ?x) | SUBSTR(?x, 1.0) | SUBSTR(?x, 99999999999) | UCASE(?x) | LCASE(?x) | UCASE(STR(?x))
STRSTARTS(?x, 'a') | STRENDS(?x, 'c') | CONTAINS(?x, 'b') | CONTAINS(?x, '') | CONTAINS(STR(?x), 'e')
CONTAINS(?x, 'b'@en) | CONTAINS(?x, 'b'@EN) | STRBEFORE(?x, 'b') | STRBEFORE(?x, '') | STRAFTER(?x, 'b')
STRAFTER(?x, '') | STRAFTER(?x, 'zz') | STRAFTER(?x, 'b'@en) | STRAFTER(STR(?x), 'c') | CONCAT(?x, 'a')
CONCAT(?x, ?x) | CONCAT('a', STR(?x), 'b') | CONCAT() | CONCAT(?x) | ENCODE_FOR_URI(?x) | STR(?x) = 'abc'
STR(?x) < 'b' | STR(?x) IN ('abc', '1') | STRSTARTS(STR(?x), STR(?x)) | CONTAINS(UCASE(?x), 'B')
CONTAINS(LCASE(STR(?x)), 'é') | STRLEN(?x) = ?x | ?x = STRLEN('abcdefg')
"""
_PATTERNS = r"""
REGEX(?x, 'a') § REGEX(?x, '^a.c$') § REGEX(?x, 'É', 'i') § REGEX(?x, 'ABC', 'i') § REGEX(?x, 'k', 'i')
REGEX(?x, 's', 'i') § REGEX(?x, 'i', 'i') § REGEX(?x, 'a.b') § REGEX(?x, 'a.b', 's') § REGEX(?x, '(')
REGEX(?x, 'a', 'z') § REGEX(?x, '[a-c]+|É') § REGEX(?x, '(abc){2}') § REGEX(?x, '^$') § REGEX(?x, 'b$')
REGEX(?x, '\\d') § REGEX(?x, 'a.c', 'q') § REGEX(STR(?x), '^http') § REGEX(?x, '"') § REGEX(?x, '^b', 'm')
REPLACE(?x, 'b', 'Z') § REGEX(?x, '[^a]') § REGEX(?x, '\\.') § REGEX(?x, 'a{2,1}') § REGEX(?x, '(a|b)*?c')
"""
_TIMES = """
YEAR(?x) | MONTH(?x) | DAY(?x) | HOURS(?x) | MINUTES(?x) | SECONDS(?x) | TZ(?x) | TIMEZONE(?x)
YEAR(?x) > 2000 | YEAR(?x) = 2024 | YEAR(?x) + 1
-YEAR(?x) | ABS(YEAR(?x)) | ?x > YEAR('2024-02-29'^^xsd:date) | xsd:date(?x)
SECONDS(?x) > 15.1 | HOURS(?x) * 60 + MINUTES(?x)
"""
_NUMBERS = """
?x + 1 | ?x - 1 | ?x * 2 | ?x / 2 | ?x / 3 | 1 / ?x | ?x / 0 | ?x + 0.5 | ?x * 1.5 | ?x * ?x | ?x * ?x * ?x
?x - ?x | ?x + 1 > 2 | ?x * 2 = 2 | (?x + 1) * 2 - 3 / 4 | ?x + 1.0e0 | -?x | +?x | ABS(?x)
CEIL(?x) | FLOOR(?x) | ROUND(?x) | ROUND(?x * 1.5)
ROUND(?x / 3) | FLOOR(-?x) | CEIL(?x + 0.5) | STR(?x + 1) | STR(?x * 1.50)
STRLEN(STR(?x + 1)) | ?x / 7.125 | (?x + 0.5) / (?x - 0.25)
"""


def _listed(texts: str, sign: str = "|") -> list[str]:
    lines = (line.split(f" {sign} ") for line in texts.strip().splitlines())
    return [text for line in lines for text in line]


_UNARY = [
    *(
        text
        for texts in (_EQUALITY, _ORDER, _TERMS, _STRINGS, _TIMES, _NUMBERS, _FORMS)
        for text in _listed(texts)
    ),
    *_listed(_PATTERNS, "§"),
]
_FAMILIES: tuple[frozenset[Tag], ...] = (
    frozenset({Tag.INTEGER, Tag.DECIMAL}),
    frozenset({Tag.INTEGER, Tag.DECIMAL, Tag.NUMERIC}),
    frozenset({Tag.STRING, Tag.LANGUAGE}),
    frozenset({Tag.DATE, Tag.DATETIME, Tag.DATETIME_UTC}),
    *(frozenset({tag}) for tag in Tag if tag is not Tag.SYSTEM),
)


def _rows(terms: Sequence[Term | None]) -> list[dict[str, Term | None]]:
    return [{"x": term} for term in (*terms, None)]


@pytest.mark.parametrize("text", _UNARY)
def test_every_term_gives_what_exact_evaluation_gives(evaluated: Evaluated, text: str) -> None:
    """On all kinds of terms together, whether or not the column says which there are."""
    rows = _rows(POOL)
    found = [
        difference
        for is_exact in (True, False)
        for texts in (frozenset[str](), frozenset("x"))
        for difference in evaluated.differences(text, rows, texts=texts, is_exact=is_exact)
    ]

    assert found == []


@pytest.mark.parametrize("text", _UNARY)
def test_each_tag_alone_gives_what_exact_evaluation_gives(evaluated: Evaluated, text: str) -> None:
    """On columns of one tag, or of a family, as statistics promise them; with and without unbound cells.

    Each expression takes its third of them, since the expressions of a kind share their SQL.
    """
    found: list[str] = []
    for number, family in enumerate(_FAMILIES[len(text) % 3 :: 3], start=len(text)):
        rows = _rows([term for term in POOL if tag_of(evaluated.ids[term]) in family])
        cells = rows if number % 3 else rows[:-1]
        found += evaluated.differences(text, cells, texts=frozenset("x" if number % 3 == 1 else ""))

    assert found == []
