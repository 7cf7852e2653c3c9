"""What in a text would reach out to the network: SERVICE in a query, LOAD in an update.

An evaluator that is handed such a text contacts addresses that the text chooses. Until addresses can
be allowed one by one, such texts are refused before any evaluator sees them.

The keyword is looked for in the bare text, not among its tokens: whether ``<`` opens an IRI or compares
two numbers depends on the grammar around it, and a reader that takes it the other way would miss what an
evaluator finds. The keyword counts where its target follows, so that words in labels don't.
"""

import re
from itertools import islice

from graph.errors import QueryError

__all__ = ["refuse_load", "refuse_service"]

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_HIGHEST_CODEPOINT = 0x10FFFF
_GAP = r"(?:\s|\#[^\n\r]*[\n\r])*+"
_CHARACTER = r"""(?:[^\s#{}<>"'|^`:\\]|\\.)"""
_TARGET = rf"{_GAP}(?:SILENT{_GAP})?(?:<[^<>\s]*>|[?$]{_CHARACTER}+|{_CHARACTER}*:(?:{_CHARACTER}|:)*)"
_SERVICE = re.compile(rf"{_TARGET}{_GAP}\{{", re.IGNORECASE)
_LOAD = re.compile(_TARGET, re.IGNORECASE)
# A variable, or the local part of a prefixed name, that the keyword only ends.
_PART_OF_A_NAME = re.compile(r"(?:[?$]\w*|:(?![.\-])[\w.:%\-]*)$")
_NAME_CHARACTERS = 200
_MOST_MENTIONS = 200


def refuse_service(text: str) -> None:
    """Refuse a query or update that asks another service.

    Raises:
        QueryError: SERVICE is there with its target, in whatever spelling.
    """
    _refuse(text, "SERVICE", _SERVICE)


def refuse_load(text: str) -> None:
    """Refuse an update that loads an address.

    Raises:
        QueryError: LOAD is there with its target, in whatever spelling.
    """
    _refuse(text, "LOAD", _LOAD)


def _refuse(text: str, keyword: str, target: re.Pattern[str]) -> None:
    """Look at the text as it stands and with its escapes decoded.

    Codepoint escapes (https://www.w3.org/TR/sparql11-query/#codepointEscape) may hide a keyword or,
    decoded too early, hide what follows a quote; so the text is looked at both ways.
    """
    for reading in {text, _CODEPOINT.sub(_decoded, text)}:
        mentions = re.finditer(keyword, reading, re.IGNORECASE)
        bare = (found.end() for found in mentions if not _is_part_of_a_name(reading, found.start()))
        ends = list(islice(bare, _MOST_MENTIONS))
        if len(ends) == _MOST_MENTIONS or any(target.match(reading, end) for end in ends):
            raise QueryError(f"{keyword} is not allowed here: this service contacts no other address.")


def _is_part_of_a_name(text: str, start: int) -> bool:
    return _PART_OF_A_NAME.search(text[max(0, start - _NAME_CHARACTERS) : start]) is not None


def _decoded(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= _HIGHEST_CODEPOINT else match[0]
