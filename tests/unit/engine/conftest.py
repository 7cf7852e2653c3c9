"""Datasets on the columns."""

from collections.abc import Callable

import pytest

from graph.dataset import Dataset
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text


@pytest.fixture
def columns() -> Callable[..., Dataset]:
    """Make a dataset on the columns of one TriG text, in which statements outside a graph stay so."""

    def make(trig: str = "", *, is_union: bool = True) -> Dataset:
        dataset = Dataset.in_memory(is_union=is_union)
        if trig:
            dataset.load(document_from_text(trig, syntax_by_name("trig")), None)
        return dataset

    return make
