"""The parameters of a request: decoded once, and strictly.

What is no UTF-8 is refused, where a framework would put U+FFFD in its place and answer another question.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import parse_qsl

from flask import g, request
from werkzeug.exceptions import BadRequest

from graph.terms import Iri, is_iri

__all__ = ["Parameters", "absolute_iri", "decoded", "is_wished", "single", "text_of", "together", "wish"]

_ANSWERS = MappingProxyType({"0": False, "1": True, "false": False, "true": True})

Parameters = Mapping[str, Sequence[str]]
"""Name → values, in order."""


def decoded(encoded: bytes, where: str) -> Parameters:
    """The parameters of an address or a form.

    Raises:
        BadRequest: they are not UTF-8.
    """
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict"):
            found.setdefault(name, []).append(value)
    except UnicodeDecodeError as error:
        raise BadRequest(f"The {where} is not UTF-8: {error}") from error
    return found


def together(first: Parameters, second: Parameters) -> Parameters:
    """The parameters of both, those of the first before those of the second."""
    return {name: [*first.get(name, ()), *second.get(name, ())] for name in {**first, **second}}


def single(name: str, parameters: Parameters) -> str:
    """The value of a parameter that is there.

    Raises:
        BadRequest: it is there more than once.
    """
    value, *more = parameters[name]
    if more:
        raise BadRequest(f"The request holds more than one {name}. Send one.")
    return value


def absolute_iri(name: str, text: str) -> Iri:
    """The IRI that is the value of a parameter.

    Raises:
        BadRequest: it is none, or a relative one.
    """
    if not is_iri(text):
        raise BadRequest(f"The parameter {name} takes an absolute IRI, not {text!r}.")
    return Iri(text)


def wish(name: str) -> str | None:
    """What the present request says of this, in its address or its form; None where it says nothing.

    Raises:
        BadRequest: it says it twice.
    """
    if "wishes" not in g:
        args, form = request.args.to_dict(flat=False), request.form.to_dict(flat=False)
        g.wishes = together(args, form)
    return single(name, g.wishes) if name in g.wishes else None


def is_wished(name: str) -> bool:
    """Whether the present request says yes to this, in its address or its form; by default it does not.

    Raises:
        BadRequest: what it says is neither yes nor no, or is said twice.
    """
    text = wish(name)
    if text is None:
        return False
    if text not in _ANSWERS:
        raise BadRequest(f"The parameter {name} takes {', '.join(_ANSWERS)}, not {text!r}.")
    return _ANSWERS[text]


def text_of(body: bytes, kind: str) -> str:
    """The text that a body is.

    Raises:
        BadRequest: it is not UTF-8.
    """
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadRequest(f"The {kind} is not UTF-8: {error}") from error
