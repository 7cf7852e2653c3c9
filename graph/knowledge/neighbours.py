"""The neighbourhood of a thing: whom it is tied to, directly or by a situation, as a small network."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from graph.dataset import Dataset
from graph.knowledge.entities import Entity
from graph.knowledge.facts import Fact
from graph.knowledge.networks import described
from graph.knowledge.situations import FRAME, Situation
from graph.network import Edge, Network, Origin
from graph.network.rows import edge_id
from graph.terms import BASE, PREFIXES, Iri, local_name

__all__ = ["neighbourhood"]

# What describes a thing and ties it to nobody: concepts, classes, sources, other records of the same.
_NO_NEIGHBOURS = (
    f"{BASE}scheme/",
    f"{BASE}ontology",
    f"{BASE}graph/",
    PREFIXES["sdmx-code"],
    PREFIXES["xsd"],
)
_NO_TIES = FRAME | {
    Iri(f"{PREFIXES[prefix]}{name}")
    for prefix, name in (
        ("qb", "dataSet"),
        ("prov", "hadPrimarySource"),
        ("prov", "wasGeneratedBy"),
        ("sdmx-attribute", "unitMeasure"),
        ("sdmx-dimension", "refPeriod"),
        ("owl", "sameAs"),
        ("rdfs", "seeAlso"),
        ("schema", "about"),
        ("rdfs", "subClassOf"),
        ("rdfs", "isDefinedBy"),
    )
}


def neighbourhood(dataset: Dataset, found: Entity, *, limit: int) -> tuple[Network, int]:
    """The ties of a thing to at most so many others, and how many others there are.

    Derived shortcuts are left out where the situation behind them is there. Ties among the others are
    not part of it.
    """
    edges = tuple(_edges(found))
    others = sorted({edge.target for edge in edges})
    kept = frozenset(others[:limit])
    origin = Origin(snapshot=dataset.snapshot.id, rule="what a thing shares a statement or a situation with")
    shown = [edge for edge in edges if edge.target in kept]
    network = described(dataset, Network.of(shown, is_directed=False, origin=origin))
    name = network.by_id[found.iri.value].label if shown else local_name(found.iri.value)
    title = f"Whom and what {name} is tied to"
    return replace(network, origin=replace(origin, title=title)), len(others)


def _edges(found: Entity) -> Iterator[Edge]:
    reached: set[str] = set()
    # A paragraph, a status or a speaker is no party of the situations that name it.
    for situation in (each for each in found.situations if not _NO_TIES.issuperset(each.roles)):
        for edge in _situation_edges(found.iri, situation):
            reached.add(edge.target)
            yield edge
    itself = found.situation
    for fact in found.facts:
        if _is_tie(found.iri, fact) and isinstance(fact.value, Iri) and fact.value.value not in reached:
            edge = _edge(found.iri, fact.value, fact, itself.iri if itself else None)
            yield _as_told(edge, itself) if itself else edge


def _situation_edges(thing: Iri, situation: Situation) -> Iterator[Edge]:
    for fact in situation.content:
        if _is_tie(thing, fact) and isinstance(fact.value, Iri):
            yield _as_told(_edge(thing, fact.value, fact, situation.iri), situation)


def _as_told(edge: Edge, situation: Situation) -> Edge:
    """The tie with the status, time and evidence of the situation that holds it."""
    validity = situation.validity
    return replace(
        edge,
        start=_day(validity.certain_from or validity.possible_from),
        until=_day(validity.possible_until),
        status=situation.statuses[0].value if situation.statuses else "",
        evidence=tuple(each.value for each in situation.evidence),
    )


def _edge(thing: Iri, other: Iri, fact: Fact, tie: Iri | None = None) -> Edge:
    key = (thing.value, other.value, fact.property.value, tie.value if tie else "")
    return Edge(
        id=edge_id(*key),
        source=thing.value,
        target=other.value,
        relation=fact.property.value,
        relation_label=local_name(fact.property.value),
        tie=tie.value if tie else "",
        graphs=tuple(graph.value for graph in fact.graphs),
    )


def _is_tie(thing: Iri, fact: Fact) -> bool:
    return (
        isinstance(fact.value, Iri)
        and fact.value != thing
        and fact.property not in _NO_TIES
        and not fact.value.value.startswith(_NO_NEIGHBOURS)
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
