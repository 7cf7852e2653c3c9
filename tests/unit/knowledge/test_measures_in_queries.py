"""SERVICE <maillage:network/NAME/MEASURE>: computed here, on the query's snapshot, within its limits."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
import rdflib

from graph.catalog import Catalog, read_catalog
from graph.dataset import Dataset
from graph.engine import QueryLimits
from graph.errors import QueryCancelled, QueryError, QueryTimeout, QueryTooLarge
from graph.knowledge.observations import save, with_measures
from graph.network import measure
from graph.plugin import MaillageStore
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.sparql import Circumstances
from graph.terms import Iri
from tests.unit.knowledge.saving import finding, mesh

EX = "https://example.org/"
PREFIXES = "PREFIX ex: <https://example.org/> PREFIX mlg: <https://w3id.org/maillage/ontology#>\n"
ALL = "SELECT ?node ?score { SERVICE <maillage:network/mesh/%s> { ?node mlg:score ?score } }"
QUERY = """#+ summary = "Mesh"
#+ question = "Who is tied to whom?"
#+
#+ [columns]
#+ source = "one end"
#+ target = "the other"
#+
#+ [network]
#+ directed = false
#+ bipartite = false
#+ measures = ["degree"]

SELECT ?source ?target { ?source <https://example.org/tied> ?target } ORDER BY ?source ?target
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """One named network."""
    folder = tmp_path_factory.mktemp("queries")
    (folder / "networks").mkdir()
    (folder / "networks" / "mesh.rq").write_text(QUERY, "utf-8")
    return read_catalog(folder)


@pytest.fixture
def dataset(dataset_of: Callable[[str], Dataset], catalog: Catalog) -> Dataset:
    """Two triangles and a broker, with measures to ask for."""
    return with_measures(mesh(dataset_of), catalog)


def _rows(dataset: Dataset, text: str) -> dict[str, str]:
    found = dataset.table(PREFIXES + text).rows
    return {str(getattr(one, "value", "")): str(getattr(other, "value", "")) for one, other in found}


def test_scores_are_those_of_the_measure(dataset: Dataset) -> None:
    """To the last digit, with whatever options the address gives."""
    plain = _rows(dataset, ALL % "betweenness")
    sampled = _rows(dataset, ALL % "betweenness?k=3&seed=7")

    expected = finding(dataset, "betweenness", sample=3, seed=7).result.scores
    assert plain[f"{EX}broker"] == "0.6"
    assert sampled == {name: str(value) for name, value in expected}
    assert sampled != plain


def test_scores_join_facts_and_order(dataset: Dataset) -> None:
    """Only what has a type is left, the most telling first."""
    text = """SELECT ?node ?score { SERVICE <maillage:network/mesh/degree> { ?node mlg:score ?score }
      ?node a ?type } ORDER BY DESC(?score) ?node"""

    assert list(_rows(dataset, text).items()) == [(f"{EX}a", "2"), (f"{EX}broker", "2")]


def test_parts_of_scores_and_numbers_of_the_whole_have_their_own_properties(dataset: Dataset) -> None:
    """By the measure's property with the part's name; and mlg:networkScore, by number."""
    part = """SELECT ?node ?n { SERVICE <maillage:network/mesh/degree> {
      ?node <https://w3id.org/maillage/measure/degree/neighbours> ?n FILTER(?n > 2) } }"""
    whole = "SELECT ?what ?n { SERVICE <maillage:network/mesh/density> { ?what mlg:networkScore ?n } }"

    assert _rows(dataset, part) == {f"{EX}c": "3", f"{EX}d": "3"}
    assert _rows(dataset, whole) == {"https://w3id.org/maillage/measure/density/density": "0.380952380952"}


def test_filters_choose_a_part_of_the_network(dataset: Dataset) -> None:
    """What is one tie from the broker."""
    near = _rows(dataset, ALL % "degree?focus=https%3A%2F%2Fexample.org%2Fbroker")

    assert near == {f"{EX}broker": "2", f"{EX}c": "1", f"{EX}d": "1"}


def test_numbers_are_computed_once_for_one_content(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saving is no reason to compute them again; a change of data is."""
    asked: list[str] = []

    def counted(*arguments: object, **options: object) -> object:
        asked.append(str(arguments[1]))
        return measure(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("graph.knowledge.observations.computing.measure", counted)
    first = _rows(dataset, ALL % "degree")
    save(dataset, finding(dataset, "density"))
    again = _rows(dataset, ALL % "degree")
    before = len(asked)
    dataset.update(f"INSERT DATA {{ <{EX}a> <{EX}tied> <{EX}f> }}")
    changed = _rows(dataset, ALL % "degree")

    assert (before, len(asked)) == (1, 2)
    assert first == again
    assert (first[f"{EX}f"], changed[f"{EX}f"]) == ("2", "3")


def test_an_update_measures_what_it_has_made_so_far(dataset: Dataset) -> None:
    """And what it measured is not remembered as if it were committed."""
    dataset.update(
        PREFIXES
        + """INSERT DATA { ex:a ex:tied ex:f } ;
        INSERT { ?node ex:has ?score } WHERE {
          SERVICE <maillage:network/mesh/degree> { ?node mlg:score ?score } }"""
    )

    assert _rows(dataset, "SELECT ?node ?n { ?node ex:has ?n FILTER(?node = ex:f) }") == {f"{EX}f": "3"}


def test_blank_nodes_are_those_of_the_store(dataset_of: Callable[[str], Dataset], catalog: Catalog) -> None:
    """A node without a name still joins."""
    dataset = with_measures(dataset_of(f'_:x <{EX}tied> <{EX}b> ; <{EX}name> "X" .'), catalog)

    text = "SELECT ?name ?n { SERVICE <maillage:network/mesh/degree> { ?s mlg:score ?n } ?s ex:name ?name }"

    assert _rows(dataset, text) == {"X": "1"}


def test_stale_results_are_told_by_a_query(dataset: Dataset) -> None:
    """<maillage:saved> joins with what the saved graphs say of themselves."""
    text = "SELECT ?graph ?stale { SERVICE <maillage:saved> { ?graph mlg:isStale ?stale } }"
    kept = save(dataset, finding(dataset, "degree"))

    fresh = _rows(dataset, text)
    dataset.load(document_from_text("<x:a> <x:b> 1 .", syntax_by_name("ttl")), Iri("x:g"))

    assert fresh == {kept.graph.value: "false"}
    assert _rows(dataset, text) == {kept.graph.value: "true"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("network/mesj/degree", "no network 'mesj'. Did you mean mesh"),
        ("network/mesh/degre", "no measure 'degre'. Did you mean degree"),
        ("network/mesh", "names no measure"),
        ("network/mesh/degree?sed=7", "no parameter 'sed'. Did you mean seed"),
        ("network/mesh/degree?seed=7", "does not take 'seed'"),
        ("network/mesh/betweenness?k=many", "takes a whole number"),
        ("network/mesh/degree?at=yesterday", "takes a day"),
        ("network/mesh/degree?focus=nobody", "no node in this network 'nobody'"),
        ("network/mesh/bridges", "tells mlg:networkScore"),
        ("network/mesh/in_degree", "no direction"),
        ("nothing", "no address"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(dataset: Dataset, address: str, said: str) -> None:
    """And SILENT gives one solution without a score."""
    text = f"SELECT ?node ?score {{ SERVICE <maillage:{address}> {{ ?node mlg:score ?score }} }}"

    with pytest.raises(QueryError, match=said):
        _rows(dataset, text)
    assert _rows(dataset, text.replace("SERVICE", "SERVICE SILENT")) == {"": ""}


def test_a_network_too_large_is_refused_with_its_size(
    dataset_of: Callable[[str], Dataset], catalog: Catalog
) -> None:
    """Before anything is computed."""
    dataset = with_measures(mesh(dataset_of), catalog, edge_limit=5)

    with pytest.raises(QueryTooLarge, match="has 8 ties; within a query 5 are measured"):
        _rows(dataset, ALL % "degree")


@pytest.fixture(scope="module")
def large(catalog: Catalog) -> Dataset:
    """A network on which a thousand random ones to compare it with take minutes."""
    dataset = Dataset.in_memory(limits=QueryLimits(time_s=60))
    ties = "\n".join(
        f"<{EX}n{n}> <{EX}tied> <{EX}n{(n * k + 1) % 9000}> ." for n in range(9000) for k in (7, 11)
    )
    dataset.load(document_from_text(ties, syntax_by_name("nt")), Iri("x:g"))
    return with_measures(dataset, catalog)


LONG = PREFIXES + ALL.replace("mlg:score", "mlg:networkScore") % "small_world?replicas=1000"


def test_a_measure_is_stopped_with_its_query(large: Dataset) -> None:
    """At the time limit, within the half second that is promised beyond it, and nothing of it runs on."""
    start = monotonic()
    with pytest.raises(QueryTimeout):
        large.query(LONG, given=Circumstances(time_s=6))
    took = monotonic() - start

    assert took > 5.5
    assert _ended()


def test_a_measure_is_stopped_when_its_query_is_cancelled(large: Dataset) -> None:
    """From another thread, as /running does it."""

    def cancel() -> None:
        while not (running := large.running()):
            sleep(0.05)
        sleep(1)
        running[0].cancel()

    stopper = Thread(target=cancel)
    stopper.start()
    with pytest.raises(QueryCancelled):
        large.query(LONG)
    stopper.join()

    assert _ended()


def _ended() -> bool:
    """Whether what was told to end has ended; the operating system takes a moment."""
    deadline = monotonic() + 5
    while _children() and monotonic() < deadline:
        sleep(0.05)
    return not _children()


def _children() -> list[str]:
    """Processes of ours that still measure."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(parts[1]) == os.getpid() and parts[0] != "Z" and "spawn_main" in command:
            found.append(path.parent.name)
    return found


def test_a_larger_network_is_measured_in_a_process_of_its_own(large: Dataset) -> None:
    """With the same numbers."""
    found = _rows(large, ALL % "degree")

    assert len(found) == 9000
    assert found == {name: str(value) for name, value in finding(large, "degree").result.scores}


def test_rdflib_asks_for_measures_too() -> None:
    """Through its store, of the named networks that come with the package."""
    store = rdflib.Dataset(MaillageStore(), default_union=True)
    mlg = "https://w3id.org/maillage/ontology#"
    store.update(
        f"""PREFIX mlg: <{mlg}> INSERT DATA {{ GRAPH <x:g> {{
        <x:grant> mlg:funder <x:fund> ; mlg:funded <x:firm> ; mlg:epistemicStatus <x:stated> ;
          <http://www.w3.org/ns/prov#wasDerivedFrom> <x:page> }} }}"""
    )

    asked = "SELECT ?n ?s { SERVICE <maillage:network/partnerships/degree> { ?n mlg:score ?s } }"
    found = store.query(f"PREFIX mlg: <{mlg}> {asked}")

    told = {(str(node), str(score)) for node, score in found}  # type: ignore[misc]
    assert told == {("x:fund", "1"), ("x:firm", "1")}
