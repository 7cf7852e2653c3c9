"""Start page, search, ontology, named graphs, health."""

import json

import pytest
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.settings import Settings
from graph.terms import BASE
from server import create_app

HTML = {"Accept": "text/html"}


def test_start_page_answers_six_questions(client: FlaskClient) -> None:
    """Six questions stand there with rows, among them who bridges and what was forecast."""
    page = client.get("/").text

    assert page.count('<article class="card">') == 6
    assert "Which forecasts contradict a later observation" in page
    assert "TeleGeography cable map data, 10 June 2019" in page


def test_start_page_counts_things_by_class(client: FlaskClient) -> None:
    """Ten cable systems are told, with a link to the list of them."""
    page = client.get("/").text

    assert 'href="/search?type=mlg%3ASubmarineCableSystem">submarine cable system</a> <b>10</b>' in page


def test_start_page_names_sources_with_dates(client: FlaskClient) -> None:
    """The article appeared between two days; its named graph is linked."""
    page = client.get("/").text

    assert "between 2019-04-03 and 2019-05-07" in page
    assert 'href="/graph/article"' in page


def test_start_page_comes_up_on_an_empty_dataset() -> None:
    """Without any data there is a page, and it says that no question has an answer."""
    client = create_app(Settings(), Dataset.in_memory()).test_client()

    response = client.get("/")

    assert response.status_code == 200
    assert "None of the featured questions has an answer" in response.text


def test_start_page_of_a_large_dataset_links_questions_without_answering(
    served: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit the start page asks nothing that could run long, and says so."""
    monkeypatch.setattr("graph.web.home.LIVE_STATEMENT_LIMIT", 10)
    client = create_app(Settings(), served).test_client()

    page = client.get("/").text

    assert '<article class="card">' not in page
    assert "each is answered at its own address" in page


def test_start_page_follows_the_dataset() -> None:
    """What the page remembers is of one snapshot: after a change it is made anew."""
    dataset = Dataset.in_memory()
    client = create_app(Settings(), dataset).test_client()
    before = client.get("/").text

    dataset.update(f"INSERT DATA {{ GRAPH <{BASE}graph/new> {{ <x:s> a <x:Novelty> }} }}")

    assert "novelty" not in before
    assert "novelty" in client.get("/").text


def test_search_finds_by_name_as_page_and_json(client: FlaskClient) -> None:
    """The same hits as links and as JSON."""
    page = client.get("/search?q=euromediterranee", headers=HTML).text

    document = json.loads(client.get("/search?q=euromediterranee&format=json").text)

    assert '<a href="/id/euromediterranee">Euroméditerranée</a>' in page
    assert document["hits"][0] == {
        "id": f"{BASE}id/euromediterranee",
        "label": "Euroméditerranée",
        "type": "organization",
        "short": "id:euromediterranee",
        "address": "/id/euromediterranee",
    }
    assert document["complete"]


def test_search_lists_a_class(client: FlaskClient) -> None:
    """Without words, all things of a class are listed."""
    document = json.loads(client.get("/search?type=mlg:StartUp&format=json").text)

    assert {hit["label"] for hit in document["hits"]} == {"Beelife", "GoJob"}


def test_search_that_finds_nothing_says_how_it_searches(client: FlaskClient) -> None:
    """An empty result is a page with advice."""
    response = client.get("/search?q=zzzz", headers=HTML)

    assert (response.status_code, "Nothing found" in response.text) == (200, True)


@pytest.mark.parametrize("text", ["<script>", '"><img src=x>', "(((", "\\", "%", "\x00", "e" * 200])
def test_hostile_search_is_a_page(client: FlaskClient, text: str) -> None:
    """Any text can be searched for, and comes back as text."""
    response = client.get("/search", query_string={"q": text}, headers=HTML)

    assert response.status_code == 200
    assert "<script>" not in response.text
    assert "<img" not in response.text


def test_search_text_over_200_signs_is_400(client: FlaskClient) -> None:
    """A text that no name can hold is refused before it is searched for."""
    response = client.get("/search", query_string={"q": "x" * 201})

    assert response.status_code == 400
    assert "at most 200 characters" in json.loads(response.text)["detail"]


def test_class_that_is_no_iri_is_400(client: FlaskClient) -> None:
    """The parameter type takes a class."""
    assert client.get("/search?type=a b").status_code == 400


def test_ontology_page_shows_both_languages_and_an_anchor_a_term(client: FlaskClient) -> None:
    """The label grant stands under its anchor with its English and French definition."""
    page = client.get("/ontology", headers=HTML).text

    term = page[page.index('id="LabelGrant"') :].split("</section>")[0]
    assert '<div lang="en"><b>label grant</b>' in term
    assert '<div lang="fr"><b>octroi de label</b>' in term or '<div lang="fr"><b>attribution' in term


def test_ontology_page_documents_every_term(client: FlaskClient, served: Dataset) -> None:
    """Each class and property of the ontology has its anchor."""
    text = """
      SELECT DISTINCT ?term {
        VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty }
        ?term a ?kind FILTER(STRSTARTS(STR(?term), STR(mlg:)))
      }"""
    prefixes = f"PREFIX mlg: <{BASE}ontology#> PREFIX owl: <http://www.w3.org/2002/07/owl#>"
    page = client.get("/ontology", headers=HTML).text

    terms = [getattr(term, "value", "") for (term,) in served.table(prefixes + text).rows]

    assert len(terms) > 100
    assert [term for term in terms if f'id="{term.rpartition("#")[2]}"' not in page] == []


@pytest.mark.parametrize(
    ("address", "media_type"),
    [("/ontology.ttl", "text/turtle"), ("/ontology.jsonld", "application/ld+json")],
)
def test_ontology_comes_as_rdf(client: FlaskClient, address: str, media_type: str) -> None:
    """The ontology can be had by ending and by Accept."""
    by_ending = client.get(address)

    by_accept = client.get("/ontology", headers={"Accept": media_type})

    assert (by_ending.mimetype, by_accept.mimetype) == (media_type, media_type)
    assert b"LabelGrant" in by_ending.data


def test_named_graph_has_a_page_with_its_source(client: FlaskClient) -> None:
    """The page of the article's graph names the source and lists statements."""
    page = client.get("/graph/article", headers=HTML).text

    assert 'href="/id/article"' in page
    assert "The first 200 of" in page


def test_named_graph_comes_as_rdf(client: FlaskClient) -> None:
    """The statements of one graph, with the graph's name where the syntax has a place for it."""
    assert b"graph/gomet>" in client.get("/graph/gomet.nq").data


def test_a_format_beside_an_ending_has_no_effect_on_a_graph(client: FlaskClient) -> None:
    """But it is one of those that a graph comes in, its page among them; the ending says which."""
    assert client.get("/graph/gomet.nq?format=html").mimetype == "application/n-quads"
    assert client.get("/graph/gomet.nq?format=none").status_code == 406


def test_unknown_graph_names_those_there_are(client: FlaskClient) -> None:
    """404 with the graphs of the dataset."""
    response = client.get("/graph/artikle")

    assert response.status_code == 404
    assert "article" in json.loads(response.text)["detail"]


def test_health_tells_the_snapshot(client: FlaskClient, served: Dataset) -> None:
    """The service is alive and says which state it answers from."""
    state = json.loads(client.get("/health").text)

    assert (state["status"], state["snapshot"]) == ("ok", served.snapshot.id)
