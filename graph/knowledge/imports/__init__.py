"""Open data files of others, read as statements in the terms of the ontology."""

from graph.knowledge.imports.cables import cables
from graph.knowledge.imports.french_tech import french_tech
from graph.knowledge.imports.ilab import ilab

__all__ = ["cables", "french_tech", "ilab"]
