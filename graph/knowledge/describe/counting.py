"""Counting the dataset: all graphs together, what is in none, and each named graph by itself.

The numbers are those of https://www.w3.org/TR/void/#statistics, each the answer to one SPARQL query.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.dataset import Dataset
from graph.errors import StoreError
from graph.knowledge.overview import count_of
from graph.sparql import Circumstances
from graph.store import Commit
from graph.terms import Iri, Term

__all__ = ["Counts", "Measured", "PropertyCounts", "Sizes", "measured", "sizes"]

_SIZE = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"
_SIZES = "SELECT ?g (COUNT(*) AS ?triples) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
_TOTALS = """
SELECT %(graph)s (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
{ %(pattern)s } %(group)s
"""
_PROPERTIES = """
SELECT %(graph)s ?p (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
{ %(pattern)s } GROUP BY %(graph)s ?p ORDER BY %(graph)s DESC(?triples) ?p
"""
_CLASSES = """
SELECT %(graph)s ?class (COUNT(DISTINCT ?s) AS ?entities)
{ %(typed)s FILTER isIRI(?class) } GROUP BY %(graph)s ?class ORDER BY %(graph)s DESC(?entities) ?class
"""
_OF_ALL = {"graph": "", "pattern": "?s ?p ?o", "typed": "?s a ?class", "group": ""}
_OF_EACH = {
    "graph": "?g",
    "pattern": "GRAPH ?g { ?s ?p ?o }",
    "typed": "GRAPH ?g { ?s a ?class }",
    "group": "GROUP BY ?g ORDER BY ?g",
}


_NAMELESS = Circumstances(is_union=False)
_TRIES = 5


@dataclass(frozen=True, slots=True)
class PropertyCounts:
    """How often a property is used, by how many subjects, with how many objects."""

    property: Iri
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a set of triples holds.

    Attributes:
        triples: each once.
        subjects: different ones.
        objects: different ones.
        properties: most used first.
        classes: those that have an IRI, with the number of their instances, most first.
    """

    triples: int
    subjects: int
    objects: int
    properties: tuple[PropertyCounts, ...] = ()
    classes: tuple[tuple[Iri, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of a dataset.

    Attributes:
        snapshot: what was counted.
        whole: of all graphs together.
        nameless: of what is in no named graph.
        graphs: of each named graph, by name.
    """

    snapshot: Commit
    whole: Counts
    nameless: Counts
    graphs: Mapping[Iri, Counts]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many triples there are: in all graphs together, in none, and in each named one."""

    whole: int
    nameless: int
    graphs: Mapping[Iri, int]


def sizes(dataset: Dataset) -> Sizes:
    """How many triples there are, graph by graph."""
    [[whole]] = dataset.table(_SIZE).rows
    [[nameless]] = dataset.table(_SIZE, given=_NAMELESS).rows
    named = dataset.table(_SIZES).rows
    graphs = {name: count_of(count) for name, count in named if isinstance(name, Iri)}
    return Sizes(count_of(whole), count_of(nameless), graphs)


def measured(dataset: Dataset) -> Measured:
    """The counts; reads everything several times, so the time grows with the number of statements.

    Raises:
        StoreError: the data kept changing meanwhile.
    """
    for _ in range(_TRIES):
        snapshot = dataset.snapshot
        counts = _counts(dataset, Circumstances()), _counts(dataset, _NAMELESS), _by_graph(dataset)
        if dataset.snapshot == snapshot:
            return Measured(snapshot, *counts)
    raise StoreError("The data changes faster than it can be counted. Ask again later.")


def _counts(dataset: Dataset, given: Circumstances) -> Counts:
    [(triples, subjects, objects)] = dataset.table(_TOTALS % _OF_ALL, given=given).rows
    properties = dataset.table(_PROPERTIES % _OF_ALL, given=given).rows
    classes = dataset.table(_CLASSES % _OF_ALL, given=given).rows
    return Counts(
        count_of(triples),
        count_of(subjects),
        count_of(objects),
        tuple(map(_property, properties)),
        tuple((kind, count_of(number)) for kind, number in classes if isinstance(kind, Iri)),
    )


def _by_graph(dataset: Dataset) -> dict[Iri, Counts]:
    properties: dict[Term | None, list[PropertyCounts]] = {}
    for graph, *row in dataset.table(_PROPERTIES % _OF_EACH).rows:
        properties.setdefault(graph, []).append(_property(tuple(row)))
    classes: dict[Term | None, list[tuple[Iri, int]]] = {}
    for graph, kind, number in dataset.table(_CLASSES % _OF_EACH).rows:
        if isinstance(kind, Iri):
            classes.setdefault(graph, []).append((kind, count_of(number)))
    return {
        graph: Counts(
            count_of(triples),
            count_of(subjects),
            count_of(objects),
            tuple(properties.get(graph, ())),
            tuple(classes.get(graph, ())),
        )
        for graph, triples, subjects, objects in dataset.table(_TOTALS % _OF_EACH).rows
        if isinstance(graph, Iri)
    }


def _property(row: tuple[Term | None, ...]) -> PropertyCounts:
    name, triples, subjects, objects = row
    if not isinstance(name, Iri):
        raise TypeError(f"a predicate that is no IRI: {name}")
    return PropertyCounts(name, count_of(triples), count_of(subjects), count_of(objects))
