"""A browser reads the pages: styles are let through, forms lead to answers, and nothing else is loaded."""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.serving import Served

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
_PATIENCE_S = 60


@pytest.fixture(scope="module")
def browser() -> str:
    """A Chromium, whatever it is called here."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


def _seen(browser: str, address: str, folder: Path) -> tuple[str, str]:
    """The document as the browser has it after loading, and what it says on its console."""
    switches = [*_QUIET, f"--user-data-dir={folder}", "--enable-logging=stderr", "--dump-dom"]
    done = subprocess.run(
        [browser, *switches, address], capture_output=True, text=True, timeout=_PATIENCE_S, check=True
    )
    return done.stdout, "\n".join(re.findall(r"CONSOLE.*", done.stderr))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/", "Maillage"),
        ("/search?q=beelife", "Beelife"),
        ("/network", "<svg"),
        ("/id/beelife", "Beelife"),
        ("/queries/cables/delays", "<table"),
        ("/ontology", "Start-up"),
    ],
)
def test_a_browser_shows_a_page_without_complaint(
    page: str, words: str, browser: str, service: Served, tmp_path: Path
) -> None:
    """The page says what it should, and the browser had to refuse nothing of it."""
    document, console = _seen(browser, f"{service.address}{page}", tmp_path)

    assert words in document
    assert console == ""


def test_a_browser_gets_the_answer_of_a_query_as_a_table(
    browser: str, service: Served, tmp_path: Path
) -> None:
    """The address that the form leads to is a page with the rows."""
    query = "SELECT ?s { ?s a <https://w3id.org/maillage/ontology#StartUp> }"

    document, console = _seen(browser, f"{service.address}/sparql?{urlencode({'query': query})}", tmp_path)

    assert "Beelife" in document
    assert "GoJob" in document
    assert console == ""


def test_a_browser_runs_no_script_that_data_brings(browser: str, service: Served, tmp_path: Path) -> None:
    """Markup in an answer is text."""
    query = "SELECT ('<script>document.title=\"taken\"</script>' AS ?x) {}"

    document, _ = _seen(browser, f"{service.address}/sparql?{urlencode({'query': query})}", tmp_path)

    assert "<title>taken" not in document
    assert "&lt;script&gt;" in document
