"""Parts of a network: by type, relation, status, source, day, or around one node.

Every filter is a pure function of a network; `Filters` holds what a person chose, read the same way
from an address and from a command line. A node stays while it has a tie (the focus always stays).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.errors import ParameterError
from graph.network.names import named, resolved, spoken
from graph.network.network import Network

__all__ = ["MOST_HOPS", "Filters", "around", "select", "with_types"]

MOST_HOPS = 9
"""The farthest from a node that `Filters.hops` goes."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of a network is wanted; empty means all.

    Attributes:
        types: node types, as IRI, ``prefix:name`` or local name; superclasses count.
        relations: relations, named likewise.
        statuses: statuses, named likewise.
        sources: named graphs or evidence, named likewise.
        at: only ties that may hold on that day.
        window: only ties that may hold on some day from the first to the last.
        focus: only what is near that node.
        hops: how near, in ties.
    """

    types: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    at: date | None = None
    window: tuple[date, date] | None = None
    focus: str = ""
    hops: int = 1

    @classmethod
    def parse(cls, arguments: Mapping[str, str | Sequence[str]]) -> "Filters":
        """The filters among request or command-line arguments; other names are not looked at.

        Names: ``type relation status source`` (several values by comma or by repetition), ``at``
        (a day), ``between`` (two days, by comma), ``focus`` (a node) and ``hops``.

        Raises:
            ParameterError: ``at`` is no day, ``between`` no two in order, or ``hops`` is no positive
                number or has no focus.

        >>> Filters.parse({"type": "StartUp,Accelerator", "at": "2019-05-07", "size": "degree"})
        ... # doctest: +NORMALIZE_WHITESPACE
        Filters(types=('StartUp', 'Accelerator'), relations=(), statuses=(), sources=(),
                at=datetime.date(2019, 5, 7), window=None, focus='', hops=1)
        """
        focus = _one(arguments, "focus")
        hops = _one(arguments, "hops")
        if hops and not focus:
            raise ParameterError("hops counts ties from a node: say which with focus.")
        return cls(
            types=_several(arguments, "type"),
            relations=_several(arguments, "relation"),
            statuses=_several(arguments, "status"),
            sources=_several(arguments, "source"),
            at=_day("at", _one(arguments, "at")),
            window=_window(_several(arguments, "between")),
            focus=focus,
            hops=_hops(hops),
        )

    def arguments(self) -> dict[str, str]:
        """The arguments that `parse` reads back as these filters; defaults are left out."""
        given = {
            "type": ",".join(self.types),
            "relation": ",".join(self.relations),
            "status": ",".join(self.statuses),
            "source": ",".join(self.sources),
            "at": self.at.isoformat() if self.at else "",
            "between": ",".join(day.isoformat() for day in self.window or ()),
            "focus": self.focus,
            "hops": str(self.hops) if self.focus and self.hops > 1 else "",
        }
        return {name: value for name, value in given.items() if value}


def select(network: Network, filters: Filters) -> Network:
    """The part of a network that the filters leave, each noted in its origin.

    Raises:
        UnknownName: a filter names a type, relation, status, source or node that is not there.
    """
    chosen = _resolved(network, filters)
    keep = (chosen.focus,) if chosen.focus else ()
    part = network
    if chosen.relations:
        part = part.layer(*chosen.relations, keep=keep)
    if chosen.statuses:
        part = part.with_statuses(chosen.statuses, keep)
    if chosen.sources:
        part = part.with_sources(chosen.sources, keep)
    if chosen.at:
        part = part.at(chosen.at, keep)
    if chosen.window:
        part = part.between(*chosen.window, keep)
    if chosen.types:
        part = with_types(part, chosen.types, keep)
    return around(part, chosen.focus, chosen.hops) if chosen.focus else part


def with_types(network: Network, types: Collection[str], keep: Collection[str] = ()) -> Network:
    """Only ties between nodes of these types (IRIs; subclasses count).

    In a two-mode network a choice binds the side it is about: choosing start-ups leaves start-ups and
    whatever partnerships, labels or events they are tied to.
    """
    nodes, edges = network.node_table, network.edge_table
    fits = nodes.type.is_in(types) | nodes.kinds.hold(types)
    ties = np.ones(len(edges), np.bool_)
    for ends in (edges.source, edges.target):
        if fits[ends].any() or not network.is_bipartite:
            ties &= fits[ends]
    return network.part(f"only nodes of type {spoken(types)}", ties, keep)


def around(network: Network, focus: str, hops: int = 1) -> Network:
    """What is within so many ties of a node (its id), direction aside, with all ties among them."""
    edges = network.edge_table
    near = np.zeros(network.number_of_nodes(), np.bool_)
    place = network.place(focus)
    near[[] if place is None else [place]] = True
    for _ in range(hops):
        reached = (edges.target[near[edges.source]], edges.source[near[edges.target]])
        near[np.concatenate(reached)] = True
    step = f"within {hops} tie{'s' * (hops > 1)} of {network.by_id[focus].label}"
    return network.part(step, near[edges.source] & near[edges.target], (focus,))


def _resolved(network: Network, filters: Filters) -> Filters:
    types = {name for name in (*network.types(), *network.node_table.kinds.texts()) if name}
    relations, statuses = (filter(None, each()) for each in (network.relations, network.statuses))
    sources = network.sources() if filters.sources else ()
    return replace(
        filters,
        types=resolved("node type in this network", filters.types, types),
        relations=resolved("relation in this network", filters.relations, relations),
        statuses=resolved("status in this network", filters.statuses, statuses),
        sources=resolved("source of this network", filters.sources, sources),
        focus=named("node in this network", filters.focus, network.ids)[0] if filters.focus else "",
    )


def _one(arguments: Mapping[str, str | Sequence[str]], name: str) -> str:
    return (_several(arguments, name) or ("",))[0]


def _several(arguments: Mapping[str, str | Sequence[str]], name: str) -> tuple[str, ...]:
    given = arguments.get(name, ())
    texts = [given] if isinstance(given, str) else given
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ParameterError(f"{name} takes a day such as 2019-05-07, not {text!r}.") from error


def _window(texts: Sequence[str]) -> tuple[date, date] | None:
    days = [day for text in texts if (day := _day("between", text))]
    match days:
        case []:
            return None
        case [first, last] if first <= last:
            return first, last
        case _:
            told = " and ".join(texts)
            raise ParameterError(
                f"between takes two days, the earlier first (2018-01-01,2019-12-31), not {told}."
            )


def _hops(text: str) -> int:
    known = {str(number): number for number in range(1, MOST_HOPS + 1)}
    if text and text not in known:
        raise ParameterError(f"hops takes a whole number from 1 to {MOST_HOPS}, not {text!r}.")
    return known.get(text, 1)
