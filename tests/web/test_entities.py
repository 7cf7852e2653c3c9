"""Things: 303, documents in each format, what a page tells, unknown names."""

import json

import pytest
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.engine import ColumnarEngine
from graph.knowledge.entities import Limits
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.settings import Settings
from graph.terms import BASE, Iri
from graph.web.addresses import address_of
from server import create_app

HTML = {"Accept": "text/html"}
MEDIA_TYPES = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}


@pytest.mark.parametrize(("ending", "media_type"), MEDIA_TYPES.items())
def test_thing_sends_on_to_the_document_that_fits(client: FlaskClient, ending: str, media_type: str) -> None:
    """A thing answers 303 with the document in the format that Accept asks for."""
    response = client.get("/id/gojob", headers={"Accept": media_type})

    assert (response.status_code, response.location) == (303, f"/id/gojob.{ending}")
    assert "Accept" in response.vary


@pytest.mark.parametrize("name", ["a//b", "/a", "a/", "a/../b", "a"])
def test_a_path_in_an_iri_is_that_of_its_thing_and_of_no_other(name: str) -> None:
    """Neither slashes in a row nor dots are taken away on the way to the document."""
    dataset = Dataset(ColumnarEngine())
    told = f'<{BASE}id/{name}> <x:p> "own" . <{BASE}id/b> <x:p> "other"'
    dataset.update(f"INSERT DATA {{ GRAPH <x:g> {{ {told} }} }}")
    client = create_app(Settings(), dataset).test_client()

    address = address_of(Iri(f"{BASE}id/{name}"))
    found = client.get(address, headers={"Accept": "text/turtle"}, follow_redirects=True)

    assert found.status_code == 200, address
    assert '"own"' in found.text
    assert '"other"' not in found.text


def test_slashes_in_an_address_are_not_merged(client: FlaskClient) -> None:
    """Of two slashes none is left out: that would be another thing's address."""
    assert client.get("/id//gojob").status_code == 404
    assert client.get("/id/%2Fgojob").status_code == 404


@pytest.mark.parametrize("ending", ["ttl", "jsonld", "rdf", "nt"])
def test_document_holds_the_facts_in_each_syntax(client: FlaskClient, ending: str) -> None:
    """Every syntax tells that GoJob is a start-up and whom it is tied to by the founder's role."""
    response = client.get(f"/id/gojob.{ending}")

    quads = read_quads(document_from_text(response.data, syntax_by_name(ending)))
    told = {tuple(getattr(term, "value", "") for term in quad[:3]) for quad in quads}
    assert response.mimetype == MEDIA_TYPES[ending]
    assert (
        f"{BASE}id/gojob",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        f"{BASE}ontology#StartUp",
    ) in told
    assert (
        f"{BASE}id/role-lorne-founder-gojob",
        "http://www.w3.org/ns/org#member",
        f"{BASE}id/pascal-lorne",
    ) in told


def test_page_tells_of_each_situation_who_says_so_and_since_when(client: FlaskClient) -> None:
    """The Capital label: status, bounds, the words of the source, paragraphs 1 and 2 of the article."""
    page = client.get("/id/aix-marseille-french-tech.html").text

    row = page[page.index("Capital label granted on 3 April 2019") :].split("</tr>")[0]
    assert ">stated</a>" in row
    assert "2019-04-03 to 2022-04-02" in row
    assert "stated as “2019-04-03”; bounds: computed" in row
    assert 'href="/id/article-p1"' in row
    assert 'href="/id/article-p2"' in row
    assert "Ministry of Economy" in row


def test_page_names_who_is_quoted(client: FlaskClient) -> None:
    """A plan that the source has from a speaker names the speaker, in its row and on its own page."""
    row = client.get("/id/aix-marseille-french-tech.html").text
    page = client.get("/id/plan-international-projection.html").text

    assert 'quoting <a href="/id/pascal-lorne"' in row
    assert "<dt>According to</dt>" in page


def test_situation_tells_its_own_standing(client: FlaskClient) -> None:
    """The page of a situation says status, time and source before its facts."""
    page = client.get("/id/partnership-amft-pp.html").text

    assert page.index("Who says so, and since when") < page.index('id="facts"')
    assert 'href="/id/article-p7"' in page


def test_derived_fact_says_that_a_rule_derived_it(client: FlaskClient) -> None:
    """A shortcut of the rules is marked, and links to the graph of derived statements."""
    page = client.get("/id/pascal-lorne.html").text

    assert '<a href="/graph/inferred" title="inferred">derived by rule</a>' in page


def test_source_is_no_evidence_for_what_is_said_about_its_copy(client: FlaskClient) -> None:
    """The article was made from a French page; who says that it is in English is the graph of sources."""
    page = client.get("/id/article.html").text

    language = page[page.index(">language</dt>") :].split("</dd>")[0]
    assert 'href="/graph/sources"' in language
    assert "article-french-original" not in language


def test_page_shows_the_neighbourhood_as_picture_with_links(client: FlaskClient) -> None:
    """The picture on the page leads to the pages of the neighbours."""
    page = client.get("/id/gojob.html").text

    picture = page[page.index("<svg") : page.index("</svg>")]
    assert 'href="/id/pascal-lorne"' in picture


def test_page_links_its_descriptions(client: FlaskClient) -> None:
    """Link headers name the RDF documents that describe the thing."""
    links = client.get("/id/gojob.html").headers.getlist("Link")

    assert '</id/gojob.ttl>; rel="describedby"; type="text/turtle"' in links
    assert len(links) == 4


def test_unknown_thing_is_404_and_names_near_ones(client: FlaskClient) -> None:
    """A misspelt address is answered with the name that was meant."""
    response = client.get("/id/gojobb")

    assert response.status_code == 404
    assert "Did you mean id:gojob" in json.loads(response.text)["detail"]


def test_unknown_thing_is_a_page_for_a_browser(client: FlaskClient) -> None:
    """A browser gets the same words on a page."""
    response = client.get("/id/gojobb.html", headers=HTML)

    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "id:gojob" in response.text


def test_ending_that_is_no_format_is_part_of_the_name(client: FlaskClient) -> None:
    """An unknown ending names an unknown thing."""
    assert client.get("/id/gojob.docx").status_code == 404


def test_format_that_does_not_exist_is_406(client: FlaskClient) -> None:
    """Accept that nothing fits names the formats there are."""
    response = client.get("/id/gojob", headers={"Accept": "image/png"})

    assert response.status_code == 406
    assert "jsonld (application/ld+json)" in json.loads(response.text)["detail"]


def test_resource_sends_our_own_things_to_their_address(client: FlaskClient) -> None:
    """Own IRIs have one address each."""
    response = client.get("/resource", query_string={"iri": f"{BASE}id/gojob"})

    assert (response.status_code, response.location) == (303, "/id/gojob")


def test_resource_shows_a_thing_of_any_iri(client: FlaskClient) -> None:
    """A class of another vocabulary has a page that lists what is of it."""
    response = client.get(
        "/resource", query_string={"iri": "http://www.w3.org/ns/org#Organization"}, headers=HTML
    )

    assert "France Invest" in response.text


def test_resource_has_formats_by_name(client: FlaskClient) -> None:
    """?format= chooses for addresses that have no ending."""
    response = client.get(
        "/resource", query_string={"iri": "http://www.w3.org/ns/org#Organization", "format": "nt"}
    )

    assert response.mimetype == "application/n-triples"


@pytest.mark.parametrize(
    "iri", ["", "gojob", "\x1did:gojob", "http://a b", "http://x/<script>", 'x:"', "http://x/}"]
)
def test_what_is_no_iri_is_400(client: FlaskClient, iri: str) -> None:
    """The parameter takes absolute IRIs only."""
    assert client.get("/resource", query_string={"iri": iri}).status_code == 400


@pytest.mark.parametrize(
    "name",
    ["a%3E%20%3Fs", "%22", "%5C", "..%2F..%2Fetc%2Fpasswd", "a%00b", "%7B%7D", "%F0%9D%92%B3", "x" * 2000],
)
def test_hostile_names_are_unknown_things(client: FlaskClient, name: str) -> None:
    """Whatever stands in the address is a name that is not there: no error, no reading of other things."""
    response = client.get(f"/id/{name}")

    assert response.status_code == 404


def test_concept_of_a_scheme_has_a_page(client: FlaskClient) -> None:
    """A status leads to its definition in both languages and the scheme it is in."""
    page = client.get("/scheme/status/stated.html").text

    assert "énoncé" in page
    assert 'href="/scheme/status"' in page


def test_cut_description_says_so_in_a_header(served: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a description holds some of the situations only, a header tells how many of how many."""
    monkeypatch.setattr("graph.web.entities.DATA_LIMITS", Limits(facts=1000, situations=2, incoming=0))
    client = create_app(Settings(), served).test_client()

    response = client.get("/id/lp-marseille.ttl")

    assert response.headers["Maillage-Complete"] == "false; 2 of 19 situations"
