"""Expectations as data: what a named query must answer, worked out by hand and kept in expected/."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from graph.catalog import Catalog, read_catalog
from graph.dataset import ONTOLOGY_GRAPH, Dataset, graph_for
from graph.rdf.read import document_from_file
from graph.resources import ontology_files, queries_folder
from graph.terms import XSD, Iri, Literal, Term, n3, shorten

__all__ = ["CASES", "Case", "Rows", "answered", "catalog", "made_up", "shown"]

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
GRAPHS = HERE / "graphs"
NUMBERS = frozenset(f"{XSD}{name}" for name in ("decimal", "double", "float", "integer"))

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

    @property
    def can_fail(self) -> bool:
        """Whether it pins anything at all."""
        return self.rows is not None or self.count is not None or bool(self.contains or self.absent)

    @property
    def is_an_answer(self) -> bool:
        """Whether it pins rows of the bundled data that must be there."""
        return not self.graph and bool(self.rows or self.contains)


def _cases() -> Iterator[Case]:
    for path in sorted(EXPECTED.rglob("*.toml")):
        slug = path.relative_to(EXPECTED).with_suffix("").as_posix()
        for entry in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield Case(slug=slug, **{key: _read(key, value) for key, value in entry.items()})


def _read(key: str, value: Any) -> Any:
    if key in {"rows", "contains", "absent"}:
        return [tuple(row) for row in value]
    return tuple(value) if key == "columns" else value


CASES = tuple(_cases())
"""The cases of all files, in the order of their names."""


@cache
def catalog() -> Catalog:
    """All named queries."""
    return read_catalog(queries_folder())


@cache
def made_up(name: str) -> Dataset:
    """A hand-made graph of graphs/, beside the ontology."""
    dataset = Dataset.in_memory()
    for path in ontology_files():
        dataset.load(document_from_file(path), ONTOLOGY_GRAPH)
    dataset.load(document_from_file(GRAPHS / name), graph_for(GRAPHS / name))
    return dataset


def answered(case: Case, bundled: Dataset) -> Rows:
    """The rows of a case's query on its data, cut to its columns; equal rows once, in their order."""
    query = catalog().query(case.slug)
    dataset = made_up(case.graph) if case.graph else bundled
    table = dataset.table(query.text, query.bindings(case.parameters))
    places = [table.columns.index(name) for name in case.columns]
    return list(dict.fromkeys(tuple(shown(row[place]) for place in places) for row in table.rows))


def shown(term: Term | None) -> str:
    """A term as the expectations write it: ``prefix:name``, a lexical form, a plain number, or nothing."""
    match term:
        case None:
            return ""
        case Iri(value):
            return shorten(value)
        case Literal(value, datatype) if datatype in NUMBERS:
            # 2 and 2.0 are one number, however an engine writes it.
            return f"{Decimal(value).normalize():f}"
        case Literal(value):
            return value
        case _:
            return n3(term)
