"""Queries as RDFLib hands them over, and our answers as its results."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rdflib import Graph, Variable
from rdflib.query import Result

from graph.answer import Answer, Table, Truth
from graph.plugin.terms import rdflib_triple, to_rdflib
from graph.sparql import parse_query
from graph.sparql.requests import DatasetClause
from graph.sparql.write import query_text
from graph.terms import Iri, is_iri

__all__ = ["prefixed", "result", "within"]

_PREFIX = re.compile(r"[A-Za-z]([\w.-]*\w)?|")


def prefixed(text: str, prefixes: Mapping[str, Any]) -> str:
    """The text after declarations of these prefixes, on its first line, so that places keep their line.

    >>> prefixed("SELECT * {}", {"x": "http://x/"})
    'PREFIX x: <http://x/> SELECT * {}'
    """
    declared = (
        f"PREFIX {prefix}: <{name}> "
        for prefix, name in prefixes.items()
        if _PREFIX.fullmatch(prefix) and is_iri(str(name))
    )
    return f"{''.join(declared)}{text}"


def within(text: str, graph: Iri) -> str:
    """The query with this graph as its default graph, unless it says FROM itself.

    >>> within("ASK { ?s ?p 1 }", Iri("x:g"))
    'ASK FROM <x:g> WHERE { ?s ?p "1"^^<http://www.w3.org/2001/XMLSchema#integer> . }'
    """
    query = parse_query(text)
    return text if query.dataset else query_text(replace(query, dataset=(DatasetClause(graph),)))


def result(answer: Answer) -> Result:
    """Our answer as RDFLib's result."""
    if isinstance(answer, Truth):
        told = Result("ASK")
        told.askAnswer = answer.value
        return told
    if isinstance(answer, Table):
        listed = Result("SELECT")
        listed.vars = [Variable(name) for name in answer.columns]
        listed.bindings = [
            {Variable(name): to_rdflib(term) for name, term in record.items()} for record in answer.records()
        ]
        return listed
    made = Result("CONSTRUCT")
    made.graph = Graph()
    for triple in answer.triples:
        made.graph.add(rdflib_triple(triple))
    return made
