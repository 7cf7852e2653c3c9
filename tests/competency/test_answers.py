"""Every named query gives the answers that were worked out by hand in expected/."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph.catalog import Catalog, read_catalog
from graph.dataset import Dataset, graph_for, open_bundled
from graph.rdf.read import document_from_file
from graph.resources import queries_folder
from graph.terms import Iri, Term, shorten

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
GRAPHS = HERE / "graphs"

Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """One expectation: what to ask, of which data, and what must or must not come back.

    Attributes:
        slug: the named query, which is also the path of the file below expected/.
        claim: what the case shows, in words.
        columns: the columns compared; the others are left aside, and rows that become equal are one.
        parameters: values as a person would type them; the examples of the header otherwise.
        graph: a file in graphs/, or empty for the bundled data.
        rows: all rows in order, or None where only some are pinned.
        contains: rows that must be there.
        absent: rows that must not be there.
        count: how many rows, or None.
    """

    slug: str
    claim: str
    columns: tuple[str, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    graph: str = ""
    rows: Rows | None = None
    contains: Rows = field(default_factory=list)
    absent: Rows = field(default_factory=list)
    count: int | None = None


def cases() -> Iterator[Case]:
    """The cases of all files, in the order of their names."""
    for path in sorted(EXPECTED.rglob("*.toml")):
        slug = path.relative_to(EXPECTED).with_suffix("").as_posix()
        for entry in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield Case(slug=slug, **{key: _frozen(value) for key, value in entry.items()})


def _frozen(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [tuple(row) for row in value] if value and isinstance(value[0], list) else tuple(value)


CASES = tuple(cases())


@cache
def catalog() -> Catalog:
    """All named queries."""
    return read_catalog(queries_folder())


@cache
def dataset(name: str) -> Dataset:
    """The bundled data, or a hand-made graph beside the ontology's terms."""
    if not name:
        return open_bundled()
    made = Dataset.in_memory()
    made.load(document_from_file(GRAPHS / name), graph_for(GRAPHS / name))
    return made


def shown(term: Term | None) -> str:
    """A term as the expectations write it: ``prefix:name``, a lexical form, or nothing."""
    if term is None:
        return ""
    return shorten(term.value) if isinstance(term, Iri) else str(getattr(term, "value", term))


def answered(case: Case) -> Rows:
    """The rows of a case's query on its data, cut to its columns; equal rows once, in their order."""
    query = catalog().query(case.slug)
    table = dataset(case.graph).table(query.text, query.bindings(case.parameters))
    places = [table.columns.index(name) for name in case.columns]
    return list(dict.fromkeys(tuple(shown(row[place]) for place in places) for row in table.rows))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.slug}: {case.claim}")
def test_the_answer_is_the_one_worked_out_by_hand(case: Case) -> None:
    """A named query gives the rows that follow from the facts, and none that would contradict them."""
    found = answered(case)

    if case.rows is not None:
        assert found == list(case.rows)
    assert [row for row in case.contains if row not in found] == []
    assert [row for row in case.absent if row in found] == []
    assert case.count is None or len(found) == case.count


def test_every_case_pins_something() -> None:
    """No expectation is so open that it can't fail."""
    open_cases = [
        case
        for case in CASES
        if case.rows is None and case.count is None and not case.contains and not case.absent
    ]

    assert open_cases == []
