"""The ontology as one document of N-Triples: a store of ours starts with it, so every peer gets it too."""

from pathlib import Path

from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_file, read_quads
from graph.rdf.write import write_triples
from graph.resources import ontology_files
from graph.terms import Triple

__all__ = ["write_ontology"]


def write_ontology(path: Path) -> None:
    """Write every statement of the ontology, its schemes and alignments, each once."""
    quads = (quad for each in ontology_files() for quad in read_quads(document_from_file(each)))
    triples = dict.fromkeys(Triple(*quad[:3]) for quad in quads)
    path.write_bytes(write_triples(triples, syntax_by_name("nt")))
