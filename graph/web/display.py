"""Terms as pages show them: what to read, where it leads, in which language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Flask

from graph import __version__
from graph.answer import Table, Triples
from graph.dataset import Dataset
from graph.knowledge.labels import Labels, labels_of, property_name, words_of
from graph.terms import RDF_LANG_STRING, XSD, BlankNode, Iri, Literal, Term, n3, shorten
from graph.web.addresses import address_of
from graph.web.service import service

__all__ = ["Cell", "Grid", "cell", "grid_of_table", "grid_of_triples", "kind_cell", "register"]

_PLAIN = frozenset({f"{XSD}string", RDF_LANG_STRING})
_KINDS = {f"{XSD}{name}": "number" for name in ("integer", "decimal", "double", "float", "int", "long")}
_KINDS |= {f"{XSD}{name}": "date" for name in ("date", "gYear", "gYearMonth")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One term on a page.

    Attributes:
        text: what is read.
        href: where it leads; empty for what has no page.
        title: the IRI or datatype, shown on demand.
        lang: language tag of the text, empty where it is the page's own.
        kind: ``number`` (lines up on the right), ``date`` (is not broken), or empty.
    """

    text: str
    href: str = ""
    title: str = ""
    lang: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for a page: as many rows as are shown, and how many there are."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int

    @property
    def is_cut(self) -> bool:
        """Whether rows are left out here."""
        return len(self.rows) < self.total


def cell(term: Term | None, labels: Labels) -> Cell:
    """A term as a page shows it: a thing by its label, or its short IRI; an unbound one is empty."""
    match term:
        case None:
            return Cell("")
        case Iri(value):
            label = labels.get(term)
            text = label.value if label else shorten(value).removeprefix("https://").removeprefix("http://")
            return Cell(text, address_of(term), shorten(value), _foreign(label.language if label else ""))
        case Literal(value, datatype, language):
            title = "" if datatype in _PLAIN else shorten(datatype)
            return Cell(value, title=title, lang=_foreign(language), kind=_KINDS.get(datatype, ""))
        case BlankNode(value):
            return Cell(f"_:…{value[-6:]}", title=f"blank node _:{value}")
        case _:
            return Cell(n3(term))


def kind_cell(kind: Iri, labels: Labels) -> Cell:
    """A class or property under its name, in words where it has no label."""
    return Cell(property_name(kind, labels), address_of(kind), shorten(kind.value))


def grid_of_table(dataset: Dataset, table: Table, *, row_limit: int) -> Grid:
    """The first rows of a table, things under their names."""
    return _grid(dataset, table.columns, table.rows, row_limit)


def grid_of_triples(dataset: Dataset, triples: Triples, *, row_limit: int) -> Grid:
    """The first triples, things under their names."""
    return _grid(dataset, ("subject", "predicate", "object"), triples.triples, row_limit)


def register(app: Flask) -> None:
    """Give the templates the filters ``address``, ``short`` and ``words``, and where the data stands."""
    app.add_template_filter(address_of, "address")
    app.add_template_filter(_short, "short")
    app.add_template_filter(words_of, "words")
    app.context_processor(_standing)


def _grid(
    dataset: Dataset, columns: Sequence[str], rows: Sequence[Iterable[Term | None]], row_limit: int
) -> Grid:
    shown = [tuple(row) for row in rows[:row_limit]]
    labels = labels_of(dataset, (term for row in shown for term in row))
    cells = tuple(tuple(cell(term, labels) for term in row) for row in shown)
    return Grid(tuple(columns), cells, len(rows))


def _foreign(language: str) -> str:
    return "" if language in {"", "en"} else language


def _standing() -> dict[str, object]:
    return {"snapshot": service().dataset.snapshot, "version": __version__}


def _short(iri: Iri) -> str:
    return shorten(iri.value)
