"""Chips: which source says so, and in which paragraph, beside everything that is said."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.dataset import INFERRED_GRAPH, ONTOLOGY_GRAPH, Dataset
from graph.knowledge.labels import Labels, name_of
from graph.knowledge.sources import Sources, sources_of
from graph.terms import Iri, local_name
from graph.web.addresses import address_of
from graph.web.display import Cell

__all__ = ["Chip", "chips", "parts_of"]

_OWN_NAMES = {INFERRED_GRAPH: "derived by rule", ONTOLOGY_GRAPH: "ontology"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A source, by its short name, and the places in it."""

    source: Cell
    places: tuple[Cell, ...]


def chips(
    evidence: Iterable[Iri], graphs: Iterable[Iri], sources: Sources, labels: Labels
) -> tuple[Chip, ...]:
    """The sources behind a statement: those it names itself, else those of the graphs that hold it."""
    places: dict[Iri, list[Iri]] = {}
    for part in evidence:
        source = sources.source(part)
        places.setdefault(source, []).extend([part] if part != source else [])
    if not places:
        places = {sources.source(graph): [] for graph in graphs}
    return tuple(
        Chip(_source(source, labels), tuple(_place(part, labels) for part in sorted(parts)))
        for source, parts in sorted(places.items())
    )


def parts_of(dataset: Dataset, evidence: Iterable[Iri], graphs: Iterable[Iri]) -> tuple[Sources, set[Iri]]:
    """The sources of paragraphs and graphs, and everything whose name chips will show."""
    parts = {*evidence, *graphs}
    sources = sources_of(dataset, parts)
    return sources, parts | set(sources.whole_of.values())


def _source(source: Iri, labels: Labels) -> Cell:
    text = _OWN_NAMES.get(source) or local_name(source.value)
    return Cell(text, address_of(source), name_of(source, labels))


def _place(part: Iri, labels: Labels) -> Cell:
    name = name_of(part, labels)
    short = name.rpartition(", ")[2].replace("paragraph ", "¶\u202f")
    return Cell(short, address_of(part), name)
