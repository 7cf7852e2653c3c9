"""A small ecosystem, made once."""

import pytest

from benchmarks.ecosystem import ecosystem
from graph.dataset import Dataset
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.terms import BASE, Iri

TRIPLES = 20_000


@pytest.fixture(scope="session")
def small_ecosystem() -> Dataset:
    """A dataset of about 20,000 triples, to be asked, never written."""
    dataset = Dataset.in_memory()
    document = document_from_text("".join(ecosystem(TRIPLES, "nt")), syntax_by_name("nt"))
    dataset.load(document, Iri(f"{BASE}graph/ecosystem"))
    return dataset
