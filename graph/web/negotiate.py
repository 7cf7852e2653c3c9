"""Choosing the representation of an answer: what the client takes, held against what there is.

Proactive negotiation as in https://www.rfc-editor.org/rfc/rfc9110#section-12: quality values and
specificity count, an absent Accept header takes anything. A name in the address wins over the header,
because a link must always give the same thing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from flask import Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

from graph.answer import Format
from graph.errors import UnknownName
from graph.web.parameters import wish

__all__ = ["HTML", "JSON", "check_format", "choose", "named", "prefers_html", "twins", "vary"]

HTML = Format("html", "HTML", ("text/html", "application/xhtml+xml"))
JSON = Format("json", "JSON", ("application/json",))
_CHARSET = re.compile(r"\s*;\s*charset=\"?utf-8\"?(?=\s*(?:[;,]|$))", re.IGNORECASE)
_PROBLEM = "application/problem+json"

_LONGEST_KEPT = 1_000
"""Headers of so many characters are remembered with what they choose: clients send the same ones again."""


def choose(offers: Sequence[Format]) -> Format:
    """The offer that ``?format=`` names, else the one the Accept header prefers; the first one for ``*/*``.

    Raises:
        NotAcceptable: none fits; the message names those there are.
    """
    if wished := check_format(offers):
        return wished
    if not request.headers.get("Accept", "").strip():
        return offers[0]
    asked = request.headers["Accept"]
    best = _remembered(asked, tuple(offers)) if len(asked) <= _LONGEST_KEPT else _best(asked, offers)
    if best is None:
        raise NotAcceptable(f"There is no representation for Accept: {asked}. There is: {_listed(offers)}.")
    return best


def _best(accept: str, offers: Sequence[Format]) -> Format | None:
    types = {media_type: offer for offer in offers for media_type in offer.media_types}
    # All text here is UTF-8, so a client that asks for that charset asks for nothing more.
    best = parse_accept_header(_CHARSET.sub("", accept), MIMEAccept).best_match(types)
    return None if best is None else types[best]


_remembered = lru_cache(256)(_best)


def check_format(offers: Sequence[Format]) -> Format | None:
    """The offer that ``?format=`` names, in the address or the form; None where there is no such parameter.

    Raises:
        NotAcceptable: it names none of them; what is no format is refused also where it has no effect.
        BadRequest: there is more than one.
    """
    wanted = wish("format")
    return None if wanted is None else _by_name(offers, wanted)


def named(offers: Sequence[Format], name: str) -> Format:
    """The offer whose name ends the address.

    Raises:
        UnknownName: there is none; the message names those there are.
        NotAcceptable: the address names another format that there is not.
    """
    check_format(offers)
    for offer in offers:
        if offer.name == name:
            return offer
    raise UnknownName("format", name, (offer.name for offer in offers))


def twins(offers: Sequence[Format], stem: str, tail: str = "") -> tuple[tuple[str, str, str], ...]:
    """The same in each format: label, address (the stem, a dot, the format's name, the tail), media type."""
    return tuple((each.label, f"{stem}.{each.name}{tail}", each.media_types[0]) for each in offers)


def prefers_html() -> bool:
    """Whether an error is better told as a page than as a problem document."""
    return request.accept_mimetypes.best_match([_PROBLEM, "application/json", "text/html"]) == "text/html"


def vary(response: Response) -> Response:
    """The response, marked as one that depends on the Accept header."""
    response.vary.add("Accept")
    return response


def _by_name(offers: Sequence[Format], wanted: str) -> Format:
    found = [offer for offer in offers if offer.name == wanted]
    if not found:
        raise NotAcceptable(f"There is no format {wanted!r} here. There is: {_listed(offers)}.")
    return found[0]


def _listed(offers: Sequence[Format]) -> str:
    return ", ".join(f"{offer.name} ({offer.media_types[0]})" for offer in offers)
