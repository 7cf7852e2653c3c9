"""The named queries are plain SPARQL 1.1: an engine that shares no code with ours gives the same rows."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import rdflib

from graph.dataset import Dataset
from graph.sparql.bind import bind
from graph.terms import Iri, Literal, Term, n3
from tests.competency.cases import CASES, Case, catalog, made_up, shown

# rdflib warns of its own use of its own names.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")]

# rdflib walks alternative paths over the whole graph: half a minute and more for each of these.
TOO_SLOW = frozenset({"ties/brokerage-roles", "ties/communities-and-territories"})
# What only the process that holds the data can tell.
WITH_MEASURES = frozenset({"quality/saved-results", "ties/central-organisations"})
COMPARED = tuple(case for case in CASES if case.slug not in TOO_SLOW | WITH_MEASURES)


def _quads(dataset: Dataset) -> Iterator[str]:
    for quad in dataset.quads():
        yield " ".join(n3(term) for term in quad if term is not None) + " ."


@cache
def _copy(name: str, bundled: Dataset) -> rdflib.Dataset:
    copy = rdflib.Dataset(default_union=True)
    copy.parse(data="\n".join(_quads(made_up(name) if name else bundled)), format="nquads")
    return copy


def _term(node: Any) -> Term | None:
    match node:
        case None:
            return None
        case rdflib.Literal():
            return Literal(str(node), str(node.datatype or ""))
        case _:
            return Iri(str(node))


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: f"{case.slug}: {case.claim}")
def test_rdflib_gives_the_same_rows(case: Case, bundled: Dataset) -> None:
    """Rows, their order included, do not depend on the engine."""
    query = catalog().query(case.slug)
    terms = query.bindings(case.parameters)
    table = (made_up(case.graph) if case.graph else bundled).table(query.text, terms)

    solutions = _copy(case.graph, bundled).query(bind(query.text, terms)).bindings

    names = [rdflib.Variable(name) for name in table.columns]
    # Of no group at all rdflib makes one empty solution.
    whole = [solution for solution in solutions if solution]
    found = [tuple(shown(_term(solution.get(name))) for name in names) for solution in whole]
    assert found == [tuple(shown(term) for term in row) for row in table.rows]
