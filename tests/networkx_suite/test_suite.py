"""NetworkX's own tests pass on the backend: a part in every run, all of them with ``--slow``."""

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from tests.networkx_suite.running import Counts, run

PART = (
    "assortativity/tests/test_connectivity.py",
    "assortativity/tests/test_correlation.py",
    "assortativity/tests/test_neighbor_degree.py",
    "bipartite/tests/test_cluster.py",
    "centrality/tests/test_current_flow_betweenness_centrality.py",
    "centrality/tests/test_current_flow_closeness.py",
    "centrality/tests/test_load_centrality.py",
    "community/tests/test_louvain.py",
    "community/tests/test_quality.py",
    "centrality/tests/test_betweenness_centrality.py",
    "centrality/tests/test_closeness_centrality.py",
    "centrality/tests/test_degree_centrality.py",
    "centrality/tests/test_eigenvector_centrality.py",
    "centrality/tests/test_harmonic_centrality.py",
    "centrality/tests/test_katz_centrality.py",
    "components/tests/test_biconnected.py",
    "components/tests/test_connected.py",
    "components/tests/test_strongly_connected.py",
    "components/tests/test_weakly_connected.py",
    "link_analysis/tests/test_pagerank.py",
    "tests/test_bridges.py",
    "tests/test_cluster.py",
    "tests/test_core.py",
    "tests/test_richclub.py",
    "tests/test_link_prediction.py",
    "tests/test_structuralholes.py",
)
"""What is about functions of ours."""

PASSED_OF_PART, PASSED_ALONE, PASSED_OF_ALL = 594, 263, 3_997
"""Of 3.6.1: of the part, with and without NetworkX's help; of all, with it. These may only grow."""

pytestmark = pytest.mark.skipif(nx.__version__ != "3.6.1", reason="the counts are those of NetworkX 3.6.1")


def told(counts: Counts) -> str:
    """The counts in words."""
    return (
        f"NetworkX's tests: {counts.passed} passed, {counts.failed} failed, {counts.xfailed} expected to fail"
    )


def test_a_part_of_networkx_suite_passes_on_the_backend(tmp_path: Path, tell: Callable[[str], None]) -> None:
    """What the backend lacks, NetworkX does: not one test fails."""
    counts = run(PART, tmp_path, with_fallback=True)

    tell(told(counts))
    assert counts.failures == ()
    assert (counts.passed, counts.failed) == (PASSED_OF_PART, 0)


def test_so_many_of_its_tests_need_nothing_of_networkx(tmp_path: Path, tell: Callable[[str], None]) -> None:
    """Without NetworkX's help the same part: what is not implemented is expected to fail, and counted."""
    counts = run(PART, tmp_path, with_fallback=False)

    tell(told(counts))
    assert counts.failures == ()
    assert (counts.passed, counts.failed) == (PASSED_ALONE, 0)


@pytest.mark.slow
def test_all_of_networkx_suite_passes_on_the_backend(tmp_path: Path, tell: Callable[[str], None]) -> None:
    """All of ``networkx/algorithms``, some two minutes."""
    counts = run((), tmp_path, with_fallback=True)

    tell(told(counts))
    assert counts.failures == ()
    assert (counts.passed, counts.failed) == (PASSED_OF_ALL, 0)
