"""Pages of other sites: those of the list may read answers, without credentials; the others learn nothing."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.errors import SettingsError
from graph.settings import read_settings
from server import create_app

APP = "https://app.example"
Make = Callable[[str], FlaskClient]


@pytest.fixture
def make(served: Dataset) -> Make:
    """A client of a service with this list of origins."""

    def client(origins: str) -> FlaskClient:
        return create_app(read_settings({}, cors_origins=origins), served).test_client()

    return client


def _preflight(client: FlaskClient, origin: str, method: str = "POST") -> dict[str, str]:
    asked = {"Origin": origin, "Access-Control-Request-Method": method}
    response = client.options("/sparql", headers=asked)
    assert response.status_code == 204
    return {name: value for name, value in response.headers.items() if name.startswith("Access-Control")}


def test_no_other_site_reads_answers_unless_it_is_on_the_list(make: Make) -> None:
    """The default."""
    response = make("").get("/queries/?format=json", headers={"Origin": APP})

    assert "Access-Control" not in str(response.headers)
    assert _preflight(make(""), APP) == {}


@pytest.mark.parametrize("address", ["/sparql?query=ASK+{}", "/nowhere", "/sparql?query=ASK+{"])
def test_a_listed_site_reads_answers_and_errors(address: str, make: Make) -> None:
    """By its own name, which varies, and without credentials."""
    response = make(f"https://other.example {APP}").get(address, headers={"Origin": APP})

    assert response.headers["Access-Control-Allow-Origin"] == APP
    assert "Origin" in response.headers["Vary"]
    assert "Retry-After" in response.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://app.example",
        "https://app.example:444",
        "https://app.example.evil.example",
        "https://sub.app.example",
        "null",
        "https://app.example, https://evil.example",
        "HTTPS://APP.EXAMPLE",
        "*",
    ],
)
def test_an_origin_is_compared_whole(origin: str, make: Make) -> None:
    """Neither a beginning, an ending nor another scheme or port will do."""
    client = make(APP)

    response = client.get("/sparql?query=ASK+{}", headers={"Origin": origin})

    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Origin" in response.headers["Vary"]
    assert _preflight(client, origin) == {}


def test_caches_are_told_that_an_answer_without_origin_is_no_other_ones(make: Make) -> None:
    """Or a cache would hand a page an answer that it may not read, or the other way round."""
    assert "Origin" in make(APP).get("/sparql?query=ASK+{}").headers["Vary"]


def test_a_preflight_says_what_may_be_sent(make: Make) -> None:
    """A token among it; an answer to it needs none, even where reading does."""
    told = _preflight(make(APP), APP, "PUT")

    assert told["Access-Control-Allow-Origin"] == APP
    assert "PUT" in told["Access-Control-Allow-Methods"].split(", ")
    assert "Authorization" in told["Access-Control-Allow-Headers"].split(", ")
    assert int(told["Access-Control-Max-Age"]) > 0


def test_a_preflight_needs_no_token(served: Dataset) -> None:
    """A browser sends none with it."""
    app = create_app(read_settings({}, cors_origins=APP, reads="token"), served)

    assert _preflight(app.test_client(), APP)["Access-Control-Allow-Origin"] == APP


def test_all_sites_may_read_where_the_setting_says_so(make: Make) -> None:
    """Still without credentials."""
    client = make("*")

    response = client.get("/sparql?query=ASK+{}", headers={"Origin": "https://any.example"})

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Access-Control-Allow-Credentials" not in _preflight(client, APP)


@pytest.mark.parametrize(
    "origins",
    [
        "https://app.example/",
        "app.example",
        "https://*.example",
        "https://App.example",
        "null",
        "https://a b",
    ],
)
def test_what_no_browser_sends_as_an_origin_is_refused_at_start(origins: str) -> None:
    """It would admit nobody, which is not what was meant."""
    with pytest.raises(SettingsError, match="cors_origins takes origins"):
        read_settings({}, cors_origins=origins)


def test_options_without_a_page_tells_the_methods(make: Make) -> None:
    """That is no preflight."""
    assert "GET" in make(APP).options("/queries/").headers["Allow"]
