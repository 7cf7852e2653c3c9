"""Parts of a network: by type, relation, status, source, day, or around one node.

Every filter is a pure function of a network; `Filters` holds what a person chose, read the same way
from an address and from a command line. A node stays while it has a tie (the focus always stays).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import ParameterError, UnknownName
from graph.network.network import Edge, Network
from graph.terms import expand, local_name, shorten

__all__ = [
    "Filters",
    "around",
    "at",
    "select",
    "with_relations",
    "with_sources",
    "with_statuses",
    "with_types",
]

_MOST_HOPS = 9


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of a network is wanted; empty means all.

    Attributes:
        types: node types, as IRI, ``prefix:name`` or local name; superclasses count.
        relations: relations, named likewise.
        statuses: statuses, named likewise.
        sources: named graphs or evidence, named likewise.
        at: only ties that may hold on that day.
        focus: only what is near that node.
        hops: how near, in ties.
    """

    types: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    at: date | None = None
    focus: str = ""
    hops: int = 1

    @classmethod
    def parse(cls, arguments: Mapping[str, str | Sequence[str]]) -> "Filters":
        """The filters among request or command-line arguments; other names are not looked at.

        Names: ``type relation status source`` (several values by comma or by repetition), ``at``
        (a day), ``focus`` (a node) and ``hops``.

        Raises:
            ParameterError: ``at`` is no day, or ``hops`` is no positive number or has no focus.

        >>> Filters.parse({"type": "StartUp,Accelerator", "at": "2019-05-07", "size": "degree"})
        ... # doctest: +NORMALIZE_WHITESPACE
        Filters(types=('StartUp', 'Accelerator'), relations=(), statuses=(), sources=(),
                at=datetime.date(2019, 5, 7), focus='', hops=1)
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
            at=_day(_one(arguments, "at")),
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
            "focus": self.focus,
            "hops": str(self.hops) if self.focus and self.hops > 1 else "",
        }
        return {name: value for name, value in given.items() if value}


def select(network: Network, filters: Filters) -> Network:
    """The part of a network that the filters leave, each noted in its origin.

    Raises:
        UnknownName: a type, relation, status, source or node is not in the network; says what is.
    """
    # Names are looked up in the whole network: a type does not become unknown because a day was chosen.
    chosen = _resolved(network, filters)
    keep = frozenset(filter(None, (chosen.focus,)))
    part = network
    if chosen.relations:
        part = with_relations(part, chosen.relations, keep)
    if chosen.statuses:
        part = with_statuses(part, chosen.statuses, keep)
    if chosen.sources:
        part = with_sources(part, chosen.sources, keep)
    if chosen.at:
        part = at(part, chosen.at, keep)
    if chosen.types:
        part = with_types(part, chosen.types, keep)
    return around(part, chosen.focus, chosen.hops) if chosen.focus else part


def with_relations(network: Network, relations: Iterable[str], keep: Iterable[str] = ()) -> Network:
    """Only the ties of these relations (IRIs)."""
    wanted = frozenset(relations)
    return _part(network, f"only {_words(wanted)}", lambda edge: edge.relation in wanted, keep)


def with_statuses(network: Network, statuses: Iterable[str], keep: Iterable[str] = ()) -> Network:
    """Only the ties of these statuses (IRIs)."""
    wanted = frozenset(statuses)
    return _part(network, f"only {_words(wanted)} ties", lambda edge: edge.status in wanted, keep)


def with_sources(network: Network, sources: Iterable[str], keep: Iterable[str] = ()) -> Network:
    """Only the ties that one of these named graphs or pieces of evidence (IRIs) tells."""
    wanted = frozenset(sources)
    step = f"only ties told by {_words(wanted)}"
    return _part(network, step, lambda edge: not wanted.isdisjoint((*edge.graphs, *edge.evidence)), keep)


def at(network: Network, day: date, keep: Iterable[str] = ()) -> Network:
    """Only the ties that may hold on a day: start ≤ day ≤ until, an unknown bound being open.

    Bounds are days, both included, as the data states them (the last day of a label is the day before
    its third anniversary). An interval whose end is excluded is the same with the day before its end.
    """
    part = _part(network, f"as of {day}", lambda edge: _holds(edge, day), keep)
    return replace(part, origin=replace(part.origin, at=day))


def with_types(network: Network, types: Iterable[str], keep: Iterable[str] = ()) -> Network:
    """Only ties between nodes of these types (IRIs; subclasses count).

    In a two-mode network a choice binds the side it is about: choosing start-ups leaves start-ups and
    whatever partnerships, labels or events they are tied to.
    """
    wanted = frozenset(types)
    fitting = {node.id for node in network.nodes if not wanted.isdisjoint((node.type, *node.kinds))}
    sides = [{edge.source for edge in network.edges}, {edge.target for edge in network.edges}]
    sources, targets = (
        side & fitting if side & fitting or not network.is_bipartite else side for side in sides
    )
    step = f"only nodes of type {_words(wanted)}"
    return _part(network, step, lambda edge: edge.source in sources and edge.target in targets, keep)


def around(network: Network, focus: str, hops: int = 1) -> Network:
    """What is within so many ties of a node (its id), direction aside, with all ties among them."""
    near = {focus}
    edge_of = network.ends
    rim = [focus]
    for _ in range(hops):
        reached = {
            end for name in rim for edge in edge_of.get(name, ()) for end in (edge.source, edge.target)
        }
        rim = sorted(reached - near)
        near |= reached
    step = f"within {hops} tie{'s' * (hops > 1)} of {network.by_id[focus].label}"
    return _part(network, step, lambda edge: edge.source in near and edge.target in near, (focus,))


def _holds(edge: Edge, day: date) -> bool:
    return (edge.start or date.min) <= day <= (edge.until or date.max)


def _part(network: Network, step: str, wanted: Callable[[Edge], bool], keep: Iterable[str]) -> Network:
    edges = tuple(edge for edge in network.edges if wanted(edge))
    ends = {end for edge in edges for end in (edge.source, edge.target)} | set(keep)
    return network.after(step, edges=edges, nodes=tuple(node for node in network.nodes if node.id in ends))


def _words(iris: Iterable[str]) -> str:
    return " or ".join(sorted(local_name(iri) for iri in iris))


def _resolved(network: Network, filters: Filters) -> Filters:
    types = {name for node in network.nodes for name in (node.type, *node.kinds) if name}
    relations = {edge.relation for edge in network.edges if edge.relation}
    statuses = {edge.status for edge in network.edges if edge.status}
    sources = {name for edge in network.edges for name in (*edge.graphs, *edge.evidence)}
    return replace(
        filters,
        types=_all_of("node type in this network", filters.types, types),
        relations=_all_of("relation in this network", filters.relations, relations),
        statuses=_all_of("status in this network", filters.statuses, statuses),
        sources=_all_of("source of this network", filters.sources, sources),
        focus=_found("node in this network", filters.focus, network.by_id)[0] if filters.focus else "",
    )


def _all_of(kind: str, names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    pool = tuple(known)
    return tuple(sorted({iri for name in names for iri in _found(kind, name, pool)}))


def _found(kind: str, name: str, known: Iterable[str]) -> list[str]:
    """The IRIs a person means by a name: that IRI, or all with that local name, case aside."""
    pool = sorted(known)
    full = expand(name.strip().removeprefix("<").removesuffix(">"))
    found = [iri for iri in pool if iri == full]
    found = found or [iri for iri in pool if local_name(iri).lower() == name.strip().lower()]
    if not found:
        raise UnknownName(kind, name, map(shorten, pool))
    return found


def _one(arguments: Mapping[str, str | Sequence[str]], name: str) -> str:
    return (_several(arguments, name) or ("",))[0]


def _several(arguments: Mapping[str, str | Sequence[str]], name: str) -> tuple[str, ...]:
    given = arguments.get(name, ())
    texts = [given] if isinstance(given, str) else given
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ParameterError(f"at takes a day such as 2019-05-07, not {text!r}.") from error


def _hops(text: str) -> int:
    known = {str(number): number for number in range(1, _MOST_HOPS + 1)}
    if text and text not in known:
        raise ParameterError(f"hops takes a whole number from 1 to {_MOST_HOPS}, not {text!r}.")
    return known.get(text, 1)
