"""The commonest slips in a query or an update, and what to tell of each.

A slip is known by the token that can't stand where it stands, by what could stand there, and by the text
before it. The first of the table that fits is told.
"""

import re
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

__all__ = ["ALL_SLIPS", "hint_of"]


class _Slip(NamedTuple):
    """One kind of slip.

    Attributes:
        found: pattern of the whole token, in any case; "" is the end of the text.
        hint: what to tell; {found} is the token.
        wanted: the name of a terminal of the grammar that must be among those that could stand there.
        before: pattern of the text that ends right before the token, comments and space between included.
        source: "query" or "update", where it is a slip in one of them only.
    """

    found: str
    hint: str
    wanted: str = ""
    before: str = ""
    source: str = ""


_LITERAL = 'A literal is "text", "text"@en or "text"^^xsd:date, without spaces; numbers stand bare.'
_CONDITION = "A condition stands in FILTER(…)."
_COLUMN = "A computed column stands in brackets with its name: (COUNT(?x) AS ?n); a plain one without."
_VARIABLE = "A variable is ? and a name without spaces or hyphens, such as ?name."
_VALUES = "Values stand in braces: VALUES ?x { 1 2 } or VALUES (?x ?y) { (1 2) }."
_WORD = r"[A-Za-z_]\w*"
_AGGREGATE = "COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT"
_BEFORE_PATTERN = r"(?:WHERE|ASK|OPTIONAL|MINUS|EXISTS|(?:GRAPH|SERVICE(?:\s+SILENT)?)\s+\S+)\s*$"
_OF_DATA = r"(?:INSERT|DELETE)(?:\s+DATA)?\s*$"
_NAMED = r"<.*|.*:.*"

_OF_SIGNS = (
    _Slip("==", "Equality is a single =."),
    _Slip("=", "Equality is a single =.", before=r"=\s*$"),
    _Slip(r"&|&&|\||AND|OR", "Logic is written &&, || and !.", wanted="AND"),
    _Slip(r"\(", "A negation is ! before a bracket; NOT stands before EXISTS and IN.", before=r"NOT\s*$"),
    _Slip("[‘’“”«`]", "Write straight quotes: ' or \"."),
    _Slip(r"\.", "No dot stands after a prefix here.", "SELECT", r"(?:PREFIX|BASE)\s.*>\s*$", "query"),
    _Slip("@(?:prefix|base)", "Here it is PREFIX name: <…>, without @ and without a dot."),
    _Slip(_WORD, "A prefix ends with a colon: PREFIX {found}: <…>", before=r"PREFIX\s+$"),
    _Slip("(?:https?|urn|mailto|ftp):.*", "An IRI stands in <…>.", wanted="IRIREF"),
    _Slip("<", "An IRI stands in <…> and holds no space, quote or brace."),
    _Slip("[\"'].*", "An IRI stands in <…>, not in quotes.", "IRIREF"),
)
_OF_COLUMNS = (
    _Slip(
        _AGGREGATE,
        "An aggregate in SELECT stands in brackets with a name: (COUNT(?x) AS ?n).",
        "VAR1",
        "SELECT",
    ),
    _Slip("WHERE|FROM|{", "SELECT names its columns, or * for all.", "VAR1", r"SELECT(?:\s+DISTINCT)?\s*$"),
    _Slip(",", "Columns stand without commas.", "VAR1", r"SELECT\s[^{]*$"),
    _Slip("AS", "A column with a new name stands in brackets: (?x AS ?name).", "VAR1"),
    _Slip(r"\)", "What BIND computes gets a name: BIND(… AS ?name).", "AS", r"BIND\s*\([^{}]*$"),
    _Slip(r"\)", _COLUMN, "AS"),
    _Slip(_WORD, "A variable starts with ?: ?{found}.", before=r"\bAS\s+$"),
)
_OF_CLAUSES = (
    _Slip(",", "LIMIT takes one number, OFFSET the other.", before=r"LIMIT\s+\d+\s*$"),
    _Slip(".+", "LIMIT and OFFSET take a whole number.", before=r"(?:LIMIT|OFFSET)\s*$"),
    _Slip(".+", "It is ORDER BY and GROUP BY.", "BY"),
    _Slip(".*", "DESC stands before its bracket: ORDER BY DESC(?x).", "LPAR", r"(?:DESC|ASC)\s*$"),
    _Slip("[?$].*", "A condition stands in brackets: FILTER(?x > 1).", "LPAR", r"(?:FILTER|HAVING)\s*$"),
    _Slip("[=<>!].*", "A condition stands in brackets: HAVING (COUNT(?x) > 1).", "LPAR", r"HAVING[^{}]*$"),
    _Slip("LIKE", 'Text is matched by CONTAINS(?x, "…") or REGEX(?x, "…").'),
    _Slip("NULL", "Whether a variable has a value is told by BOUND(?x)."),
    _Slip(".+", _VALUES, "LBRACE", r"VALUES\s+[^{}]+$"),
    _Slip(".+", _VALUES, "LPAR", r"VALUES\s*\([^{}]*\)\s*\{[^{}]*$"),
    _Slip("[^{].*", "A pattern stands in braces: { ?s ?p ?o }.", "LBRACE", _BEFORE_PATTERN),
    _Slip("UNION", "Each side of UNION stands in braces: { … } UNION { … }.", "DOT"),
    _Slip("}", "There is one } too many.", "$END"),
    _Slip(";", "A query ends without a semicolon.", "$END", source="query"),
)
_OF_UPDATES = (
    _Slip(
        f"{_NAMED}|INTO|FROM", "A graph is named within: INSERT DATA { GRAPH <…> { … } }.", before=_OF_DATA
    ),
    _Slip(_NAMED, "A graph is named by GRAPH <…>.", "GRAPH", r"(?:CLEAR|DROP|CREATE|INTO)(?:\s+SILENT)?\s*$"),
    _Slip(".+", "It is COPY, MOVE or ADD <…> TO <…>.", "TO"),
    _Slip(r"\*", "What is deleted stands in braces: DELETE { … } WHERE { … }.", before=r"DELETE\s*$"),
    _Slip(
        "FILTER|OPTIONAL|UNION|BIND|MINUS|VALUES",
        "After DELETE WHERE stand statements alone; DELETE { … } WHERE { … } takes anything.",
        before=r"DELETE\s+WHERE\s*\{[^{}]*$",
    ),
    _Slip(
        ".*", "What is changed without WHERE is INSERT DATA { … } or DELETE DATA { … }.", "USING", r"\}\s*$"
    ),
    _Slip("UPDATE", "Values are changed by DELETE { … } INSERT { … } WHERE { … }.", "INSERT"),
    _Slip(
        "INSERT|DELETE|LOAD|CLEAR|CREATE|DROP",
        "Operations are parted by a semicolon.",
        "SEMICOLON",
        r"\}\s*$",
    ),
    _Slip("GRAPH", "One GRAPH does not stand within another.", "RBRACE", source="update"),
)
_OF_STATEMENTS = (
    _Slip(r"[?$]|-", _VARIABLE, before=r"[?$]\w*$"),
    _Slip(r"[?$]", _VARIABLE),
    _Slip("a", "a stands for rdf:type, between a subject and a class.", "VAR1"),
    _Slip("-", 'A date is "2018-01-01"^^xsd:date.', before=r"\b\d{4}$"),
    _Slip(r"_\w*", "Parts of a language tag are joined by hyphens: @en-GB.", before=r"@\w+$"),
    _Slip(_WORD, _LITERAL, before=r"(?:[\"'0-9]\s*|\^\^\s*)$"),
    _Slip(r"IN|NOT|LIKE|AND|OR|[=<>!&|].*", _CONDITION, "DOT"),
)
_LAST = (
    _Slip(_WORD, 'A variable is ?{found}, a name prefix:{found}, a text "{found}".', "VAR1"),
    _Slip(_WORD, "A name has a prefix: prefix:{found}.", "PNAME_LN"),
    _Slip(r"[\^@].*", _LITERAL),
    _Slip(
        r"[?$<_].*|.*:.*",
        "A dot is missing before this, or a semicolon where the subject stays the same.",
        "DOT",
    ),
    _Slip("}", "A round bracket is not closed.", "RPAR"),
    _Slip(r"[}.]", "A statement has a subject, a predicate and an object.", "IRIREF"),
)
_FIRST = (*_OF_SIGNS, *_OF_COLUMNS, *_OF_CLAUSES, *_OF_UPDATES, *_OF_STATEMENTS)
ALL_SLIPS = (*_FIRST, *_LAST)
"""In the order they are tried; words that are nearly right are looked for before the last of them."""
_LONGEST = 40
_FURTHEST = 300
"""How much of the text before is looked at, in characters: patterns need time that grows faster than it."""
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH"])
_QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_OPAQUE = re.compile(r"<[^\s<>]*>|\"[^\"\n]*\"|'[^'\n]*'|#[^\n\r]*")


def hint_of(
    source: str, before: str, found: str, wanted: frozenset[str], words: frozenset[str]
) -> str | None:
    """What to try where a token can't stand.

    Args:
        source: "query" or "update".
        before: the text before the token.
        found: the token; "" at the end of the text.
        wanted: names of the terminals that could stand there.
        words: the words of the language that could stand there.
    """
    word = found.upper()
    if source == "query" and word in _UPDATES and "{" not in _bare(before):
        return "This is an update, and a query only reads."
    if source == "update" and word in _QUERIES and wanted & _UPDATES:
        return "This is a query, and an update only writes."
    nearby = _without_comments(before)[-_FURTHEST:]
    told = _told(_FIRST, source, nearby, found, wanted)
    if not found:
        return told or _unclosed(before)
    return told or _meant(word, words) or _told(_LAST, source, nearby, found, wanted)


def _told(
    slips: tuple[_Slip, ...], source: str, before: str, found: str, wanted: frozenset[str]
) -> str | None:
    for slip in slips:
        if (
            slip.source in {"", source}
            and (not slip.wanted or slip.wanted in wanted)
            and _pattern(slip.found).fullmatch(found)
            and _pattern(slip.before).search(before)
        ):
            return slip.hint.replace("{found}", found[:_LONGEST])
    return None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _meant(word: str, words: frozenset[str]) -> str | None:
    near = get_close_matches(word, [each for each in words if each != word], n=1, cutoff=_NEAR)
    return f"Did you mean {near[0]}?" if near else None


_NEAR = 0.8


def _without_comments(text: str) -> str:
    return _OPAQUE.sub(lambda part: "" if part[0].startswith("#") else part[0], text)


def _bare(text: str) -> str:
    return _OPAQUE.sub("", text)


def _unclosed(before: str) -> str | None:
    bare = _bare(before)
    for opening, closing in ("{}", "()", "[]"):
        missing = bare.count(opening) - bare.count(closing)
        if missing > 0:
            return f"{missing} {opening} {'is' if missing == 1 else 'are'} not closed: add {closing}."
    return None
