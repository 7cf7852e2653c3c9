"""The Graph Store Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/): whole graphs over HTTP.

A request is about a graph (`target`), holds while that is as it was seen (`conditions`), brings documents
(`documents`), and reads or writes (`routes`).
"""

from graph.web.graphs.routes import blueprint

__all__ = ["blueprint"]
