"""The table of facts and the article's graph are walked both ways: no fact is lost, no node is made up."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

Rows = Callable[[str], set[tuple[str, ...]]]
Facts = dict[str, dict[str, str | list[str]]]

FACTS = 84
STATUS = {"S": "stated", "A": "stated", "Pj": "projected", "Pl": "planned", "Hp": "hoped", "C": "opinion"}


@pytest.fixture(scope="session")
def facts(data_folder: Path) -> Facts:
    """The table of facts."""
    with (data_folder / "facts.toml").open("rb") as file:
        return tomllib.load(file)


@pytest.fixture(scope="session")
def paragraphs(rows: Rows) -> dict[str, set[str]]:
    """The paragraphs of every described node of the article's graph."""
    found = rows("SELECT ?node ?of { GRAPH g:article { ?node a ?type ; prov:wasDerivedFrom ?of } }")
    return {node: {of for other, of in found if other == node} for node, _ in found}


def mentioned(fact: dict[str, str | list[str]]) -> list[str]:
    """The nodes that carry the fact and those that it names."""
    return [f"id:{name}" for name in [*fact.get("nodes", []), *fact.get("names", [])]]


def expected_status(letters: str) -> str:
    """The status of the nodes that carry a fact: an opinion or a plan stays one when a speaker is quoted."""
    kinds = [letter for letter in letters.split() if letter != "Q"]
    return "st:" + (STATUS.get(kinds[0], "opinion") if kinds else "claimed")


def test_every_fact_is_mapped_or_excused(facts: Facts, tell: Callable[[str], None]) -> None:
    """The 84 facts are numbered without a gap, and each has nodes or a reason, never both."""
    mapped = [number for number, fact in facts.items() if fact.get("nodes")]
    left_out = [number for number, fact in facts.items() if fact.get("left_out")]

    total = len(mapped) + len(left_out)
    split = f"{len(mapped)} mapped, {len(left_out)} left out"
    tell(f"facts: {total} of {FACTS} mapped or excused ({split})")
    assert list(facts) == [f"F{number:02d}" for number in range(1, FACTS + 1)]
    assert sorted(mapped + left_out) == list(facts)
    assert left_out == ["F45", "F70"]


def test_every_node_of_a_fact_stands_in_its_paragraphs(facts: Facts, paragraphs: dict[str, set[str]]) -> None:
    """A node that a fact lists is described in the article's graph and derived from the fact's paragraphs."""
    missing = [
        (number, node)
        for number, fact in facts.items()
        for node in mentioned(fact)
        if not {f"id:article-{name}" for name in fact["in"]} <= paragraphs.get(node, set())
    ]

    assert missing == []


def test_every_node_of_the_article_is_listed_by_a_fact(facts: Facts, paragraphs: dict[str, set[str]]) -> None:
    """The graph says nothing that no fact stands for, and cites no paragraph that no fact does."""
    listed: dict[str, set[str]] = {}
    for fact in facts.values():
        for node in mentioned(fact):
            listed.setdefault(node, set()).update(f"id:article-{name}" for name in fact["in"])

    assert listed == paragraphs


def test_every_described_node_of_the_article_has_a_paragraph(
    rows: Rows, paragraphs: dict[str, set[str]]
) -> None:
    """Nothing in the article's graph escapes the walk by lacking a paragraph."""
    described = rows("SELECT ?node { GRAPH g:article { ?node a ?type } FILTER(isIRI(?node)) }")

    assert {node for (node,) in described} == set(paragraphs)


def test_every_situation_of_a_fact_has_its_status(facts: Facts, rows: Rows) -> None:
    """What is stated is stated, what is planned planned: a situation has the status of its facts."""
    statuses = {
        row[0]: row[1] for row in rows("SELECT ?s ?st { GRAPH g:article { ?s mlg:epistemicStatus ?st } }")
    }
    wrong = [
        (number, node, statuses[f"id:{node}"])
        for number, fact in facts.items()
        for node in fact.get("nodes", [])
        if statuses.get(f"id:{node}") not in {None, expected_status(str(fact["status"]))}
    ]

    # F42 states that a hoped-for plan belongs to the strategy; the plan itself stays hoped.
    assert wrong == [("F42", "plan-tech-for-good-capital", "st:hoped")]


def test_every_quoted_fact_names_its_speaker(facts: Facts, rows: Rows) -> None:
    """A fact that a speaker tells is attributed to him, and only to him."""
    speakers = {
        row[0]: row[1] for row in rows("SELECT ?s ?who { GRAPH g:article { ?s prov:wasAttributedTo ?who } }")
    }
    quoted = {
        f"id:{node}"
        for fact in facts.values()
        if "Q" in str(fact["status"]).split()
        for node in fact.get("nodes", [])
    }

    assert {speakers.get(node) for node in quoted} == {"id:pascal-lorne"}


def test_causal_facts_are_claims_and_approximate_ones_say_so(facts: Facts, rows: Rows) -> None:
    """A cause is never a tie of the network, and the one approximate value is marked."""
    causal = rows("SELECT ?s { GRAPH g:article { ?s a mlg:Claim ; mlg:claimType claim:causal } }")
    approximate = rows("SELECT ?s { GRAPH g:article { ?s mlg:precision precision:approximate } }")

    assert {s for (s,) in causal} == {f"id:{f['nodes'][0]}" for f in facts.values() if f["status"] == "C"}
    assert {s for (s,) in approximate} == {
        f"id:{f['nodes'][0]}" for f in facts.values() if f["status"] == "A"
    }
