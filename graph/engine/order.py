"""In which order to join: the fewest rows first, and always along a shared variable while there is one.

Greedy, by the statistics of the predicates; the size of a join is the product of both sides, divided by the
larger number of distinct terms of each variable that they share (Selinger et al., "Access path selection in
a relational database management system", SIGMOD 1979, https://doi.org/10.1145/582095.582099).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.engine.atoms import Atom

__all__ = ["Joined", "ordered"]

_MOST_ROWS = 1e18


@dataclass(frozen=True, slots=True)
class Joined:
    """What a join of several is expected to be like.

    Attributes:
        rows: how many rows it has.
        distinct: variable → how many different terms.
    """

    rows: float
    distinct: Mapping[str, float]

    def rows_with(self, atom: Atom) -> float:
        """How many rows there are with one more."""
        rows = self.rows * atom.rows
        for place in atom.places:
            if place.variable in self.distinct:
                rows /= max(self.distinct[place.variable], place.distinct)
        return min(rows, _MOST_ROWS)

    def joined(self, atom: Atom) -> "Joined":
        """The same with one more."""
        rows = self.rows_with(atom)
        distinct = dict(self.distinct)
        for place in atom.places:
            distinct[place.variable] = min(place.distinct, distinct.get(place.variable, place.distinct))
        return Joined(rows, {name: min(number, max(1.0, rows)) for name, number in distinct.items()})


def ordered(atoms: Sequence[Atom]) -> tuple[tuple[Atom, ...], Joined]:
    """The atoms in the order in which to join them, and what their join is expected to be like."""
    left = list(atoms)
    done: list[Atom] = []
    joined = Joined(1.0, {})
    while left:
        best = min(range(len(left)), key=lambda place: _cost(joined, left[place]))
        done.append(left.pop(best))
        joined = joined.joined(done[-1])
    return tuple(done), joined


def _cost(joined: Joined, atom: Atom) -> tuple[bool, float, float]:
    is_apart = bool(joined.distinct) and not any(place.variable in joined.distinct for place in atom.places)
    return is_apart, joined.rows_with(atom), atom.rows
