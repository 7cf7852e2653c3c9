"""Situations: dated, sourced facts that tie several things together, read as one value each.

What makes a node a situation is that it has an epistemic status; see the ontology.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graph.dataset import Dataset
from graph.knowledge.facts import Fact, facts_of
from graph.knowledge.validity import BASIS, BOUNDS, STATED, Validity, validity_of
from graph.terms import PREFIXES, Iri, Literal, n3

__all__ = ["FRAME", "Situation", "count_situations", "read_situations", "situation_from", "situations_of"]

STATUS = Iri(f"{PREFIXES['mlg']}epistemicStatus")
DERIVED_FROM = Iri(f"{PREFIXES['prov']}wasDerivedFrom")
SPEAKER = Iri(f"{PREFIXES['prov']}wasAttributedTo")
TYPE = Iri(f"{PREFIXES['rdf']}type")
_NAMES = frozenset(Iri(f"{PREFIXES['rdfs']}{name}") for name in ("label", "comment"))

FRAME = frozenset({STATUS, DERIVED_FROM, SPEAKER, TYPE, BASIS, STATED, *BOUNDS.values()}) | _NAMES
"""Properties that every situation may have; the others are its own content."""

# An investment is told by its round, which carries status and source. The status stands in both branches,
# so that an engine can go from the thing to its few situations and never from all of them.
_LINKS = f"""
  {{ ?situation ?role ?thing . ?situation <{STATUS.value}> ?status }}
  UNION
  {{
    ?part ?role ?thing .
    ?situation <{PREFIXES["mlg"]}investment> ?part .
    ?situation <{STATUS.value}> ?status
  }}
"""
_FACT_LIMIT = 20_000
_NO_ROLES: Mapping[Iri, tuple[Iri, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation.

    Attributes:
        iri: its node.
        types: its classes, sorted.
        roles: the properties by which the thing that was asked about takes part; empty elsewhere.
        facts: all that is said about it.
        statuses: stated, planned, …; more than one where sources disagree.
        validity: when it holds.
        evidence: paragraphs or sources that it was derived from, sorted.
        speakers: whom the source quotes for it.
        graphs: the named graphs that hold it, sorted.
    """

    iri: Iri
    types: tuple[Iri, ...]
    roles: tuple[Iri, ...]
    facts: tuple[Fact, ...]
    statuses: tuple[Iri, ...]
    validity: Validity
    evidence: tuple[Iri, ...]
    speakers: tuple[Iri, ...]
    graphs: tuple[Iri, ...]

    @property
    def content(self) -> tuple[Fact, ...]:
        """What makes it this situation: its facts without the frame that all situations share."""
        return tuple(fact for fact in self.facts if fact.property not in FRAME)


def situations_of(dataset: Dataset, thing: Iri, *, limit: int) -> tuple[Situation, ...]:
    """The situations that a thing takes part in, by class and time; of too many, the first by IRI."""
    first = f"SELECT DISTINCT ?situation {{ {_LINKS} }} ORDER BY ?situation LIMIT {limit}"
    names = [name for (name,) in dataset.table(first, {"thing": thing}).rows if isinstance(name, Iri)]
    roles = _roles(dataset, thing, names)
    return tuple(sorted(read_situations(dataset, names, roles=roles), key=_by_class_and_time))


def _roles(dataset: Dataset, thing: Iri, names: Sequence[Iri]) -> dict[Iri, tuple[Iri, ...]]:
    """Situation → the properties by which the thing takes part in it."""
    values = f"VALUES ?situation {{ {' '.join(map(n3, names))} }}"
    text = f"""
      SELECT DISTINCT ?situation ?role {{
        {{ {values} ?situation ?role ?thing }}
        UNION
        {{ {values} ?situation <{PREFIXES["mlg"]}investment> ?part . ?part ?role ?thing }}
      }} ORDER BY ?situation ?role"""
    found: dict[Iri, tuple[Iri, ...]] = {}
    for situation, role in dataset.table(text, {"thing": thing}).rows:
        if isinstance(situation, Iri) and isinstance(role, Iri):
            found[situation] = (*found.get(situation, ()), role)
    return found


def count_situations(dataset: Dataset, thing: Iri) -> int:
    """How many situations a thing takes part in."""
    text = f"SELECT (COUNT(DISTINCT ?situation) AS ?number) {{ {_LINKS} }}"
    number = dataset.table(text, {"thing": thing}).rows[0][0]
    return int(number.value) if isinstance(number, Literal) else 0


def read_situations(
    dataset: Dataset, iris: Iterable[Iri], *, roles: Mapping[Iri, tuple[Iri, ...]] = _NO_ROLES
) -> tuple[Situation, ...]:
    """The situations of these names, in the order of their names."""
    facts, _ = facts_of(dataset, iris, limit=_FACT_LIMIT)
    return tuple(
        situation_from(name, each, roles.get(name, ()))
        for name, each in facts.items()
        if isinstance(name, Iri)
    )


def situation_from(iri: Iri, facts: Sequence[Fact], roles: tuple[Iri, ...] = ()) -> Situation:
    """The situation that these facts make up."""
    return Situation(
        iri=iri,
        types=_iris(facts, TYPE),
        roles=roles,
        facts=tuple(facts),
        statuses=_iris(facts, STATUS),
        validity=validity_of(facts),
        evidence=_iris(facts, DERIVED_FROM),
        speakers=_iris(facts, SPEAKER),
        graphs=tuple(sorted({graph for fact in facts for graph in fact.graphs})),
    )


def _iris(facts: Iterable[Fact], property_: Iri) -> tuple[Iri, ...]:
    found = {fact.value for fact in facts if fact.property == property_ and isinstance(fact.value, Iri)}
    return tuple(sorted(found))


def _by_class_and_time(situation: Situation) -> tuple[object, ...]:
    validity = situation.validity
    begin = validity.possible_from or validity.certain_from or "9"
    return situation.types, begin, validity.possible_until or validity.certain_until, situation.iri
