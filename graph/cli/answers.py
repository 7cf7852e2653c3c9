"""Answers on the screen: terms as people read them, with their labels."""

from collections.abc import Iterator

from graph.answer import Answer, Row, Table, Triples, write_answer
from graph.cli.tables import Cell, counted, show_table, told
from graph.dataset import Dataset
from graph.knowledge.labels import Labels, labels_of
from graph.terms import XSD, BlankNode, Iri, Literal, Term, TripleTerm, local_name, n3, shorten

__all__ = ["show_answer", "term_cell"]

_LONGEST_LABEL = 40
_MOST_ROWS = 1_000
_NUMBERS = frozenset(
    f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)


def show_answer(dataset: Dataset, answer: Answer) -> None:
    """Print rows as a table, triples as Turtle, a truth value as yes or no, and what was asked when."""
    if isinstance(answer, Table):
        _show_rows(dataset, answer)
    elif isinstance(answer, Triples):
        told(write_answer(answer, "ttl").decode().rstrip("\n"))
        told(f"# {_footer(answer, counted(len(answer), 'triple'))}")
    else:
        told(f"{'yes' if answer.value else 'no'} ({_footer(answer, '')})")


def term_cell(term: Term | None, labels: Labels) -> Cell:
    """An IRI as its label and short name, a literal as its text; nothing where the variable is unbound."""
    match term:
        case None:
            return Cell("")
        case Iri(value):
            return _named(value, labels.get(term))
        case Literal(value, datatype, language):
            return Cell(value, f"@{language}" if language else "", is_number=datatype in _NUMBERS)
        case BlankNode() | TripleTerm():
            return Cell(n3(term))


def _named(iri: str, label: Literal | None) -> Cell:
    short = shorten(iri)
    if label is None or len(label.value) > _LONGEST_LABEL or label.value == local_name(iri):
        return Cell(short)
    return Cell(label.value, short)


def _show_rows(dataset: Dataset, answer: Table) -> None:
    shown = answer.rows[:_MOST_ROWS]
    if shown:
        labels = labels_of(dataset, (term for row in shown for term in row))
        show_table(answer.columns, _cells(shown, labels))
    if len(shown) < len(answer):
        told(f"These are the first {_MOST_ROWS:,}; --format csv (or json, tsv, xml) gives all.")
    told(_footer(answer, counted(len(answer), "row")))


def _cells(rows: tuple[Row, ...], labels: Labels) -> Iterator[tuple[Cell, ...]]:
    return (tuple(term_cell(term, labels) for term in row) for row in rows)


def _footer(answer: Answer, count: str) -> str:
    about = answer.about
    parts = [count, f"snapshot {about.snapshot}", f"{about.elapsed_ms:.0f} ms"]
    if not about.is_complete:
        parts.append(f"not complete: {about.reason}")
    return ", ".join(filter(None, parts))
