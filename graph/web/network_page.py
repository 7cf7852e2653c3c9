"""What the page of a network shows: the choices, the nodes by measure, the ties with who says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from graph.catalog import NamedQuery
from graph.dataset import Dataset
from graph.knowledge.labels import Labels, labels_of, name_of
from graph.network import MEASURES, Edge, Measure, Network, Result, measure
from graph.terms import Iri, is_iri, shorten
from graph.web.display import Cell, cell

__all__ = ["Choice", "NetworkPage", "Tie", "page_of"]

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
    status: str
    when: str
    evidence: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Everything the page of a network shows but the picture.

    Attributes:
        query: the named query behind it.
        network: the part that is shown.
        size: the measure that sizes and ranks nodes.
        result: its numbers and method.
        ranking: nodes by that measure, at most `NODE_LIMIT`.
        ties: the ties, at most `TIE_LIMIT`.
        choices: filter name → what can be ticked.
        measures: measures of nodes to choose from.
    """

    query: NamedQuery
    network: Network
    size: str
    result: Result
    ranking: tuple[tuple[Cell, str, str], ...]
    ties: tuple[Tie, ...]
    choices: Mapping[str, Sequence[Choice]]
    measures: tuple[Measure, ...]


def page_of(dataset: Dataset, query: NamedQuery, whole: Network, part: Network, size: str) -> NetworkPage:
    """What the page of a part of a network shows.

    Args:
        dataset: where names are looked up.
        query: the named query behind the network.
        whole: the network before filters; what can be chosen comes from it.
        part: what is shown.
        size: the measure that ranks the nodes.
    """
    shown = part.edges[:TIE_LIMIT]
    labels = labels_of(dataset, _named(whole, shown))
    result = measure(part, size)
    return NetworkPage(
        query=query,
        network=part,
        size=size,
        result=result,
        ranking=tuple(_ranked(part, result)),
        ties=tuple(_tie(part, edge, labels) for edge in shown),
        choices={
            "type": _choices("type", whole.types(), labels),
            "relation": _choices("relation", whole.relations(), labels),
            "status": _choices("status", whole.statuses(), labels),
        },
        measures=tuple(each for each in MEASURES.values() if each.scope == "node"),
    )


def number_text(value: float) -> str:
    """A score as people read it: whole numbers whole, others with three digits.

    >>> number_text(3), number_text(0.41666), number_text(0.0)
    ('3', '0.417', '0')
    """
    return str(int(value)) if value == int(value) else f"{value:.3f}"


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


def _ranked(network: Network, result: Result) -> list[tuple[Cell, str, str]]:
    rows = []
    for name, value in result.scores[:NODE_LIMIT]:
        node = network.by_id[name]
        rows.append((_end(network, name), node.type_label, number_text(value)))
    return rows


def _tie(network: Network, edge: Edge, labels: Labels) -> Tie:
    relation = edge.relation_label or (name_of(Iri(edge.relation), labels) if edge.relation else "tied to")
    return Tie(
        source=_end(network, edge.source),
        relation=relation,
        target=_end(network, edge.target),
        situation=cell(Iri(edge.tie), labels) if is_iri(edge.tie) else None,
        status=name_of(Iri(edge.status), labels) if edge.status else "status not known",
        when=when_text(edge),
        evidence=tuple(cell(Iri(name), labels) for name in edge.evidence if is_iri(name)),
    )


def _end(network: Network, name: str) -> Cell:
    shown = cell(Iri(name), {}) if is_iri(name) else Cell(name)
    return Cell(network.by_id[name].label, shown.href, shown.title)


def _choices(name: str, counts: Mapping[str, int], labels: Labels) -> tuple[Choice, ...]:
    chosen = {value for text in request.args.getlist(name) for value in text.split(",")}
    found = []
    for iri, count in counts.items():
        if iri:
            value = shorten(iri)
            found.append(Choice(value, name_of(Iri(iri), labels), count, bool({value, iri} & chosen)))
    return tuple(sorted(found, key=lambda choice: (-choice.count, choice.label)))


def _named(whole: Network, shown: Sequence[Edge]) -> list[Iri]:
    names = [*whole.types(), *whole.relations(), *whole.statuses()]
    names += [name for edge in shown for name in (edge.tie, *edge.evidence)]
    return [Iri(name) for name in names if is_iri(name)]
