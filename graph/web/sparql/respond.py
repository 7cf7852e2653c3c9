"""What a query gave, in the format that the client takes."""

from collections.abc import Sequence
from hashlib import sha256

from flask import Response
from werkzeug.exceptions import NotAcceptable

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS, Format, Formats
from graph.web.negotiate import HTML, choose
from graph.web.sending import Question, send
from graph.web.sparql.offers import TRUTH_FORMATS, offers_of
from graph.web.sparql.page import answer_page
from graph.web.sparql.request import Asked

__all__ = ["respond"]

_NAME_LENGTH = 8


def respond(asked: Asked) -> Response:
    """The response to a query.

    Raises:
        MaillageError: it can't be answered.
        NotAcceptable: the client takes none of the formats there are for such an answer.
    """
    formats = Formats(_wanted(BINDING_FORMATS), _wanted(TRUTH_FORMATS), _wanted(TRIPLE_FORMATS))
    digest = sha256(asked.text.encode("utf-8", "surrogatepass")).hexdigest()
    found = send(Question(asked.text, formats, given=asked.given), f"answer-{digest[:_NAME_LENGTH]}")
    if isinstance(found, Response):
        return found
    # The client takes a page, or nothing of what there is for this kind of answer: then this raises.
    choose((*offers_of(found), HTML))
    return answer_page(asked, found)


def _wanted(offers: Sequence[Format]) -> str:
    """The short name of what the client would take; nothing where that is a page or nothing there is."""
    try:
        offer = choose((*offers, HTML))
    except NotAcceptable:
        return ""
    return "" if offer is HTML else offer.name
