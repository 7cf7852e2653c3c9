"""Which terms the project's files use: data, shapes, rules, named queries and pages of documentation."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rdflib import SH, Graph, URIRef

from graph.resources import queries_folder, rule_files
from graph.terms import PREFIXES

__all__ = ["terms_of_graph", "terms_of_pages", "terms_of_queries", "terms_of_shapes"]

_QUOTED_OR_COMMENT = re.compile(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*")
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"(?<![\w?$:-])([A-Za-z][\w-]*):([A-Za-z][\w-]*)")
_FULL = re.compile(r"<(https?://[^>\s]+)>")
_OWN_NAME_IN_A_PAGE = re.compile(r"\bmlg:([A-Za-z]\w*)")


def terms_of_graph(graph: Graph) -> set[str]:
    """Every IRI in a graph, datatypes of literals left out."""
    return {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}


def terms_of_shapes(shapes: Graph) -> set[str]:
    """Every IRI in the shapes, with those in the text of their SPARQL constraints."""
    prefixes = {
        str(shapes.value(each, SH.prefix)): str(shapes.value(each, SH.namespace))
        for each in shapes.objects(None, SH.declare)
    }
    texts = (str(text) for text in shapes.objects(None, SH.select))
    return terms_of_graph(shapes).union(*(_names(text, prefixes) for text in texts))


def terms_of_queries() -> dict[str, set[str]]:
    """By file, the IRIs that rules and named queries use."""
    paths = (*rule_files(), *sorted(queries_folder().rglob("*.rq")))
    return {path.name: set(_terms_of_query(path.read_text("utf-8"))) for path in paths}


def terms_of_pages(pages: Iterable[Path]) -> dict[str, set[str]]:
    """By page, the own terms that it names with the prefix of the ontology."""
    return {
        str(page): {PREFIXES["mlg"] + name for name in _OWN_NAME_IN_A_PAGE.findall(page.read_text("utf-8"))}
        for page in pages
    }


def _terms_of_query(text: str) -> Iterator[str]:
    prefixes = dict(_PREFIX.findall(text))
    body = _PREFIX.sub("", text)
    yield from _FULL.findall(body)
    yield from _names(body, prefixes)


def _names(text: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    for prefix, name in _NAME.findall(_QUOTED_OR_COMMENT.sub(" ", text)):
        if prefix in prefixes:
            yield prefixes[prefix] + name
