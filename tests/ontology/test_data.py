"""The bundled data against shapes, checks and rules."""

from collections.abc import Iterator

import pytest

from graph.answer import Truth
from graph.catalog import read_catalog
from graph.dataset import INFERRED_GRAPH, Dataset, open_bundled
from graph.knowledge import infer
from graph.knowledge.validate import validate
from graph.resources import queries_folder
from graph.terms import BASE, XSD, Iri, Literal, Quad, n3

MLG = f"{BASE}ontology#"
RDFS_LABEL = Iri("http://www.w3.org/2000/01/rdf-schema#label")
DATES = (f"{XSD}date", f"{XSD}gYear", f"{XSD}gYearMonth")


@pytest.fixture(scope="module")
def inferred() -> Dataset:
    """The bundled graph with what the rules derive from it."""
    dataset = open_bundled()
    infer.run(dataset)
    return dataset


def literals(dataset: Dataset) -> Iterator[tuple[Quad, Literal]]:
    """Every statement whose object is a literal, ontology included."""
    return ((quad, quad.object) for quad in dataset.quads() if isinstance(quad.object, Literal))


def is_cast_to_itself(dataset: Dataset, text: Literal) -> bool:
    """Whether the engine reads the literal as its datatype says."""
    answer = dataset.query(f'ASK {{ FILTER(<{text.datatype}>("{text.value}") = {n3(text)}) }}')
    return isinstance(answer, Truth) and answer.value


def test_bundled_data_conform_without_a_warning(bundled: Dataset) -> None:
    """What comes with the package breaks no shape and no check, and heeds the advice too."""
    report = validate(bundled, checks=read_catalog(queries_folder()).checks())

    assert report.findings == (), str(report)


def test_inferred_data_conform_without_a_warning(inferred: Dataset) -> None:
    """What the rules derive is data like any other: every shortcut has a stated situation behind it."""
    report = validate(inferred, checks=read_catalog(queries_folder()).checks())

    assert report.findings == (), str(report)


def test_the_files_hold_no_shortcut(bundled: Dataset) -> None:
    """Shortcuts are derived, never authored."""
    table = bundled.table(
        "PREFIX mlg: <https://w3id.org/maillage/ontology#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?shortcut { ?shortcut rdfs:subPropertyOf mlg:everTiedTo }"
    )
    shortcuts = {row[0] for row in table.rows}

    assert len(shortcuts) == 10
    assert [quad for quad in bundled.quads() if quad.predicate in shortcuts] == []


def test_shortcuts_are_the_output_of_the_rules_and_nothing_else(inferred: Dataset) -> None:
    """Running the rules on what they derived changes nothing, so what is there is what they give."""
    before = set(inferred.quads(INFERRED_GRAPH))

    infer.run(inferred)

    assert set(inferred.quads(INFERRED_GRAPH)) == before


def test_labels_carry_their_language(bundled: Dataset) -> None:
    """No label of ontology or data is a plain string."""
    assert [
        quad.subject for quad, text in literals(bundled) if quad.predicate == RDFS_LABEL and not text.language
    ] == []


def test_dates_are_well_formed(bundled: Dataset) -> None:
    """Every date, month and year is one that its datatype allows; the engine casts it to itself."""
    dated = {text for _, text in literals(bundled) if text.datatype in DATES}

    rejected = [text for text in dated if not is_cast_to_itself(bundled, text)]

    assert len(dated) > 20
    assert rejected == []


def test_numbers_are_typed(bundled: Dataset) -> None:
    """Values, factors and lengths are numbers, not text that looks like one."""
    numbers = {Iri(f"{MLG}{name}") for name in ("obsValue", "factor", "lengthKm")}

    kinds = {text.datatype for quad, text in literals(bundled) if quad.predicate in numbers}

    assert kinds == {f"{XSD}integer", f"{XSD}decimal"}


def test_no_iri_is_a_string(bundled: Dataset) -> None:
    """An address in quotes cannot be followed; only the ontology's namespace is a string by definition."""
    spaces = Iri("http://purl.org/vocab/vann/preferredNamespaceUri")
    texts = [
        text.value
        for quad, text in literals(bundled)
        if text.value.startswith(("http://", "https://")) and quad.predicate != spaces
    ]

    assert texts == []
