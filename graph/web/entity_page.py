"""What the page of a thing shows: facts by property, situations as sentences, statements of others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from graph.dataset import Dataset
from graph.knowledge.entities import Entity
from graph.knowledge.facts import Fact
from graph.knowledge.labels import Labels, labels_of, name_of, property_name
from graph.knowledge.situations import DERIVED_FROM, FRAME, TYPE, Situation
from graph.knowledge.sources import Sources
from graph.terms import PREFIXES, Iri, Literal, Term, shorten
from graph.web.chips import Chip, chips, parts_of
from graph.web.display import Cell, cell, kind_cell

__all__ = ["EntityPage", "Group", "Row", "Value", "entity_page"]

_LABELS = tuple(
    Iri(f"{PREFIXES[prefix]}{name}")
    for prefix, name in (("rdfs", "label"), ("skos", "prefLabel"), ("dcterms", "title"), ("foaf", "name"))
)
_SOURCE = Iri(f"{PREFIXES['prov']}Entity")
_COMMENTS = tuple(
    Iri(f"{PREFIXES[prefix]}{name}")
    for prefix, name in (("rdfs", "comment"), ("skos", "definition"), ("dcterms", "description"))
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: what to show, parts of it where it is a description, and who says so."""

    cell: Cell
    inner: tuple["Group", ...]
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A property with its values."""

    property: Cell
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A situation, readable: what it is, how the thing takes part, what else, since when, who says so."""

    name: Cell
    types: tuple[Cell, ...]
    roles: tuple[str, ...]
    content: tuple[Group, ...]
    statuses: tuple[Cell, ...]
    stated: tuple[Cell, ...]
    when: str
    basis: str
    chips: tuple[Chip, ...]
    speakers: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """Everything the page of a thing shows but the picture."""

    iri: Iri
    name: str
    other_names: tuple[Cell, ...]
    descriptions: tuple[Cell, ...]
    types: tuple[Cell, ...]
    facts: tuple[Group, ...]
    itself: Row | None
    situations: tuple[Row, ...]
    situations_total: int
    incoming: tuple[tuple[Cell, str, tuple[Chip, ...]], ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """What was looked up for the whole page at once."""

    labels: Labels
    sources: Sources


def entity_page(dataset: Dataset, found: Entity) -> EntityPage:
    """What the page of a thing shows; names of everything on it are looked up at once."""
    evidence, graphs = _evidence(found)
    sources, parts = parts_of(dataset, evidence, graphs)
    words = _Words(labels_of(dataset, (*parts, *_terms(found))), sources)
    itself = found.situation
    return EntityPage(
        iri=found.iri,
        name=name_of(found.iri, words.labels),
        other_names=_texts(found, _LABELS, apart=name_of(found.iri, words.labels)),
        descriptions=_texts(found, _COMMENTS),
        types=tuple(_kinds((fact.value for fact in found.facts if fact.property == TYPE), words.labels)),
        facts=_fact_groups(found, words, FRAME if itself else frozenset({TYPE})),
        itself=_row(itself, found.iri, words) if itself else None,
        situations=tuple(_row(each, found.iri, words) for each in found.situations),
        situations_total=found.situations_total,
        incoming=tuple(
            (
                cell(each.subject, words.labels),
                property_name(each.property, words.labels),
                chips((), each.graphs, sources, words.labels),
            )
            for each in found.incoming
        ),
        is_complete=found.is_complete,
    )


def _evidence(found: Entity) -> tuple[set[Iri], set[Iri]]:
    evidence = {fact.value for fact in found.facts if fact.property == DERIVED_FROM}
    evidence |= {part for each in found.situations for part in each.evidence}
    graphs = {graph for fact in found.facts for graph in fact.graphs}
    graphs |= {graph for each in found.situations for graph in each.graphs}
    graphs |= {graph for each in found.incoming for graph in each.graphs}
    return {part for part in evidence if isinstance(part, Iri)}, graphs


def _terms(found: Entity) -> Iterator[Term]:
    yield found.iri
    yield from _fact_terms(found.facts)
    for situation in found.situations:
        yield situation.iri
        yield from situation.roles
        yield from _fact_terms(situation.facts)
    for each in found.incoming:
        yield each.subject
        yield each.property


def _fact_terms(facts: Iterable[Fact]) -> Iterator[Term]:
    for fact in facts:
        yield fact.property
        yield fact.value
        yield from _fact_terms(fact.inner)


def _kinds(types: Iterable[Term], labels: Labels) -> Iterator[Cell]:
    yield from (kind_cell(each, labels) for each in types if isinstance(each, Iri))


def _in_english(facts: Iterable[Fact]) -> list[Fact]:
    """The facts without the texts in other languages where there is one in English."""
    english = {fact.property for fact in facts if _language(fact) == "en"}
    return [fact for fact in facts if fact.property not in english or _language(fact) in {"", "en"}]


def _language(fact: Fact) -> str:
    return fact.value.language if isinstance(fact.value, Literal) else ""


def _texts(found: Entity, properties: Sequence[Iri], apart: str = "") -> tuple[Cell, ...]:
    texts = [fact.value for fact in found.facts if fact.property in properties]
    cells = [cell(text, {}) for text in texts if isinstance(text, Literal) and text.value != apart]
    return tuple(sorted(dict.fromkeys(cells), key=lambda each: (each.lang, each.text)))


def _fact_groups(found: Entity, words: _Words, hidden: frozenset[Iri]) -> tuple[Group, ...]:
    # What a source was made from is no evidence for what is said about it.
    is_source = any(fact.property == TYPE and fact.value == _SOURCE for fact in found.facts)
    places = [fact for fact in found.facts if fact.property == DERIVED_FROM and not is_source]
    # Paragraphs stand in the chips of each fact; a source that a source was made from stays a fact.
    in_chips = {fact for fact in places if fact.value in words.sources.whole_of}
    out = hidden | {*_LABELS, *_COMMENTS}
    left = [fact for fact in found.facts if fact.property not in out and fact not in in_chips]
    return _groups(left, words, places)


def _groups(facts: Iterable[Fact], words: _Words, places: Sequence[Fact] | None) -> tuple[Group, ...]:
    """Facts by property; with ``places``, each with the sources that say so."""
    groups = [
        Group(
            Cell(property_name(name, words.labels), title=shorten(name.value)),
            tuple(_value(fact, words, places) for fact in each),
        )
        for name, each in groupby(facts, key=lambda fact: fact.property)
    ]
    return tuple(sorted(groups, key=lambda group: group.property.text.lower()))


def _value(fact: Fact, words: _Words, places: Sequence[Fact] | None) -> Value:
    inner = _groups(fact.inner, words, None)
    said_by: tuple[Chip, ...] = ()
    if places is not None:
        evidence = [
            each.value
            for each in places
            if isinstance(each.value, Iri) and not set(each.graphs).isdisjoint(fact.graphs)
        ]
        said_by = chips(
            () if fact.property == DERIVED_FROM else evidence, fact.graphs, words.sources, words.labels
        )
    return Value(cell(fact.value, words.labels), inner, said_by)


def _row(situation: Situation, thing: Iri, words: _Words) -> Row:
    labels = words.labels
    content = [fact for fact in situation.content if fact.value != thing]
    return Row(
        name=cell(situation.iri, labels),
        types=tuple(_kinds(situation.types, labels)),
        roles=tuple(property_name(role, labels) for role in situation.roles),
        content=_groups(_in_english(content), words, None),
        statuses=tuple(cell(each, labels) for each in situation.statuses),
        stated=tuple(cell(each, labels) for each in situation.validity.stated[:1]),
        when=situation.validity.text(),
        basis=property_name(situation.validity.basis, labels) if situation.validity.basis else "",
        chips=chips(situation.evidence, situation.graphs, words.sources, labels),
        speakers=tuple(cell(each, labels) for each in situation.speakers),
    )
