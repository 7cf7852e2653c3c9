r"""Patterns mean what https://www.w3.org/TR/xpath-functions-31/#regex-syntax says, and nothing else."""

import pytest

from graph.engine.exact import new_context
from graph.errors import QueryError
from graph.terms import Literal
from tests.unit.exact.asking import result, term

MATCHES = [
    ("foobar", "ob", "", True),
    ("foobar", "^ob", "", False),
    ("Alice", "^ali", "i", True),
    ("a\n", "a$", "", False),  # $ is the end, not before a last newline
    ("a\nb", "^b", "", False),
    ("a\nb", "^b$", "m", True),
    ("a\n", "^$", "m", False),  # ^ does not match after a last newline
    ("a\nb", "a.b", "", False),
    ("a\rb", "a.b", "", False),
    ("a\nb", "a.b", "s", True),
    ("ab", "a b", "", False),
    ("ab", "a b", "x", True),
    ("a b", "a[ ]b", "x", True),  # white space stays in classes
    ("a.b", "a.b", "q", True),
    ("axb", "a.b", "q", False),
    ("A.B", "a.b", "qi", True),
    ("a", "(?:a|b)", "", True),
    ("aa", "^(a)\\1$", "", True),
    ("ab", "^(a)\\1$", "", False),
    ("a", "^(a)(b)?\\2$", "", True),  # a group that took no part is empty
    ("aa1", "^(a)\\11$", "", True),  # \11 is \1 and 1 where there are no eleven groups
    ("aaa", "^a{2,3}?$", "", True),
    ("\u0664", "^\\d$", "", True),
    ("_", "^\\w$", "", False),  # a connector is punctuation
    ("é", "^\\w$", "", True),
    ("+", "^\\w$", "", True),  # a symbol is none
    ("\u00a0", "\\s", "", False),
    (":", "^\\i$", "", True),
    ("-", "^\\i$", "", False),
    ("-", "^\\c$", "", True),
    ("é", "^\\p{L}$", "", True),
    ("é", "^\\P{Lu}$", "", True),
    ("A", "^\\p{Ll}$", "i", False),  # the flag does not touch categories
    ("A", "^[a-z]$", "i", True),
    ("A", "^[^a-z]$", "i", False),
    ("α", "^\\p{IsGreek}$", "", True),
    ("a", "^\\p{IsGreek}$", "", False),
    ("a", "^\\P{IsBasicLatin}$", "", False),
    ("b", "^[a-z-[aeiou]]$", "", True),
    ("e", "^[a-z-[aeiou]]$", "", False),
    ("é", "^[\\p{L}-[a-z]]$", "", True),
    ("5", "^[^\\d-[3]]$", "", False),
    ("-", "^[a-]$", "", True),
    ("-", "^[-a]$", "", True),
    ("^", "^[a^]$", "", True),
    ("]", "^[\\]]$", "", True),
    ("$", "^[$]$", "", True),
    ("\U0001f600", "^.$", "", True),
    ("#", "#", "x", True),
    ("a&&b", "[&][&]", "", True),
    ("~", "^[!--~]$", "", True),  # from ! to -, and ~
]
REFUSED = [
    *(
        "(",
        ")",
        "[",
        "]",
        "a**",
        "a*+",
        "a{2}{3}",
        "*a",
        "+",
        "{",
        "}",
        "a{,2}",
        "a{3,2}",
        "a|*",
        "(?=a)",
        "(?i)a",
    ),
    *("(?<n>a)", "(?!a)", "\\b", "\\A", "\\z", "\\x41", "\\u0041", "\\1", "(a\\1)", "[]", "[^]", "[b-a]"),
    *(
        "[a-z-[b]c]",
        "[a-c-e]",
        "[[:alpha:]]",
        "\\p{Greek}",
        "\\p{IsNone}",
        "\\pL",
        "\\p{L",
        "\\",
        "[\\",
        "[a",
        "\\-\\q",
    ),
]


@pytest.mark.parametrize(("text", "pattern", "flags", "known"), MATCHES)
def test_a_pattern_matches_as_xpath_says(text: str, pattern: str, flags: str, known: bool | None) -> None:  # noqa: FBT001
    """Anywhere in the text, unless anchored."""
    row = {"text": Literal(text), "pattern": Literal(pattern), "flags": Literal(flags)}

    found = result("REGEX(?text, ?pattern, ?flags)", row)

    assert found == (None if known is None else term(str(known).lower()))


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_xpath_does_not_know_is_an_error(pattern: str) -> None:
    """Also where Python's libraries would take it."""
    assert result("REGEX('a', ?pattern)", {"pattern": Literal(pattern)}) is None
    assert result("REPLACE('a', ?pattern, 'b')", {"pattern": Literal(pattern)}) is None


def test_an_unknown_flag_is_an_error() -> None:
    """https://www.w3.org/TR/xpath-functions-31/#flags."""
    assert result('REGEX("a", "a", "g")') is None
    assert result('REGEX("a", "a", "smixx")') == term("true")


def test_text_may_have_a_language_but_not_pattern_and_flags() -> None:
    """https://www.w3.org/TR/sparql11-query/#func-regex."""
    assert result('REGEX("abc"@en, "b")') == term("true")
    assert result('REGEX("abc", "b"@en)') is None
    assert result('REGEX("abc", "b", "i"@en)') is None
    assert result("REGEX(1, '1')") is None
    assert result("REGEX(:a, 'a')") is None


REPLACEMENTS = [
    ('REPLACE("abcd", "b", "Z")', '"aZcd"'),
    ('REPLACE("abab", "B", "Z", "i")', '"aZaZ"'),
    ('REPLACE("abab", "B.", "Z", "i")', '"aZb"'),
    ('REPLACE("abcd"@en--ltr, "b", "Z")', '"aZcd"@en--ltr'),
    (
        'REPLACE("abracadabra", "bra", "*")',
        '"a*cada*"',
    ),  # https://www.w3.org/TR/xpath-functions-31/#func-replace
    ('REPLACE("abracadabra", "a.*a", "*")', '"*"'),
    ('REPLACE("abracadabra", "a.*?a", "*")', '"*c*bra"'),
    ('REPLACE("abracadabra", "a", "")', '"brcdbr"'),
    ('REPLACE("abracadabra", "a(.)", "a$1$1")', '"abbraccaddabbra"'),
    ('REPLACE("AAAA", "A+", "b")', '"b"'),
    ('REPLACE("AAAA", "A+?", "b")', '"bbbb"'),
    ('REPLACE("darted", "^(.*?)d(.*)$", "$1c$2")', '"carted"'),
    ('REPLACE("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),
    ('REPLACE("abc", "(b)", "$0$0")', '"abbc"'),
    ('REPLACE("abc", "(b)", "$12")', '"ab2c"'),  # there is no group 12
    ('REPLACE("abc", "(b)", "$2")', '"ac"'),
    ('REPLACE("abc", "b", "\\\\$")', '"a$c"'),
    ('REPLACE("abc", "b", "\\\\\\\\")', '"a\\\\c"'),
    ('REPLACE("abc", "b", "$")', None),
    ('REPLACE("abc", "b", "\\\\n")', None),
    ('REPLACE("a.c", ".", "$1\\\\", "q")', '"a$1\\\\c"'),  # q makes the replacement literal too
    ('REPLACE("abracadabra", ".*?", "$1")', None),  # it matches the empty string
    ('REPLACE("abc", "x*", "-")', None),
    ('REPLACE("abc", "", "-")', None),
    ('REPLACE(1, "1", "2")', None),
    ('REPLACE("abc", "b", "x"@en)', None),
]


@pytest.mark.parametrize(("text", "expected"), REPLACEMENTS)
def test_replace_fills_in_groups(text: str, expected: str | None) -> None:
    """https://www.w3.org/TR/xpath-functions-31/#func-replace."""
    assert result(text) == (None if expected is None else term(expected))


@pytest.mark.parametrize("pattern", ["^(a|aa)+$", "^(?:a|aa)+$"])
def test_a_pattern_that_runs_away_ends_the_query(pattern: str) -> None:
    """Within its budget of time, with words about it: no answer is better than a wrong one."""
    context = new_context(seed=1, regex_budget_s=0.05)
    row = {"text": Literal("a" * 60 + "!"), "pattern": Literal(pattern)}

    with pytest.raises(QueryError, match=r"regular expression takes more than 0\.05 s on a text of 61"):
        result("REGEX(?text, ?pattern)", row, context)
    with pytest.raises(QueryError, match="regular expression"):
        result("REPLACE(?text, ?pattern, 'x')", row, context)


def test_a_slow_pattern_after_the_deadline_is_the_deadline() -> None:
    """The context's own error comes first."""

    class Late(Exception):
        """The time is over."""

    def check() -> None:
        raise Late

    context = new_context(check=check, regex_budget_s=0.05)

    with pytest.raises(Late):
        result("REGEX(?text, '^(a|aa)+$')", {"text": Literal("a" * 60 + "!")}, context)


def test_a_pattern_of_a_book_is_refused() -> None:
    """Patterns may come from data."""
    with pytest.raises(QueryError, match="A pattern of 10,001 characters is too long; 10,000"):
        result("REGEX('a', ?pattern)", {"pattern": Literal("a" * 10_001)})


def test_groups_nested_a_hundred_deep_are_refused() -> None:
    """Before any library walks them."""
    deep = Literal("(" * 101 + "a" + ")" * 101)

    assert result("REGEX('a', ?pattern)", {"pattern": deep}) is None
