"""The page of the SPARQL endpoint: a form, and below it what the query gave."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, make_response, render_template

from graph.answer import Answer, Table, Triples
from graph.web.display import Grid, grid_of_table, grid_of_triples
from graph.web.problems import Problem
from graph.web.service import service
from graph.web.sparql.offers import offers_of
from graph.web.sparql.request import Asked

__all__ = ["EXAMPLE", "answer_page", "form_page", "problem_page"]

EXAMPLE = """\
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>

# Who is a partner of whom, and which paragraph of which source says so?
SELECT ?partnership ?party ?status ?paragraph WHERE {
  ?partnership a mlg:Partnership ;
    mlg:party ?party ;
    mlg:epistemicStatus ?status ;
    prov:wasDerivedFrom ?paragraph .
}
ORDER BY ?partnership ?party ?paragraph
LIMIT 100
"""
_ROW_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the page shows below the form."""

    answer: Answer | None = None
    grid: Grid | None = None
    problem: Problem | None = None


def form_page() -> Response:
    """The form with an example in it."""
    return _page(EXAMPLE, _Outcome())


def answer_page(asked: Asked, answer: Answer) -> Response:
    """The form with the query in it, and its answer: of many rows the first."""
    names = {False: "default-graph-uri", True: "named-graph-uri"}
    graphs = tuple((names[each.is_named], each.name.value) for each in asked.given.graphs)
    return _page(asked.text, _Outcome(answer, _grid(answer)), graphs)


def problem_page(text: str, problem: Problem) -> Response:
    """The form with the query in it, and what is wrong with it; the status is the problem's."""
    page = _page(text, _Outcome(problem=problem))
    page.status_code = problem["status"]
    return page


def _grid(answer: Answer) -> Grid | None:
    dataset = service().dataset
    if isinstance(answer, Table):
        return grid_of_table(dataset, answer, row_limit=_ROW_LIMIT)
    if isinstance(answer, Triples):
        return grid_of_triples(dataset, answer, row_limit=_ROW_LIMIT)
    return None


def _page(text: str, outcome: _Outcome, graphs: tuple[tuple[str, str], ...] = ()) -> Response:
    offers = offers_of(outcome.answer) if outcome.answer else ()
    links = [
        (
            each.label,
            f"/sparql?{urlencode([('query', text), *graphs, ('format', each.name)])}",
            each.media_types[0],
        )
        for each in offers
    ]
    is_union = service().settings.default_graph == "union"
    return make_response(
        render_template(
            "sparql.html", text=text, outcome=outcome, twins=links, graphs=graphs, is_union=is_union
        )
    )
