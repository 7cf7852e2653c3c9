"""Answers as HTTP responses: with a validator, a length, and a name for who keeps them as files.

Validators are weak (https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1), since rows without an order may
come in another one, and since the coding is no part of them.
"""

from dataclasses import replace

from flask import Response, request
from werkzeug.http import quote_etag

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS, About, Answer, Written
from graph.web.cache import Kept
from graph.web.negotiate import named
from graph.web.parameters import is_wished
from graph.web.sending.body import SpooledResponse
from graph.web.sending.coding import coding_taken
from graph.web.sending.question import Question
from graph.web.service import service

__all__ = ["send"]

_FORMATS = (*BINDING_FORMATS, *TRIPLE_FORMATS)
_CONDITIONAL = frozenset({"GET", "HEAD", "QUERY"})


def send(question: Question, file_name: str = "answer") -> Response | Answer:
    """The response to a question, or its answer where that is wanted as terms.

    Args:
        question: what is asked.
        file_name: what the answer is called where it is kept as a file, without ending.

    Raises:
        MaillageError: it can't be answered.
    """
    question = replace(question, formats=replace(question.formats, coding=coding_taken()))
    parts = service()
    snapshot = parts.dataset.snapshot.id
    name = question.name(snapshot, parts.settings) if parts.dataset.has_snapshots else ""
    if name and _is_known(name):
        return _marked(_unchanged(), name)
    found = _asked(question, snapshot, name)
    if not isinstance(found, Kept | Written):
        return found
    response = _body(found)
    _describe(response, found.format, file_name)
    if not found.about.is_complete:
        response.headers["Maillage-Complete"] = f"false; {found.about.reason}"
    return _marked(response, _present_name(question, name, snapshot, found.about))


def _unchanged() -> Response:
    response = Response(status=304)
    # It would be said of a text that is not there.
    del response.headers["Content-Type"]
    return response


def _asked(question: Question, snapshot: str, name: str) -> Kept | Answer | Written:
    parts = service()

    def run() -> Answer | Written:
        return parts.dataset.written(question.text, question.formats, question.bindings, question.given)

    return parts.cache.answer(snapshot, f"{name} {question.formats.coding}", run) if name else run()


def _present_name(question: Question, name: str, snapshot: str, about: About) -> str:
    """The answer's name as of the snapshot that it came from; a cut one may be cut otherwise next time."""
    if not name or not about.is_complete:
        return ""
    return name if about.snapshot == snapshot else question.name(about.snapshot, service().settings)


def _is_known(name: str) -> bool:
    known = request.if_none_match
    # An asterisk asks whether there is any answer: that is known when it has been found.
    return request.method in _CONDITIONAL and not known.star_tag and known.contains_weak(name)


def _body(found: Kept | Written) -> Response:
    if isinstance(found, Kept):
        response = Response(found.body)
        if found.coding:
            response.headers["Content-Encoding"] = found.coding
        return response
    return SpooledResponse(found.text)


def _describe(response: Response, format_name: str, file_name: str) -> None:
    response.content_type = named(_FORMATS, format_name).content_type
    is_kept = is_wished("download")
    if is_kept or "format" in request.args:
        how = "attachment" if is_kept else "inline"
        response.headers["Content-Disposition"] = f'{how}; filename="{file_name}.{format_name}"'


def _marked(response: Response, name: str) -> Response:
    """The response with what caches need to know: ask again each time, and by which name."""
    response.vary.update(("Accept", "Accept-Encoding"))
    response.cache_control.no_cache = True
    if name and request.method in _CONDITIONAL:
        response.headers["ETag"] = quote_etag(name, weak=True)
    return response
