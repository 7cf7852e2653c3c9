"""What the service says of itself, held against what the store counts: VoID, DCAT, service description."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, Namespace, URIRef
from rdflib.term import Node

from graph.dataset import Dataset
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.settings import read_settings
from graph.sparql import Circumstances
from server import create_app

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATASET = URIRef("http://localhost/void#dataset")
TRIG = """
<x:s> a <x:C> . <x:s> <x:p> 1 .
<x:a> { <x:s> a <x:C> , <x:D> ; <x:p> 1 , 2 . [] a <x:D> . <x:s> a [ <x:q> 3 ] . }
<x:b> { <x:s> <x:p> 1 . <x:t> <x:p> <x:s> . }
"""
Make = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def whole(client: FlaskClient) -> Graph:
    """The description of the bundled graph."""
    return Graph().parse(data=client.get("/void").data, format="turtle")


def _number(graph: Graph, node: Node, name: str) -> int:
    [value] = graph.objects(node, VOID[name])
    return int(str(value))


def _count(dataset: Dataset, text: str, given: Circumstances | None = None) -> int:
    [[found]] = dataset.table(text, given=given or Circumstances()).rows
    return int(getattr(found, "value", "0"))


def _subsets(whole: Graph) -> dict[str, Node]:
    return {str(whole.value(node, SD.name)): node for node in whole.subjects(RDF.type, SD.NamedGraph)}


_STATISTICS = {
    "triples": "COUNT(*)",
    "distinctSubjects": "COUNT(DISTINCT ?s)",
    "distinctObjects": "COUNT(DISTINCT ?o)",
    "properties": "COUNT(DISTINCT ?p)",
}


@pytest.mark.parametrize("name", _STATISTICS)
def test_numbers_are_those_that_sparql_counts(whole: Graph, served: Dataset, name: str) -> None:
    """Of the whole, and of each named graph; all of them are described."""
    wanted = _STATISTICS[name]
    subsets = _subsets(whole)

    assert set(subsets) == {each.value for each in served.graphs()}
    assert _number(whole, DATASET, name) == _count(served, f"SELECT ({wanted} AS ?n) {{ ?s ?p ?o }}")
    for graph, node in subsets.items():
        assert (DATASET, VOID.subset, node) in whole
        counted = _count(served, f"SELECT ({wanted} AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        assert _number(whole, node, name) == counted, graph


def test_partitions_are_those_that_sparql_counts(whole: Graph, served: Dataset) -> None:
    """Each class with its instances and each property with its triples, of the whole and of each graph."""
    for graph, node in {"": DATASET, **_subsets(whole)}.items():
        pattern, typed = "{ ?s ?p ?o }", "{ ?s a ?c FILTER isIRI(?c) }"
        if graph:
            pattern, typed = (f"{{ GRAPH <{graph}> {each} }}" for each in (pattern, typed))
        rows = served.table(f"SELECT ?p (COUNT(*) AS ?n) {pattern} GROUP BY ?p").rows
        properties = {(getattr(p, "value", ""), int(getattr(n, "value", "0"))) for p, n in rows}
        rows = served.table(f"SELECT ?c (COUNT(DISTINCT ?s) AS ?n) {typed} GROUP BY ?c").rows
        classes = {(getattr(c, "value", ""), int(getattr(n, "value", "0"))) for c, n in rows}

        parts = list(whole.objects(node, VOID.propertyPartition))
        assert {
            (str(whole.value(each, VOID.property)), _number(whole, each, "triples")) for each in parts
        } == properties
        assert len(parts) == len(properties) == _number(whole, node, "properties")
        parts = list(whole.objects(node, VOID.classPartition))
        assert {
            (str(whole.value(each, VOID["class"])), _number(whole, each, "entities")) for each in parts
        } == classes
        assert len(parts) == len(classes) == _number(whole, node, "classes")


def test_files_of_a_graph_are_where_the_description_says(whole: Graph, client: FlaskClient) -> None:
    """Each dump is there, in the media type of its distribution, and has so many triples as are said."""
    node = _subsets(whole)["https://w3id.org/maillage/graph/sources"]

    dumps = set(whole.objects(node, VOID.dataDump))
    distributions = list(whole.objects(node, DCAT.distribution))
    assert len(dumps) == len(distributions) == len(SYNTAXES)
    for each in distributions:
        file = whole.value(each, DCAT.downloadURL)
        assert file in dumps
        response = client.get(str(file))
        media_type = str(whole.value(each, DCAT.mediaType)).partition("media-types/")[2]
        assert (response.status_code, response.mimetype) == (200, media_type)
        syntax = next(syntax for syntax in SYNTAXES if syntax.media_type == media_type)
        triples = {quad[:3] for quad in read_quads(document_from_text(response.data, syntax))}
        assert len(triples) == _number(whole, node, "triples")


def test_the_catalogue_names_dataset_snapshot_and_services(whole: Graph, served: Dataset) -> None:
    """DCAT: a catalogue of one dataset, as of a snapshot, and the two services that give it."""
    [catalog] = whole.subjects(RDF.type, DCAT.Catalog)

    assert set(whole.objects(catalog, DCAT.dataset)) == {DATASET}
    assert str(whole.value(DATASET, URIRef(f"{DCAT}version"))) == served.snapshot.id
    assert str(whole.value(DATASET, DCTERMS.modified)) == served.snapshot.at
    services = {str(each) for each in whole.objects(catalog, DCAT.service)}
    assert services == {"http://localhost/sparql", "http://localhost/graphs"}
    assert whole.value(DATASET, VOID.sparqlEndpoint) == URIRef("http://localhost/sparql")


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda each: each.name)
def test_the_description_comes_in_each_syntax(client: FlaskClient, syntax: object) -> None:
    """By Accept, and by the ending of the address."""
    assert isinstance(syntax, type(SYNTAXES[0]))
    by_accept = client.get("/void", headers={"Accept": syntax.media_type})
    by_ending = client.get(f"/void.{syntax.name}")

    assert by_accept.mimetype == by_ending.mimetype == syntax.media_type
    assert by_accept.data == by_ending.data
    assert "Accept" in by_accept.vary
    assert len(list(read_quads(document_from_text(by_accept.data, syntax)))) > 1000
    assert client.get("/void", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/void.png").status_code == 404


def test_the_well_known_address_leads_to_the_description(client: FlaskClient) -> None:
    """https://www.w3.org/TR/void/#well-known."""
    response = client.get("/.well-known/void?format=nt")

    assert (response.status_code, response.location) == (302, "/void?format=nt")


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A client of a service with three graphs."""

    def made(**settings: str) -> FlaskClient:
        dataset = Dataset.in_memory()
        dataset.load(document_from_text(TRIG, syntax_by_name("trig")), None)
        path = str(tmp_path / "tokens.json")
        return create_app(read_settings({}, token_file=path, **settings), dataset).test_client()

    return made


def test_a_small_dataset_counted_by_hand(make: Make) -> None:
    """A triple that two graphs hold counts once in the whole; a class without an IRI is no class here."""
    graph = Graph().parse(data=make().get("/void").data, format="turtle")
    nameless = URIRef("http://localhost/void#nameless")
    names = ("triples", "distinctSubjects", "distinctObjects", "properties", "classes")

    assert [_number(graph, DATASET, name) for name in names] == [8, 4, 7, 3, 2]
    assert [_number(graph, nameless, name) for name in names] == [2, 1, 2, 2, 1]
    assert [_number(graph, _subsets(graph)["x:a"], name) for name in names] == [7, 3, 6, 3, 2]
    assert [_number(graph, _subsets(graph)["x:b"], name) for name in names] == [2, 2, 2, 1, 0]


def test_numbers_follow_the_data(make: Make) -> None:
    """What is remembered belongs to one snapshot."""
    client = make(writes="open")
    before = client.get("/void.nt").data

    update = "INSERT DATA { GRAPH <x:b> { <x:new> <x:p> 9 } }"
    assert client.post("/sparql", data={"update": update}).status_code == 200

    graph = Graph().parse(data=client.get("/void").data, format="turtle")
    assert client.get("/void.nt").data != before
    assert _number(graph, DATASET, "triples") == 9
    described = Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).data)
    assert {int(str(each)) for each in described.objects(None, VOID.triples)} == {9, 7, 3}


@pytest.mark.parametrize(("setting", "triples"), [("union", 8), ("default", 2)])
def test_the_service_description_tells_what_the_settings_say(make: Make, setting: str, triples: int) -> None:
    """What the default graph is and how large, whether SERVICE may ask, and what is understood."""
    client = make(default_graph=setting, service_allow="https://query.example.org/")

    graph = Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).data)

    [service] = graph.subjects(RDF.type, SD.Service)
    default = graph.value(graph.value(service, SD.defaultDataset), SD.defaultGraph)
    assert default is not None
    assert _number(graph, default, "triples") == triples
    features = set(graph.objects(service, SD.feature))
    assert features == {SD.BasicFederatedQuery} | ({SD.UnionDefaultGraph} if setting == "union" else set())
    languages = set(graph.objects(service, SD.supportedLanguage))
    assert languages == {SD.SPARQL11Query, SD.SPARQL11Update}
    assert {str(each) for each in graph.objects(None, SD.name)} == {"x:a", "x:b"}
