"""The W3C's SPARQL 1.0 evaluation suites, in process, through the Dataset seam."""

import pytest

from tests.conformance.cases import assert_whole, on_each_engine
from tests.conformance.manifests import Case
from tests.conformance.running import outcome


@pytest.mark.parametrize(("case", "engine"), on_each_engine("sparql10"))
def test_answer_is_the_one_that_the_suite_expects(case: Case, engine: str) -> None:
    """The answer is the expected one, blank nodes up to renaming."""
    assert outcome(case, engine) == ""


@pytest.mark.parametrize("suite", ["sparql10"])
def test_every_case_is_collected(suite: str) -> None:
    """The suite is there whole."""
    assert_whole(suite)
