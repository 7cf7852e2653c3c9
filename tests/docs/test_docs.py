"""The documentation is true: links lead somewhere, commands run, addresses answer, tables agree."""

import doctest
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from docs.generate import REFERENCE, pages
from graph.catalog import read_query
from graph.cli import main
from graph.dataset import Dataset
from graph.settings import Settings
from server import create_app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_COMMAND = re.compile(
    r"(?:^    |`)((?:maillage|\.venv/bin/python -m graph) (?:query|network)[^`\n]*)`?", re.MULTILINE
)
_ADDRESS = re.compile(r"(?:localhost|127\.0\.0\.1):8000(/[^\s'\"`)]*)")
# These need files, stores or names of the reader's own.
_OWN = ("my-ties.rq", "--store", "--output", "NAME", "<name>", "support/hosts")


def _found(pattern: re.Pattern[str]) -> list[str]:
    written = [page for page in PAGES if page.parent != REFERENCE]
    return sorted({text for page in written for text in pattern.findall(page.read_text("utf-8"))})


COMMANDS = [text for text in _found(_COMMAND) if not any(own in text for own in _OWN)]
ADDRESSES = _found(_ADDRESS)


@pytest.fixture(scope="module")
def client(bundled: Dataset) -> FlaskClient:
    """A client of the service on the bundled graph."""
    return create_app(Settings(), bundled).test_client()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    """A relative link names a file or folder of the project."""
    targets = [target for target in _LINK.findall(page.read_text("utf-8")) if not urlsplit(target).scheme]

    missing = [target for target in targets if not (page.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shown_runs(command: str) -> None:
    """A command that needs nothing of the reader's ends well and prints something."""
    words = shlex.split(command.removeprefix(".venv/bin/python -m graph").removeprefix("maillage"))

    result = CliRunner().invoke(main, words)

    assert result.exit_code == 0, result.output
    assert result.output.strip()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_shown_answers(client: FlaskClient, address: str) -> None:
    """An address of the documentation is served."""
    response = client.get(address, follow_redirects=True)

    assert response.status_code == 200


def test_documentation_shows_commands_and_addresses() -> None:
    """The patterns above find what they are meant to find."""
    assert len(COMMANDS) >= 8
    assert len(ADDRESSES) >= 4


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_page_is_up_to_date(name: str) -> None:
    """A reference page says what the code says; make golden writes it anew."""
    assert (REFERENCE / name).read_text("utf-8") == pages()[name]


def test_query_of_the_how_to_is_a_named_query(bundled: Dataset, tmp_path: Path) -> None:
    """The example file is read without complaint and finds the article's seven hosting facilities."""
    page = (ROOT / "docs" / "how-to" / "add-a-named-query.md").read_text("utf-8")
    example = re.search(r"```sparql\n(.*?)```", page, re.DOTALL)
    assert example
    path = tmp_path / "support" / "hosts.rq"
    path.parent.mkdir()
    path.write_text(example[1], "utf-8")

    query = read_query(path, tmp_path)
    answer = bundled.table(query.text, query.bindings({}))

    assert query.slug == "support/hosts"
    assert len(answer) == 7


def test_documented_forecasts_are_those_of_the_graph() -> None:
    """The README's table of forecasts holds rows of the answer, to the letter."""
    readme = (ROOT / "README.md").read_text("utf-8")
    counted = re.findall(r"^\| 18 \| 2019 \| (\d+) \| ([\d-]+) \|", readme, re.MULTILINE)

    result = CliRunner().invoke(
        main, ["query", "statistics/forecasts-against-observations", "--format", "csv"]
    )

    assert len(counted) == 6
    for value, when in counted:
        assert re.search(rf"18,2019,[^,]*,{value},{when},", result.output), (value, when)


@pytest.mark.filterwarnings("ignore:\\n?Note. conversions")
@pytest.mark.parametrize("name", ["how-to/use-with-networkx.md", "tutorial/a-network-in-a-notebook.md"])
def test_every_line_of_python_gives_what_the_page_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other; files go to an empty folder."""
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)

    failed, tried = doctest.testfile(
        str(ROOT / "docs" / name),
        module_relative=False,
        optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL,
    )

    assert (failed, tried > 15) == (0, True)
