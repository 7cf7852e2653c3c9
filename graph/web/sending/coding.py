"""Which content coding a client takes, and pages made smaller for it.

https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3; where the client says nothing, nothing is coded.
"""

from flask import Flask, Response, request

from graph.answer.coding import CODINGS, WORTH_CODING, encoder

__all__ = ["coding_taken", "register"]

_TEXTS = ("text/", "application/json", "application/xml", "image/svg+xml")
_SUFFIXES = ("+json", "+xml")
_TRIPLES = frozenset({"application/n-triples", "application/n-quads", "application/trig"})


def register(app: Flask) -> None:
    """Code the texts that the app answers with, where the client takes that."""
    app.after_request(_coded)


def coding_taken() -> str:
    """The coding that the client of the present request likes best of those there are; empty for none."""
    taken = request.accept_encodings
    # Not to be coded is always possible, and least wished for where nothing is said of it.
    plain = taken["identity"] if "identity" in taken.values() else 0.0
    liked = {coding: taken[coding] for coding in CODINGS}
    best = max(CODINGS, key=lambda coding: liked[coding])
    return best if liked[best] > 0 and liked[best] >= plain else ""


def _coded(response: Response) -> Response:
    if response.is_streamed or response.direct_passthrough or not _is_text(response.mimetype or ""):
        return response
    response.vary.add("Accept-Encoding")
    coding = coding_taken()
    text = response.get_data()
    if coding and len(text) >= WORTH_CODING and "Content-Encoding" not in response.headers:
        maker = encoder(coding)
        response.set_data(maker.compress(text) + maker.flush())
        response.headers["Content-Encoding"] = coding
    return response


def _is_text(media_type: str) -> bool:
    return media_type.startswith(_TEXTS) or media_type.endswith(_SUFFIXES) or media_type in _TRIPLES
