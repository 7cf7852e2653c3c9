"""Results saved as observations: once, with their method, and known to be stale when the data moves on."""

from collections.abc import Callable
from datetime import date

import pytest

from graph.dataset import Dataset
from graph.errors import NetworkError
from graph.knowledge.content import content_of
from graph.knowledge.networks import network_of
from graph.knowledge.observations import Finding, save, saved_results
from graph.knowledge.validate import validate
from graph.network import Filters
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.store import Commit
from graph.terms import Iri, Literal
from tests.unit.knowledge.saving import TIES, finding, mesh, saved_graphs

EX = "https://example.org/"
PREFIXES = """
PREFIX ex: <https://example.org/>
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
"""


@pytest.fixture
def dataset(dataset_of: Callable[[str], Dataset]) -> Dataset:
    """Two triangles and a broker."""
    return mesh(dataset_of)


def _rows(dataset: Dataset, text: str) -> list[tuple[str, ...]]:
    found = dataset.table(PREFIXES + text).rows
    return [tuple(str(getattr(term, "value", "")) for term in row) for row in found]


def _by_name(rows: list[tuple[str, ...]]) -> dict[str, str]:
    return {row[0]: row[1] for row in rows}


def _change(dataset: Dataset, text: str = "<x:a> <x:b> 1 .") -> None:
    dataset.load(document_from_text(text, syntax_by_name("ttl")), Iri("x:other"))


def test_saved_numbers_join_facts(dataset: Dataset) -> None:
    """Of a fund and a firm, whose betweenness was worked out by hand: 9 of 15 pairs, and none."""
    save(dataset, finding(dataset, "betweenness"))

    found = _rows(
        dataset,
        """PREFIX measure: <https://w3id.org/maillage/measure/>
        SELECT ?type ?score { ?o mlg:observedEntity ?node ; measure:betweenness ?score . ?node a ?type }
        ORDER BY ?type""",
    )

    assert found == [(f"{EX}Firm", "0.0"), (f"{EX}Fund", "0.6")]


def test_saving_again_changes_nothing(dataset: Dataset) -> None:
    """Though the first saving has moved the snapshot on."""
    first = save(dataset, finding(dataset, "degree"))
    commits = len(dataset.commits())

    again = save(dataset, finding(dataset, "degree"))

    assert (first.is_new, again.is_new) == (True, False)
    assert (again.graph, again.observations) == (first.graph, first.observations)
    assert len(dataset.commits()) == commits


def test_another_parameter_or_part_is_another_result(dataset: Dataset) -> None:
    """Each has a graph of its own."""
    save(dataset, finding(dataset, "betweenness"))
    save(dataset, finding(dataset, "betweenness", sample=3))
    save(dataset, finding(dataset, "betweenness", sample=3, seed=7))
    save(dataset, finding(dataset, "betweenness", Filters(focus=f"{EX}broker", hops=1)))
    save(dataset, finding(dataset, "betweenness", Filters(at=date(2019, 6, 1))))

    assert len(saved_graphs(dataset)) == 5


def test_one_commit_writes_one_graph(dataset: Dataset) -> None:
    """All of it, or nothing."""
    before = len(dataset.commits())

    kept = save(dataset, finding(dataset, "degree"))

    assert len(dataset.commits()) == before + 1
    assert dataset.snapshot.graphs == (kept.graph.value,)


def test_the_activity_tells_the_method(dataset: Dataset) -> None:
    """Every attribute by its name in JSON, the query and the snapshot that were used, and when."""
    found = finding(dataset, "betweenness", sample=3, seed=7)
    kept = save(dataset, found)

    told = _by_name(
        _rows(
            dataset,
            """SELECT ?name ?value { ?activity a prov:Activity ; schema:additionalProperty ?p .
            ?p schema:name ?name ; schema:value ?value }""",
        )
    )
    used = _rows(dataset, "SELECT ?text { ?activity prov:used/prov:value ?text }")
    times = _rows(
        dataset, "SELECT ?a { ?x prov:startedAtTime ?s ; prov:endedAtTime ?e BIND(?s <= ?e AS ?a) }"
    )
    versions = _rows(dataset, f"SELECT ?v {{ <{kept.graph.value}> mlg:contentVersion ?v }}")

    assert (told["is_exact"], told["sample"], told["seed"], told["parameters.sample"]) == (
        "false",
        "3",
        "7",
        "3",
    )
    assert (told["nodes"], told["ties"], told["guarantee"]) == ("7", "8", "no guarantee")
    assert told["snapshot"] == found.network.origin.snapshot
    assert used == [(TIES,)]
    assert times == [("true",)]
    assert versions == [(told["snapshot"],)]


def test_saving_makes_nothing_stale_and_a_change_makes_all_stale(dataset: Dataset) -> None:
    """The data's own state counts, not the number of commits."""
    save(dataset, finding(dataset, "degree"))
    save(dataset, finding(dataset, "betweenness"))
    fresh = [each.is_stale for each in saved_results(dataset)]

    _change(dataset)
    stale = [each.is_stale for each in saved_results(dataset)]
    save(dataset, finding(dataset, "degree"))
    mixed = {(each.measure, each.is_stale) for each in saved_results(dataset)}

    assert (fresh, stale) == ([False, False], [True, True])
    assert mixed == {("degree", True), ("degree", False), ("betweenness", True)}


def test_taking_a_saved_graph_away_makes_the_others_no_staler(dataset: Dataset) -> None:
    """It is a commit of saved results too."""
    gone = save(dataset, finding(dataset, "degree"))
    save(dataset, finding(dataset, "betweenness"))

    dataset.put(gone.graph, [])

    assert [(each.measure, each.is_stale) for each in saved_results(dataset)] == [("betweenness", False)]


def test_a_result_of_an_older_snapshot_is_stale_from_the_start(dataset: Dataset) -> None:
    """Data that came between measuring and saving was not measured."""
    found = finding(dataset, "degree")
    _change(dataset)

    save(dataset, found)

    assert [each.is_stale for each in saved_results(dataset)] == [True]


def test_a_network_of_everything_does_not_see_saved_results(dataset: Dataset) -> None:
    """Not by a pattern of variables, by GRAPH or by CONSTRUCT."""
    texts = (
        "SELECT ?source ?target { ?source ?p ?target }",
        "SELECT ?source ?target { GRAPH ?g { ?source ?p ?target } }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
    )
    before = [network_of(dataset, text).fingerprint for text in texts]

    save(dataset, finding(dataset, "brokerage"))

    assert [network_of(dataset, text).fingerprint for text in texts] == before


def test_validation_does_not_hold_saved_results_against_the_shapes_of_sources(dataset: Dataset) -> None:
    """They are no statements of a source; the report is the same as without them."""
    before = validate(dataset)

    save(dataset, finding(dataset, "degree"))

    assert validate(dataset) == before


def test_a_number_of_the_whole_is_about_the_network(dataset: Dataset) -> None:
    """8 of 21 pairs are tied."""
    save(dataset, finding(dataset, "density"))

    found = _rows(dataset, "SELECT ?what ?n { ?o mlg:observedEntity ?what ; qb:measureType ?m ; ?m ?n }")

    assert found == [("https://w3id.org/maillage/network/mesh", "0.380952380952")]


def _refused(dataset: Dataset, found: Finding) -> str:
    size = len(dataset)
    with pytest.raises(NetworkError) as caught:
        save(dataset, found)
    assert len(dataset) == size
    return str(caught.value)


def test_what_has_no_name_to_join_on_is_refused(dataset: Dataset) -> None:
    """Ties and years."""
    assert "scores each edge" in _refused(dataset, finding(dataset, "bridges"))
    assert "scores each degree" in _refused(dataset, finding(dataset, "rich_club", replicas=1))


def test_nodes_without_an_iri_are_refused(dataset_of: Callable[[str], Dataset]) -> None:
    """A blank node read again would be another one."""
    dataset = dataset_of("_:a <https://example.org/tied> <https://example.org/b> .")

    assert "has no IRI" in _refused(dataset, finding(dataset, "degree"))


def test_too_many_numbers_are_refused(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """With their number, before anything is written."""
    monkeypatch.setattr("graph.knowledge.observations.saving.MOST", 10)

    assert "16 numbers, and 10 is the most" in _refused(dataset, finding(dataset, "degree"))


def test_a_dataset_without_snapshots_is_refused(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """What its state was nobody could say later."""
    found = finding(dataset, "degree")
    monkeypatch.setattr(type(dataset), "has_snapshots", property(lambda _: False))

    assert "a service elsewhere" in _refused(dataset, found)


def test_content_is_that_of_the_commit_that_was_read() -> None:
    """Looking back from a snapshot, over savings, to the newest commit of anything else."""
    saved = "https://w3id.org/maillage/graph/measures/mesh/degree/1"
    commits = [
        Commit(1, "a", "load", ("x:g",), 1, 1, ""),
        Commit(2, "b", "put", (saved,), 2, 1, ""),
        Commit(3, "c", "update", (), 3, 1, ""),
        Commit(4, "d", "put", (saved, "x:g"), 4, 1, ""),
        Commit(5, "e", "put", (saved,), 5, 1, ""),
    ]

    assert [content_of(commits, each) for each in "abcde"] == ["a", "a", "c", "d", "d"]


def test_a_large_result_is_saved_whole(dataset_of: Callable[[str], Dataset]) -> None:
    """Above the size from which documents are read by processes of their own, with the same observations."""
    ties = "\n".join(f"<{EX}n{n}> <{EX}tied> <{EX}n{(n * 7 + 1) % 3000}> ." for n in range(3000))
    dataset = dataset_of(ties)

    kept = save(dataset, finding(dataset, "degree"))

    count = Literal(str(kept.observations), "http://www.w3.org/2001/XMLSchema#integer")
    assert kept.observations > 6000
    assert dataset.table(f"{PREFIXES} SELECT (COUNT(*) AS ?n) {{ ?o a qb:Observation }}").rows == ((count,),)
