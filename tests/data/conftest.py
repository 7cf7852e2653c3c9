"""The bundled files as they are written: no ontology, no derived tie beside them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Store

PREFIXES = {
    "id": "https://w3id.org/maillage/id/",
    "g": "https://w3id.org/maillage/graph/",
    "mlg": "https://w3id.org/maillage/ontology#",
    **{
        name: f"https://w3id.org/maillage/scheme/{scheme}/"
        for name, scheme in {
            "basis": "basis",
            "claim": "claim-type",
            "confidence": "confidence",
            "counting": "counting-rule",
            "ind": "indicator",
            "precision": "precision",
            "role": "role",
            "scope": "scope",
            "st": "status",
            "theme": "theme",
        }.items()
    },
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-code": "http://purl.org/linked-data/sdmx/2009/code#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HEADER = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

Rows = Callable[[str], set[tuple[str, ...]]]
Ask = Callable[[str], bool]


def compact(term: object) -> str:
    """The term in short: ``id:beelife`` for an IRI, the bare value for a literal, nothing for unbound."""
    match term:
        case NamedNode(value=iri):
            spaces = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))
            return next((f"{name}:{iri[len(ns) :]}" for name, ns in spaces if iri.startswith(ns)), iri)
        case Literal(value=text) | BlankNode(value=text):
            return text
    return ""


@pytest.fixture(scope="session")
def data_folder(root: Path) -> Path:
    """The folder of the bundled files."""
    return root / "data"


@pytest.fixture(scope="session")
def data(data_folder: Path) -> Store:
    """All bundled files, as written."""
    store = Store()
    for path in sorted(data_folder.glob("*.trig")):
        store.load(path=path)
    return store


@pytest.fixture(scope="session")
def rows(data: Store) -> Rows:
    """Ask a SELECT over the union of the graphs; every row is a tuple of short terms."""

    def run(query: str) -> set[tuple[str, ...]]:
        answer = data.query(HEADER + query, use_default_graph_as_union=True)
        assert isinstance(answer, QuerySolutions)
        return {tuple(compact(value) for value in solution) for solution in answer}

    return run


@pytest.fixture(scope="session")
def ask(data: Store) -> Ask:
    """Ask whether a graph pattern has a solution in the union of the graphs."""

    def run(pattern: str) -> bool:
        answer = data.query(f"{HEADER}ASK {{ {pattern} }}", use_default_graph_as_union=True)
        assert isinstance(answer, QueryBoolean)
        return bool(answer)

    return run
