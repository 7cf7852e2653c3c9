"""What a query gave, in the format that the client takes."""

from collections.abc import Sequence

from flask import Response
from werkzeug.exceptions import NotAcceptable

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS, About, Answer, Format, Written, write_answer
from graph.web.negotiate import HTML, choose, named
from graph.web.service import service
from graph.web.sparql.offers import ANSWER_FORMATS, offers_of
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
    """The answer, which may be large: in what the client takes, it may be written already."""
    wanted = {_wanted(offers) for offers in (BINDING_FORMATS, TRIPLE_FORMATS)}
    return service().dataset.written(asked.text, wanted, given=asked.given)


def _wanted(offers: Sequence[Format]) -> str:
    """The short name of what the client would take, or nothing."""
    try:
        return choose((*offers, HTML)).name
    except NotAcceptable:
        return ""


def _represented(asked: Asked, answer: Answer | Written) -> Response:
    if isinstance(answer, Written):
        offer = named(ANSWER_FORMATS, answer.format)
        size = sum(map(len, answer.body))
        headers = {"Content-Length": str(size), **_completeness(answer.about)}
        return Response(answer.body, content_type=offer.content_type, headers=headers)
    offer = choose((*offers_of(answer), HTML))
    if offer is HTML:
        return answer_page(asked, answer)
    body = write_answer(answer, offer.name)
    return Response(body, content_type=offer.content_type, headers=_completeness(answer.about))


def _completeness(about: About) -> dict[str, str]:
    """The header of an answer that a limit has cut; formats other than JSON have no place to say so."""
    return {} if about.is_complete else {"Maillage-Complete": f"false; {about.reason}"}
