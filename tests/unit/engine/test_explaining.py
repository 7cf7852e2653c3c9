"""How a query is answered is told without answering it."""

from collections.abc import Callable

import pytest

from graph.dataset import Dataset
from graph.engine import ColumnarEngine, QueryLimits
from graph.errors import QueryError, QuerySyntaxError, QueryTimeout
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.store.columnar import ColumnStore
from tests.reference import ReferenceEngine

Make = Callable[..., Dataset]
TEXT = "SELECT ?s (COUNT(*) AS ?n) { ?s <x:p> ?o FILTER(?o > 1) } GROUP BY ?s"


def test_an_explanation_has_algebra_sql_and_steps(columns: Make) -> None:
    """Each step tells how many rows it gave; deeper ones feed those above."""
    dataset = columns("<x:a> <x:p> 1 , 2 , 3 . <x:b> <x:p> 4 .")

    told = dataset.explain(TEXT)

    assert told.algebra.startswith("(project (?s ?n)")
    assert "FROM pos" in told.sql
    assert told.steps[0].depth == 0
    assert told.steps[0].rows == 2
    assert max(step.depth for step in told.steps) > 1
    scans = [step for step in told.steps if step.name == "table scan"]
    assert scans
    assert all("pos" in step.detail for step in scans)


def test_the_text_is_checked(columns: Make) -> None:
    """As for an answer."""
    dataset = columns("<x:a> <x:p> 1 .")

    with pytest.raises(QuerySyntaxError):
        dataset.explain("SELECT * { ?s }")


def test_an_explanation_keeps_to_the_limits() -> None:
    """It runs the query, so it is stopped like one."""
    store = ColumnStore()
    lines = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(4_000))
    store.load(document_from_text(lines, syntax_by_name("ttl")), None)

    with pytest.raises(QueryTimeout):
        Dataset(ColumnarEngine(store, QueryLimits(time_s=0.3))).explain(
            "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        )


def test_an_engine_that_cannot_tell_says_so() -> None:
    """Nothing is made up."""
    with pytest.raises(QueryError, match="This engine can't tell how it answers"):
        Dataset(ReferenceEngine()).explain(TEXT)


def test_what_is_optional_is_not_expected_to_add_solutions(columns: Make) -> None:
    """Few solutions stay few beside a predicate that many things have."""
    many = " ".join(f"<x:{number}> <x:name> {number} ." for number in range(500))
    dataset = columns(f"<x:1> <x:in> <x:town> . {many}")

    told = dataset.explain("SELECT * { ?s <x:in> <x:town> OPTIONAL { ?s <x:name> ?name } }")

    assert told.estimated < 5
