"""What is known about a thing: facts, situations, statements of others, near names."""

from collections.abc import Callable

import pytest

from graph.answer import Triples
from graph.dataset import Dataset
from graph.errors import UnknownName
from graph.knowledge.entities import Limits, entity, entity_triples, near_names
from graph.knowledge.neighbours import neighbourhood
from graph.knowledge.sources import sources_of
from graph.terms import BASE, BlankNode, Iri, Literal

Make = Callable[[str], Dataset]

SMALL = """
PREFIX ex: <https://example.org/>
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX st: <https://w3id.org/maillage/scheme/status/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
GRAPH ex:one {
  ex:firm a mlg:StartUp ; rdfs:label "Firm" .
  ex:tie a mlg:Partnership ; mlg:party ex:firm , ex:other ; mlg:epistemicStatus st:stated ;
    mlg:certainFrom "2019-05-07"^^xsd:date ; prov:wasDerivedFrom ex:page .
  ex:round a mlg:FundingRound ; mlg:company ex:firm ; mlg:investment ex:investment ;
    mlg:amount [ schema:value 5 ; schema:currency "EUR" ] ; mlg:epistemicStatus st:planned .
  ex:investment mlg:investor ex:fund .
  ex:list ex:mentions ex:firm .
}
GRAPH ex:two { ex:firm rdfs:label "Firm" . }
"""
EX = "https://example.org/"


def test_fact_tells_all_graphs_that_hold_it(dataset_of: Make) -> None:
    """The label stands in both graphs, the class in one."""
    found = entity(dataset_of(SMALL), Iri(f"{EX}firm"))

    held = {fact.property.value.rpartition("#")[2]: len(fact.graphs) for fact in found.facts}
    assert held == {"label": 2, "type": 1}


def test_situations_tell_role_status_time_and_source(dataset_of: Make) -> None:
    """The partnership: the firm is a party; stated, certain from a day, derived from a page."""
    found = entity(dataset_of(SMALL), Iri(f"{EX}firm"))

    (tie,) = [each for each in found.situations if each.iri.value == f"{EX}tie"]
    assert [role.value.rpartition("#")[2] for role in tie.roles] == ["party"]
    assert [status.value.rpartition("/")[2] for status in tie.statuses] == ["stated"]
    assert tie.validity.text() == "from 2019-05-07 at the latest, end not known"
    assert [each.value for each in tie.evidence] == [f"{EX}page"]
    assert [fact.value for fact in tie.content] == [Iri(f"{EX}firm"), Iri(f"{EX}other")]


def test_investor_takes_part_in_the_round(dataset_of: Make) -> None:
    """An investment has no status of its own: its round is the situation."""
    found = entity(dataset_of(SMALL), Iri(f"{EX}fund"))

    (round_,) = found.situations
    assert round_.iri.value == f"{EX}round"
    assert [role.value.rpartition("#")[2] for role in round_.roles] == ["investor"]


def test_parts_without_name_are_read_with_the_whole(dataset_of: Make) -> None:
    """The amount is a blank node; its value and currency come along."""
    found = entity(dataset_of(SMALL), Iri(f"{EX}round"))

    (amount,) = [fact for fact in found.facts if isinstance(fact.value, BlankNode)]
    assert {fact.value for fact in amount.inner} == {
        Literal("EUR"),
        Literal("5", "http://www.w3.org/2001/XMLSchema#integer"),
    }


def test_statements_of_others_leave_out_situations(dataset_of: Make) -> None:
    """The list mentions the firm; tie and round are told as situations instead."""
    found = entity(dataset_of(SMALL), Iri(f"{EX}firm"))

    assert [(each.subject, each.property.value) for each in found.incoming] == [
        (Iri(f"{EX}list"), f"{EX}mentions")
    ]


def test_situation_knows_that_it_is_one(dataset_of: Make) -> None:
    """A thing with a status is read as a situation; a firm is not."""
    dataset = dataset_of(SMALL)

    assert entity(dataset, Iri(f"{EX}tie")).situation is not None
    assert entity(dataset, Iri(f"{EX}firm")).situation is None


def test_limits_are_kept_and_told(dataset_of: Make) -> None:
    """With room for one situation of two and one fact of two, the totals say what is missing."""
    found = entity(dataset_of(SMALL), Iri(f"{EX}firm"), Limits(facts=1, situations=1, incoming=1))

    assert (len(found.facts), len(found.situations), found.situations_total) == (1, 1, 2)
    assert not found.is_complete


def test_triples_of_a_thing_are_those_of_the_store(dataset_of: Make) -> None:
    """What is written of a thing is what the dataset holds of it and of its situations, parts included."""
    dataset = dataset_of(SMALL)

    triples = entity_triples(entity(dataset, Iri(f"{EX}fund")))

    asked = dataset.query(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?s = <{EX}round> || isBlank(?s)) }}"
    )
    assert isinstance(asked, Triples)
    assert set(triples) == set(asked.triples)


def test_unknown_thing_names_near_ones(dataset_of: Make) -> None:
    """A misspelt name is answered with the right one."""
    dataset = dataset_of(f"<{BASE}id/gojob> a <x:t> . <{BASE}id/zebox> a <x:t> .")

    with pytest.raises(UnknownName, match="Did you mean id:gojob"):
        entity(dataset, Iri(f"{BASE}id/gojobb"))


def test_unknown_thing_of_a_strange_namespace_names_nothing(dataset_of: Make) -> None:
    """Where nothing looks alike, nothing is suggested."""
    assert near_names(dataset_of(SMALL), Iri("https://elsewhere.example/firm")) == ()


def test_name_that_is_only_a_value_is_known(dataset_of: Make) -> None:
    """A thing that only others speak of has a page, too."""
    found = entity(dataset_of(SMALL), Iri(f"{EX}other"))

    assert (found.facts, len(found.situations)) == ((), 1)


def test_neighbourhood_is_cut_at_the_limit(dataset_of: Make) -> None:
    """Of other and investment one is kept, and the number of all is told; concepts are nobody's neighbour."""
    dataset = dataset_of(SMALL)

    network, others = neighbourhood(dataset, entity(dataset, Iri(f"{EX}firm")), limit=1)

    assert others == 2
    assert [node.id for node in network.nodes] == [f"{EX}firm", f"{EX}investment"]


def test_evidence_and_status_are_nobodys_neighbours(dataset_of: Make) -> None:
    """A page that situations are derived from, and a status that they have, take no part in them."""
    dataset = dataset_of(SMALL)

    for iri in (Iri(f"{EX}page"), Iri(f"{BASE}scheme/status/stated")):
        network, others = neighbourhood(dataset, entity(dataset, iri), limit=60)

        assert (network.number_of_edges(), others) == (0, 0)


def test_source_of_a_paragraph_and_of_a_graph(bundled: Dataset) -> None:
    """Paragraph 7 and the graph of the article both belong to the article; the article to itself."""
    parts = [Iri(f"{BASE}id/article-p7"), Iri(f"{BASE}graph/article"), Iri(f"{BASE}id/article")]

    sources = sources_of(bundled, parts)

    assert {sources.source(part).value for part in parts} == {f"{BASE}id/article"}
