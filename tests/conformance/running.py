"""Running one case of a suite on one engine, through the Dataset seam."""

from collections.abc import Iterable
from pathlib import Path

from rdflib import URIRef

from graph.answer import Table
from graph.dataset import Dataset
from graph.errors import QuerySyntaxError
from graph.rdf.formats import syntax_by_name, syntax_of_file
from graph.rdf.read import Document, document_from_text
from graph.sparql import parse_query, parse_update
from graph.terms import Iri, Quad, Resource
from tests.conformance.deviations import BY_VALUE
from tests.conformance.engines import ENGINES
from tests.conformance.federation import Double, Rename, serving
from tests.conformance.manifests import Case, Named, local_path
from tests.conformance.results import expected, mismatch, same_csv
from tests.conformance.sameness import Row, difference

__all__ = ["by_graph", "document_of", "held_by", "loaded", "named_in", "outcome", "text_of"]

_NOBODY = Double()


def outcome(case: Case, engine: str) -> str:
    """Nothing where the case passes; otherwise what is wrong.

    Raises:
        MaillageError: the engine refuses what it should answer.
    """
    match case.kind:
        case "QueryEvaluationTest":
            return _queried(case, engine)
        case "CSVResultFormatTest":
            return _written(case, engine)
        case "UpdateEvaluationTest":
            return _updated(case, engine)
        case _:
            return _read(case)


def _queried(case: Case, engine: str) -> str:
    assert case.result
    with serving(case) as double:
        answer = held_by(case, engine, double).query(double.rename(text_of(case.action)))
    wanted = expected(case.result, rename=double.rename)
    wrong = mismatch(answer, wanted, is_lax=case.is_lax)
    if case.id not in BY_VALUE.get(engine, ()):
        return wrong
    return mismatch(answer, wanted, is_by_value=True) if wrong else "passes without comparison by value"


def _written(case: Case, engine: str) -> str:
    assert case.result
    answer = held_by(case, engine).query(text_of(case.action))
    assert isinstance(answer, Table)
    return "" if same_csv(answer, case.result) else "the CSV has other cells"


def _updated(case: Case, engine: str) -> str:
    dataset = held_by(case, engine)

    dataset.update(text_of(case.action))

    found = by_graph(dataset.quads())
    wanted = by_graph(loaded(ENGINES["reference"](""), case.result_data, case.result_named).quads())
    names = sorted({*found, *wanted}, key=str)
    return "\n".join(filter(None, (difference(found.get(n, []), wanted.get(n, [])) for n in names)))


def _read(case: Case) -> str:
    """A good text is read; a bad one is refused with its place."""
    parse = parse_update if "Update" in case.kind else parse_query
    try:
        parse(case.action.read_text("utf-8"), base=case.action.as_uri())
    except QuerySyntaxError as error:
        if "Positive" in case.kind:
            return str(error)
        return "" if error.line and error.column else "refused without a place"
    return "" if "Positive" in case.kind else "not refused"


def held_by(case: Case, engine: str, double: Double = _NOBODY) -> Dataset:
    """A dataset of an engine that holds the data of a case."""
    dataset = loaded(ENGINES[engine](double.address), case.data, case.named, double.rename)
    if "Query" in case.kind and not (case.data or case.named):
        for path in named_in(case.action):
            dataset.load(document_of(path, double.rename), Iri(path.as_uri()))
    return dataset


def loaded(dataset: Dataset, data: Iterable[Path], named: Iterable[Named], local: Rename = str) -> Dataset:
    """The dataset with these files in its default graph, and those in named ones."""
    for path in data:
        dataset.load(document_of(path, local), None)
    for name, path in named:
        dataset.load(document_of(path, local), Iri(name))
    return dataset


def named_in(query: Path) -> list[Path]:
    """The files that FROM and FROM NAMED name: where a case has no data, it leaves them to be found."""
    clauses = parse_query(text_of(query)).dataset
    return [local_path(URIRef(name)) for name in dict.fromkeys(clause.name.value for clause in clauses)]


def document_of(path: Path, local: Rename = str) -> Document:
    """The document in a file of the suites."""
    syntax = syntax_of_file(path) or syntax_by_name("ttl")
    # Two files with the same bytes are two documents, each with blank nodes of its own.
    mark = "" if syntax.name == "rdf" else f"\n# {path.name}\n"
    text = local(path.read_text("utf-8")) + mark
    return document_from_text(text, syntax, name=path.name, base_iri=path.as_uri())


def text_of(path: Path) -> str:
    """The text of a query or update."""
    # The suites resolve relative IRIs in a query against the query's own address.
    return f"BASE <{path.as_uri()}>\n{path.read_text('utf-8')}"


def by_graph(quads: Iterable[Quad]) -> dict[Resource | None, list[Row]]:
    """Graph → its triples as rows."""
    found: dict[Resource | None, list[Row]] = {}
    for subject, predicate, object_, graph in quads:
        found.setdefault(graph, []).append((subject, predicate, object_))
    return found
