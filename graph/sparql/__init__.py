"""The SPARQL language: text, not answers."""

from graph.sparql.circumstances import Circumstances
from graph.sparql.limits import Limits
from graph.sparql.parser import LONGEST_KEPT, parse_query, parse_update
from graph.sparql.requests import Query, Update
from graph.sparql.translate import translate, translate_group

__all__ = [
    "LONGEST_KEPT",
    "Circumstances",
    "Limits",
    "Query",
    "Update",
    "parse_query",
    "parse_update",
    "translate",
    "translate_group",
]
