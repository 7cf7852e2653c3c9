"""Networks of a dataset: nodes and relations get their names, types and groupings."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graph.catalog import read_catalog
from graph.dataset import Dataset
from graph.errors import NetworkError, ParameterError, UnknownName
from graph.knowledge.networks import named_network, network_of
from graph.network import Network, measure
from graph.resources import queries_folder

TRIG = """
@prefix : <https://example.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix mlg: <https://w3id.org/maillage/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .

:ontology {
  mlg:Accelerator rdfs:subClassOf mlg:SupportOrganization ; rdfs:label "accélérateur"@fr , "accelerator"@en ;
    mlg:sphere :finance .
  mlg:SupportOrganization rdfs:subClassOf :Organization ; mlg:sphere :civil .
  :supports rdfs:label "supports"@en , "soutient"@fr .
}
:data {
  :a a mlg:SupportOrganization , mlg:Accelerator , owl:NamedIndividual ; rdfs:label "The A"@en , "Le A"@fr ;
    mlg:locatedIn :here .
  :b a :EventSeries ; skos:prefLabel "B (de)"@de , "Le B"@fr-CA .
  :c schema:name "C plain" ; mlg:sphere :industry .
  :a :supports :b , :c , :d .
}
"""
EX = "https://example.org/"
QUERY = (
    f"SELECT ?source ?target ?relation {{ VALUES ?relation {{ <{EX}supports> }} ?source ?relation ?target }}"
)


@pytest.fixture
def network(dataset_of: Callable[[str], Dataset]) -> Network:
    """Who supports whom in a small dataset."""
    return network_of(dataset_of(TRIG), QUERY)


def test_names_follow_the_preferred_languages(network: Network) -> None:
    """English, then French of any region, then no language; where there is no name, the IRI's last part."""
    assert {node.id.removeprefix(EX): node.label for node in network.nodes} == {
        "a": "The A",
        "b": "Le B",
        "c": "C plain",
        "d": "d",
    }


def test_other_languages_can_be_preferred(dataset_of: Callable[[str], Dataset]) -> None:
    """Labels of nodes, types and relations alike."""
    network = network_of(dataset_of(TRIG), QUERY, languages=("fr", "en"))

    node = network.by_id[f"{EX}a"]
    assert (node.label, node.type_label, network.edges[0].relation_label) == (
        "Le A",
        "accélérateur",
        "soutient",
    )


def test_the_type_is_the_most_specific_class(network: Network) -> None:
    """Superclasses stand among its kinds; a class without label is spoken; no class is no type."""
    a, b, c = (network.by_id[f"{EX}{name}"] for name in "abc")

    assert (a.type.rpartition("#")[-1], a.type_label) == ("Accelerator", "accelerator")
    assert {kind.rpartition("#")[-1].rpartition("/")[-1] for kind in a.kinds} == {
        "Accelerator",
        "SupportOrganization",
        "Organization",
    }
    assert b.type_label == "event series"
    assert (c.type, c.kinds) == ("", ())


def test_groupings_come_from_the_node_or_from_its_nearest_class(network: Network) -> None:
    """An accelerator is in the sphere of accelerators, not of all support; a node's own sphere wins."""
    a, c = network.by_id[f"{EX}a"], network.by_id[f"{EX}c"]

    assert (a.group("sphere"), a.group("place")) == (f"{EX}finance", f"{EX}here")
    assert c.group("sphere") == f"{EX}industry"


def test_a_construct_is_a_network_too(dataset_of: Callable[[str], Dataset]) -> None:
    """Its triples are ties, named like any others."""
    text = "CONSTRUCT { ?s <https://example.org/supports> ?o } WHERE { ?s <https://example.org/supports> ?o }"

    network = network_of(dataset_of(TRIG), text)

    assert {edge.relation_label for edge in network.edges} == {"supports"}


def test_a_question_without_ties_says_why(dataset_of: Callable[[str], Dataset]) -> None:
    """ASK has no ties."""
    with pytest.raises(NetworkError, match="ASK"):
        network_of(dataset_of(TRIG), "ASK { ?s ?p ?o }")


def test_parameters_of_a_named_network_are_bound_as_terms(
    dataset_of: Callable[[str], Dataset], tmp_path: Path
) -> None:
    """The example stands in where none is given; an unknown parameter is refused."""
    folder = tmp_path / "networks"
    folder.mkdir()
    header = (
        '#+ summary = "Support"\n#+ question = "Who supports whom?"\n'
        '#+ [parameters.who]\n#+ type = "iri"\n#+ meaning = "the supported"\n#+ example = "https://example.org/b"\n'
        '#+ [columns]\n#+ source = "supporter"\n#+ target = "supported"\n#+ [network]\n#+ directed = true\n'
    )
    pattern = "?source <https://example.org/supports> ?target FILTER(?target = ?who)"
    (folder / "support.rq").write_text(f"{header}SELECT ?source ?target {{ {pattern} }}\n", "utf-8")
    dataset, catalog = dataset_of(TRIG), read_catalog(tmp_path)

    by_example = named_network(dataset, catalog, "support")
    given = named_network(dataset, catalog, "support", parameters={"who": "https://example.org/c"})

    assert [edge.target for edge in by_example.edges] == [f"{EX}b"]
    assert [edge.target for edge in given.edges] == [f"{EX}c"]
    assert (given.is_directed(), given.origin.title) == (True, "Support")
    with pytest.raises(ParameterError, match="whom"):
        named_network(dataset, catalog, "support", parameters={"whom": "x:c"})


def test_an_unknown_network_lists_those_there_are(bundled: Dataset) -> None:
    """The message helps."""
    with pytest.raises(UnknownName, match="partnerships"):
        named_network(bundled, read_catalog(queries_folder()), "partnership")


def test_the_partnership_network_knows_its_brokers(bundled: Dataset) -> None:
    """The president ties the community to his start-up and to the meeting: most shortest paths pass him."""
    network = named_network(bundled, read_catalog(queries_folder()), "partnerships")

    result = measure(network, "betweenness")

    assert network.by_id[result.scores[0][0]].label == "Pascal Lorne"
    assert all(edge.evidence and edge.graphs for edge in network.edges)
    assert all(node.label and node.type_label for node in network.nodes)


def test_the_capital_label_is_a_dated_tie(bundled: Dataset) -> None:
    """From the award to the day before its third anniversary, with the paragraphs that say so."""
    network = named_network(bundled, read_catalog(queries_folder()), "labels")

    (tie,) = (
        edge
        for edge in network.edges
        if edge.tie.endswith("/grant-amft-capital-2019") and edge.until and edge.relation.endswith("holder")
    )

    assert (tie.start, tie.until) == (date(2019, 4, 3), date(2022, 4, 2))
    assert {name.rpartition("/")[-1] for name in tie.evidence} >= {"article-p1", "article-p2"}
