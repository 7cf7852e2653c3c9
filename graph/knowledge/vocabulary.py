"""The ontology as a reader needs it: classes, properties and concepts with both languages and their ties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.dataset import ONTOLOGY_GRAPH, Dataset
from graph.knowledge.facts import Fact, Facts, facts_of
from graph.terms import BASE, PREFIXES, Iri, Literal, local_name

__all__ = ["ONTOLOGY", "Scheme", "Text", "Vocabulary", "VocabularyTerm", "vocabulary_of"]

ONTOLOGY = Iri(f"{BASE}ontology")
Text = Mapping[str, str]
"""Language tag → text."""

_RDF, _RDFS, _OWL, _SKOS = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "skos"))
_DEFINED = f"""
SELECT DISTINCT ?term {{
  GRAPH <{ONTOLOGY_GRAPH.value}> {{ ?term a ?kind }}
  FILTER(isIRI(?term) && STRSTARTS(STR(?term), "{BASE}"))
}} ORDER BY ?term
"""
_TYPE = Iri(f"{_RDF}type")
_IN_SCHEME = Iri(f"{_SKOS}inScheme")
_KINDS = {
    f"{_OWL}Class": "class",
    f"{_RDFS}Class": "class",
    f"{_OWL}ObjectProperty": "property",
    f"{_OWL}DatatypeProperty": "property",
    f"{_OWL}AnnotationProperty": "property",
    f"{_RDF}Property": "property",
    f"{_SKOS}ConceptScheme": "scheme",
    f"{_SKOS}Concept": "concept",
}
_TIES = {
    "subclass of": f"{_RDFS}subClassOf",
    "subproperty of": f"{_RDFS}subPropertyOf",
    "domain": f"{_RDFS}domain",
    "range": f"{_RDFS}range",
    "inverse of": f"{_OWL}inverseOf",
    "broader": f"{_SKOS}broader",
    "close to": f"{_SKOS}closeMatch",
    "same as": f"{_OWL}equivalentClass",
    "see also": f"{_RDFS}seeAlso",
}
_FACT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """A class, property or concept.

    Attributes:
        iri: the term.
        name: the last part of its IRI.
        kind: ``class``, ``property``, ``scheme`` or ``concept``.
        labels: language → label.
        definitions: language → definition.
        ties: how it is tied to other terms: name of the tie → IRIs.
    """

    iri: Iri
    name: str
    kind: str
    labels: Text
    definitions: Text
    ties: Mapping[str, tuple[Iri, ...]]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme with its concepts, in the order of their names."""

    term: VocabularyTerm
    concepts: tuple[VocabularyTerm, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ontology.

    Attributes:
        titles: language → title.
        abstracts: language → what it is for.
        facts: the other statements about the ontology itself.
        classes: its classes, in the order of their names.
        properties: its properties, likewise.
        schemes: its concept schemes, likewise.
    """

    titles: Text
    abstracts: Text
    facts: tuple[Fact, ...]
    classes: tuple[VocabularyTerm, ...]
    properties: tuple[VocabularyTerm, ...]
    schemes: tuple[Scheme, ...]


def vocabulary_of(dataset: Dataset) -> Vocabulary:
    """The ontology that the dataset holds."""
    names = [term for (term,) in dataset.table(_DEFINED).rows if isinstance(term, Iri)]
    facts, _ = facts_of(dataset, [*names, ONTOLOGY], limit=_FACT_LIMIT)
    terms = [_term(name, facts[name]) for name in names if name in facts]
    about = facts.get(ONTOLOGY, ())
    return Vocabulary(
        titles=_texts(about, "dcterms:title"),
        abstracts=_texts(about, "dcterms:description", "dcterms:abstract"),
        facts=about,
        classes=_of_kind(terms, "class"),
        properties=_of_kind(terms, "property"),
        schemes=tuple(Scheme(term, _members(term, terms, facts)) for term in terms if term.kind == "scheme"),
    )


def _of_kind(terms: Iterable[VocabularyTerm], kind: str) -> tuple[VocabularyTerm, ...]:
    fitting = (term for term in terms if term.kind == kind and term.iri.value.startswith(PREFIXES["mlg"]))
    return tuple(sorted(fitting, key=lambda term: term.name.lower()))


def _members(
    scheme: VocabularyTerm, terms: Iterable[VocabularyTerm], facts: Facts
) -> tuple[VocabularyTerm, ...]:
    return tuple(
        term
        for term in terms
        if any(fact.property == _IN_SCHEME and fact.value == scheme.iri for fact in facts[term.iri])
    )


def _term(iri: Iri, facts: Sequence[Fact]) -> VocabularyTerm:
    types = [fact.value.value for fact in facts if fact.property == _TYPE and isinstance(fact.value, Iri)]
    kinds = [kind for name, kind in _KINDS.items() if name in types]
    ties = {name: _iris(facts, property_) for name, property_ in _TIES.items()}
    return VocabularyTerm(
        iri=iri,
        name=local_name(iri.value),
        kind=kinds[0] if kinds else "",
        labels=_texts(facts, "rdfs:label", "skos:prefLabel"),
        definitions=_texts(facts, "skos:definition", "rdfs:comment"),
        ties={name: iris for name, iris in ties.items() if iris},
    )


def _texts(facts: Iterable[Fact], *names: str) -> Text:
    """The first text in each language, of the first of the properties that has one."""
    found: dict[str, str] = {}
    for name in reversed(names):
        prefix, _, local = name.partition(":")
        for fact in facts:
            if fact.property.value == PREFIXES[prefix] + local and isinstance(fact.value, Literal):
                found[fact.value.language or "en"] = fact.value.value
    return found


def _iris(facts: Iterable[Fact], property_: str) -> tuple[Iri, ...]:
    return tuple(
        fact.value for fact in facts if fact.property.value == property_ and isinstance(fact.value, Iri)
    )
