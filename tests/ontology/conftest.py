"""The ontology, its shapes and the bundled data as rdflib graphs, read once a run."""

from pathlib import Path

import pytest
from rdflib import Graph

from graph.dataset import ONTOLOGY_GRAPH, Dataset
from graph.knowledge.shacl import rdflib_graph
from graph.resources import ontology_files, shapes_file

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """Classes, properties, concepts and alignments in one graph: to be read, never changed."""
    union = Graph()
    for path in ontology_files():
        union.parse(path)
    return union


@pytest.fixture(scope="session")
def core() -> Graph:
    """Classes, properties and concepts, without the alignments."""
    return Graph().parse(ONTOLOGY / "maillage.ttl").parse(ONTOLOGY / "schemes.ttl")


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """The shapes."""
    return Graph().parse(shapes_file())


@pytest.fixture(scope="session")
def data(bundled: Dataset) -> Graph:
    """The bundled data without the ontology, all named graphs in one."""
    return rdflib_graph(quad for quad in bundled.quads() if quad.graph != ONTOLOGY_GRAPH)
