"""The web floor: one blueprint a protocol or page family; the only files that know Flask."""

from flask import Flask

from graph.web import (
    access,
    cors,
    display,
    entities,
    graphs,
    headers,
    health,
    jobs,
    metrics,
    networks,
    ontology,
    openapi,
    pages,
    problems,
    queries,
    rates,
    record,
    running,
    saving,
    sparql,
    void,
)
from graph.web.sending import coding
from graph.web.service import Service, attach

__all__ = ["register"]

_FAMILIES = (
    pages,
    entities,
    networks,
    saving,
    jobs,
    ontology,
    queries,
    sparql,
    graphs,
    void,
    openapi,
    running,
    health,
    metrics,
)


def register(app: Flask, parts: Service) -> None:
    """Put the parts, the pages, the error answers and the headers into the app."""
    app.url_map.merge_slashes = False  # what is at an address is named by it as it stands
    attach(app, parts)
    record.register(app, parts.settings)
    cors.register(app)
    rates.register(app, parts.settings)
    for module in (problems, access, headers, metrics, display, coding):
        module.register(app)
    for family in _FAMILIES:
        app.register_blueprint(family.blueprint)
