"""Entities: all that the dataset says about one thing, with who says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from graph.answer import Truth
from graph.dataset import Dataset
from graph.errors import UnknownName
from graph.knowledge.facts import Fact, facts_of
from graph.knowledge.situations import STATUS, Situation, count_situations, situation_from, situations_of
from graph.terms import BlankNode, Iri, Literal, Resource, Triple, shorten

__all__ = ["Entity", "Incoming", "Limits", "entity", "entity_triples", "is_known", "near_names"]

_CANDIDATE_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read about one thing: statements, situations, statements of others about it."""

    facts: int = 500
    situations: int = 200
    incoming: int = 200


@dataclass(frozen=True, slots=True)
class Incoming:
    """A statement of another thing, no situation, about this one."""

    subject: Resource
    property: Iri
    graphs: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """What is known about a thing.

    Attributes:
        iri: the thing.
        facts: statements about it.
        situations: the situations it takes part in.
        situations_total: how many there are, also where only some are read.
        incoming: statements of other things about it.
        is_complete: whether ``facts`` and ``incoming`` are all there are.
    """

    iri: Iri
    facts: tuple[Fact, ...]
    situations: tuple[Situation, ...]
    situations_total: int
    incoming: tuple[Incoming, ...]
    is_complete: bool

    @property
    def situation(self) -> Situation | None:
        """The thing as a situation, if it is one."""
        is_one = any(fact.property == STATUS for fact in self.facts)
        return situation_from(self.iri, self.facts) if is_one else None


def entity(dataset: Dataset, iri: Iri, limits: Limits | None = None) -> Entity:
    """What is known about a thing.

    Raises:
        UnknownName: no statement speaks of it; the message names things with names near to it.
    """
    bounds = limits or Limits()
    if not is_known(dataset, iri):
        raise UnknownName("entity", shorten(iri.value), near_names(dataset, iri))
    facts, has_all_facts = facts_of(dataset, [iri], limit=bounds.facts)
    situations = situations_of(dataset, iri, limit=bounds.situations)
    is_cut = len(situations) >= bounds.situations
    incoming = _incoming(dataset, iri, bounds.incoming + 1)
    return Entity(
        iri=iri,
        facts=facts.get(iri, ()),
        situations=situations,
        situations_total=count_situations(dataset, iri) if is_cut else len(situations),
        incoming=incoming[: bounds.incoming],
        is_complete=has_all_facts and len(incoming) <= bounds.incoming,
    )


def is_known(dataset: Dataset, iri: Iri) -> bool:
    """Whether any statement speaks of the thing or by it, or a named graph is called so."""
    text = """
      ASK {
        { ?thing ?a ?b } UNION { ?c ?d ?thing } UNION { ?e ?thing ?f } UNION { GRAPH ?thing { ?g ?h ?i } }
      }"""
    answer = dataset.query(text, {"thing": iri})
    return isinstance(answer, Truth) and answer.value


def near_names(dataset: Dataset, iri: Iri) -> tuple[str, ...]:
    """Names, as ``prefix:name``, that look like this one; found among the first 5,000 of its namespace."""
    space, name = _split(iri.value)
    text = f"""
      SELECT DISTINCT ?thing {{
        ?thing ?property ?value
        FILTER(isIRI(?thing) && STRSTARTS(STR(?thing), ?space))
      }} ORDER BY ?thing LIMIT {_CANDIDATE_LIMIT}"""
    rows = dataset.table(text, {"space": Literal(space)}).rows
    known = {thing.value.removeprefix(space).lower(): thing for (thing,) in rows if isinstance(thing, Iri)}
    near = get_close_matches(name.lower(), known, n=5, cutoff=0.5)
    return tuple(shorten(known[each].value) for each in near)


def entity_triples(found: Entity) -> tuple[Triple, ...]:
    """The statements about a thing and about the situations it takes part in, each once."""
    triples = _triples(found.iri, found.facts)
    situations = (triple for each in found.situations for triple in _triples(each.iri, each.facts))
    return tuple(dict.fromkeys((*triples, *situations)))


def _incoming(dataset: Dataset, iri: Iri, limit: int) -> tuple[Incoming, ...]:
    text = f"""
      SELECT ?subject ?property ?graph {{
        {{ SELECT DISTINCT ?subject ?property {{
             ?subject ?property ?thing
             FILTER NOT EXISTS {{ ?subject <{STATUS.value}> ?status }}
           }} ORDER BY ?property ?subject LIMIT {limit} }}
        GRAPH ?graph {{ ?subject ?property ?thing }}
      }} ORDER BY ?property ?subject ?graph"""
    pairs: dict[tuple[Resource, Iri], list[Iri]] = {}
    for subject, property_, graph in dataset.table(text, {"thing": iri}).rows:
        if isinstance(subject, Iri | BlankNode) and isinstance(property_, Iri) and isinstance(graph, Iri):
            pairs.setdefault((subject, property_), []).append(graph)
    return tuple(Incoming(*pair, tuple(graphs)) for pair, graphs in pairs.items())


def _triples(subject: Resource, facts: Iterable[Fact]) -> Iterator[Triple]:
    for fact in facts:
        yield Triple(subject, fact.property, fact.value)
        if isinstance(fact.value, BlankNode):
            yield from _triples(fact.value, fact.inner)


def _split(value: str) -> tuple[str, str]:
    cut = max(value.rfind(sign) for sign in "#/:") + 1
    return value[:cut], value[cut:]
