"""The ontology in other syntaxes: the same triples, and text that does not change by itself."""

from collections.abc import Iterable
from itertools import groupby, pairwise

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.dataset import ONTOLOGY_GRAPH, Dataset
from graph.knowledge.shacl import rdflib_graph
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.rdf.write import write_triples
from graph.terms import Triple, n3
from tests.ontology.conftest import ONTOLOGY


@pytest.mark.parametrize("syntax", ["ttl", "jsonld", "rdf", "nt"])
def test_ontology_is_the_same_in_every_syntax(syntax: str, bundled: Dataset, ontology: Graph) -> None:
    """Written and read again, the ontology is isomorphic to its files."""
    triples = sorted(
        (Triple(*quad[:3]) for quad in bundled.quads(ONTOLOGY_GRAPH)), key=lambda each: [*map(n3, each)]
    )

    text = write_triples(triples, syntax_by_name(syntax))

    again = rdflib_graph(read_quads(document_from_text(text, syntax_by_name(syntax))))
    assert isomorphic(again, ontology)


@pytest.mark.parametrize("file", ["maillage.ttl", "schemes.ttl", "shapes.ttl", "alignments.ttl"])
def test_files_are_written_for_readers(file: str) -> None:
    """Prefixes stand in alphabetical order, and a line holds one statement."""
    lines = (ONTOLOGY / file).read_text("utf-8").splitlines()
    prefixes = [line.split()[1] for line in lines if line.startswith("@prefix")]

    assert prefixes == sorted(prefixes)
    assert [line for line in lines if " ; " in line.partition('"')[0]] == []


@pytest.mark.parametrize("file", ["maillage.ttl", "schemes.ttl", "shapes.ttl", "alignments.ttl"])
def test_files_declare_the_prefixes_that_they_use(file: str) -> None:
    """No prefix is declared in vain."""
    text = (ONTOLOGY / file).read_text("utf-8")
    prefixes = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))

    assert [prefix for prefix in prefixes if prefix not in body] == []


@pytest.mark.parametrize("kind", ["owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "skos:Concept"])
def test_terms_of_a_kind_stand_in_the_order_of_their_names(kind: str) -> None:
    """A term is found where the alphabet puts it, and a new one changes a file in one place."""
    for file in ("maillage.ttl", "schemes.ttl"):
        lines = (ONTOLOGY / file).read_text("utf-8").splitlines()
        names = [before.partition(":") for before, line in pairwise(lines) if line == f"  a {kind} ;"]
        by_prefix = groupby(names, key=lambda parts: parts[0])

        assert all(is_sorted(name.lower() for _, _, name in group) for _, group in by_prefix)


def is_sorted(names: Iterable[str]) -> bool:
    """Whether the names come in alphabetical order."""
    return all(one <= other for one, other in pairwise(names))
