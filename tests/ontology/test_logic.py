"""What follows from the ontology: no cycle, no contradiction."""

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, Node, URIRef
from rdflib.collection import Collection

MLG = Namespace("https://w3id.org/maillage/ontology#")
ERRORS = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")
EX = Namespace("https://example.org/")
TOPS = (
    "http://xmlns.com/foaf/0.1/Person",
    "http://www.w3.org/ns/org#Organization",
    "https://w3id.org/maillage/ontology#Place",
    "https://schema.org/Event",
    "http://purl.org/linked-data/cube#Observation",
)


@pytest.mark.parametrize("path", [RDFS.subClassOf, RDFS.subPropertyOf], ids=["classes", "properties"])
def test_hierarchy_has_no_cycle(path: URIRef, ontology: Graph) -> None:
    """No term is below itself."""
    for term in set(ontology.subjects(path)):
        above = {
            each
            for parent in ontology.objects(term, path)
            for each in ontology.transitive_objects(parent, path)
        }

        assert term not in above


def test_inverses_are_declared_between_two_properties(ontology: Graph) -> None:
    """No property is its own inverse: such a one is symmetric, and is said to be."""
    assert [pair for pair in ontology.subject_objects(OWL.inverseOf) if pair[0] == pair[1]] == []


def test_partners_are_partners_of_one_another(ontology: Graph) -> None:
    """The one shortcut that has no direction is symmetric, and no other is."""
    assert set(ontology.subjects(RDF.type, OWL.SymmetricProperty)) == {MLG.everPartneredWith}


def test_tops_are_pairwise_disjoint(ontology: Graph) -> None:
    """A person, an organisation, a place, an event and an observation are never one thing."""
    axiom = ontology.value(None, RDF.type, OWL.AllDisjointClasses)
    members = ontology.value(axiom, OWL.members)

    assert isinstance(members, Node)
    assert {URIRef(top) for top in TOPS} <= set(Collection(ontology, members))


def test_bundled_data_are_consistent_with_the_ontology(core: Graph, data: Graph) -> None:
    """The OWL 2 RL closure of ontology and data derives no contradiction."""
    assert contradictions(core, data) == []


def test_a_community_that_is_its_territory_contradicts_the_ontology(core: Graph) -> None:
    """The test above can fail: an organisation that is a place is a contradiction."""
    wrong = Graph()
    wrong.add((EX.thing, RDF.type, MLG.EcosystemCommunity))
    wrong.add((EX.thing, RDF.type, MLG.Place))

    assert len(contradictions(core, wrong)) == 1


def contradictions(core: Graph, data: Graph) -> list[str]:
    """What the reasoner reports; labels and definitions are left out, nothing follows from them."""
    closure = Graph()
    for triple in (*core, *data):
        if isinstance(triple[2], URIRef) or triple[1] in _STRUCTURE:
            closure.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(
        closure
    )
    return sorted(str(each) for each in closure.objects(None, ERRORS.error))


_STRUCTURE = {OWL.members, RDF.first, RDF.rest}
