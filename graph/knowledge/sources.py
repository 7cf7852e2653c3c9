"""Sources: which source stands behind a paragraph or a named graph."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.dataset import Dataset
from graph.terms import PREFIXES, Iri, n3

__all__ = ["Sources", "sources_of"]

_BATCH = 500
_QUERY = f"""
PREFIX mlg: <{PREFIXES["mlg"]}>
PREFIX oa: <{PREFIXES["oa"]}>
SELECT ?part ?source {{
  VALUES ?part {{ %s }}
  {{ ?part oa:hasSource ?source }} UNION {{ ?source mlg:namedGraph ?part }}
}} ORDER BY ?part ?source
"""


@dataclass(frozen=True, slots=True)
class Sources:
    """Paragraph or named graph → the source it belongs to."""

    whole_of: Mapping[Iri, Iri]

    def source(self, part: Iri) -> Iri:
        """The source of a paragraph or named graph; what belongs to none stands for itself."""
        return self.whole_of.get(part, part)


def sources_of(dataset: Dataset, parts: Iterable[Iri]) -> Sources:
    """The sources of these paragraphs and named graphs; of several, the first by IRI."""
    return Sources(dict(_pairs(dataset, sorted(set(parts)))))


def _pairs(dataset: Dataset, parts: list[Iri]) -> Iterator[tuple[Iri, Iri]]:
    for start in range(0, len(parts), _BATCH):
        rows = dataset.table(_QUERY % " ".join(map(n3, parts[start : start + _BATCH]))).rows
        for part, source in reversed(rows):
            if isinstance(part, Iri) and isinstance(source, Iri):
                yield part, source
