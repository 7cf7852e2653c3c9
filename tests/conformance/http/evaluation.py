"""The W3C's evaluation suites through ``/sparql`` of a running server, their data put in by ``/graphs``."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from graph.rdf.formats import syntax_by_name
from graph.rdf.read import read_quads
from graph.rdf.write import write_triples
from graph.terms import Iri, Quad, Resource, Triple
from tests.conformance.deviations import BY_VALUE
from tests.conformance.engines import ENGINES
from tests.conformance.http.running import emptied
from tests.conformance.manifests import Case, Named
from tests.conformance.results import expected, same_cells, told, unlike
from tests.conformance.running import by_graph, document_of, loaded, named_in, text_of
from tests.conformance.sameness import difference
from tests.serving import Reply, Served

__all__ = ["EVALUATED", "NOWHERE", "evaluated"]

EVALUATED = ("query", "update", "results")
"""The suites that are run; the one on federated queries needs a server of its own for each case."""

NOWHERE = "http://127.0.0.1:9/"
"""An address where nothing listens: all that the server may reach."""

_ACCEPT = "application/sparql-results+xml, application/n-triples"
_NT = syntax_by_name("nt")


def evaluated(server: Served, case: Case) -> str:
    """Nothing where the case passes on the server; otherwise what is wrong."""
    emptied(server)
    _fill(server, case)
    match case.kind:
        case "UpdateEvaluationTest":
            return _updated(server, case)
        case "CSVResultFormatTest":
            assert case.result
            reply = _queried(server, case, "text/csv")
            return "" if same_cells(reply.body.decode(), case.result) else "the CSV has other cells"
        case _:
            return _answered(server, case)


def _fill(server: Served, case: Case) -> None:
    named = list(case.named)
    if "Query" in case.kind and not (case.data or case.named):
        named = [(path.as_uri(), path) for path in named_in(case.action)]
    for target, path in [*(("default", path) for path in case.data), *map(_target, named)]:
        triples = (Triple(*each[:3]) for each in read_quads(document_of(path)))
        headers = {"Content-Type": _NT.media_type} | server.authority
        reply = server.ask("POST", f"/graphs?{target}", write_triples(triples, _NT), headers)
        assert reply.status in {201, 204}, reply.body


def _target(named: Named) -> tuple[str, Path]:
    name, path = named
    return f"graph={quote(name, safe='')}", path


def _queried(server: Served, case: Case, accept: str) -> Reply:
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    return server.ask("POST", "/sparql", text_of(case.action).encode(), headers)


def _answered(server: Served, case: Case) -> str:
    assert case.result
    reply = _queried(server, case, _ACCEPT)
    if reply.status != 200:
        return f"{reply.status}: {reply.body[:300]!r}"
    found, wanted = told(reply.body, reply.headers.get_content_type()), expected(case.result)
    is_by_value = case.id in BY_VALUE["columnar"]
    return unlike(found, wanted, is_lax=case.is_lax, is_by_value=is_by_value)


def _updated(server: Served, case: Case) -> str:
    headers = {"Content-Type": "application/sparql-update"} | server.authority
    reply = server.ask("POST", "/sparql", text_of(case.action).encode(), headers)
    if reply.status != 200:
        return f"{reply.status}: {reply.body[:300]!r}"
    found = by_graph(_held(server))
    wanted = by_graph(loaded(ENGINES["reference"](""), case.result_data, case.result_named).quads())
    names = sorted({*found, *wanted}, key=str)
    return "\n".join(filter(None, (difference(found.get(n, []), wanted.get(n, [])) for n in names)))


def _held(server: Served) -> Iterator[Quad]:
    """All that the server holds, graph by graph."""
    listed = server.ask("GET", "/graphs?format=json").document["graphs"]
    graphs: list[tuple[str, Resource | None]] = [("default", None)]
    graphs += [(f"graph={quote(each['graph'], safe='')}", Iri(each["graph"])) for each in listed]
    for target, name in graphs:
        reply = server.ask("GET", f"/graphs?{target}", headers={"Accept": _NT.media_type})
        for subject, predicate, object_ in told(reply.body, _NT.media_type).rows:
            yield Quad(subject, predicate, object_, name)  # type: ignore[arg-type]
