"""What is wrong at a place of a text, in words: found, expected, and a hint for the commonest slips."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from graph.sparql.slips import hint_of

__all__ = ["Complaint", "complaint"]

Complaint = tuple[str, str | None, int]
"""The problem, a hint or None, and the offset to point at."""

_SEEN = re.compile(
    r"""<[^\x00-\x20<>"{}|^`]*> | '''|\"\"\" | '[^'\n]*'? | "[^"\n]*"? | [?$]\w+ | _:\w+ | @[\w\-]+
      | [\w\-.]*:[\w\-.%]* | \w+ | && | \|\| | \^\^ | == | != | <= | >= | .""",
    re.VERBOSE | re.DOTALL,
)
_GAP = re.compile(r"(?:\s|#[^\n\r]*)*")
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "DOT": "'.'",
        "SEMICOLON": "';'",
        "COMMA": "','",
        "RBRACE": "'}'",
        "RPAR": "')'",
        "RSQB": "']'",
        "VAR1": "a variable",
        "IRIREF": "an IRI",
        "PNAME_LN": "a name",
        "PNAME_NS": "a prefix",
        "STRING_LITERAL2": "a text in quotes",
        "INTEGER": "a number",
        "BLANK_NODE_LABEL": "a blank node",
        "FUNCTION_1": "a function",
        "AGGREGATE": "an aggregate",
        "LBRACE": "'{'",
        "LPAR": "'('",
        "A": "'a'",
        "STAR": "'*'",
        "COMPARISON": "a comparison",
        "$END": "the end of the text",
    }
)
_WORDS = (
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "WHERE",
    "FROM",
    "AS",
    "BY",
    "DISTINCT",
    "OPTIONAL",
    "UNION",
    "FILTER",
    "GROUP",
    "HAVING",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "VALUES",
    "INSERT",
    "DELETE",
    "LOAD",
    "CLEAR",
    "CREATE",
    "DROP",
    "ADD",
    "MOVE",
    "COPY",
    "DATA",
    "INTO",
    "TO",
    "WITH",
    "USING",
    "GRAPH",
    "DEFAULT",
    "NAMED",
    "ALL",
    "IN",
    "NOT",
    "EXISTS",
    "SEPARATOR",
)
_MOST_SHOWN = 6
_LONGEST = 40


def complaint(
    source: str, text: str, offset: int, wanted: frozenset[str], words: frozenset[str]
) -> Complaint:
    """What to say of a place in a text.

    Args:
        source: "query" or "update".
        text: the whole text.
        offset: the place, in characters.
        wanted: names of the terminals that could stand there.
        words: the words of the language that could stand there.
    """
    seen = _SEEN.match(text, offset)
    found = seen.group().strip() if seen else ""
    if found in {"'''", '"""'} or (found[:1] in {"'", '"'} and (len(found) == 1 or found[-1] != found[0])):
        return "a text in quotes is not closed", _quotes(found), offset
    problem = f"{_shown(found)} can't stand here" if found else "the text ends too early"
    expected = _listed(wanted)
    hint = hint_of(source, text[:offset], found, wanted, words)
    return (f"{problem}; expected {expected}" if expected else problem), hint, offset


def _shown(found: str) -> str:
    return repr(found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…")


def _quotes(found: str) -> str:
    if len(found) == 1 or len(found) > len("'''"):
        return f"Close it with {found[0]} on the same line; a text of several lines stands in {found[0] * 3}."
    return f"Close it with {found}."


def _listed(names: frozenset[str]) -> str:
    kinds = [words for name, words in _KINDS.items() if name in names]
    shown = [
        *kinds[:_MOST_SHOWN],
        *[word for word in _WORDS if word in names][: max(0, _MOST_SHOWN - len(kinds))],
    ]
    if not shown:
        return ""
    *most, last = shown
    return f"{', '.join(most)} or {last}" if most else last
