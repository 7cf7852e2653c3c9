"""Where a query breaks the grammar, and what could stand there, from what pyoxigraph's parser says.

That parser reports the farthest place it looked at. Where it tried a keyword, it looked as many characters
ahead as the keyword has, past the place that is wrong. So the text is cut at the tokens before the reported
place: the longest piece after which the parser would go on reading ends where the text goes wrong.
"""

import re
from collections.abc import Callable, Iterator

from graph.errors import QuerySyntaxError
from graph.sparql.tokens import Form, Token, form, position, tokens, undeclared_prefix
from graph.terms import PREFIXES, is_iri

__all__ = ["Parse", "diagnosed"]

Parse = Callable[[str], str]
"""Parses a text; gives the parser's message, or nothing where the text is well-formed."""

_PLACED = re.compile(
    r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL
)
_SENTENCE = re.compile(r"[A-Z][a-z]+(?: [\w]+){2,}|[A-Z]+ parsing failed")
# A sign in double quotes, or a class of signs; keywords stand bare, and [_] is any sign at all.
_SIGN = re.compile(r'"(?P<sign>(?:[^"\\]|\\.)+)"(?=,|$)')
_CLASS = re.compile(r"\['")
_DIGITS = re.compile(r"\['0' ?\.\.= ?'9'\]")
_KINDS = {"?": "a variable", "<": "an IRI", ":": "a name", '\\"': "a text in quotes"}
_MARKS = frozenset(".;,{}()*=")
_IN_QUOTES = frozenset({'\\"', "'", '\\"\\"\\"', "'''", "\\\\", "\\\\U", "\\\\u"})
_LONGEST_KEYWORD = 16
_MOST_PIECES = 40
_OPENINGS = "SELECT, ASK, CONSTRUCT or DESCRIBE (before it, PREFIX and BASE)"
_MEANINGS = {
    "unbound": "Beside GROUP BY or an aggregate, a column is a key of the grouping or an aggregate.",
    "Duplicated": "Name each column once.",
    "overrides": "Give the result of an expression a name that the pattern does not use.",
}


def diagnosed(text: str, message: str, parse: Parse) -> QuerySyntaxError:
    """The error with its place, for a text that the parser refused with this message."""
    placed = _PLACED.match(message)
    if placed is None:
        return QuerySyntaxError("query", message)
    reported = _offset(text, int(placed["line"]), int(placed["column"]))
    if sentence := _SENTENCE.search(placed["expected"]):
        return _by_meaning(text, sentence[0], reported)
    if _reads_on(placed["expected"]):
        offset, expected = reported, placed["expected"]
    else:
        offset, expected = _farthest(text, reported, parse)
    return _undeclared(text, offset) or _by_grammar(text, offset, expected)


def _undeclared(text: str, offset: int) -> QuerySyntaxError | None:
    """The error of a name before that place whose prefix is not declared, if there is one."""
    prefix = undeclared_prefix(text[:offset])
    if prefix is None:
        return None
    names = (each for each in tokens(text) if each.kind == "name" and each.text.startswith(f"{prefix}:"))
    hint = f"Declare the prefix at the top: PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"
    return _error(text, next(names).offset, f"the prefix {prefix}: is not declared", hint)


def _by_meaning(text: str, sentence: str, reported: int) -> QuerySyntaxError:
    """The error where the grammar is kept, but a rule beside it is not."""
    if sentence.startswith("IRI parsing failed"):
        advice = "An IRI stands in <…>, is absolute, and holds no space or quote."
        return _error(text, text.rfind("<", 0, reported), "this is no absolute IRI", advice)
    if undeclared := _undeclared(text, reported):
        return undeclared
    selects = [each.offset for each in tokens(text[:reported]) if each.text.upper() == "SELECT"]
    hint = next((hint for sign, hint in _MEANINGS.items() if sign in sentence), None)
    return _error(text, selects[0] if selects else reported, sentence[0].lower() + sentence[1:], hint)


def _by_grammar(text: str, offset: int, expected: str) -> QuerySyntaxError:
    token = next((each for each in tokens(text[offset:])), None)
    if {match["sign"] for match in _SIGN.finditer(expected)} & _IN_QUOTES and not _CLASS.search(expected):
        opening = max((each.offset for each in tokens(text[:offset])), default=offset)
        return _error(text, opening, "a text in quotes is not closed")
    if token and token.kind == "iri" and not is_iri(token.text[1:-1]):
        return _error(text, offset, f"the IRI {token.text} is relative", "Write the whole IRI.")
    found = f"{token.text!r} can't stand here" if token else "the text ends too early"
    wanted = _wanted(expected) if expected else _OPENINGS
    return _error(
        text, offset, f"{found}; expected {wanted}" if wanted else found, _update_hint(text, offset)
    )


def _farthest(text: str, reported: int, parse: Parse) -> tuple[int, str]:
    """The offset of the first token that can't stand where it does, and what the parser wants there."""
    for offset in _starts(text, reported):
        placed = _PLACED.match(parse(text[:offset]))
        if placed is None or _reads_on(placed["expected"]):
            return offset, placed["expected"] if placed else "[_]"
    return next(tokens(text), Token("", "", 0)).offset, ""


def _starts(text: str, reported: int) -> Iterator[int]:
    """Where tokens start, backwards from the reported place, as far as a keyword may have looked ahead."""
    near = [each.offset for each in tokens(text) if -2 * _LONGEST_KEYWORD < each.offset - reported <= 0]
    end = [len(text)] if reported >= len(text.rstrip()) else []
    yield from [*end, *reversed(near)][:_MOST_PIECES]


def _reads_on(expected: str) -> bool:
    return bool(_SIGN.search(expected) or _CLASS.search(expected))


def _wanted(expected: str) -> str:
    signs = [match["sign"] for match in _SIGN.finditer(expected)]
    kinds = [kind for sign, kind in _KINDS.items() if sign in signs]
    if _DIGITS.search(expected) and (not kinds or "a text in quotes" in kinds):
        # Where a number may stand, a dot opens a decimal.
        kinds.append("a number")
        signs = [sign for sign in signs if sign != "."]
    *most, last = [*kinds, *(f"'{sign}'" for sign in signs if sign in _MARKS)] or [""]
    return f"{', '.join(most)} or {last}" if most else last


def _error(text: str, offset: int, problem: str, hint: str | None = None) -> QuerySyntaxError:
    line, column = position(text, offset)
    text_line = text.split("\n")[line - 1].rstrip("\r")
    return QuerySyntaxError("query", problem, line=line, column=column, excerpt=text_line, hint=hint)


def _offset(text: str, line: int, column: int) -> int:
    before = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    return min(before + column - 1, len(text))


def _update_hint(text: str, offset: int) -> str | None:
    is_update = form(text) is Form.UPDATE and form(text[:offset]) is None
    return "This is an update, and a query only reads." if is_update else None
