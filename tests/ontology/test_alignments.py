"""Ties to other vocabularies: apart from the ontology, and never stronger than they are meant."""

from rdflib import OWL, RDFS, SKOS, Graph, Namespace

from tests.ontology.conftest import ONTOLOGY
from tests.ontology.test_terms import own_terms

ALLOWED = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.exactMatch}
IDENTITIES = (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs)
OWN = "https://w3id.org/maillage/"
CRM = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
MLG = Namespace("https://w3id.org/maillage/ontology#")


def alignments() -> Graph:
    """The alignments alone."""
    return Graph().parse(ONTOLOGY / "alignments.ttl")


def test_alignments_use_only_matches_and_subsumption() -> None:
    """Nothing is declared the same as a term of somebody else."""
    assert set(alignments().predicates()) <= ALLOWED


def test_alignments_go_from_own_terms_to_others(core: Graph) -> None:
    """An alignment says something of an own term, and says it about a foreign one."""
    assert set(alignments().subjects()) <= own_terms(core)
    assert not [term for term in alignments().objects() if str(term).startswith(OWN)]


def test_the_ontology_itself_matches_nothing(core: Graph) -> None:
    """Matches stand in the file of alignments, so that the ontology can be used without them."""
    assert not [path for path in (SKOS.closeMatch, SKOS.exactMatch) if (None, path, None) in core]


def test_no_identity_is_claimed(ontology: Graph, data: Graph) -> None:
    """Neither the ontology nor the bundled data declare two things one: names are no proof."""
    assert not [path for path in IDENTITIES if (None, path, None) in ontology or (None, path, None) in data]


def test_bounds_are_matched_with_the_intervals_of_cidoc_crm() -> None:
    """Outer bounds are near to P82a and P82b, inner bounds to P81a and P81b."""
    matched = {
        term: match
        for term, match in alignments().subject_objects(SKOS.closeMatch)
        if str(match).startswith(CRM)
    }

    assert matched == {
        MLG.possibleFrom: CRM.P82a_begin_of_the_begin,
        MLG.possibleUntil: CRM.P82b_end_of_the_end,
        MLG.certainFrom: CRM.P81a_end_of_the_begin,
        MLG.certainUntil: CRM.P81b_begin_of_the_end,
    }
