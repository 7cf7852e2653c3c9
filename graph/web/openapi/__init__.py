"""``/openapi.json``: every address, described in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).

A module a family says which operations it has, from the same tables of formats, options and named queries
that the routes use; `document` makes the description of them and of the settings.
"""

from graph.web.openapi.document import document
from graph.web.openapi.operations import operations
from graph.web.openapi.routes import blueprint

__all__ = ["blueprint", "document", "operations"]
