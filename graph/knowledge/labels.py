"""Names of things for people, looked up many at a time: one query for a page, never one a row."""

import re
from collections.abc import Iterable, Iterator, Sequence

from graph.dataset import Dataset
from graph.terms import Iri, Literal, Term, local_name, n3

__all__ = ["LANGUAGES", "Labels", "labels_of", "name_of", "property_name", "words_of"]

LANGUAGES = ("en", "", "fr")
"""The languages of a name, the preferred one first; any other comes after these."""

Labels = dict[Iri, Literal]
"""IRI → the label to show."""

_BATCH = 500
_LABELS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?property ?label WHERE {
  VALUES ?thing { %s }
  VALUES ?property { rdfs:label skos:prefLabel dcterms:title foaf:name schema:name }
  ?thing ?property ?label
  FILTER(isLiteral(?label))
}
"""
_PROPERTIES = ("#label", "#prefLabel", "/title", "/name")


def labels_of(dataset: Dataset, terms: Iterable[Term | None], languages: Sequence[str] = LANGUAGES) -> Labels:
    """A label for each IRI among the terms that has one.

    Args:
        dataset: where the labels are.
        terms: anything; only IRIs are looked up, each once.
        languages: tags in the order of preference; the empty tag is a label without language.
    """
    found: Labels = {}
    wanted = sorted({term for term in terms if isinstance(term, Iri)})
    for iri, labels in _grouped(dataset, wanted):
        found[iri] = min(labels, key=lambda pair: _rank(pair[0], pair[1], languages))[1]
    return found


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


def _grouped(dataset: Dataset, iris: Sequence[Iri]) -> Iterator[tuple[Iri, list[tuple[Iri, Literal]]]]:
    for batch in _batches(iris):
        groups: dict[Iri, list[tuple[Iri, Literal]]] = {}
        for thing, by, label in dataset.table(_LABELS % " ".join(map(n3, batch))).rows:
            if isinstance(thing, Iri) and isinstance(by, Iri) and isinstance(label, Literal):
                groups.setdefault(thing, []).append((by, label))
        yield from groups.items()


def _rank(by: Iri, label: Literal, languages: Sequence[str]) -> tuple[int, int, str]:
    known = label.language in languages
    place = languages.index(label.language) if known else len(languages)
    kind = next((i for i, end in enumerate(_PROPERTIES) if by.value.endswith(end)), len(_PROPERTIES))
    return place, kind, label.value


def _batches(iris: Sequence[Iri]) -> Iterator[Sequence[Iri]]:
    return (iris[start : start + _BATCH] for start in range(0, len(iris), _BATCH))
