"""The dataset at a glance: how many things of which class, and the sources with their dates."""

from dataclasses import dataclass

from graph.dataset import ONTOLOGY_GRAPH, Dataset
from graph.knowledge.content import UNSEEN
from graph.knowledge.facts import Fact, facts_of
from graph.knowledge.validity import validity_of
from graph.terms import BASE, PREFIXES, Iri, Literal, Term

__all__ = ["GraphEntry", "Overview", "count_of", "overview_of"]

SOURCES_GRAPH = Iri(f"{BASE}graph/sources")
"""Descriptions of sources: not what the dataset is about, so not counted among its things."""

_TYPES = f"""
SELECT ?type (COUNT(DISTINCT ?thing) AS ?number) {{
  GRAPH ?graph {{ ?thing a ?type }}
  FILTER(?graph NOT IN (<{ONTOLOGY_GRAPH.value}>, <{SOURCES_GRAPH.value}>) && isIRI(?thing))
}} GROUP BY ?type ORDER BY DESC(?number) ?type LIMIT %d
"""
_GRAPHS = "SELECT ?graph (COUNT(*) AS ?number) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
_SOURCES = f"""
SELECT ?graph ?source {{ ?source <{PREFIXES["mlg"]}namedGraph> ?graph }} ORDER BY ?graph ?source
"""
_PUBLISHER = Iri(f"{PREFIXES['dcterms']}publisher")
_LANGUAGE = Iri(f"{PREFIXES['dcterms']}language")
_ISSUED = Iri(f"{PREFIXES['dcterms']}issued")
_CONFIDENCE = Iri(f"{PREFIXES['mlg']}confidence")
_TYPE_LIMIT = 60
_FACT_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """A named graph: how many statements it holds, and what is known of its source.

    Attributes:
        graph: its name.
        statements: how many there are.
        source: what it was read from, or None where the dataset does not say.
        publisher: who published the source, or None.
        date: when it was issued, or the bounds of that, in words; empty where unknown.
        language: language tag of the source, empty where unknown.
        confidence: whether somebody confirmed the description of the source, or None.
    """

    graph: Iri
    statements: int
    source: Iri | None = None
    publisher: Term | None = None
    date: str = ""
    language: str = ""
    confidence: Term | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Classes with their numbers of things, most first, and the named graphs by name."""

    types: tuple[tuple[Iri, int], ...]
    graphs: tuple[GraphEntry, ...]


def overview_of(dataset: Dataset) -> Overview:
    """The dataset at a glance, saved results not among its things; the time grows with the statements."""
    types = dataset.table(_TYPES % _TYPE_LIMIT, given=UNSEEN).rows
    counts = dataset.table(_GRAPHS).rows
    sources = {
        graph: source
        for graph, source in reversed(dataset.table(_SOURCES).rows)
        if isinstance(graph, Iri) and isinstance(source, Iri)
    }
    facts, _ = facts_of(dataset, sources.values(), limit=_FACT_LIMIT)
    return Overview(
        types=tuple((kind, count_of(number)) for kind, number in types if isinstance(kind, Iri)),
        graphs=tuple(
            _entry(graph, count_of(number), sources.get(graph), facts.get(sources.get(graph, graph), ()))
            for graph, number in counts
            if isinstance(graph, Iri)
        ),
    )


def count_of(term: Term | None) -> int:
    """The whole number that a literal holds; 0 for anything else."""
    return int(term.value) if isinstance(term, Literal) and term.value.isdecimal() else 0


def _entry(graph: Iri, statements: int, source: Iri | None, facts: tuple[Fact, ...]) -> GraphEntry:
    if source is None:
        return GraphEntry(graph, statements)
    values = {fact.property: fact.value for fact in reversed(facts)}
    issued, language = values.get(_ISSUED), values.get(_LANGUAGE)
    validity = validity_of(facts)
    dated = validity.text() if validity.possible_from or validity.possible_until else ""
    return GraphEntry(
        graph,
        statements,
        source,
        publisher=values.get(_PUBLISHER),
        date=issued.value if isinstance(issued, Literal) else dated,
        language=language.value if isinstance(language, Literal) else "",
        confidence=values.get(_CONFIDENCE),
    )
