"""The shapes: well-formed, one for every class, and each of their rules able to fail."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, Namespace

from graph.knowledge.report import Finding
from graph.knowledge.shacl import findings
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from tests.ontology.broken import Case, cases, filled

MLG = Namespace("https://w3id.org/maillage/ontology#")
REUSED_CLASSES = ("http://www.w3.org/ns/org#Membership", "http://purl.org/linked-data/cube#Observation")

Findings = Mapping[str, tuple[Finding, ...]]


@pytest.fixture(scope="module")
def found() -> Findings:
    """What the shapes find in the negative cases, by node."""
    document = document_from_text(filled().serialize(format="nt"), syntax_by_name("nt"))
    by_node = defaultdict(list)
    for finding in findings(read_quads(document)):
        by_node[finding.node.value].append(finding)
    return {node: tuple(each) for node, each in by_node.items()}


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.shape}-{case.node.rpartition('/')[2]}")
def test_bad_data_breaks_exactly_its_shape(case: Case, found: Findings) -> None:
    """The node at fault is found by the shape and at the property that the case names, and by no other."""
    assert {(each.rule, each.path) for each in found.get(case.node, ())} == {(case.shape, case.path)}


def test_nothing_but_the_cases_is_found_at_fault(found: Findings) -> None:
    """The nodes that the cases need break nothing, so that a finding is due to the case alone."""
    assert found.keys() == {case.node for case in cases()}


def test_each_shape_has_a_negative_case(shapes: Graph) -> None:
    """A shape that nothing can break would promise what it does not keep."""
    names = {str(shape).rpartition("#")[2] for shape in shapes.subjects(RDF.type, SH.NodeShape)}

    assert names == {case.shape for case in cases()}


def test_each_rule_of_each_shape_is_broken_by_some_case(shapes: Graph, found: Findings) -> None:
    """Every message of the shapes is said of some case."""
    messages = {str(message) for message in shapes.objects(None, SH.message)}

    assert messages == {each.message for all_of_node in found.values() for each in all_of_node}


def test_shapes_are_well_formed(shapes: Graph, shared: Path) -> None:
    """The shapes conform to the W3C's shapes for shapes (https://www.w3.org/TR/shacl/#shacl-shacl)."""
    rules = Graph().parse(shared / "data" / "vocabularies" / "shacl-shacl.ttl")

    conforms, _, report = pyshacl.validate(shapes, shacl_graph=rules)

    assert conforms, report


def test_every_class_has_a_shape(core: Graph, shapes: Graph) -> None:
    """Each class of the ontology, and each reused class that situations have, is the target of a shape.

    A class is covered by the shapes of its superclasses too, as SHACL has it
    (https://www.w3.org/TR/shacl/#implicit-targetClass).
    """
    targets = set(shapes.objects(None, SH.targetClass))
    classes = {*core.subjects(RDF.type, OWL.Class)}

    without = {each for each in classes if not targets & set(core.transitive_objects(each, RDFS.subClassOf))}

    assert not without
    assert set(REUSED_CLASSES) <= {str(target) for target in targets}


def test_each_situation_class_has_a_shape_of_its_own(core: Graph, shapes: Graph) -> None:
    """What a situation needs depends on its kind, so each kind has a shape besides the common one."""
    kinds = set(core.transitive_subjects(RDFS.subClassOf, MLG.Situation)) - {MLG.Situation}
    targets = set(shapes.objects(None, SH.targetClass))

    assert kinds <= targets


def test_each_rule_says_what_to_do(shapes: Graph) -> None:
    """Every property rule, query rule and node rule that can fail carries a message in plain words."""
    speaking = set(shapes.subjects(SH.message))
    rules = {
        *(
            rule
            for shape in shapes.subjects(RDF.type, SH.NodeShape)
            for rule in shapes.objects(shape, SH.property)
        ),
        *shapes.objects(None, SH.sparql),
        *(
            shape
            for path in (SH["not"], SH["or"], SH.xone)
            for shape in shapes.subjects(path)
            if (shape, RDF.type, SH.NodeShape) in shapes
        ),
    }

    assert rules <= speaking
