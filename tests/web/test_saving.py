"""Saving measures over HTTP: who may, what it answers, and where saved results are seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.dataset import Dataset, open_bundled
from graph.settings import read_settings
from graph.terms import Iri
from graph.tokens import Role, TokenFile
from server import create_app

HTML = {"Accept": "text/html"}
SAVE = "/networks/partnerships/save"
Make = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def written() -> Dataset:
    """A bundled graph of its own, to be written."""
    return open_bundled()


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    """No tokens yet."""
    return TokenFile(tmp_path / "tokens.json")


@pytest.fixture
def make(tmp_path: Path, written: Dataset) -> Make:
    """A client of a service with these settings."""

    def client(**settings: Any) -> FlaskClient:
        chosen = read_settings({}, token_file=str(tmp_path / "tokens.json"), **settings)
        return create_app(chosen, written).test_client()

    return client


def _with(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def _clear(dataset: Dataset) -> None:
    for graph in dataset.graphs():
        if "/measures/" in graph.value:
            dataset.put(graph, [])


def test_saving_needs_the_role_editor(make: Make, tokens: TokenFile, written: Dataset) -> None:
    """Without a token 401, with a reader's 403; nothing is written."""
    size = len(written)
    reader = tokens.add("ana", Role.READER)
    client = make()

    statuses = [client.post(SAVE).status_code, client.post(SAVE, headers=_with(reader)).status_code]

    assert statuses == [401, 403]
    assert len(written) == size


def test_a_token_for_other_graphs_saves_nothing(make: Make, tokens: TokenFile, written: Dataset) -> None:
    """The graph of the result is not among those it may write."""
    size = len(written)
    secret = tokens.add("ana", Role.EDITOR, frozenset({Iri("https://example.org/mine")}))

    response = make().post(SAVE, headers=_with(secret))

    assert response.status_code == 403
    assert len(written) == size


def test_a_result_is_created_once(make: Make, tokens: TokenFile, written: Dataset) -> None:
    """201 and where it is; then 200, the same place, and no further commit."""
    _clear(written)
    client, secret = make(), tokens.add("ana", Role.EDITOR)

    first = client.post(SAVE, data={"measure": "degree"}, headers=_with(secret))
    commits = len(written.commits())
    again = client.post(SAVE, data={"measure": "degree"}, headers=_with(secret))
    graph = client.get(first.headers["Location"], headers={"Accept": "text/turtle"})
    page = client.get(first.headers["Location"], headers=HTML)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json is not None
    assert (first.json["observations"], first.json["is_new"]) == (36, True)
    assert again.headers["Location"] == first.headers["Location"]
    assert len(written.commits()) == commits
    assert (graph.status_code, page.status_code) == (200, 200)


def test_the_address_chooses_the_part(make: Make, tokens: TokenFile) -> None:
    """As on the page; each part is a result of its own."""
    client, secret = make(), tokens.add("ana", Role.EDITOR)

    whole = client.post(SAVE, headers=_with(secret)).json
    part = client.post(f"{SAVE}?at=2019-06-01&size=betweenness", headers=_with(secret)).json

    assert whole is not None
    assert part is not None
    assert whole["graph"] != part["graph"]
    assert part["observations"] < whole["observations"]


@pytest.mark.parametrize(
    ("target", "data", "status", "said"),
    [
        ("/networks/nothing/save", {}, 404, "There is no network"),
        (SAVE, {"measure": "degre"}, 404, "Did you mean degree"),
        (SAVE, {"measure": "bridges"}, 422, "scores each edge"),
        (f"{SAVE}?att=2019-06-01", {}, 400, "no parameter"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_words(  # noqa: PLR0913, PLR0917 - what is asked and what is said
    make: Make, tokens: TokenFile, target: str, data: dict[str, str], status: int, said: str
) -> None:
    """And names what is near."""
    response = make().post(target, data=data, headers=_with(tokens.add("ana", Role.EDITOR)))

    assert response.status_code == status
    assert response.json is not None
    assert said in response.json["detail"]


def test_pages_show_saved_results_and_mark_what_is_stale(
    make: Make, tokens: TokenFile, written: Dataset
) -> None:
    """On the network's own page and on that of all networks, before and after a change of data."""
    _clear(written)
    client, secret = make(), tokens.add("ana", Role.EDITOR)
    client.post(SAVE, headers=_with(secret))

    fresh = [client.get(page, headers=HTML).text for page in ("/networks/", "/networks/partnerships")]
    written.update("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }")
    stale = [client.get(page, headers=HTML).text for page in ("/networks/", "/networks/partnerships")]

    assert all("of the present data" in page and "<strong>stale</strong>" not in page for page in fresh)
    assert all("<strong>stale</strong>" in page for page in stale)
    assert "None of this network yet" in client.get("/networks/cables", headers=HTML).text


def test_a_form_saves_where_this_machine_may_write(make: Make, written: Dataset) -> None:
    """It is on the page there alone, and leads back to it."""
    _clear(written)
    page = "/networks/partnerships?at=2019-06-01"
    client = make(writes="open")

    shown = client.get(page, headers=HTML).text
    sent = client.post(
        f"{SAVE}?at=2019-06-01",
        data={"measure": "betweenness"},
        headers=HTML | {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    )

    assert f'action="{SAVE}?at=2019-06-01"' in shown
    assert (sent.status_code, sent.headers["Location"]) == (303, f"{page}#saved")
    assert '<form method="post"' not in make().get(page, headers=HTML).text


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Via": "1.1 proxy"}]
)
def test_a_form_of_another_site_saves_nothing(make: Make, written: Dataset, headers: dict[str, str]) -> None:
    """Whatever it makes a browser of this machine send."""
    size = len(written)

    response = make(writes="open").post(SAVE, data={"measure": "pagerank"}, headers=HTML | headers)

    assert response.status_code == 401
    assert len(written) == size


def test_measures_answer_at_the_endpoint(make: Make) -> None:
    """400 for what there is not, with what is near; 503 where the network is too large."""
    mlg = "PREFIX mlg: <https://w3id.org/maillage/ontology#>"
    ask = mlg + " SELECT * {{ SERVICE <maillage:{}> {{ ?n mlg:score ?s }} }}"
    accept = {"Accept": "application/sparql-results+json, application/problem+json"}

    def asked(address: str, **settings: Any) -> Any:
        return make(**settings).get("/sparql", query_string={"query": ask.format(address)}, headers=accept)

    good, wrong = asked("network/partnerships/betweenness"), asked("network/partnership/betweenness")
    large = asked("network/partnerships/degree", network_edge_limit=3)

    assert (good.status_code, len(good.json["results"]["bindings"])) == (200, 17)
    assert (wrong.status_code, "Did you mean partnerships" in wrong.json["detail"]) == (400, True)
    assert (large.status_code, "13 ties; within a query 3" in large.json["detail"]) == (503, True)


def test_the_service_description_names_what_it_computes(make: Make) -> None:
    """As properties with a meaning of their own."""
    told = make().get("/sparql", headers={"Accept": "text/turtle"}).text

    assert "ontology#score" in told or "mlg:score" in told
    assert "networkScore" in told
    assert "isStale" in told
