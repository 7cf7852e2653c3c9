"""What a query gave, in the format that the client takes."""

from collections.abc import Sequence

from flask import Response
from werkzeug.exceptions import NotAcceptable

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS, About, Answer, Format, Formats, Written
from graph.web.negotiate import HTML, choose, named
from graph.web.service import service
from graph.web.sparql.offers import ANSWER_FORMATS, TRUTH_FORMATS, offers_of
from graph.web.sparql.page import answer_page
from graph.web.sparql.request import Asked

__all__ = ["respond"]


def respond(asked: Asked) -> Response:
    """The response to a query.

    Raises:
        MaillageError: it can't be answered.
        NotAcceptable: the client takes none of the formats there are for such an answer.
    """
    return _represented(asked, _answered(asked))


def _answered(asked: Asked) -> Answer | Written:
    """The answer, written in what the client takes; as terms for a page."""
    formats = Formats(_wanted(BINDING_FORMATS), _wanted(TRUTH_FORMATS), _wanted(TRIPLE_FORMATS))
    return service().dataset.written(asked.text, formats, given=asked.given)


def _wanted(offers: Sequence[Format]) -> str:
    """The short name of what the client would take; nothing where that is a page or nothing there is."""
    try:
        offer = choose((*offers, HTML))
    except NotAcceptable:
        return ""
    return "" if offer is HTML else offer.name


def _represented(asked: Asked, answer: Answer | Written) -> Response:
    if isinstance(answer, Written):
        return _sent(answer)
    # The client takes a page, or nothing of what there is for this kind of answer: then this raises.
    choose((*offers_of(answer), HTML))
    return answer_page(asked, answer)


def _sent(answer: Written) -> Response:
    offer = named(ANSWER_FORMATS, answer.format)
    response = Response(answer.text.blocks(), content_type=offer.content_type)
    response.content_length = answer.text.size
    response.headers.update(_completeness(answer.about))
    response.call_on_close(answer.text.close)
    return response


def _completeness(about: About) -> dict[str, str]:
    """The header of an answer that a limit has cut; formats other than JSON have no place to say so."""
    return {} if about.is_complete else {"Maillage-Complete": f"false; {about.reason}"}
