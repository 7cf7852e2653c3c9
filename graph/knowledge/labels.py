"""Names of things for people, looked up many at a time: once for a page, never once a row."""

import re
from collections.abc import Iterable, Sequence

from graph.dataset import Readable
from graph.terms import PREFIXES, Iri, Literal, Term, local_name

__all__ = ["LANGUAGES", "Labels", "labels_of", "name_of", "property_name", "words_of"]

LANGUAGES = ("en", "", "fr")
"""The languages of a name, the preferred one first; any other comes after these."""

Labels = dict[Iri, Literal]
"""IRI → the label to show."""

NAME_PROPERTIES = tuple(
    map(
        Iri,
        (
            f"{PREFIXES['rdfs']}label",
            f"{PREFIXES['skos']}prefLabel",
            f"{PREFIXES['schema']}name",
            "http://schema.org/name",
            f"{PREFIXES['foaf']}name",
            f"{PREFIXES['dcterms']}title",
        ),
    )
)
"""The properties that name a thing, the preferred one first."""


def labels_of(
    dataset: Readable, terms: Iterable[Term | None], languages: Sequence[str] = LANGUAGES
) -> Labels:
    """A label for each IRI among the terms that has one.

    Args:
        dataset: where the labels are.
        terms: anything; only IRIs are looked up, each once.
        languages: tags in the order of preference; the empty tag is a label without language.
    """
    ranked: dict[Iri, tuple[tuple[int, int, str], Literal]] = {}
    wanted = dict.fromkeys(term for term in terms if isinstance(term, Iri))
    for subject, by, label in dataset.triples_of(wanted, NAME_PROPERTIES):
        if isinstance(subject, Iri) and isinstance(label, Literal):
            entry = (_rank(by, label, languages), label)
            ranked[subject] = min(ranked.get(subject, entry), entry)
    return {iri: label for iri, (_, label) in ranked.items()}


def name_of(iri: Iri, labels: Labels) -> str:
    """What to call the thing: its label, or the last part of its IRI."""
    return labels[iri].value if iri in labels else local_name(iri.value) or iri.value


def property_name(iri: Iri, labels: Labels) -> str:
    """What to call a property or class: its label, or the last part of its IRI taken apart into words.

    >>> property_name(Iri("http://www.w3.org/ns/prov#wasDerivedFrom"), {})
    'was derived from'
    """
    return labels[iri].value if iri in labels else words_of(local_name(iri.value)) or iri.value


def words_of(name: str) -> str:
    """A name in camel case as words.

    >>> words_of("oneSource")
    'one source'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _rank(by: Iri, label: Literal, languages: Sequence[str]) -> tuple[int, int, str]:
    primary = label.language.partition("-")[0].lower()
    place = languages.index(primary) if primary in languages else len(languages)
    return place, NAME_PROPERTIES.index(by), label.value
