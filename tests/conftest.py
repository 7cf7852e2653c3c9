"""What every test may ask for: the bundled graph, small graphs, the shared material, golden files."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from graph.catalog import read_catalog
from graph.dataset import Dataset, open_bundled
from graph.engine import QueryLimits
from graph.knowledge.observations import with_measures
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.resources import queries_folder
from graph.terms import BASE, Iri
from tests.reference import ReferenceEngine

ROOT = Path(__file__).resolve().parent.parent
_TOLD = "told"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--slow`` (what takes longer), ``--golden`` (write golden files) and ``--examples`` (how many)."""
    parser.addoption("--slow", action="store_true", help="also run tests that build or install something")
    parser.addoption("--golden", action="store_true", help="write golden files anew instead of comparing")
    parser.addoption("--examples", type=int, default=100, help="requests drawn for each operation over HTTP")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked slow unless it is asked for."""
    if config.getoption("--slow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="slow: runs with --slow (make test-all)"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep the tests of a file in one process, and those of a folder that share a server."""
    from tests.scheduling import BySharedThings  # noqa: PLC0415 - pytest-xdist is not there in every run

    return BySharedThings(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what tests had to tell, whichever process they ran in."""
    reports = (report for kind in terminalreporter.stats.values() for report in kind)
    calls = [each for each in reports if isinstance(each, pytest.TestReport) and each.when == "call"]
    for name, text in (told for report in calls for told in report.user_properties):
        if name == _TOLD:
            terminalreporter.write_line(str(text))


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Show a text, such as a count, at the end of the run."""
    return partial(record_property, _TOLD)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared material (``../shared`` or ``MAILLAGE_SHARED``).

    Where it is absent the test is skipped; on a build machine (``CI=true``) it fails.
    """
    folder = Path(os.environ.get("MAILLAGE_SHARED") or ROOT.parent / "shared")
    if folder.is_dir():
        return folder
    notice = f"The shared material is not at {folder}. Name its folder in MAILLAGE_SHARED."
    if os.environ.get("CI") == "true":
        pytest.fail(notice)
    pytest.skip(notice)


@pytest.fixture(scope="session")
def bundled() -> Dataset:
    """The bundled graph, shared by the whole run: to be asked, also for measures, never written."""
    return with_measures(open_bundled(), read_catalog(queries_folder()))


@pytest.fixture(params=["columnar", "reference"])
def each_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the test on each engine in turn: datasets in memory are its own."""
    if request.param == "reference":
        monkeypatch.setattr("graph.dataset.seam.ColumnarEngine", _reference)
    return str(request.param)


def _reference(bounds: QueryLimits) -> ReferenceEngine:
    del bounds
    return ReferenceEngine()


@pytest.fixture
def dataset_of() -> Callable[[str], Dataset]:
    """Make a dataset of one TriG text; statements outside a graph go to ``g:test``."""

    def make(trig: str) -> Dataset:
        dataset = Dataset.in_memory()
        document = document_from_text(trig, syntax_by_name("trig"), base_iri=BASE)
        dataset.load(document, Iri(f"{BASE}graph/test"))
        return dataset

    return make


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Hold a text against a golden file; with ``--golden``, write the file instead."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.is_file(), f"{path} does not exist; write it with make golden"
        assert text == path.read_text("utf-8")

    return check
