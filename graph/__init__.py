"""Maillage: from RDF dumps to SPARQL answers, networks, measures and figures that can be cited."""

__version__ = "0.1.0"
__all__ = ["__version__"]
