"""Documentation of the ontology, made from the ontology itself, and the pages of named graphs."""

from itertools import islice

from flask import Blueprint, Response, make_response, render_template
from werkzeug.exceptions import UnprocessableEntity

from graph.answer import TRIPLE_FORMATS, Format
from graph.dataset import ONTOLOGY_GRAPH, Dataset
from graph.errors import UnknownName
from graph.knowledge.labels import Labels, labels_of
from graph.knowledge.overview import GraphEntry, overview_of
from graph.knowledge.vocabulary import Vocabulary, VocabularyTerm, vocabulary_of
from graph.rdf.formats import syntax_by_name
from graph.rdf.write import write_quads
from graph.terms import Iri, local_name
from graph.web.addresses import iri_at
from graph.web.display import cell, grid_of_table, kind_cell
from graph.web.negotiate import HTML, choose, named, twins, vary
from graph.web.service import remembered, service

__all__ = ["blueprint"]

blueprint = Blueprint("ontology", __name__)

_STATEMENT_LIMIT = 200_000
_SHOWN_STATEMENTS = 200


@blueprint.get("/ontology")
def ontology() -> Response:
    """The ontology, as documentation or as RDF."""
    offer = choose((HTML, *TRIPLE_FORMATS))
    return vary(_documentation() if offer is HTML else _dump(ONTOLOGY_GRAPH, offer))


@blueprint.get("/ontology.<ending>")
def ontology_as(ending: str) -> Response:
    """The ontology in the format that the address names."""
    return _dump(ONTOLOGY_GRAPH, named(TRIPLE_FORMATS, ending))


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> Response:
    """A named graph: its source and first statements, or all of it as RDF."""
    stem, dot, ending = name.rpartition(".")
    if dot and ending in {each.name for each in TRIPLE_FORMATS}:
        return _dump(_known_graph(stem), named((HTML, *TRIPLE_FORMATS), ending))
    iri = _known_graph(name)
    offer = choose((HTML, *TRIPLE_FORMATS))
    return vary(_graph_page(iri, name) if offer is HTML else _dump(iri, offer))


def _documentation() -> Response:
    found, labels = remembered("vocabulary", _vocabulary)
    about = [
        (kind_cell(fact.property, labels), cell(fact.value, labels))
        for fact in found.facts
        if local_name(fact.property.value) in _ABOUT
    ]
    page = render_template(
        "ontology.html",
        vocabulary=found,
        labels=labels,
        cell=cell,
        about=about,
        twins=twins(TRIPLE_FORMATS, "/ontology"),
    )
    return make_response(page)


_ABOUT = frozenset({"versionInfo", "license", "preferredNamespaceUri", "bibliographicCitation", "modified"})


def _vocabulary(dataset: Dataset) -> tuple[Vocabulary, Labels]:
    found = vocabulary_of(dataset)
    terms: list[VocabularyTerm] = [*found.classes, *found.properties]
    terms += [term for scheme in found.schemes for term in (scheme.term, *scheme.concepts)]
    tied = [iri for term in terms for iris in term.ties.values() for iri in iris]
    about = [each for fact in found.facts for each in (fact.property, fact.value)]
    return found, labels_of(dataset, [*tied, *about])


def _known_graph(name: str) -> Iri:
    iri = iri_at(f"graph/{name}")
    graphs = service().dataset.graphs()
    if iri not in graphs:
        raise UnknownName("named graph", name, (local_name(each.value) for each in graphs))
    return iri


def _graph_page(iri: Iri, name: str) -> Response:
    dataset = service().dataset
    entry = _entry(iri)
    labels = labels_of(dataset, (entry.source, entry.publisher, entry.confidence))
    # Sorting millions of statements for the sake of the first few takes a minute.
    order = "ORDER BY ?subject ?property ?value" if entry.statements <= _STATEMENT_LIMIT else ""
    shown = dataset.table(
        "SELECT ?subject ?property ?value { GRAPH ?graph { ?subject ?property ?value } } "
        f"{order} LIMIT {_SHOWN_STATEMENTS}",
        {"graph": iri},
    )
    page = render_template(
        "graph.html",
        name=name,
        iri=iri,
        entry=entry,
        source=cell(entry.source, labels) if entry.source else None,
        publisher=cell(entry.publisher, labels) if entry.publisher else None,
        confidence=cell(entry.confidence, labels) if entry.confidence else None,
        grid=grid_of_table(dataset, shown, row_limit=_SHOWN_STATEMENTS),
        twins=twins(TRIPLE_FORMATS, f"/graph/{name}"),
    )
    return make_response(page)


def _entry(iri: Iri) -> GraphEntry:
    overview = remembered("overview", overview_of)
    return next(each for each in overview.graphs if each.graph == iri)


def _dump(iri: Iri, offer: Format) -> Response:
    quads = list(islice(service().dataset.quads(iri), _STATEMENT_LIMIT + 1))
    if len(quads) > _STATEMENT_LIMIT:
        raise UnprocessableEntity(
            f"This graph holds more than {_STATEMENT_LIMIT} statements, the most that one answer takes. "
            "Use: maillage export"
        )
    syntax = syntax_by_name(offer.name)
    return Response(write_quads(quads, syntax), content_type=offer.content_type)
