"""One side of a two-mode network, tied by what it shares: start-ups that share an accelerator.

Every shared counterpart is a tie of its own, with the evidence of both ties behind it, so that nothing is
merged unseen. A counterpart of k neighbours gives k(k-1)/2 ties: the number is foretold, and refused where
it is too large, since such cliques say more about the projection than about the world.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from types import MappingProxyType

from graph.errors import NetworkError, UnknownName
from graph.network.network import Network
from graph.network.rows import Edge, edge_id

__all__ = ["one_mode"]

_TIE_LIMIT = 200_000
Pairs = Callable[[Sequence[Edge]], Iterable[tuple[Edge, Edge]]]
_FORMS: Mapping[str, Pairs] = MappingProxyType(
    {
        "clique": lambda edges: combinations(edges, 2),
        "star": lambda edges: ((edges[0], each) for each in edges[1:]),
        "path": pairwise,
    }
)


def one_mode(network: Network, *, side: str = "source", form: str = "clique") -> Network:
    """The nodes of one side, tied where they share a counterpart on the other.

    A tie holds while both ties behind it may hold; where they never do at once there is none. Its relation
    is that of the first tie, its ``tie`` the shared counterpart, its status the weaker one (any other
    than stated) where they differ.

    Args:
        network: ties whose sources and targets are two kinds of nodes.
        side: ``source`` or ``target``: the nodes that stay.
        form: which of those that share a counterpart are tied: each with each (``clique``), the first with
            each other (``star``), or each with the next (``path``); they are in order of their first day,
            then of their last, unknown days last, then of their ids.

    Raises:
        UnknownName: there is no such form.
        NetworkError: the side is neither, a node stands on both sides, or the ties would be too many.
    """
    shared = _members(network, side, form)
    edges = tuple(
        tie
        for name, told in shared.items()
        for tie in _ties(_FORMS[form](sorted(told, key=_in_time)), name, side, network)
    )
    kept = {getattr(edge, side) for edge in network.edges}
    projected = Network.of(edges, (node for node in network.nodes if node.id in kept), origin=network.origin)
    kind = "one-mode projection" if form == "clique" else f"one-mode projection, {form}"
    return projected.after(f"{side}s tied by what they share ({kind})")


def _members(network: Network, side: str, form: str) -> Mapping[str, Sequence[Edge]]:
    """Counterpart → the ties that lead to it, if the projection can be made."""
    if form not in _FORMS:
        raise UnknownName("form of projection", form, _FORMS)
    if side not in ("source", "target"):
        raise NetworkError(f"A two-mode network has the sides source and target, not {side!r}.")
    both = {edge.source for edge in network.edges} & {edge.target for edge in network.edges}
    if both:
        raise NetworkError(
            f"{network.by_id[min(both)].label} is a source and a target, so this network has no two sides. "
            "Filter it to one relation first."
        )
    shared: dict[str, list[Edge]] = {}
    for edge in network.edges:
        shared.setdefault(edge.target if side == "source" else edge.source, []).append(edge)
    foretold = sum(_size(form, len(edges)) for edges in shared.values())
    if foretold > _TIE_LIMIT:
        raise NetworkError(
            f"Linking all that share a counterpart would make {foretold:,} ties; the limit is "
            f"{_TIE_LIMIT:,}. Keep both sides, or filter first."
        )
    return shared


def _size(form: str, members: int) -> int:
    return members * (members - 1) // 2 if form == "clique" else max(members - 1, 0)


def _in_time(edge: Edge) -> tuple[date, date, str, str]:
    return edge.start or date.max, edge.until or date.max, edge.source, edge.target


def _ties(pairs: Iterable[tuple[Edge, Edge]], shared: str, side: str, network: Network) -> Iterator[Edge]:
    for one, two in pairs:
        ends = sorted((getattr(one, side), getattr(two, side)))
        start = max(filter(None, (one.start, two.start)), default=None)
        until = min(filter(None, (one.until, two.until)), default=None)
        if ends[0] != ends[1] and not _is_empty(start, until):
            yield replace(
                one,
                id=edge_id(*ends, shared, one.id, two.id),
                source=ends[0],
                target=ends[1],
                relation_label=f"share {network.by_id[shared].label}",
                tie=shared,
                start=start,
                until=until,
                status=max(one.status, two.status, key=lambda status: not status.endswith("/stated")),
                evidence=tuple(sorted({*one.evidence, *two.evidence})),
                graphs=tuple(sorted({*one.graphs, *two.graphs})),
                weight=min(one.weight, two.weight),
            )


def _is_empty(start: date | None, until: date | None) -> bool:
    return start is not None and until is not None and start > until
