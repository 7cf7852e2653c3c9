"""How a query is answered, in place of its answer: ``/sparql?explain=1``."""

from flask import Response

from graph.answer import Format, explanation_json, explanation_text
from graph.web.negotiate import JSON, choose
from graph.web.parameters import is_wished
from graph.web.service import service
from graph.web.sparql.request import Asked

__all__ = ["TEXT", "explain", "is_explained"]

TEXT = Format("text", "Text", ("text/plain",))
"""The format for people, beside JSON."""


def is_explained() -> bool:
    """Whether the present request wants that."""
    return is_wished("explain")


def explain(asked: Asked) -> Response:
    """The query's algebra, its SQL, and the steps with their rows and times, as text or JSON.

    The query is run for that, within its limits.

    Raises:
        MaillageError: it can't be answered, or the engine can't tell how it does that.
        NotAcceptable: the client takes neither format.
    """
    offer = choose((TEXT, JSON))
    explanation = service().dataset.explain(asked.text, given=asked.given)
    body = explanation_json(explanation) if offer is JSON else explanation_text(explanation)
    response = Response(body, content_type=offer.content_type)
    response.cache_control.no_store = True
    return response
