"""The rules that files in queries/ keep: defined terms, order, prefixes."""

import re
from itertools import pairwise

import pytest

from graph.catalog import NamedQuery
from graph.dataset import Dataset
from graph.sparql.tokens import Form, form, tokens
from graph.terms import BASE, Iri, n3
from tests.competency.cases import catalog

PREFIX = re.compile(r"^PREFIX ([\w-]+): <([^>]+)>$", re.MULTILINE)
QUERIES = tuple(catalog())


def _names(query: NamedQuery) -> list[tuple[str, str]]:
    names = [token.text.partition(":") for token in tokens(query.text) if token.kind == "name"]
    return [(prefix, local) for prefix, _, local in names if local]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.slug)
def test_terms_of_ours_are_defined(query: NamedQuery, bundled: Dataset) -> None:
    """A class, property or concept of our own that a query uses is one that the ontology defines."""
    spaces = dict(PREFIX.findall(query.text))
    used = {f"{spaces[prefix]}{local}" for prefix, local in _names(query)}
    ours = {iri for iri in used if iri.startswith((f"{BASE}ontology", f"{BASE}scheme/"))}

    undefined = [
        iri for iri in sorted(ours) if not bundled.table(f"SELECT ?t {{ {n3(Iri(iri))} a ?t }}").rows
    ]

    assert undefined == []


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.slug)
def test_prefixes_are_sorted_and_used(query: NamedQuery) -> None:
    """Prefixes stand in alphabetical order, and none is there for nothing."""
    declared = [prefix for prefix, _ in PREFIX.findall(query.text)]

    assert declared == sorted(declared)
    assert set(declared) == {prefix for prefix, _ in _names(query)}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.slug)
def test_rows_come_in_one_order(query: NamedQuery) -> None:
    """A SELECT is ordered, and says so after its last group."""
    last_group = query.text.rindex("}")

    assert form(query.text) is Form.SELECT
    assert "ORDER BY" in query.text[last_group:]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.slug)
def test_rows_that_differ_are_told_apart_by_the_order(query: NamedQuery, bundled: Dataset) -> None:
    """The keys of ORDER BY leave no two rows in a tie, so that every engine gives one order."""
    table = bundled.table(query.text, query.bindings({}))
    keys = re.findall(r"\?(\w+)", query.text[query.text.rindex("ORDER BY") :])
    places = [table.columns.index(key) for key in keys]

    sorted_by = [tuple(row[place] for place in places) for row in table.rows]

    assert [one for one, next_ in pairwise(sorted_by) if one == next_] == []
