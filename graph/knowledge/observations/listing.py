"""Which results are saved, and whether the data has changed since."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from graph.dataset import Readable
from graph.knowledge.content import SAVED, content_of
from graph.store import Commit
from graph.terms import PREFIXES, Iri

__all__ = ["Logged", "Saved", "saved_results"]

_SAVED = f"""
PREFIX dcterms: <{PREFIXES["dcterms"]}>
PREFIX mlg: <{PREFIXES["mlg"]}>
PREFIX prov: <{PREFIXES["prov"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?graph ?version ?label ?ended ?method {{
  GRAPH ?graph {{
    ?graph mlg:contentVersion ?version ;
      prov:wasGeneratedBy ?activity ;
      rdfs:label ?label .
    ?activity prov:endedAtTime ?ended ;
      dcterms:description ?method .
  }}
}} ORDER BY ?graph
"""


_NAME = re.compile(rf"{re.escape(SAVED)}[^/]+/[^/]+/[^/]+")


class Logged(Readable, Protocol):
    """What can be asked and knows its commits: a dataset, or one snapshot of it."""

    def commits(self) -> Sequence[Commit]:
        """All commits, oldest first."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved result.

    Attributes:
        graph: the named graph that holds it.
        network: name of what was measured.
        measure: name of the measure.
        label: both in words.
        ended: when it was computed, ISO 8601 in UTC.
        method: how, in words.
        version: the content that it was computed from.
        is_stale: whether the data has changed since, otherwise than by saving results.
    """

    graph: Iri
    network: str
    measure: str
    label: str
    ended: str
    method: str
    version: str
    is_stale: bool


def saved_results(dataset: Logged, network: str = "") -> tuple[Saved, ...]:
    """The saved results of a dataset, or of one of its networks: by network and measure, the newest last."""
    found = dataset.columns(_SAVED)
    texts, names = found.texts, ("graph", "version", "label", "ended", "method")
    present = content_of(dataset.commits())
    rows = ([texts[int(found.codes[name][row])] for name in names] for row in range(len(found)))
    listed = [_saved(row, present) for row in rows if _NAME.fullmatch(row[0])]
    chosen = [each for each in listed if network in {"", each.network}]
    return tuple(sorted(chosen, key=lambda each: (each.network, each.measure, each.ended, each.graph)))


def _saved(row: Sequence[str], present: str) -> Saved:
    graph, version, label, ended, method = row
    network, measure, _ = graph.removeprefix(SAVED).split("/")
    return Saved(
        Iri(graph), unquote(network), measure, label, ended, method, version, is_stale=version != present
    )
