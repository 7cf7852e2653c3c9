"""No dangling term and no idle one: what is used is defined, what is defined is used or marked unstable."""

from pathlib import Path

from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef

from graph.dataset import Dataset
from graph.terms import BASE, Iri
from tests.ontology.test_terms import own_terms
from tests.ontology.used import terms_of_graph, terms_of_pages, terms_of_queries, terms_of_shapes

VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
OWN = (f"{BASE}ontology#", f"{BASE}scheme/")
THINGS = f"{BASE}id/"

VOCABULARIES = {
    "http://purl.org/linked-data/cube#": "cube",
    "http://purl.org/linked-data/sdmx/2009/attribute#": "sdmx-attribute",
    "http://purl.org/linked-data/sdmx/2009/code#": "sdmx-code",
    "http://purl.org/linked-data/sdmx/2009/dimension#": "sdmx-dimension",
    "http://purl.org/linked-data/sdmx/2009/measure#": "sdmx-measure",
    "http://www.w3.org/ns/dcat#": "dcat3",
    "http://www.w3.org/ns/oa#": "oa",
    "http://www.w3.org/ns/org#": "org",
    "http://www.w3.org/ns/prov#": "prov",
    "http://www.w3.org/ns/shacl#": "shacl",
}


def own(terms: set[str]) -> set[str]:
    """Those of the terms that are the project's to define."""
    return {term for term in terms if term.startswith(OWN)}


def defined(core: Graph) -> set[str]:
    """The own terms that the ontology defines."""
    return {str(term) for term in own_terms(core)}


def test_every_own_term_in_ontology_and_alignments_is_defined(core: Graph, ontology: Graph) -> None:
    """Superclasses, domains, ranges and aligned terms exist."""
    assert own(terms_of_graph(ontology)) - {OWN[0]} <= defined(core)


def test_every_own_term_in_the_shapes_is_defined(core: Graph, shapes: Graph) -> None:
    """No shape looks for a term that nobody can use."""
    assert own(terms_of_shapes(shapes)) - {OWN[0]} <= defined(core)


def test_every_own_term_in_the_data_is_defined(core: Graph, data: Graph) -> None:
    """Classes, properties and concepts of the bundled data exist."""
    assert own(terms_of_graph(data)) <= defined(core)


def test_every_own_term_in_rules_and_queries_is_defined(core: Graph) -> None:
    """No rule and no named query asks for a term that does not exist."""
    dangling = {name: own(terms) - defined(core) for name, terms in terms_of_queries().items()}

    assert {name: terms for name, terms in dangling.items() if terms} == {}


def test_every_own_term_in_the_documentation_is_defined(core: Graph, root: Path) -> None:
    """Pages that name a term name one that exists."""
    pages = terms_of_pages([*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))])

    dangling = {page: terms - defined(core) for page, terms in pages.items()}

    assert {page: terms for page, terms in dangling.items() if terms} == {}


def test_every_thing_that_data_or_rules_point_to_is_described(data: Graph, ontology: Graph) -> None:
    """No node of the bundled data leads to one of which nothing is said."""
    described = {str(term) for term in (*data.subjects(), *ontology.subjects())}
    pointed = {str(term) for term in (*data.objects(), *ontology.objects()) if str(term).startswith(THINGS)}

    assert pointed <= described


def test_every_named_graph_belongs_to_a_source_and_the_other_way_round(bundled: Dataset) -> None:
    """A source names the graph that holds what it says; only the book-keeping graphs have none."""
    book_keeping = {Iri(f"{BASE}graph/{name}") for name in ("ontology", "sources")}
    named = {quad.object for quad in bundled.quads() if quad.predicate == Iri(f"{OWN[0]}namedGraph")}

    assert set(bundled.graphs()) - book_keeping == named


def test_reused_terms_exist_in_their_vocabularies(
    ontology: Graph, shapes: Graph, data: Graph, shared: Path
) -> None:
    """Every term of ORG, PROV-O, Data Cube, SDMX, DCAT, Web Annotation and SHACL is one that these define."""
    used = terms_of_graph(ontology) | terms_of_shapes(shapes) | terms_of_graph(data)
    used = used.union(*terms_of_queries().values())

    for namespace, name in VOCABULARIES.items():
        vocabulary = Graph().parse(shared / "data" / "vocabularies" / f"{name}.ttl")
        known = {str(term) for term in vocabulary.subjects()}

        assert {term for term in used if term.startswith(namespace)} - {namespace} <= known, name


def test_terms_that_nothing_uses_are_marked_unstable(core: Graph, shapes: Graph, data: Graph) -> None:
    """A term without use may still change; ``vs:term_status`` says so."""
    used = terms_of_shapes(shapes) | terms_of_graph(data)
    used |= {str(sphere) for sphere in core.objects(None, URIRef(f"{OWN[0]}sphere"))}
    used = used.union(*terms_of_queries().values())
    schemes = {str(scheme) for scheme in core.subjects(RDF.type, SKOS.ConceptScheme)}

    idle = defined(core) - used - schemes

    assert idle <= {str(term) for term in core.subjects(VS.term_status, Literal("unstable"))}
