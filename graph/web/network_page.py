"""What the page of a network shows: the choices, the nodes by measure, the ties with who says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import request

from graph.catalog import NamedQuery
from graph.dataset import Dataset
from graph.knowledge.labels import Labels, labels_of, property_name
from graph.knowledge.situations import Situation, read_situations
from graph.knowledge.sources import Sources
from graph.network import MEASURES, Edge, Measure, Network, summary
from graph.terms import Iri, is_iri, shorten
from graph.web.chips import Chip, chips, parts_of
from graph.web.display import Cell, cell
from graph.web.measured import Measured, end

__all__ = ["NODE_LIMIT", "Choice", "NetworkPage", "Tie", "page_of"]

NODE_LIMIT = 100
TIE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick in a filter: what the address says for it, its name, how many it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie as a row: two ends, how they are tied, since when, and who says so."""

    source: Cell
    relation: str
    target: Cell
    situation: Cell | None
    status: Cell | None
    when: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Everything the page of a network shows but the picture.

    Attributes:
        query: the named query behind it.
        network: the part that is shown.
        numbers: the measure that sizes and ranks nodes.
        ties: the ties, at most `TIE_LIMIT`.
        choices: filter name → what can be ticked.
        measures: measures of nodes to choose from.
        words: what the network looks like, in words.
    """

    query: NamedQuery
    network: Network
    numbers: Measured
    ties: tuple[Tie, ...]
    choices: Mapping[str, Sequence[Choice]]
    measures: tuple[Measure, ...]
    words: str


def page_of(
    dataset: Dataset, query: NamedQuery, whole: Network, part: Network, numbers: Measured
) -> NetworkPage:
    """What the page of a part of a network shows.

    Args:
        dataset: where names are looked up.
        query: the named query behind the network.
        whole: the network before filters; what can be chosen comes from it.
        part: what is shown.
        numbers: the measure that ranks the nodes.
    """
    shown = part.edges[:TIE_LIMIT]
    sources, parts = parts_of(
        dataset,
        _iris(name for edge in shown for name in edge.evidence),
        _iris(name for edge in shown for name in edge.graphs),
    )
    told = {each.iri.value: each for each in read_situations(dataset, _iris(edge.tie for edge in shown))}
    kinds = (*whole.types(), *whole.relations(), *whole.statuses(), *(edge.tie for edge in shown))
    labels = labels_of(dataset, (*_iris(kinds), *parts))
    return NetworkPage(
        query=query,
        network=part,
        numbers=numbers,
        ties=tuple(_tie(part, edge, told, sources, labels) for edge in shown),
        choices={
            "type": _choices("type", whole.types(), labels),
            "relation": _choices("relation", whole.relations(), labels),
            "status": _choices("status", whole.statuses(), labels),
        },
        measures=tuple(each for each in MEASURES.values() if each.scope == "node"),
        words=summary(part, numbers.result) if numbers.result else "",
    )


def when_text(edge: Edge) -> str:
    """The bounds of a tie in words; an unknown bound is said to be unknown.

    >>> when_text(Edge("e", "a", "b"))
    'time not known'
    """
    match edge.start, edge.until:
        case None, None:
            return "time not known"
        case start, None:
            return f"from {start}, end not known"
        case None, until:
            return f"until {until}, begin not known"
        case start, until:
            return str(start) if start == until else f"{start} to {until}"


def _tie(
    network: Network, edge: Edge, told: Mapping[str, Situation], sources: Sources, labels: Labels
) -> Tie:
    relation = property_name(Iri(edge.relation), labels) if edge.relation else "tied to"
    return Tie(
        source=end(network, edge.source),
        relation=relation,
        target=end(network, edge.target),
        situation=cell(Iri(edge.tie), labels) if is_iri(edge.tie) else None,
        status=cell(Iri(edge.status), labels) if is_iri(edge.status) else None,
        when=told[edge.tie].validity.text() if edge.tie in told else when_text(edge),
        chips=chips(_iris(edge.evidence), _iris(edge.graphs), sources, labels),
    )


def _choices(name: str, counts: Mapping[str, int], labels: Labels) -> tuple[Choice, ...]:
    chosen = {value for text in request.args.getlist(name) for value in text.split(",")}
    found = []
    for iri, count in counts.items():
        if iri:
            value = shorten(iri)
            label = property_name(Iri(iri), labels)
            found.append(Choice(value, label, count, bool({value, iri} & chosen)))
    return tuple(sorted(found, key=lambda choice: (-choice.count, choice.label)))


def _iris(names: Iterable[str]) -> list[Iri]:
    return [Iri(name) for name in names if is_iri(name)]
