"""Validation of a dataset, and of data before it is loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.catalog import NamedQuery, read_query
from graph.dataset import Dataset
from graph.errors import CatalogError
from graph.knowledge.report import Severity
from graph.knowledge.validate import validate
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.terms import Iri, Quad, shorten

Make = Callable[[str], Dataset]

HEAD = """
PREFIX basis: <https://w3id.org/maillage/scheme/basis/>
PREFIX ex: <https://example.org/>
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX st: <https://w3id.org/maillage/scheme/status/>
"""
THINGS = """
ex:a a mlg:StartUp ; rdfs:label "A"@en .
ex:b a mlg:Incubator ; rdfs:label "B"@en .
"""
SUPPORT = """
ex:it a mlg:Support ; rdfs:label "it"@en ; mlg:supporter ex:b ; mlg:beneficiary ex:a ;
  mlg:epistemicStatus st:stated ; mlg:boundsBasis basis:unknown ; prov:wasDerivedFrom ex:source .
"""
EX = "https://example.org/"
PLACE_AS_SUPPORTER = (
    "https://example.org/it: violation at mlg:supporter: A place cannot act, hold or own. Name the "
    "organisation or community that acts for it; if the source does not, use a mlg:UnnamedGroup. "
    "Found: https://example.org/town. (ActorShape)"
)
LONELY = (
    "https://example.org/a: violation: Nothing is tied to it: startup https://example.org/a. (checks/lonely)"
)


def quads(turtle: str) -> list[Quad]:
    """The statements of a Turtle text."""
    return list(read_quads(document_from_text(HEAD + turtle, syntax_by_name("ttl"))))


def named_query(folder: Path, text: str) -> NamedQuery:
    """A check in a folder of its own."""
    path = folder / "checks" / "lonely.rq"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    return read_query(path, folder)


@pytest.fixture
def lonely(tmp_path: Path) -> NamedQuery:
    """A check: organisations that nothing points to."""
    return named_query(
        tmp_path,
        '#+ summary = "Nothing is tied to it"\n#+ question = "Which start-ups have no tie?"\n'
        '#+ columns.startup = "the start-up"\n'
        "PREFIX mlg: <https://w3id.org/maillage/ontology#>\n"
        "SELECT ?startup WHERE { ?startup a mlg:StartUp FILTER NOT EXISTS { ?it ?role ?startup } }",
    )


def test_sound_data_conform(dataset_of: Make) -> None:
    """A supported start-up, sourced and labelled, has nothing to be found."""
    report = validate(dataset_of(HEAD + THINGS + SUPPORT))

    assert report.findings == ()
    assert report.conforms
    assert report.summary == "3 nodes: 0 violations, 0 warnings."


def test_report_says_node_property_and_rule_in_words(dataset_of: Make) -> None:
    """A place in the part of a supporter: the report says where, what is there and why not."""
    wrong = SUPPORT.replace("mlg:supporter ex:b", "mlg:supporter ex:town")

    report = validate(dataset_of(f'{HEAD}{THINGS}{wrong} ex:town a mlg:Place ; rdfs:label "Town"@en .'))

    assert [str(each) for each in report.findings] == [PLACE_AS_SUPPORTER]
    assert "1 violation, 0 warnings" in str(report)


def test_warnings_do_not_break_conformance(dataset_of: Make) -> None:
    """A name without language is advised against, not refused."""
    report = validate(dataset_of(f'{HEAD} ex:a a mlg:StartUp ; rdfs:label "A" .'))

    assert report.conforms
    assert [(each.path, each.severity) for each in report.warnings] == [("rdfs:label", Severity.WARNING)]


def test_an_ill_formed_date_is_found_with_its_value(dataset_of: Make) -> None:
    """The thirteenth month is reported as it was written."""
    bounded = SUPPORT.replace("basis:unknown", "basis:stated").replace(
        "st:stated ;", 'st:stated ; mlg:possibleFrom "2019-13-01"^^<http://www.w3.org/2001/XMLSchema#date> ;'
    )

    report = validate(dataset_of(HEAD + THINGS + bounded))

    assert [each.path for each in report.findings] == ["mlg:possibleFrom"]
    assert 'Found: "2019-13-01" (xsd:date).' in str(report)


def test_candidate_is_validated_together_with_what_is_there(dataset_of: Make) -> None:
    """A situation that ties two organisations of the dataset breaks nothing: their types are known there."""
    dataset = dataset_of(HEAD + THINGS)

    report = validate(dataset, quads(SUPPORT))

    assert report.findings == ()
    assert report.nodes == 1


def test_candidate_alone_would_lack_what_the_dataset_knows() -> None:
    """The same situation without the dataset is advised to say what the two are."""
    report = validate(Dataset.in_memory(), quads(SUPPORT))

    assert [each.path for each in report.findings] == ["mlg:beneficiary", "mlg:supporter"]
    assert report.conforms


def test_findings_about_the_dataset_are_not_held_against_the_candidate(dataset_of: Make) -> None:
    """An old fault stays the old data's; a new one is the candidate's."""
    dataset = dataset_of(f'{HEAD} ex:old a mlg:StartUp . ex:b a mlg:Incubator ; rdfs:label "B"@en .')

    report = validate(dataset, quads("ex:new a mlg:StartUp ; org:linkedTo ex:old ."))

    assert [each.node for each in report.findings] == [Iri(f"{EX}new")]


def test_a_second_status_for_a_known_situation_is_the_candidates_fault(dataset_of: Make) -> None:
    """What two sources see differently makes two situations; the new statement is refused."""
    dataset = dataset_of(HEAD + THINGS + SUPPORT)

    report = validate(dataset, quads("ex:it mlg:epistemicStatus st:hoped ."))

    assert [(shorten(each.node.value), each.path) for each in report.violations] == [
        (f"{EX}it", "mlg:epistemicStatus")
    ]


def test_validating_a_candidate_writes_nothing(dataset_of: Make) -> None:
    """The dataset is as it was, whatever the report says."""
    dataset = dataset_of(HEAD + THINGS)
    before = (dataset.snapshot, set(dataset.quads()))

    validate(dataset, quads("ex:new a mlg:StartUp ."))

    assert (dataset.snapshot, set(dataset.quads())) == before


def test_every_row_of_a_check_is_a_violation(dataset_of: Make, lonely: NamedQuery) -> None:
    """The finding names the node, the check and its columns."""
    report = validate(dataset_of(HEAD + THINGS), checks=[lonely])

    assert [str(each) for each in report.findings] == [LONELY]


def test_checks_see_candidate_and_dataset_together(dataset_of: Make, lonely: NamedQuery) -> None:
    """A start-up that the dataset already ties is not lonely; one that nothing ties is."""
    dataset = dataset_of(HEAD + THINGS + SUPPORT)

    report = validate(
        dataset, quads('ex:a rdfs:label "A"@fr . ex:c a mlg:StartUp ; rdfs:label "C"@en .'), checks=[lonely]
    )

    assert [each.node for each in report.findings] == [Iri(f"{EX}c")]


def test_a_check_that_names_no_node_is_refused(dataset_of: Make, tmp_path: Path) -> None:
    """A number alone does not say what is at fault."""
    check = named_query(
        tmp_path,
        '#+ summary = "Too many"\n#+ question = "How many?"\n#+ columns.number = "how many"\n'
        "SELECT (COUNT(*) AS ?number) WHERE { ?s ?p ?o }",
    )

    with pytest.raises(CatalogError, match="must name the node"):
        validate(dataset_of(HEAD + THINGS), checks=[check])
