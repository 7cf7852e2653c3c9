"""Every own term: typed, named, defined in both languages, with domain and range."""

import re
from collections import Counter

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, Node, URIRef

MLG = "https://w3id.org/maillage/ontology#"
SCHEME = "https://w3id.org/maillage/scheme/"
ONTOLOGY = URIRef("https://w3id.org/maillage/ontology")
SCHEMA = Namespace("https://schema.org/")
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
LANGUAGES = {"en", "fr"}


def own_terms(core: Graph) -> set[Node]:
    """Every IRI in the project's namespaces for terms that the ontology's files mention as a subject."""
    return {
        term for term in core.subjects() if isinstance(term, URIRef) and str(term).startswith((MLG, SCHEME))
    }


def properties(core: Graph) -> set[Node]:
    """The own properties."""
    return {term for kind in PROPERTY_TYPES for term in core.subjects(RDF.type, kind)}


def test_the_ontology_is_there(core: Graph) -> None:
    """The walk over terms below is over classes, properties and concepts, none of which is empty."""
    classes = set(core.subjects(RDF.type, OWL.Class))
    concepts = set(core.subjects(RDF.type, SKOS.Concept))

    assert (len(classes) > 40, len(properties(core)) > 70, len(concepts) > 80) == (True, True, True)


def test_every_term_is_typed(core: Graph) -> None:
    """A term is a class, a property, a concept or a scheme."""
    kinds = {OWL.Class, *PROPERTY_TYPES, SKOS.Concept, SKOS.ConceptScheme}

    untyped = {term for term in own_terms(core) if not kinds & set(core.objects(term, RDF.type))}

    assert not untyped


def test_every_term_has_one_label_and_one_definition_a_language(core: Graph) -> None:
    """English and French, once each, none empty, none without language."""
    for term in own_terms(core):
        for path in (RDFS.label, SKOS.definition):
            texts = [text for text in core.objects(term, path) if isinstance(text, Literal)]

            assert Counter(text.language for text in texts) == Counter(LANGUAGES), (term, path)
            assert all(str(text).strip() for text in texts), (term, path)


def test_every_term_says_by_what_it_is_defined(core: Graph) -> None:
    """``rdfs:isDefinedBy`` leads from a term to the ontology."""
    assert {term for term in own_terms(core) if core.value(term, RDFS.isDefinedBy) != ONTOLOGY} == set()


def test_labels_of_classes_and_properties_are_unique(core: Graph) -> None:
    """No two classes or properties go by the same name in one language, whatever the case of letters."""
    terms = {term for term in own_terms(core) if str(term).startswith(MLG)}
    names = Counter(
        (str(text).lower(), text.language)
        for term in terms
        for text in core.objects(term, RDFS.label)
        if isinstance(text, Literal)
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_labels_of_concepts_are_unique_in_their_scheme(core: Graph) -> None:
    """Two concepts of one scheme never share a preferred label (https://www.w3.org/TR/skos-reference/#S14)."""
    names = Counter(
        (scheme, text)
        for concept, scheme in core.subject_objects(SKOS.inScheme)
        for text in core.objects(concept, SKOS.prefLabel)
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_preferred_labels_are_the_labels(core: Graph) -> None:
    """Concepts carry their name for SKOS and for RDFS readers alike."""
    for concept in core.subjects(RDF.type, SKOS.Concept):
        assert set(core.objects(concept, SKOS.prefLabel)) == set(core.objects(concept, RDFS.label))


def test_every_concept_is_in_the_scheme_that_its_iri_names(core: Graph) -> None:
    """The IRI of a concept is that of its scheme, a slash and a name."""
    for concept in core.subjects(RDF.type, SKOS.Concept):
        scheme = URIRef(str(concept).rpartition("/")[0])

        assert list(core.objects(concept, SKOS.inScheme)) == [scheme]
        assert (scheme, RDF.type, SKOS.ConceptScheme) in core


def test_every_property_has_one_domain_and_one_range_or_a_list_of_them(core: Graph) -> None:
    """``rdfs:domain`` at most once, since several would all hold at once; else ``schema:domainIncludes``."""
    for term in properties(core):
        for one, many in ((RDFS.domain, SCHEMA.domainIncludes), (RDFS.range, SCHEMA.rangeIncludes)):
            ones, manys = set(core.objects(term, one)), set(core.objects(term, many))

            assert (len(ones) == 1) != bool(manys), (term, one)


def test_datatype_properties_point_to_literals_and_object_properties_do_not(core: Graph) -> None:
    """The kind of a property agrees with its range."""
    literal = {RDFS.Literal, RDF.langString}
    for term in properties(core):
        ranges = {*core.objects(term, RDFS.range), *core.objects(term, SCHEMA.rangeIncludes)}
        is_literal = {each in literal or "XMLSchema#" in str(each) for each in ranges}

        assert is_literal == {(term, RDF.type, OWL.DatatypeProperty) in core}, term


def test_names_follow_the_kind_of_term(core: Graph) -> None:
    """Classes are UpperCamel, properties lowerCamel, concepts and schemes lower-case words with hyphens."""
    patterns = {
        OWL.Class: r"([A-Z][a-z]+)+",
        SKOS.Concept: r"[a-z0-9]+(-[a-z0-9]+)*",
        SKOS.ConceptScheme: r"[a-z]+(-[a-z]+)*",
    }
    patterns |= dict.fromkeys(PROPERTY_TYPES, r"[a-z]+([A-Z][a-z]*)*")

    wrong = {
        term
        for kind, pattern in patterns.items()
        for term in core.subjects(RDF.type, kind)
        if not re.fullmatch(pattern, re.split(r"[#/]", str(term))[-1])
    }

    assert not wrong


def test_sphere_of_a_class_is_a_concept_of_the_sphere_scheme(core: Graph) -> None:
    """The spheres that networks group by are those of the scheme."""
    sphere = URIRef(f"{MLG}sphere")

    found = set(core.objects(None, sphere))

    assert found == set(core.subjects(SKOS.inScheme, URIRef(f"{SCHEME}sphere")))


def test_deprecated_terms_name_their_successor(core: Graph) -> None:
    """Whoever used a term that is given up is told which one to use instead, and that one is not given up."""
    deprecated = set(core.subjects(OWL.deprecated, Literal("true", datatype=XSD.boolean)))
    successors = {term: core.value(term, DCTERMS.isReplacedBy) for term in deprecated}

    assert set(successors.values()) <= own_terms(core) - deprecated
