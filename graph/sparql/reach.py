"""What in a query would reach out to the network: SERVICE and LOAD.

An evaluator that is handed such a text contacts addresses that the text chooses. Until addresses can
be allowed one by one, such texts are refused before any evaluator sees them.
"""

import re
from collections.abc import Iterator

from graph.errors import QueryError
from graph.sparql.tokens import tokens

__all__ = ["refuse_outreach"]

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_HIGHEST_CODEPOINT = 0x10FFFF


def refuse_outreach(text: str) -> None:
    """Refuse a text that holds SERVICE or LOAD as a keyword, also where it is written with escapes.

    Codepoint escapes (https://www.w3.org/TR/sparql11-query/#codepointEscape) may hide a keyword or,
    decoded too early, hide what follows a quote; so the text is looked at both ways.

    Raises:
        QueryError: such a keyword is there.
    """
    for reading in (text, _CODEPOINT.sub(_decoded, text)):
        for word in _keywords(reading):
            if word in {"SERVICE", "LOAD"}:
                raise QueryError(f"{word} is not allowed here: this service contacts no other address.")


def _keywords(text: str) -> Iterator[str]:
    return (token.text.upper() for token in tokens(text) if token.kind == "word")


def _decoded(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= _HIGHEST_CODEPOINT else match[0]
