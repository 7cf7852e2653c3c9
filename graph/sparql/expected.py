"""What is wrong at a place of a text, in words: found, expected, and a hint for the commonest slips."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

__all__ = ["Complaint", "complaint"]

Complaint = tuple[str, str | None, int]
"""The problem, a hint or None, and the offset to point at."""

_SEEN = re.compile(
    r"""<[^\x00-\x20<>"{}|^`]*> | '''|\"\"\" | '[^'\n]*'? | "[^"\n]*"? | [?$]\w+ | _:\w+ | @[\w\-]+
      | [\w\-.]*:[\w\-.%]* | \w+ | && | \|\| | \^\^ | == | != | <= | >= | .""",
    re.VERBOSE | re.DOTALL,
)
_GAP = re.compile(r"(?:\s|#[^\n\r]*)*")
_COMMENTS = re.compile(r"#[^\n\r]*")
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
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH"])
_QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def complaint(source: str, text: str, offset: int, wanted: Iterable[str]) -> Complaint:
    """What to say of a place where the grammar wants one of these terminals."""
    seen = _SEEN.match(text, offset)
    found = seen.group() if seen else ""
    names = frozenset(wanted)
    if found in {"'''", '"""'} or (found[:1] in {"'", '"'} and (len(found) == 1 or found[-1] != found[0])):
        return "a text in quotes is not closed", _quotes(found), offset
    problem = f"{_shown(found)} can't stand here" if found else "the text ends too early"
    expected = _listed(names)
    hint = _hint(source, text, offset, found, names)
    return (f"{problem}; expected {expected}" if expected else problem), hint, offset


def _shown(found: str) -> str:
    return repr(found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…")


_LONGEST = 40


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


def _hint(source: str, text: str, offset: int, found: str, names: frozenset[str]) -> str | None:
    word = found.upper()
    before = _COMMENTS.sub("", text[:offset]).rstrip()
    if not found:
        return _unclosed(before)
    if found == "==" or (found == "=" and before.endswith("=")):
        return "Equality is a single =."
    if found in {"&", "|"} and "COMPARISON" in names:
        return "Logic is written && and ||."
    if source == "query" and word in _UPDATES and not re.search(r"\{", before):
        return "This is an update, and a query only reads."
    if source == "update" and word in _QUERIES and names & _UPDATES:
        return "This is a query, and an update only writes."
    if found == "<" or found.startswith("<"):
        return "An IRI stands in <…> and holds no space, quote or brace."
    if found in {"‘", "’", "“", "”", "«", "`"}:
        return "Write straight quotes: ' or \"."
    return _hint_of_word(found, word, before, names)


def _hint_of_word(found: str, word: str, before: str, names: frozenset[str]) -> str | None:
    previous = next(iter(reversed(before.split())), "").upper()
    if before.endswith(("?", "$")) or (found in {"?", "$"}):
        return "A variable is ? and a name without spaces or hyphens, such as ?name."
    if word in {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"} and "SELECT" in before.upper():
        return "An aggregate in SELECT stands in brackets with a name: (COUNT(?x) AS ?n)."
    if found == "a" and "VAR1" in names:
        return "a stands for rdf:type, between a subject and a class."
    if re.fullmatch(r"[A-Za-z_]\w*", found) and previous == "AS":
        return f"A variable starts with ?: ?{found}."
    if re.fullmatch(r"[A-Za-z_]\w*", found) and "VAR1" in names:
        return f'A variable is ?{found}, a name prefix:{found}, a text "{found}".'
    if found.startswith(("^", "@")):
        return 'A literal is "text", "text"@en or "text"^^xsd:date, without spaces; numbers stand bare.'
    if "DOT" in names and (found[:1] in {"?", "$", "<", "_"} or ":" in found):
        return "A dot is missing before this, or a semicolon where the subject stays the same."
    if found == "}" and "RPAR" in names:
        return "A round bracket is not closed."
    return None


def _unclosed(before: str) -> str | None:
    bare = re.sub(r"<[^\s<>]*>|\"[^\"\n]*\"|'[^'\n]*'", "", before)
    for opening, closing in ("{}", "()", "[]"):
        missing = bare.count(opening) - bare.count(closing)
        if missing > 0:
            return f"{missing} {opening} {'is' if missing == 1 else 'are'} not closed: add {closing}."
    return None
