"""Rankings without less certain ties, and the correlation they are compared by."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from scipy.stats import kendalltau

from graph.network import Network, measure
from graph.network.measures.sensitivity import kendall
from tests.unit.network.build import tie


@pytest.mark.parametrize("seed", range(20))
def test_kendalls_correlation_is_that_of_all_pairs(seed: int) -> None:
    """With many equal scores, as degrees have."""
    random = Random(seed)  # noqa: S311 - no secret
    one, two = (np.array([float(random.randrange(5)) for _ in range(30)]) for _ in range(2))

    assert kendall(one, two) == pytest.approx(kendalltau(one, two).statistic)


def test_the_order_of_equal_scores_is_not_defined() -> None:
    """Neither of one column of equal values, nor of none."""
    assert kendall(np.ones(3), np.arange(3.0)) is None
    assert kendall(np.zeros(0), np.zeros(0)) is None


STATUSES = {
    "a-b": "x:stated",
    "a-c": "x:stated",
    "a-d": "x:stated",
    "b-c": "x:derived",
    "d-e": "x:planned",
    "d-f": "x:hoped",
}
NETWORK = Network.of(
    tie(ends, status=status, evidence=("p1", "p2") if status == "x:stated" else ("p1",))
    for ends, status in STATUSES.items()
)


def test_each_case_drops_its_ties_and_says_how_many() -> None:
    """Planned, hoped, both together, those of one source; all are undated."""
    found = measure(NETWORK, "sensitivity")

    assert dict(found.parts["dropped"]) == {
        "without planned": 1,
        "without hoped": 1,
        "without all of these": 2,
        "without undated": 6,
        "without single-source": 3,
    }
    assert set(found.parts["nodes"].values()) == {6}
    assert "no order to compare without undated" in found.method.notes


def test_the_score_is_the_correlation_of_the_scores_that_are_left() -> None:
    """Degrees a 3, b 2, c 2, d 3, e 1, f 1; without planned and hoped ties 3, 2, 2, 1, 0, 0."""
    found = measure(NETWORK, "sensitivity")

    before, after = (3, 2, 2, 3, 1, 1), (3, 2, 2, 1, 0, 0)
    pairs = list(combinations(range(6), 2))
    same = sum((before[i] - before[j]) * (after[i] - after[j]) > 0 for i, j in pairs)
    opposite = sum((before[i] - before[j]) * (after[i] - after[j]) < 0 for i, j in pairs)
    untied = [sum(column[i] != column[j] for i, j in pairs) for column in (before, after)]
    assert found.of("without all of these") == pytest.approx(
        (same - opposite) / (untied[0] * untied[1]) ** 0.5
    )
