"""Expected results of the SPARQL suites, read from every form they come in.

Rows are compared as bags, blank nodes up to renaming. Where the file numbers its solutions, as those of the
suite on sorting do, the order counts too.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from graph.answer import Answer, Table, Triples, Truth, write_answer
from graph.rdf.native import from_native
from graph.terms import RDF, XSD, Iri, Literal, Term, Triple
from tests.conformance.sameness import Row, difference

__all__ = ["Expected", "expected", "mismatch", "same_cells", "same_csv", "told", "triples_of_file", "unlike"]

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
_NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Expected:
    """Solutions, with columns by name; triples have no names, a truth value is one row without a name."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    is_ordered: bool = False


def expected(path: Path, *, rename: Callable[[str], str] = str) -> Expected:
    """What a result file says, once its text is renamed."""
    if path.suffix in _FORMATS:
        return _solutions(rename(path.read_text("utf-8")).encode(), _FORMATS[path.suffix])
    triples = triples_of_file(path)
    truth = next((each.object for each in triples if each.predicate == Iri(f"{RS}boolean")), None)
    if isinstance(truth, Literal):
        return _truth(is_true=truth.value == "true")
    if any(each.object == Iri(f"{RS}ResultSet") for each in triples):
        return _result_set(triples)
    return Expected((), tuple(triples))


def mismatch(answer: Answer, wanted: Expected, *, is_lax: bool = False, is_by_value: bool = False) -> str:
    """Nothing where our answer, written in a W3C form and read by a foreign reader, is the one wanted.

    Arguments as for `unlike`.
    """
    return unlike(_read_back(answer), wanted, is_lax=is_lax, is_by_value=is_by_value)


def unlike(found: Expected, wanted: Expected, *, is_lax: bool = False, is_by_value: bool = False) -> str:
    """Nothing where what was found is what is wanted.

    Args:
        found: ours.
        wanted: what the suite expects.
        is_lax: compare sets of rows in place of bags.
        is_by_value: compare numbers of one type by their value, not by how they are written.
    """
    if found.names != wanted.names:
        return f"columns {found.names}, not {wanted.names}"
    ours, theirs = found.rows, wanted.rows
    if is_by_value:
        ours, theirs = (tuple(tuple(map(_by_value, row)) for row in rows) for rows in (ours, theirs))
    if wanted.is_ordered:
        ours, theirs = _numbered(ours), _numbered(theirs)
    if is_lax:
        ours, theirs = tuple(dict.fromkeys(ours)), tuple(dict.fromkeys(theirs))
    return difference(ours, theirs)


def same_csv(answer: Table, path: Path) -> bool:
    """Whether our CSV says what the file says: same header, same cells, in any order of rows."""
    return same_cells(write_answer(answer, "csv").decode(), path)


def same_cells(text: str, path: Path) -> bool:
    """Whether a CSV says what the file says."""
    return _cells(text) == _cells(path.read_text("utf-8"))


def told(body: bytes, media_type: str) -> Expected:
    """What a response says, in XML, JSON or TSV of results, or in N-Triples."""
    if media_type == "application/n-triples":
        return Expected((), tuple(map(_triple, ox.parse(body, ox.RdfFormat.N_TRIPLES))))
    form = ox.QueryResultsFormat.from_media_type(media_type)
    assert form is not None, media_type
    return _solutions(body, form)


def triples_of_file(path: Path) -> list[Triple]:
    """The triples of a file, each once."""
    parsed = ox.parse(path.read_bytes(), _GRAPHS[path.suffix], base_iri=path.as_uri())
    return list(dict.fromkeys(_triple(each) for each in parsed))


def _truth(*, is_true: bool) -> Expected:
    return Expected(("",), ((Literal(str(is_true)),),))


def _triple(quad: ox.Quad) -> Triple:
    subject, predicate = from_native(quad.subject), from_native(quad.predicate)
    return Triple(subject, predicate, from_native(quad.object))  # type: ignore[arg-type]


def _read_back(answer: Answer) -> Expected:
    if isinstance(answer, Truth):
        return _truth(is_true=answer.value)
    if isinstance(answer, Triples):
        text = write_answer(answer, "nt")
        return Expected((), tuple(map(_triple, ox.parse(text, ox.RdfFormat.N_TRIPLES))))
    return _solutions(write_answer(answer, "json"), ox.QueryResultsFormat.JSON)


def _solutions(text: bytes, form: ox.QueryResultsFormat) -> Expected:
    results = ox.parse_query_results(text, form)
    if isinstance(results, ox.QueryBoolean):
        return _truth(is_true=bool(results))
    assert isinstance(results, ox.QuerySolutions)
    names = tuple(sorted(variable.value for variable in results.variables))
    rows = tuple(
        tuple(None if (term := row[name]) is None else from_native(term) for name in names) for row in results
    )
    return Expected(names, rows)


def _result_set(triples: Iterable[Triple]) -> Expected:
    """The solutions described in the vocabulary of the working group's first result files."""
    held: dict[tuple[Term, str], list[Term]] = {}
    for subject, predicate, object_ in triples:
        held.setdefault((subject, predicate.value.removeprefix(RS)), []).append(object_)
    [top] = (subject for (subject, name), objects in held.items() if _is_result_set(name, objects))
    names = tuple(sorted(_text(each) for each in held.get((top, "resultVariable"), [])))
    solutions = held.get((top, "solution"), [])
    is_ordered = all((each, "index") in held for each in solutions) and bool(solutions)
    if is_ordered:
        solutions = sorted(solutions, key=lambda each: int(_text(held[each, "index"][0])))
    rows = []
    for solution in solutions:
        bindings = held.get((solution, "binding"), [])
        cells = {_text(held[each, "variable"][0]): held[each, "value"][0] for each in bindings}
        rows.append(tuple(cells.get(name) for name in names))
    return Expected(names, tuple(rows), is_ordered)


def _is_result_set(name: str, objects: list[Term]) -> bool:
    return name == f"{RDF}type" and Iri(f"{RS}ResultSet") in objects


def _text(term: Term) -> str:
    assert isinstance(term, Literal)
    return term.value


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple((Literal(str(number)), *row) for number, row in enumerate(rows))


def _cells(text: str) -> Counter[tuple[tuple[str, str], ...]]:
    # SELECT * leaves the order of columns open, so a row is compared by the names of its columns.
    rows = csv.DictReader(text.splitlines())
    return Counter(
        tuple(sorted((name, "_:" if cell[:2] == "_:" else cell) for name, cell in row.items()))
        for row in rows
    )


def _by_value(term: Term | None) -> Term | None:
    if not isinstance(term, Literal) or term.datatype not in _NUMBERS:
        return term
    try:
        return Literal(str(Decimal(term.value).normalize()), term.datatype)
    except ArithmeticError:
        return term
