"""``/openapi.json``: the addresses for machines, described in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).

One table says which operations there are (`operations`); the document is made of it and of the settings.
"""

from graph.web.openapi.document import document
from graph.web.openapi.operations import OPERATIONS
from graph.web.openapi.routes import blueprint

__all__ = ["OPERATIONS", "blueprint", "document"]
