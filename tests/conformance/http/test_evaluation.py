"""The W3C's query and update evaluation suites through the protocols of a running server."""

from collections.abc import Iterator

import pytest

from tests.conformance.http.evaluation import EVALUATED, NOWHERE, evaluated
from tests.conformance.manifests import Case
from tests.conformance.suites import SUITES, collected
from tests.serving import Served, served

_CASES = [case for name in EVALUATED for case in collected(name)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all cases; what it may reach elsewhere is an address where nothing listens."""
    folder = tmp_path_factory.mktemp("evaluation")
    with served(folder, default_graph="default", load_allow=NOWHERE, service_allow=NOWHERE) as running:
        yield running


@pytest.mark.parametrize("name", EVALUATED)
def test_suite_is_whole(name: str) -> None:
    """No case is lost on the way: 225, 94 and 10."""
    if not collected(name):
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")

    assert len({case.id for case in collected(name)}) == SUITES[name].size


@pytest.mark.parametrize("case", _CASES, ids=[case.id for case in _CASES])
def test_case_passes_over_http(server: Served, case: Case) -> None:
    """The same result as in process, by requests and responses alone."""
    assert not evaluated(server, case)
