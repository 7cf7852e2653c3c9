"""Every kind of page is valid HTML, usable without a mouse, and every link on it leads somewhere."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from flask.testing import FlaskClient

PAGES = (
    "/",
    "/search?q=tech",
    "/search?type=mlg:StartUp",
    "/network",
    "/network?at=2019-05-07&size=brokerage",
    "/networks/",
    "/networks/cables",
    "/queries/",
    "/queries/labels/holders-on-a-date",
    "/queries/ties/when-one-leaves",
    "/queries/checks/end-not-described",
    "/ontology",
    "/graph/gomet",
    "/graph/inferred",
    "/sparql",
    "/sparql?query=SELECT%20%3Fs%20%7B%20%3Fs%20a%20%3Ft%20%7D%20LIMIT%205",
    "/sparql?query=ASK%7B%7D",
    "/sparql?query=SELECT",
    "/id/aix-marseille-french-tech.html",
    "/id/lp-marseille.html",
    "/id/article.html",
    "/id/article-p7.html",
    "/id/partnership-amft-pp.html",
    "/id/obs-cables-2019.html",
    "/scheme/status.html",
    "/scheme/status/stated.html",
    "/resource?iri=http://www.w3.org/ns/org%23Organization",
    "/id/nobody.html",
    "/queries/nothing/here",
)
HTML = {"Accept": "text/html"}
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
ERRORS = {400, 404}


def parsed(text: str) -> ET.Element:
    """The page as a tree; raises at the first place that is not valid."""
    parser = html5lib.HTMLParser(strict=True)
    root: ET.Element = parser.parse(text)
    return root


def targets(address: str, root: ET.Element) -> Iterator[str]:
    """The addresses of this service that a page links to."""
    for tag in (f"{XHTML}a", f"{XHTML}link", f"{SVG}a"):
        for element in root.iter(tag):
            target = urljoin(f"http://localhost{address}", element.get("href", ""))
            if urlsplit(target).netloc == "localhost":
                yield target


@pytest.mark.parametrize("address", PAGES)
def test_page_is_valid_html(client: FlaskClient, address: str) -> None:
    """A strict parser takes the page without one complaint; ids are unique."""
    response = client.get(address, headers=HTML)

    root = parsed(response.text)

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert response.mimetype == "text/html"
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_page_has_landmarks_headings_and_labels(client: FlaskClient, address: str) -> None:
    """One main, one h1, a link that skips to it, a language, a title; each field has a label."""
    root = parsed(client.get(address, headers=HTML).text)

    fields = [
        each
        for tag in ("input", "select", "textarea")
        for each in root.iter(f"{XHTML}{tag}")
        if each.get("type") != "hidden"
    ]
    labelled = {label.get("for") for label in root.iter(f"{XHTML}label")}
    wrapped = {id(each) for label in root.iter(f"{XHTML}label") for each in label.iter()}
    assert root.get("lang") == "en"
    assert [len(list(root.iter(f"{XHTML}{tag}"))) for tag in ("main", "h1", "title")] == [1, 1, 1]
    assert next(root.iter(f"{XHTML}a")).get("href") == "#content"
    assert [
        each.get("id") for each in fields if each.get("id") not in labelled and id(each) not in wrapped
    ] == []


@pytest.mark.parametrize("address", PAGES)
def test_page_loads_nothing_from_elsewhere(client: FlaskClient, address: str) -> None:
    """No script, no inline style, no file of another host."""
    root = parsed(client.get(address, headers=HTML).text)

    loaded = [element.get("src") for element in root.iter() if element.get("src")]
    sheets = [link.get("href") for link in root.iter(f"{XHTML}link") if link.get("rel") == "stylesheet"]
    inline = [element.tag for element in root.iter() if element.get("style")]
    assert list(root.iter(f"{XHTML}script")) == []
    assert (loaded, sheets, inline) == ([], ["/static/maillage.css"], [])


def test_every_link_on_these_pages_leads_somewhere(client: FlaskClient) -> None:
    """All internal links of all pages answer without an error, and fragments exist on their page."""
    found: dict[str, set[str]] = {}
    for address in PAGES:
        root = parsed(client.get(address, headers=HTML).text)
        for target in targets(address, root):
            page, fragment = urldefrag(target)
            found.setdefault(page, set()).add(fragment)

    broken = [problem for page, fragments in found.items() for problem in problems(client, page, fragments)]

    assert len(found) > 400
    assert broken == []


def problems(client: FlaskClient, page: str, fragments: set[str]) -> Iterator[str]:
    """What is wrong with a link: an error status, or a fragment that is not on the page."""
    response = client.get(page, headers=HTML, follow_redirects=True)
    text = response.text if response.mimetype == "text/html" else ""
    response.close()
    asked = page.removeprefix("http://localhost")
    if response.status_code in ERRORS and asked in PAGES:
        return
    if response.status_code >= min(ERRORS):
        yield f"{page}: {response.status_code}"
    for fragment in fragments - {""}:
        if text and f'id="{fragment}"' not in text:
            yield f"{page}#{fragment}"
