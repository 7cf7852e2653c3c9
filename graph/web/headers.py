"""Headers of every response: nothing from elsewhere is loaded, framed or guessed.

Policy: https://www.w3.org/TR/CSP3/. There is no script, so none is allowed.
"""

from flask import Flask, Response

from graph.web.pictures import STYLE_HASH

__all__ = ["POLICY", "register"]

POLICY = (
    f"default-src 'none'; style-src 'self' {STYLE_HASH}; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def register(app: Flask) -> None:
    """Add the headers to every response of the app."""
    app.after_request(_guarded)


def _guarded(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    return response
