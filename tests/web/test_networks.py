"""Networks over HTTP: page, picture, exchange formats, filters in the address, errors."""

import json
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.network import EXPORTS, MEASURES
from graph.settings import Settings
from graph.terms import BASE
from server import create_app

HTML = {"Accept": "text/html"}
SVG = "{http://www.w3.org/2000/svg}"


def ties(client: FlaskClient, **arguments: str) -> list[dict[str, str]]:
    """The ties of the partnership network, narrowed by these arguments."""
    response = client.get("/networks/partnerships.json", query_string=arguments)
    document = json.loads(response.text)
    found: list[dict[str, str]] = document["edges" if "edges" in document else "links"]
    return found


def test_network_is_a_page_for_a_browser(client: FlaskClient) -> None:
    """List, picture, method and ties stand on one page."""
    page = client.get("/network", headers=HTML).text

    assert "<svg" in page
    assert "Aix-Marseille French Tech" in page
    assert "snapshot" in page
    assert 'href="/id/article-p7"' in page


def test_picture_is_valid_xml_and_links_to_the_service(client: FlaskClient) -> None:
    """The SVG file is well-formed and its links are whole addresses, so that they work from a copy."""
    response = client.get("/networks/partnerships.svg")

    root = ET.fromstring(response.text)  # noqa: S314 - our own answer
    targets = {link.get("href") for link in root.iter(f"{SVG}a")}
    assert (root.tag, response.mimetype) == (f"{SVG}svg", "image/svg+xml")
    assert "http://localhost/id/aix-marseille-french-tech" in targets


@pytest.mark.parametrize(("name", "begin"), [("png", b"\x89PNG"), ("pdf", b"%PDF-")])
def test_picture_comes_as_png_and_pdf(client: FlaskClient, name: str, begin: bytes) -> None:
    """Under their endings, or by Accept."""
    response = client.get(f"/networks/partnerships.{name}?at=2019-05-07")
    chosen = client.get("/networks/partnerships", headers={"Accept": response.mimetype})

    assert response.data.startswith(begin)
    assert chosen.data.startswith(begin)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_network_comes_in_every_exchange_format(client: FlaskClient, name: str) -> None:
    """Each format answers under its ending with its media type, and is not empty."""
    response = client.get(f"/networks/partnerships.{name}")

    assert response.status_code == 200
    assert response.content_type.startswith(EXPORTS[name].media_type)
    # Parquet is packed.
    assert (b"PAR1" if "parquet" in name else b"aix-marseille-french-tech") in response.data


def test_accept_chooses_the_picture(client: FlaskClient) -> None:
    """The same address gives SVG to who asks for it."""
    response = client.get("/network", headers={"Accept": "image/svg+xml"})

    assert response.mimetype == "image/svg+xml"


def test_status_in_the_address_narrows_the_ties(client: FlaskClient) -> None:
    """Only planned ties are left, and they are fewer."""
    planned = ties(client, status="planned")

    assert 0 < len(planned) < len(ties(client))
    assert {tie["status"] for tie in planned} == {f"{BASE}scheme/status/planned"}


def test_day_in_the_address_leaves_what_may_hold_on_it(client: FlaskClient) -> None:
    """The meeting is scheduled for 14 June 2019: it is there on that day, and not a day later."""
    meeting = f"{BASE}id/meeting-2019-06-14"

    on_the_day = {tie["target"] for tie in ties(client, at="2019-06-14", relation="participant")}
    day_after = {tie["target"] for tie in ties(client, at="2019-06-15")}

    assert meeting in on_the_day
    assert meeting not in day_after


def test_choices_of_the_address_are_ticked_in_the_form(client: FlaskClient) -> None:
    """The form shows what the address asks for."""
    page = client.get("/network?status=st:planned&at=2019-05-07&size=degree", headers=HTML).text

    assert 'value="st:planned" checked' in page
    assert 'value="2019-05-07"' in page
    assert '<option value="degree" selected>' in page


def test_twins_keep_the_choices(client: FlaskClient) -> None:
    """The files linked from a narrowed page are of the same part."""
    page = client.get("/network?status=st:planned", headers=HTML).text

    assert 'href="/networks/partnerships.svg?status=st:planned"' in page


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/networks/nothing", 404, "partnerships"),
        ("/network?size=fame", 404, "betweenness"),
        ("/network?at=soon", 400, "a day such as 2019-05-07"),
        ("/network?status=rumoured", 404, "st:planned"),
        ("/network?tyep=StartUp", 400, "no parameter 'tyep'"),
        ("/network?focus=id:nobody", 404, "nobody"),
        ("/network?hops=2", 400, "focus"),
        ("/network?format=gif", 406, "svg (image/svg+xml)"),
        ("/network?seed=x&size=betweenness", 400, "a whole number"),
    ],
)
def test_what_is_not_there_is_named(client: FlaskClient, address: str, status: int, words: str) -> None:
    """Unknown networks, measures, filters and formats are answered with what there is."""
    response = client.get(address)

    assert response.status_code == status
    assert words in json.loads(response.text)["detail"]


@pytest.mark.parametrize("name", ["type", "relation", "status", "at", "focus", "size", "source"])
def test_hostile_choices_are_refused_and_escaped(client: FlaskClient, name: str) -> None:
    """Markup in any parameter ends as escaped text of an error page."""
    response = client.get("/network", query_string={name: "'\"><script>alert(1)</script>"}, headers=HTML)

    assert response.status_code in {400, 404}
    assert "<script" not in response.text


def test_empty_part_is_a_page_that_says_so(client: FlaskClient) -> None:
    """A day on which nothing held gives an empty network, not an error."""
    response = client.get("/network?at=1800-01-01&type=mlg:StartUp", headers=HTML)

    assert response.status_code == 200
    assert "empty" in response.text


def test_measure_without_its_option_says_what_it_needs(client: FlaskClient) -> None:
    """Distance needs a type to measure to; the page says so and still shows ties and picture."""
    response = client.get("/network?size=distance", headers=HTML)

    assert response.status_code == 200
    assert 'class="problem"' in response.text
    assert "<svg" in response.text


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"size": "distance", "to": "mlg:PublicBody"}, 'name="to" value="mlg:PublicBody"'),
        ({"size": "likely_partners", "node": "Pascal Lorne"}, 'name="node" value="Pascal Lorne"'),
        ({"size": "departure", "node": "Pascal Lorne"}, 'name="node" value="Pascal Lorne"'),
    ],
)
def test_what_a_measure_asks_for_has_a_field(client: FlaskClient, chosen: dict[str, str], field: str) -> None:
    """The form has it once, the numbers follow from it, and marks on page and file have the same sizes."""
    page = client.get("/network", query_string=chosen, headers=HTML)
    picture = client.get("/networks/partnerships.svg", query_string=chosen)

    assert (page.status_code, picture.status_code) == (200, 200)
    assert 'class="problem"' not in page.text
    assert field in page.text
    assert page.text.count(f'name="{list(chosen)[1]}"') == 1
    assert MEASURES[chosen["size"]].label in picture.text


def test_network_over_the_limit_is_listed_but_not_drawn(served: Dataset) -> None:
    """With a limit of two ties the page explains, the picture is refused, the files are whole."""
    client = create_app(Settings(network_edge_limit=2), served).test_client()

    page = client.get("/network", headers=HTML)
    picture = client.get("/networks/partnerships.svg")

    assert "network_edge_limit" in page.text
    assert "<svg" not in page.text
    assert picture.status_code == 422
    assert client.get("/networks/partnerships.json").status_code == 200


def test_network_too_large_for_a_page_is_drawn_in_part(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page draws no more nodes than can be read on it, says so, and links the picture with more."""
    monkeypatch.setattr("graph.web.networks.DRAWN_TIES", 5)
    monkeypatch.setattr("graph.web.networks.DRAWN_NODES", 4)

    page = client.get("/network", headers=HTML).text
    picture = client.get("/networks/partnerships.svg").text

    assert "Shown are the 4 nodes highest by betweenness" in page
    assert '<a href="/networks/partnerships.svg">the picture as a file</a>' in page
    assert "Shown are" not in picture


def test_shape_and_colour_can_stand_for_communities(client: FlaskClient) -> None:
    """Asked for in the address; what can't be coloured by is refused by name."""
    picture = client.get("/networks/partnerships.svg?colour=community")

    assert "around " in picture.text
    assert client.get("/networks/partnerships.svg?colour=hue").status_code == 404


def test_a_network_can_be_drawn_on_a_map(client: FlaskClient) -> None:
    """Cables amid their landing points; without any coordinates it says what a map needs."""
    picture = client.get("/networks/cables.svg?layout=map")
    nowhere = client.get("/networks/labels.svg?layout=map")
    unknown = client.get("/networks/cables.svg?layout=globe")

    assert "stands where it is" in picture.text or "stand where they are" in picture.text
    assert (nowhere.status_code, unknown.status_code) == (422, 404)
    assert "geo:asWKT" in nowhere.text


def test_all_named_networks_have_a_page(client: FlaskClient) -> None:
    """Each network of the list opens."""
    page = client.get("/networks/", headers=HTML).text

    for name in ("cables", "events", "labels", "partnerships"):
        assert f'href="/networks/{name}"' in page
        assert client.get(f"/networks/{name}", headers=HTML).status_code == 200
