"""Expressions for two evaluators to agree on, and where the recommendation decides against the other one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pyoxigraph as ox

from graph.engine.exact.durations import Duration
from graph.engine.exact.moments import Moment
from graph.engine.exact.values import NUMBERS, NUMERIC_DATATYPES, Value, as_term, as_value
from graph.rdf.native import from_native
from graph.terms import XSD, Literal, Term
from tests.unit.exact.asking import PREFIXES, result

__all__ = ["CONSTANTS", "RESOLVED", "SIGNS", "Case", "Resolved", "case_of", "is_same", "reference_results"]

_WORDS = r"""
0 1 -1 2 01 7 100 2.5 -2.5 0.0 1.0 0.1 1e0 -0.5e0 0e0 1e21 1.5e-7 "NaN"^^xsd:double "INF"^^xsd:double
"-INF"^^xsd:float "1.5"^^xsd:float "0.1"^^xsd:float "x"^^xsd:integer "300"^^xsd:byte "5"^^xsd:byte
"12345678901234567890" true false "1"^^xsd:boolean "x"^^xsd:boolean "" "a" "abc" "foobar" "été" "😀e"
"1" "1.5" "true" "INF" "2010-01-01" "2010-01-01T10:20:30Z" "P1D" "a"@en "abc"@en "abc"@fr
"abc"@en--ltr "en" "en-US" "*" "a+" "b" "(a)(b)?" "\\w" "[a-c-[b]]" "$1" "i" "http://example/x" "rel"
:a <urn:x:y> xsd:integer "v"^^:unknown "w"^^:unknown "2010-01-01T10:20:30.5Z"^^xsd:dateTime
"2010-01-01T10:20:30"^^xsd:dateTime "2010-01-01T12:20:30.5+02:00"^^xsd:dateTime
"2010-01-01"^^xsd:date "2010-01-02Z"^^xsd:date "10:20:30"^^xsd:time "10:20:30-05:00"^^xsd:time
"2010"^^xsd:gYear "2010-02"^^xsd:gYearMonth "--02"^^xsd:gMonth "--02-03"^^xsd:gMonthDay
"---05"^^xsd:gDay "P1D"^^xsd:dayTimeDuration "-PT1H30M"^^xsd:dayTimeDuration
"P1Y2M"^^xsd:yearMonthDuration "P1Y2DT3H"^^xsd:duration "bad"^^xsd:dateTime ?unbound
"""
CONSTANTS = [*_WORDS.split(), "<<( :a :b 1 )>>", '<<( :a :b "x"@en )>>', "(1/0)", '" 1 "']

_ORDERS = frozenset({"<", "<=", ">", ">="})
_EQUALITIES = frozenset({"=", "!=", "IN", "NOT IN"})
_ARITHMETIC = frozenset({"+", "-", "*", "/"})
SIGNS = ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "&&", "||"]
_STORE = ox.Store()


@dataclass(frozen=True, slots=True)
class Case:
    """An operator or function on arguments.

    Attributes:
        name: as SPARQL writes it.
        text: the whole expression.
        arguments: what each argument is here; None is an error.
    """

    name: str
    text: str
    arguments: tuple[Term | None, ...]

    @property
    def values(self) -> list[Value]:
        """What the arguments denote that are not in error."""
        return [as_value(term) for term in self.arguments if term is not None]


_known = cache(result)


def case_of(name: str, *arguments: str) -> Case:
    """An operator or function on arguments that are written in SPARQL."""
    if name.startswith("unary"):
        text = f"{name[-1]}({arguments[0]})"
    elif name in {"IN", "NOT IN"}:
        text = f"({arguments[0]}) {name} ({', '.join(arguments[1:])})"
    elif name in SIGNS:
        text = f" {name} ".join(f"({argument})" for argument in arguments)
    else:
        text = f"{name}({', '.join(arguments)})"
    return Case(name, text, tuple(map(_known, arguments)))


def reference_results(texts: Sequence[str]) -> list[Term | None]:
    """What the reference engine makes of each expression; None is an error."""
    columns = " ".join(f"({text} AS ?x{number})" for number, text in enumerate(texts))
    (row,) = _STORE.query(f"BASE <http://example/base/>\n{PREFIXES}SELECT {columns} WHERE {{}}")  # type: ignore[misc]
    return [None if row[number] is None else from_native(row[number]) for number in range(len(texts))]


def is_same(one: Term | None, two: Term | None) -> bool:
    """Whether both are errors, or terms with the same datatype and value."""
    if one is None or two is None or one == two:
        return one is two or one == two
    first, second = as_value(one), as_value(two)
    if type(first) is not type(second) or isinstance(first, str):
        return False
    return first == second or (first != first and second != second)  # noqa: PLR0124 - NaN


@dataclass(frozen=True, slots=True)
class Resolved:
    """A difference that a clause decides for us.

    Attributes:
        why: what the clause says.
        clause: where it says so.
        example: a name and arguments that differ.
        applies: whether a case is of this kind.
    """

    why: str
    clause: str
    example: tuple[str, ...]
    applies: Callable[[Case], bool]


def _is_out_of_range(case: Case) -> bool:
    return any(type(value) is Literal and value.datatype in NUMERIC_DATATYPES for value in case.values)


def _is_rewritten(case: Case) -> bool:
    return any(type(term) is Literal and as_term(as_value(term)) != term for term in case.arguments)


def _are_of(kind: type, case: Case) -> bool:
    return any(type(value) is kind for value in case.values)


def _is_unordered(case: Case) -> bool:
    kinds = [type(value) for value in case.values]
    return any(
        one is two and one not in NUMBERS | {bool, str, Moment, Duration} for one, two in pairwise(kinds)
    )


def _is_half_zoned(case: Case) -> bool:
    moments = [value for value in case.values if type(value) is Moment]
    return len({moment.zone is None for moment in moments}) > 1


def _is_large(case: Case) -> bool:
    return any(
        (type(value) in NUMBERS and abs(value) >= 2**63) or (type(value) is str and len(value) > 18)  # type: ignore[operator,arg-type]
        for value in case.values
    )


_SPARQL = "https://www.w3.org/TR/sparql11-query/"
_XPATH = "https://www.w3.org/TR/xpath-functions-31/"
RESOLVED = (
    Resolved(
        "a number out of the range of its type is ill-typed",
        f"{_SPARQL}#func-isNumeric",
        ("isNUMERIC", '"300"^^xsd:byte'),
        _is_out_of_range,
    ),
    Resolved(
        "STR gives the lexical form as it is, DATATYPE the type; sameTerm tells both apart",
        f"{_SPARQL}#func-str",
        ("STR", "01"),
        lambda case: case.name in {"STR", "DATATYPE", "sameTerm"} and _is_rewritten(case),
    ),
    Resolved(
        "NaN is neither less nor greater, and that is false, not an error",
        f"{_XPATH}#func-numeric-less-than",
        ("<", '"NaN"^^xsd:double', "1"),
        lambda case: case.name in _ORDERS and any(value != value for value in case.values),  # noqa: PLR0124 - NaN
    ),
    Resolved(
        "false is less than true",
        f"{_SPARQL}#OperatorMapping",
        ("<", "false", "true"),
        lambda case: case.name in _ORDERS and _are_of(bool, case),
    ),
    Resolved(
        "no operator orders IRIs, strings with a language, triple terms or unknown literals",
        f"{_SPARQL}#OperatorMapping",
        (">", ":a", ":a"),
        lambda case: case.name in _ORDERS and _is_unordered(case),
    ),
    Resolved(
        "a time with a zone and one without are incomparable within 14 hours",
        "https://www.w3.org/TR/xmlschema11-2/#order-between-values",
        ("=", '"10:20:30"^^xsd:time', '"10:20:30Z"^^xsd:time'),
        lambda case: case.name in _EQUALITIES and _is_half_zoned(case),
    ),
    Resolved(
        "operators + and - on one argument take numbers",
        f"{_SPARQL}#OperatorMapping",
        ("unary -", '"P1D"^^xsd:dayTimeDuration'),
        lambda case: case.name in {"unary +", "unary -"} and _are_of(Duration, case),
    ),
    Resolved(
        "an ill-typed boolean has no truth",
        "https://www.w3.org/TR/sparql12-query/#ebv",
        ("&&", '"a"', '"x"^^xsd:boolean'),
        lambda case: case.name in {"&&", "||"} and Literal("x", f"{XSD}boolean") in case.arguments,
    ),
    Resolved(
        "a duration may stand on either side of +; months may be added to a date; none to a time",
        f"{_XPATH}#dateTime-arithmetic",
        ("+", '"P1Y2M"^^xsd:yearMonthDuration', '"2010-01-01T10:20:30"^^xsd:dateTime'),
        lambda case: case.name in _ARITHMETIC and _are_of(Duration, case) and _are_of(Moment, case),
    ),
    Resolved(
        "zero divided by a decimal is zero",
        f"{_XPATH}#func-numeric-divide",
        ("/", "0.0", "2.5"),
        lambda case: case.name == "/" and bool(case.values) and case.values[0] == 0,
    ),
    Resolved(
        "a double below 0.000001 or from 1000000 on is written with an exponent",
        f"{_XPATH}#casting-to-string",
        ("xsd:string", "1e21"),
        lambda case: case.name == "xsd:string" and _are_of(float, case),
    ),
    Resolved(
        "numbers beyond 64 bits are numbers",
        f"{_XPATH}#numeric-types",
        ("xsd:integer", '"12345678901234567890"'),
        lambda case: case.name in {"xsd:integer", "xsd:decimal"} and _is_large(case),
    ),
    Resolved(
        "a double becomes the decimal of exactly its value",
        f"{_XPATH}#casting-to-decimal",
        ("xsd:decimal", "1.5e-7"),
        lambda case: case.name == "xsd:decimal" and any(isinstance(value, float) for value in case.values),
    ),
    Resolved(
        "white space around a string is taken off before a cast",
        f"{_XPATH}#casting-from-strings",
        ("xsd:integer", '" 1 "'),
        lambda case: case.name.startswith("xsd:") and " 1 " in case.values,
    ),
    Resolved(
        "only a dateTime and a date become a part of a date",
        f"{_XPATH}#casting-from-primitive-to-primitive",
        ("xsd:gYear", '"2010-02"^^xsd:gYearMonth'),
        lambda case: case.name.startswith("xsd:g") and _are_of(Moment, case),
    ),
    Resolved(
        "a duration becomes its part in months, or in seconds",
        f"{_XPATH}#casting-to-durations",
        ("xsd:dayTimeDuration", '"P1Y2DT3H"^^xsd:duration'),
        lambda case: (
            case.name in {"xsd:dayTimeDuration", "xsd:yearMonthDuration"} and _are_of(Duration, case)
        ),
    ),
    Resolved(
        "a pattern to replace must not match the empty string",
        f"{_XPATH}#func-replace",
        ("REPLACE", '"abc"', '""', '"i"'),
        lambda case: case.name == "REPLACE" and case.values[1:2] in ([""], ["*"]),
    ),
    Resolved(
        "in a replacement a backslash goes before a backslash or $, and $ before a digit",
        f"{_XPATH}#func-replace",
        ("REPLACE", '"abc"', '"b"', r'"\\w"'),
        lambda case: case.name == "REPLACE" and "\\w" in case.values[2:3],
    ),
    Resolved(
        "the library's own syntax of classes is not XPath's",
        f"{_XPATH}#regex-syntax",
        ("REPLACE", '"abc"', '"[a-c-[b]]"', '"i"'),
        lambda case: case.name in {"REGEX", "REPLACE"} and case.values[1:2] in (["[a-c-[b]]"], ["\\w"]),
    ),
)
"""Where the reference engine does otherwise. Numbers of other clauses were found to agree."""
