"""The web floor: one blueprint a protocol or page family; the only files that know Flask."""

from flask import Flask

from graph.web import (
    access,
    cors,
    display,
    entities,
    headers,
    health,
    networks,
    ontology,
    pages,
    problems,
    queries,
    rates,
    running,
    sparql,
)
from graph.web.service import Service, attach

__all__ = ["register"]

_FAMILIES = (pages, entities, networks, ontology, queries, sparql, running, health)


def register(app: Flask, parts: Service) -> None:
    """Put the parts, the pages, the error answers and the headers into the app."""
    attach(app, parts)
    cors.register(app)
    rates.register(app, parts.settings)
    for module in (problems, access, headers, display):
        module.register(app)
    for family in _FAMILIES:
        app.register_blueprint(family.blueprint)
