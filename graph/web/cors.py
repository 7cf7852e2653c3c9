"""Which pages of other sites may read answers: those of the setting ``cors_origins``, and none by default.

The protocol is CORS (https://fetch.spec.whatwg.org/#http-cors-protocol). Credentials are never allowed: a
page elsewhere that has a token sends it as a header of its own, and there is no cookie to send.
"""

from flask import Flask, Response, request

from graph.web.service import service

__all__ = ["register"]

_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, QUERY, OPTIONS"
_HEADERS = "Accept, Accept-Language, Authorization, Content-Type, If-Match, If-None-Match, Range"
_EXPOSED = "Content-Disposition, ETag, Link, Location, Maillage-Complete, Retry-After, X-Request-Id"
_REMEMBERED_S = "600"


def register(app: Flask) -> None:
    """Let the origins of the settings read the answers of the app, and no others."""
    app.before_request(_preflight)
    app.after_request(_shared)


def _preflight() -> Response | None:
    """The answer to what a browser asks before a request that it would not send unasked."""
    if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
        return None
    response = Response(status=204)
    if _admitted():
        response.headers["Access-Control-Allow-Methods"] = _METHODS
        response.headers["Access-Control-Allow-Headers"] = _HEADERS
        response.headers["Access-Control-Max-Age"] = _REMEMBERED_S
    return response


def _shared(response: Response) -> Response:
    origins = service().settings.cors_origins.split()
    if origins and "*" not in origins:
        # Also where no origin is given: a cache must not hand that answer to a page.
        response.vary.add("Origin")
    if admitted := _admitted():
        response.headers["Access-Control-Allow-Origin"] = admitted
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    return response


def _admitted() -> str | None:
    """The origin to name in the answer; None where there is none, or it is not on the list."""
    origins = service().settings.cors_origins.split()
    origin = request.headers.get("Origin")
    if origin is None:
        return None
    if "*" in origins:
        return "*"
    return origin if origin in origins else None
