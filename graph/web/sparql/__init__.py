"""The SPARQL endpoint (https://www.w3.org/TR/sparql11-protocol/), and a form for people.

A request is read (`request`), answered (`routes`), and what comes of it is put into the format that the
client takes (`respond`) or onto a page (`page`).
"""

from graph.web.sparql.page import EXAMPLE
from graph.web.sparql.routes import blueprint

__all__ = ["EXAMPLE", "blueprint"]
