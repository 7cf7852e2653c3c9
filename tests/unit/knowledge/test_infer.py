"""Running the rules."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.dataset import INFERRED_GRAPH, Dataset
from graph.errors import CatalogError
from graph.knowledge import infer
from graph.terms import BASE, Iri, Triple

Make = Callable[[str], Dataset]

GRANT = """
PREFIX ex: <https://example.org/>
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX st: <https://w3id.org/maillage/scheme/status/>
ex:grant a mlg:LabelGrant ; mlg:holder ex:a ; mlg:label ex:l ; mlg:epistemicStatus st:stated .
"""
HELD = Triple(
    Iri("https://example.org/a"), Iri(f"{BASE}ontology#everHeldLabel"), Iri("https://example.org/l")
)


def inferred_triples(dataset: Dataset) -> list[Triple]:
    """What the graph of inferred triples holds."""
    return [Triple(*quad[:3]) for quad in dataset.quads(INFERRED_GRAPH)]


def test_each_rule_tells_how_much_it_gave(dataset_of: Make) -> None:
    """One grant gives one triple by one rule, and none by the others."""
    result = infer.run(dataset_of(GRANT))

    assert {each.rule.name: each.triples for each in result.derived if each.triples} == {"ever-held-label": 1}
    assert result.triples == 1
    assert len(result.derived) == len(infer.rules())


def test_what_was_inferred_is_replaced_in_one_commit(dataset_of: Make) -> None:
    """When its situation is gone, a shortcut goes with it."""
    dataset = dataset_of(GRANT)
    infer.run(dataset)
    dataset.replace(Iri(f"{BASE}graph/test"), (), "taken back")
    commits = len(dataset.commits())

    result = infer.run(dataset)

    assert inferred_triples(dataset) == []
    assert len(dataset.commits()) == commits + 1
    assert result.commit == dataset.snapshot


def test_running_the_rules_again_changes_nothing(dataset_of: Make) -> None:
    """What was inferred is no ground for inferring more."""
    dataset = dataset_of(GRANT)
    infer.run(dataset)

    infer.run(dataset)

    assert inferred_triples(dataset) == [HELD]


def test_nothing_else_is_touched(dataset_of: Make) -> None:
    """The graphs that sources fill stay as they are."""
    dataset = dataset_of(GRANT)
    before = set(dataset.quads(Iri(f"{BASE}graph/test")))

    infer.run(dataset)

    assert set(dataset.quads(Iri(f"{BASE}graph/test"))) == before


def test_every_rule_says_what_it_derives() -> None:
    """Names are those of the files, in order; each has a sentence."""
    rules = infer.rules()

    assert [rule.name for rule in rules] == sorted(rule.name for rule in rules)
    assert all(rule.summary.endswith(".") for rule in rules)
    assert not any("#+" in rule.text for rule in rules)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "lacks summary"),
        ("#+ summary = Ties\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "not TOML"),
    ],
)
def test_a_rule_without_a_proper_header_is_refused_by_name(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the file and what its header lacks."""
    path = tmp_path / "ties.rq"
    path.write_text(text, "utf-8")
    monkeypatch.setattr(infer, "rule_files", lambda: (path,))

    with pytest.raises(CatalogError, match=told) as refused:
        infer.rules()

    assert "ties.rq" in str(refused.value)


def test_a_rule_that_constructs_nothing_is_refused(
    dataset_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A SELECT gives rows, not triples."""
    path = tmp_path / "rows.rq"
    path.write_text('#+ summary = "Rows."\nSELECT ?s WHERE { ?s ?p ?o }', "utf-8")
    monkeypatch.setattr(infer, "rule_files", lambda: (path,))

    with pytest.raises(CatalogError, match="CONSTRUCT"):
        infer.run(dataset_of(GRANT))
