"""What the ontology says about itself."""

import re

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

from graph import resources

ONTOLOGY = URIRef("https://w3id.org/maillage/ontology")
BIBO = Namespace("http://purl.org/ontology/bibo/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
VANN = Namespace("http://purl.org/vocab/vann/")

REQUIRED = (
    BIBO.status,
    DCTERMS.abstract,
    DCTERMS.bibliographicCitation,
    DCTERMS.contributor,
    DCTERMS.created,
    DCTERMS.creator,
    DCTERMS.description,
    DCTERMS.issued,
    DCTERMS.license,
    DCTERMS.modified,
    DCTERMS.publisher,
    DCTERMS.source,
    DCTERMS.title,
    OWL.versionInfo,
    OWL.versionIRI,
    RDFS.label,
    RDFS.seeAlso,
    VANN.preferredNamespacePrefix,
    VANN.preferredNamespaceUri,
)


def test_there_is_one_ontology_and_its_iri_is_the_namespace_without_hash(ontology: Graph) -> None:
    """No other file of the ontology declares a second one."""
    namespace = ontology.value(ONTOLOGY, VANN.preferredNamespaceUri)

    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    assert str(namespace) == f"{ONTOLOGY}#"


def test_shapes_declare_no_ontology(shapes: Graph) -> None:
    """Shapes are rules on data, not a vocabulary."""
    assert (None, RDF.type, OWL.Ontology) not in shapes


def test_version_iri_contains_the_semantic_version(ontology: Graph) -> None:
    """The version is three numbers, and the version IRI ends in it."""
    version = str(ontology.value(ONTOLOGY, OWL.versionInfo))

    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert str(ontology.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"


def test_every_release_but_the_first_names_the_one_before(ontology: Graph) -> None:
    """From the second release on there is an ``owl:priorVersion``."""
    is_first = str(ontology.value(ONTOLOGY, OWL.versionInfo)) == "0.1.0"

    assert is_first != ((ONTOLOGY, OWL.priorVersion, None) in ontology)


@pytest.mark.parametrize("path", REQUIRED, ids=str)
def test_header_gives(path: URIRef, ontology: Graph) -> None:
    """Title, licence, dates, makers, prefix and the rest that catalogues ask for."""
    assert (ONTOLOGY, path, None) in ontology


def test_title_and_descriptions_are_in_both_languages(ontology: Graph) -> None:
    """English and French stand side by side."""
    for path in (DCTERMS.title, DCTERMS.abstract, DCTERMS.description, RDFS.label, RDFS.comment):
        languages = {text.language for text in ontology.objects(ONTOLOGY, path) if isinstance(text, Literal)}

        assert languages == {"en", "fr"}, path


def test_licence_is_an_iri(ontology: Graph) -> None:
    """The licence can be followed, and is the one that the data carry."""
    licence = ontology.value(ONTOLOGY, DCTERMS.license)

    assert licence == URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_header_says_that_the_iri_may_not_resolve(ontology: Graph) -> None:
    """The w3id entry is not registered, and the ontology does not hide it."""
    comments = " ".join(str(text) for text in ontology.objects(ONTOLOGY, RDFS.comment))

    assert "w3id.org is not registered yet" in comments


def test_ontology_is_loaded_whole() -> None:
    """Classes, concepts and alignments go into every store; the shapes do not."""
    assert [path.name for path in resources.ontology_files()] == [
        "alignments.ttl",
        "maillage.ttl",
        "schemes.ttl",
    ]
    assert resources.shapes_file().name == "shapes.ttl"
