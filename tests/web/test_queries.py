"""Named queries over HTTP: the list, answers by name, parameters, networks' measures, errors."""

import csv
import json
from io import StringIO

import pytest
from flask.testing import FlaskClient

from graph.catalog import read_catalog
from graph.network import MEASURES
from graph.resources import queries_folder
from graph.terms import BASE
from graph.web.home import FEATURED

HTML = {"Accept": "text/html"}
HOLDERS = "/queries/labels/holders-on-a-date"
BRIDGING = "/queries/ties/bridging-organisations"


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    return list(csv.DictReader(StringIO(text)))


def test_list_names_every_query_with_its_question(client: FlaskClient) -> None:
    """The JSON list holds each file of the catalog; its forty numbers are complete."""
    listed = json.loads(client.get("/queries/?format=json").text)

    assert {each["slug"] for each in listed} == set(read_catalog(queries_folder()).queries)
    assert sorted(each["number"] for each in listed if each["number"]) == list(range(1, 41))


def test_list_page_links_every_query(client: FlaskClient) -> None:
    """The page links all of them by topic."""
    page = client.get("/queries/", headers=HTML).text

    catalog = read_catalog(queries_folder())
    assert [slug for slug in catalog.queries if f'href="/queries/{slug}"' not in page] == []


def test_question_answers_as_csv(client: FlaskClient) -> None:
    """On 7 May 2019 the Capital label is held by Aix-Marseille French Tech, as the examples ask."""
    found = rows(client.get(f"{HOLDERS}.csv").text)

    assert {row["holder"] for row in found} == {f"{BASE}id/aix-marseille-french-tech"}


def test_question_answers_as_json_to_a_machine(client: FlaskClient) -> None:
    """Without Accept a question gives the W3C's JSON, at once usable by curl."""
    response = client.get(HOLDERS)

    assert response.mimetype == "application/sparql-results+json"
    assert json.loads(response.text)["head"]["vars"][0] == "holder"


def test_parameter_in_the_address_changes_the_answer(client: FlaskClient) -> None:
    """In 2013 nobody held a label."""
    found = rows(client.get(f"{HOLDERS}.csv", query_string={"day": "2013-06-01"}).text)

    assert found == []


def test_page_has_a_form_with_meaning_and_example(client: FlaskClient) -> None:
    """Each parameter has a labelled field that holds the value in use."""
    page = client.get(f"{HOLDERS}?day=2013-06-01", headers=HTML).text

    parameter = next(
        each
        for each in read_catalog(queries_folder()).query("labels/holders-on-a-date").parameters
        if each.name == "day"
    )
    assert f'<label for="p-day">{parameter.meaning}</label>' in page
    assert 'value="2013-06-01"' in page
    assert parameter.example in page


def test_page_shows_the_query_text(client: FlaskClient) -> None:
    """The question's own SPARQL stands on its page."""
    page = client.get("/queries/people/roles", headers=HTML).text

    assert "?membership a org:Membership ;" in page


def test_unknown_question_names_near_ones(client: FlaskClient) -> None:
    """404 with the question that was meant."""
    response = client.get("/queries/people/role")

    assert response.status_code == 404
    assert "people/roles" in json.loads(response.text)["detail"]


def test_unknown_format_names_those_there_are(client: FlaskClient) -> None:
    """404 for an ending that is no format of this answer."""
    response = client.get("/queries/people/roles.docx")

    assert response.status_code == 404
    assert "csv" in json.loads(response.text)["detail"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"dya": "2019-01-01"}, "no parameter 'dya'"),
        ({"day": "yesterday"}, "a date such as 2019-04-03, not 'yesterday'"),
        ({"label": "> } SELECT"}, "an absolute IRI"),
    ],
)
def test_wrong_parameter_is_400_and_says_what_is_wanted(
    client: FlaskClient, arguments: dict[str, str], words: str
) -> None:
    """A name or value that doesn't fit is refused in words."""
    response = client.get(HOLDERS, query_string=arguments)

    assert response.status_code == 400
    assert words in json.loads(response.text)["detail"]


def test_hostile_value_stays_a_value(client: FlaskClient) -> None:
    """A string parameter with quotes and braces is one literal, shown escaped."""
    attack = '"} <script>alert(1)</script>'

    response = client.get("/queries/people/roles", query_string={"x": attack}, headers=HTML)

    assert response.status_code == 400
    assert "<script" not in response.text


def test_network_question_gives_scores_and_method(client: FlaskClient) -> None:
    """A question on a network answers with its measures, best first, and how they were computed."""
    document = json.loads(client.get(f"{BRIDGING}.json").text)

    first = document["measures"][0]
    values = [score["value"] for score in first["scores"]]
    assert first["measure"] == "betweenness"
    assert first["scores"][0]["label"] == "Aix-Marseille French Tech"
    assert values == sorted(values, reverse=True)
    assert "statuses: " in first["method"]


def test_network_question_as_csv_has_one_number_a_row(client: FlaskClient) -> None:
    """The same scores as CSV."""
    document = json.loads(client.get(f"{BRIDGING}.json").text)

    found = rows(client.get(f"{BRIDGING}.csv").text)

    scores = {(row["measure"], row["id"]): float(row["value"]) for row in found if not row["part"]}
    for result in document["measures"]:
        for score in result["scores"]:
            assert scores[result["measure"], score["id"]] == score["value"]


def test_network_question_links_its_network(client: FlaskClient) -> None:
    """The page of a question on a network leads to the network with its ties."""
    page = client.get(BRIDGING, headers=HTML).text

    assert 'href="/networks/ties/bridging-organisations"' in page
    assert client.get("/networks/ties/bridging-organisations").status_code == 200


def test_every_measure_that_a_query_names_exists() -> None:
    """No header names a measure that the service does not have."""
    named = {
        name for query in read_catalog(queries_folder()) if query.network for name in query.network.measures
    }

    assert named <= MEASURES.keys()


def test_featured_questions_and_columns_exist() -> None:
    """The start page features questions of the catalog, by columns that they have."""
    numbered = {query.number: query for query in read_catalog(queries_folder())}

    for number, columns in FEATURED.items():
        assert set(columns) <= set(numbered[number].columns)
