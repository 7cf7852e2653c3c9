"""Who may do what: bearer tokens (https://www.rfc-editor.org/rfc/rfc6750), in the Authorization header alone.

A token in an address would be in logs and histories, and a cookie would be sent by other sites' forms;
neither is ever read. So a page elsewhere has no authority here, whatever it makes a browser send. The one
exception is ``writes = open``, where whoever works on this machine needs no token; there a request must come
straight from this machine and from no other site.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, ServiceUnavailable, Unauthorized

from graph.engine import Asker, Running
from graph.errors import SettingsError
from graph.terms import Iri
from graph.tokens import DEFAULT, Role
from graph.web.departures import watched
from graph.web.record import current
from graph.web.service import serve, service

__all__ = ["FOR_ALL", "Caller", "Role", "asker", "caller", "identified", "register", "require"]

_log = logging.getLogger("maillage.web")

# Whether the service is alive is for whoever watches it, and files of the pages say nothing of the data.
FOR_ALL = frozenset({"health.alive", "health.ready", "static"})
"""What needs no token and is not counted."""

_NONE: frozenset[Iri | None] = frozenset()
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")
_HOW = "Send a token as Authorization: Bearer …; maillage token add makes one."


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks.

    Attributes:
        name: of the token; empty for those without one.
        role: what the caller may do at most; None: nothing that needs a token.
        graphs: the graphs that the caller may write, None among them for the default graph; None: all.
    """

    name: str = ""
    role: Role | None = None
    graphs: frozenset[Iri | None] | None = None


def register(app: Flask) -> None:
    """Hold every request of the app to the setting on reading."""
    app.before_request(_admit)


def require(role: Role, graphs: Collection[Iri | None] | None = None) -> None:
    """Nothing, where the present request comes with a token of this role or a higher one.

    Args:
        role: what is needed; reading needs no token unless the setting ``reads`` says so.
        graphs: graphs that are to be written, None among them standing for the default graph.

    Raises:
        Unauthorized: there is no token, or it is unknown.
        Forbidden: it is not enough.
    """
    asking = caller()
    if role is Role.READER and service().settings.reads == "public":
        return
    if asking.role is None:
        raise _challenge(f"This needs a token of the role {role.name.lower()}. {_HOW}")
    if asking.role < role:
        held = asking.role.name.lower()
        raise Forbidden(f"This needs the role {role.name.lower()}; the token {asking.name!r} has {held}.")
    for graph in graphs or ():
        if asking.graphs is not None and graph not in asking.graphs:
            named = f"<{graph.value}>" if graph else DEFAULT
            raise Forbidden(f"The token {asking.name!r} may not write the graph {named}.")


def identified() -> Caller:
    """Who sends the present request, which has a token whatever reading needs.

    Raises:
        Unauthorized: there is none, or it is unknown.
    """
    asking = caller()
    if asking.role is None:
        raise _challenge(f"This needs a token. {_HOW}")
    return asking


def caller() -> Caller:
    """Who sends the present request.

    Raises:
        Unauthorized: there is a token, and it is unknown.
    """
    if "caller" not in g:
        g.caller = _found()
    return cast("Caller", g.caller)


def asker(graphs: frozenset[Iri | None] | None) -> Asker:
    """On whose behalf the queries and updates of the present request run, which may write these graphs."""
    return Asker(caller().name, graphs, _started())


def _admit() -> None:
    # What a browser asks before a request of another site carries no token.
    if request.method != "OPTIONS" and request.endpoint not in FOR_ALL:
        require(Role.READER)
    asking = caller()
    may_write = asking.role is not None and asking.role >= Role.EDITOR
    # Were a check forgotten somewhere, the engine would still refuse the change.
    serve(asker(asking.graphs if may_write else _NONE))


def _started() -> Callable[[Running], None]:
    """What is done with each query that starts for the present request."""
    record, watch = current(), watched()

    def started(running: Running) -> None:
        record.running.append(running)
        watch(running)

    return started


def _found() -> Caller:
    given = request.authorization
    if given is not None and given.type == "bearer":
        return _holder(given.token or "")
    if service().settings.writes == "open" and _is_from_here():
        return Caller("", Role.ADMIN)
    return Caller()


def _holder(secret: str) -> Caller:
    tokens = service().tokens
    try:
        token = tokens.find(secret) if tokens else None
    except SettingsError as error:
        _log.error("%s", error)
        raise ServiceUnavailable("Tokens can't be checked at present. The log says why.") from error
    if token is None:
        raise _challenge("This token is not known here; it may have been revoked.", "invalid_token")
    current().client = token.name
    return Caller(token.name, token.role, token.graphs)


def _challenge(detail: str, error: str | None = None) -> Unauthorized:
    parts: dict[str, str | None] = {"realm": "Maillage service"}
    if error:
        parts["error"] = error
    return Unauthorized(detail, www_authenticate=WWWAuthenticate("bearer", parts))


def _is_from_here() -> bool:
    """Whether the request comes from this machine, by no proxy and by no page of another site."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    origin = request.headers.get("Origin")
    return (
        _is_loopback(request.remote_addr or "")
        and _is_loopback(urlsplit(request.host_url).hostname or "")
        and origin in (None, request.host_url.rstrip("/"))
        and request.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
