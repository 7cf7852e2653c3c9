"""No text takes the process down or keeps it busy."""

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QuerySyntaxError
from graph.sparql import Limits, parse_query, parse_update

BOMBS = {
    "braces": "ASK " + "{" * 10_000 + "}" * 10_000,
    "round brackets": "ASK { FILTER" + "(" * 10_000 + "1" + ")" * 10_000 + "}",
    "optionals within one another": "ASK {" + "OPTIONAL {" * 10_000 + "}" * 10_000 + "}",
    "optionals in a row": "ASK {" + "OPTIONAL { ?a ?b ?c }" * 10_000 + "}",
    "square brackets": "ASK {" + "[ ?p " * 10_000 + "1" + "]" * 10_000 + "}",
    "lists": "ASK { ?s ?p " + "(" * 10_000 + "1" + ")" * 10_000 + "}",
    "paths": "ASK { ?s " + "(" * 10_000 + "<x:p>" + ")*" * 10_000 + " ?o }",
    "path steps": "ASK { ?s <x:p>" + "/<x:p>" * 10_000 + " ?o }",
    "negations": "ASK { FILTER(" + "!" * 10_000 + "?a) }",
    "sums": "ASK { FILTER(1" + "+1" * 10_000 + " > 0) }",
    "unions": "ASK {" + " UNION ".join(["{}"] * 10_000) + "}",
    "sub-selects": "ASK {" + "{ SELECT * {" * 10_000 + "}}" * 10_000 + "}",
    "triple terms": "ASK { ?s ?p " + "<<( ?a ?b " * 10_000 + "?c" + ")>>" * 10_000 + "}",
    "patterns": "ASK {" + "?a ?b ?c ." * 10_000 + "}",
    "columns": "SELECT " + "".join(f"(1 AS ?a{number}) " for number in range(3_000)) + "{}",
    "junk": "{ ( [ < " * 125_000,
    "one long name": "a." * 500_000,
    "a text too long": "ASK { } #" + "x" * 1_000_000,
}
CHILD = """
import sys
from graph.dataset import Dataset
from graph.errors import QuerySyntaxError
for text in sys.stdin.read().split("\\0"):
    try:
        Dataset.in_memory().query(text)
    except QuerySyntaxError:
        print("refused")
"""
PIECES = [
    "SELECT",
    "ASK",
    "WHERE",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<<",
    ">>",
    "<<(",
    ")>>",
    "{|",
    "|}",
    ".",
    ";",
    ",",
    "?a",
    "?b",
    "$c",
    "*",
    "+",
    "-",
    "/",
    "|",
    "^",
    "!",
    "=",
    "<",
    ">",
    "&&",
    "||",
    "IN",
    "NOT",
    "EXISTS",
    "FILTER",
    "BIND",
    "AS",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "GRAPH",
    "SERVICE",
    "VALUES",
    "UNDEF",
    "GROUP",
    "BY",
    "HAVING",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "COUNT",
    "SUM",
    "DISTINCT",
    "<x:p>",
    "x:y",
    ":",
    "_:b",
    "'a'",
    '"b"',
    "'''",
    "@en",
    "^^",
    "1",
    "-2",
    "3.5",
    "1e6",
    "true",
    "a",
    "str(",
    "regex(",
    "PREFIX",
    "BASE",
    "INSERT",
    "DELETE",
    "DATA",
    "LOAD",
    "CLEAR",
    "ALL",
    "#",
    "é",
    "~",
]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str) -> None:
    """A text of up to a megabyte, made to exhaust a parser, gets an error in words."""
    with pytest.raises(QuerySyntaxError):
        parse_query(BOMBS[name])


def test_no_bomb_ends_the_process() -> None:
    """All of them, through the engine, in a process of their own that ends well."""
    texts = "\0".join(BOMBS.values())

    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=texts, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout.split()) == (0, ["refused"] * len(BOMBS)), done.stderr[-500:]


@pytest.mark.parametrize(
    ("text", "limits", "problem", "column"),
    [
        ("ASK { { } }", Limits(depth=1), "more than 1 brackets within one another", 7),
        ("ASK { FILTER(1) }", Limits(elements=1), "more than 1 groups", 7),
        ("ASK { {} UNION {} }", Limits(alternatives=0), "more than 0 alternatives", 10),
        ("ASK { FILTER(1 + 1) }", Limits(steps=0), "more than 0 operators", 16),
        ("ASK { ?a ?b ?c, ?d }", Limits(patterns=1), "more than 1 triple patterns", None),
        ("ASK { VALUES ?a { 1 2 } }", Limits(values=1), "more than 1 cells", 7),
        (
            "SELECT ?a { ?a ?b ?c } GROUP BY ?a HAVING (true) ORDER BY ?a",
            Limits(keys=2),
            "more than 2 conditions of GROUP BY, HAVING and ORDER BY",
            None,
        ),
        ("ASK { }", Limits(bytes=6), "the text has 7 bytes; at most 6 are allowed", 1),
    ],
)
def test_a_limit_is_named_with_its_place(text: str, limits: Limits, problem: str, column: int | None) -> None:
    """The error points at what was one too many."""
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(text, limits=limits)

    assert problem in caught.value.problem
    assert column in {None, caught.value.column}


def test_the_deepest_allowed_text_is_walked_through() -> None:
    """What the highest depth admits, every walk through it survives."""
    text = "ASK {" + "FILTER EXISTS {" * 199 + "}" * 200

    parse_query(text, limits=Limits(depth=200))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from([" ", ""]))
def test_a_soup_of_tokens_parses_or_is_refused(pieces: list[str], gap: str) -> None:
    """Nothing but a QuerySyntaxError comes out."""
    text = gap.join(pieces)

    for parse in (parse_query, parse_update):
        with suppress(QuerySyntaxError):
            assert parse(text)
