"""Saving a result: one named graph of observations and of how they came about, written in one commit.

The graph is named after what it holds: network, measure, and a digest of the method and of the content that
it was computed from. So the same result has the same name, and saving it again changes nothing.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from graph import __version__
from graph.dataset import Dataset
from graph.errors import NetworkError
from graph.knowledge.content import SAVED, content_of
from graph.knowledge.observations.cube import Cube, cubes_of, described, observed, said
from graph.knowledge.observations.measured import Column, Finding, columns_of, measure_iri
from graph.network import MEASURES
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document
from graph.store import StateOf
from graph.terms import BASE, RDF, XSD, Iri, Literal, Term, Triple, n3

__all__ = ["MOST", "Kept", "save"]

MOST = 1_000_000
"""So many observations at most are saved at once: some tens of seconds, five triples each."""

_DIGITS = 16
_NOT_PART = frozenset({"elapsed_ms", "snapshot"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a result that was to be saved.

    Attributes:
        graph: the named graph that holds it.
        observations: how many numbers it has.
        is_new: False where it was there already, and nothing was written.
    """

    graph: Iri
    observations: int
    is_new: bool


class _AlreadyThereError(Exception):
    """The graph holds the result already."""


def save(dataset: Dataset, finding: Finding) -> Kept:
    """Write a result down, unless it is there already.

    Raises:
        NetworkError: it can't be saved. It must score nodes, all of them with IRIs, or the whole network,
            give at most `MOST` numbers, and come from a complete answer of a dataset that has snapshots.
        NotAllowed: whoever asks may not write the graph.
    """
    columns = columns_of(finding.result, f"{BASE}network/{quote(finding.name)}")
    count = _checked(dataset, finding, columns)
    content = content_of(dataset.commits(), finding.result.method.snapshot)
    graph = _graph(finding, content)
    kept = Kept(graph, count, is_new=False)
    if graph in dataset.graphs():
        return kept

    def before(state_of: StateOf) -> None:
        if state_of(graph):
            raise _AlreadyThereError

    cubes = cubes_of(graph, _title(finding), columns)
    text = "".join(
        [*(_line(each) for each in _told(finding, graph, content, cubes)), *observed(cubes, graph)]
    )
    document = Document(graph.value, syntax_by_name("nt"), text=text.encode())
    try:
        dataset.put(graph, [document], before)
    except _AlreadyThereError:
        return kept
    return Kept(graph, count, is_new=True)


def _checked(dataset: Dataset, finding: Finding, columns: Sequence[Column]) -> int:
    """How many observations there are.

    Raises:
        NetworkError: they can't be saved.
    """
    described_as, origin = MEASURES[finding.result.measure], finding.network.origin
    count = sum(len(column.values) for column in columns)
    blank = next((name for column in columns for name in column.values if name.startswith("_:")), "")
    problem = ""
    if not dataset.has_snapshots:
        problem = "the data is a service elsewhere, whose states have no names that a result could be held to"
    elif described_as.scope not in {"node", "graph"}:
        problem = (
            f"it scores each {described_as.scope}, and only nodes and whole networks have names to join on"
        )
    elif not origin.is_complete:
        problem = f"the network is not whole: {origin.reason}. Narrow it"
    elif blank:
        problem = f"the node {blank} has no IRI, so nobody could say which one it was. Give it one"
    elif count > MOST:
        problem = f"there are {count:,} numbers, and {MOST:,} is the most. Narrow the network"
    elif not count:
        problem = "there are no numbers to save"
    if problem:
        raise NetworkError(f"{described_as.label} can't be saved: {problem}. Nothing was written.")
    return count


def _graph(finding: Finding, content: str) -> Iri:
    method = {
        name: value for name, value in finding.result.method.document().items() if name not in _NOT_PART
    }
    parts = [finding.name, finding.result.measure, dict(finding.choice), method, content, __version__]
    digest = sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:_DIGITS]
    return Iri(f"{SAVED}{quote(finding.name, safe='')}/{finding.result.measure}/{digest}")


def _title(finding: Finding) -> str:
    return f"{MEASURES[finding.result.measure].label} of {finding.name}"


def _line(triple: Triple) -> str:
    return f"{n3(triple.subject)} {n3(triple.predicate)} {n3(triple.object)} .\n"


def _told(finding: Finding, graph: Iri, content: str, cubes: Sequence[Cube]) -> Iterator[Triple]:
    """Everything but the observations: what the graph is, how it came about, and the data sets."""
    activity, network = Iri(f"{graph.value}#activity"), Iri(f"{BASE}network/{quote(finding.name)}")
    yield from said(
        graph,
        ("rdf:type", "prov:Entity"),
        ("rdfs:label", _english(_title(finding))),
        ("mlg:contentVersion", Literal(content)),
        ("prov:wasGeneratedBy", activity),
        ("dcterms:subject", measure_iri(finding.result.measure)),
        ("dcterms:source", network),
        ("mlg:namedGraph", graph),
    )
    yield from said(network, ("rdf:type", "prov:Entity"), ("rdfs:label", Literal(finding.name)))
    yield from _activity(finding, activity)
    for cube in cubes:
        yield from described(cube)
        yield from said(cube.iri, ("prov:wasGeneratedBy", activity))


def _activity(finding: Finding, activity: Iri) -> Iterator[Triple]:
    """What was done, when, by what software, and with what query on what snapshot."""
    method = finding.result.method
    query, snapshot = Iri(f"{BASE}query/{method.query_hash}"), Iri(f"{BASE}snapshot/{method.snapshot}")
    software = Iri(f"{activity.value}-software")
    yield from said(
        activity,
        ("rdf:type", "prov:Activity"),
        ("rdfs:label", _english(f"Computing of: {_title(finding)}")),
        ("dcterms:description", _english(method.sentence())),
        ("prov:startedAtTime", _time(finding.ended - timedelta(milliseconds=method.elapsed_ms))),
        ("prov:endedAtTime", _time(finding.ended)),
        ("prov:used", query),
        ("prov:used", snapshot),
        ("prov:wasAssociatedWith", software),
    )
    yield from said(
        query,
        ("rdf:type", "prov:Entity"),
        ("rdfs:label", _english(f"Query of {finding.name}")),
        ("dcterms:identifier", Literal(method.query_hash)),
        ("prov:value", Literal(finding.text)),
    )
    yield from said(
        snapshot,
        ("rdf:type", "prov:Entity"),
        ("rdfs:label", _english(f"Snapshot {method.snapshot}")),
        ("dcterms:identifier", Literal(method.snapshot)),
    )
    label = _english(f"maillage {__version__}, {method.kernel}")
    yield from said(software, ("rdf:type", "prov:SoftwareAgent"), ("rdfs:label", label))
    yield from _settings(activity, method.document() | {"choice": dict(finding.choice)})


def _settings(activity: Iri, document: dict[str, Any]) -> Iterator[Triple]:
    """The method, attribute by attribute, under the names that it has in JSON."""
    for place, (name, value) in enumerate(_flat(document), 1):
        node = Iri(f"{activity.value}-{place}")
        yield from said(activity, ("schema:additionalProperty", node))
        facts = (
            ("rdf:type", "schema:PropertyValue"),
            ("schema:name", Literal(name)),
            ("schema:value", value),
        )
        yield from said(node, *facts)


def _flat(document: dict[str, Any], head: str = "") -> Iterator[tuple[str, Term]]:
    for name, value in document.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{head}{name}.")
        else:
            several = value if isinstance(value, list) else [value]
            yield from ((head + name, _literal(each)) for each in several if each not in (None, ""))


def _literal(value: Any) -> Literal:
    kinds: Iterable[tuple[type, str]] = ((bool, "boolean"), (int, "integer"), (float, "double"))
    for kind, name in kinds:
        if isinstance(value, kind):
            return Literal(json.dumps(value), f"{XSD}{name}")
    return Literal(str(value))


def _english(text: str) -> Literal:
    return Literal(text, f"{RDF}langString", "en")


def _time(moment: datetime) -> Literal:
    return Literal(f"{moment:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z", f"{XSD}dateTime")
