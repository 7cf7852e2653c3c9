"""Character classes of XML Schema's regular expressions in the syntax of the ``regex`` library.

https://www.w3.org/TR/xmlschema11-2/#charcter-classes. A class has two halves: characters and ranges, for
which the flag ``i`` counts, and categories, for which it does not. Subtraction is a lookahead.
"""

import regex

__all__ = ["MULTIPLE", "SINGLE", "BadPattern", "category", "read_class"]

_NAME_START = (
    r":A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME = _NAME_START + r"\-.0-9\xB7\u0300-\u036F\u203F-\u2040"
_NO_WORD = r"\p{P}\p{Z}\p{C}"
MULTIPLE = {
    "s": r"[ \t\n\r]",
    "S": r"[^ \t\n\r]",
    "d": r"[\p{Nd}]",
    "D": r"[^\p{Nd}]",
    "w": f"[^{_NO_WORD}]",
    "W": f"[{_NO_WORD}]",
    "i": f"(?-i:[{_NAME_START}])",
    "I": f"(?-i:[^{_NAME_START}])",
    "c": f"(?-i:[{_NAME}])",
    "C": f"(?-i:[^{_NAME}])",
}
"""Letter of a multi-character escape → the class (https://www.w3.org/TR/xmlschema11-2/#nt-MultiCharEsc)."""

SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {sign: sign for sign in "\\|.?*+(){}-[]^$"}
"""Letter of a single-character escape → the character."""

_PARTS = {"L": "ultmo", "M": "nce", "N": "dlo", "P": "cdseifo", "Z": "slp", "S": "mcko", "C": "cfon"}
_CATEGORIES = frozenset(_PARTS) | {whole + part for whole, parts in _PARTS.items() for part in parts}
_BLOCKS = {
    "Greek": "GreekandCoptic",
    "CombiningMarksforSymbols": "CombiningDiacriticalMarksforSymbols",
    "PrivateUse": "PrivateUseArea",
}


class BadPattern(Exception):
    """The text is no regular expression of XPath."""


def category(pattern: str, place: int) -> tuple[str, int]:
    r"""The class of a ``\p{…}`` or ``\P{…}`` whose letter is at ``place``, and where the text goes on."""
    end = pattern.find("}", place)
    if pattern[place + 1 : place + 2] != "{" or end < 0:
        raise BadPattern("a name in braces is expected after \\p")
    name = pattern[place + 2 : end]
    if name.startswith("Is"):
        name = f"Block={_block(name[2:])}"
    elif name not in _CATEGORIES:
        raise BadPattern(f"there is no category {name!r}")
    return f"(?-i:\\{pattern[place]}{{{name}}})", end + 1


def _block(name: str) -> str:
    block = _BLOCKS.get(name, name)
    try:
        regex.compile(f"\\p{{Block={block}}}")
    except regex.error as error:
        raise BadPattern(f"there is no block {name!r}") from error
    return block


def read_class(pattern: str, place: int) -> tuple[str, int]:
    """The class in brackets that opens before ``place``, and where the text goes on.

    >>> read_class("a-z-[aeiou]]+", 0)
    ('(?:(?![aeiou])[a-z])', 12)
    """
    is_negated = pattern.startswith("^", place)
    place += is_negated
    ranges: list[str] = []
    groups: list[str] = []
    start, without = place, ""
    while not pattern.startswith("]", place):
        if pattern.startswith("-[", place) and place > start:
            without, place = read_class(pattern, place + 2)
            if not pattern.startswith("]", place):
                raise BadPattern("a subtraction ends its class")
            break
        place = _read_item(pattern, place, start, ranges, groups)
    if place == start:
        raise BadPattern("a class is not empty")
    return _assembled("".join(ranges), groups, is_negated, without), place + 1


def _assembled(ranges: str, groups: list[str], is_negated: bool, without: str) -> str:  # noqa: FBT001
    if ranges and not groups:
        found = f"[{'^' if is_negated else ''}{ranges}]"
    else:
        found = "|".join([f"[{ranges}]"] * bool(ranges) + groups)
        found = f"(?:(?!{found})(?s:.))" if is_negated else f"(?:{found})"
    return f"(?:(?!{without}){found})" if without else found


def _read_item(pattern: str, place: int, start: int, ranges: list[str], groups: list[str]) -> int:
    """Read a character, a range or an escape; gives where the text goes on."""
    sign = pattern[place + 1 : place + 2]
    if pattern.startswith("\\", place) and sign in {"p", "P"}:
        group, place = category(pattern, place + 1)
        groups.append(group)
        return place
    if pattern.startswith("\\", place) and sign in MULTIPLE and sign:
        groups.append(MULTIPLE[sign])
        return place + 2
    first, after = _character(pattern, place)
    is_dash = pattern[place] == "-"
    if is_dash and place != start and pattern[after : after + 1] != "]":
        raise BadPattern("a hyphen in the middle of a class is written \\-")
    if pattern.startswith("-", after) and pattern[after + 1 : after + 2] not in {"]", "["}:
        last, after = _character(pattern, after + 1)
        if last < first:
            raise BadPattern(f"the range {first}-{last} is upside down")
        ranges.append(f"{regex.escape(first)}-{regex.escape(last)}")
    else:
        ranges.append(regex.escape(first) if first not in "^-[]\\" else f"\\{first}")
    return after


def _character(pattern: str, place: int) -> tuple[str, int]:
    """One character of a class, perhaps escaped, and where the text goes on."""
    sign = pattern[place : place + 1]
    if not sign or sign in "[]":
        raise BadPattern("a class does not end, or a bracket in it is not escaped")
    if sign != "\\":
        return sign, place + 1
    escaped = SINGLE.get(pattern[place + 1 : place + 2])
    if escaped is None:
        raise BadPattern(f"there is no escape \\{pattern[place + 1 : place + 2]}")
    return escaped, place + 2
