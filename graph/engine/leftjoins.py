"""OPTIONAL: https://www.w3.org/TR/sparql11-query/#defn_algLeftJoin."""

from collections.abc import Callable, Iterator, Sequence

from graph.engine.derive import derived, named, named_in_turn, projected, selected, taken
from graph.engine.joins import joined
from graph.engine.matches import Match, compatible, linked, paired
from graph.engine.relation import Column, Relation, column_name
from graph.engine.unions import united

__all__ = ["left_joined", "left_joined_where"]

_NUMBER = ".number"


def left_joined(left: Relation, right: Relation) -> Relation:
    """Every solution of the left with each compatible one of the right, or alone where there is none."""
    pair = paired(left, right, is_inner=False)
    # What is optional is mostly there once or not at all.
    rows = left.rows if pair.matches else left.rows * max(1.0, right.rows)
    if not pair.matches or any(match.is_sure for match in pair.matches):
        source = f"FROM {linked(pair, 'LEFT JOIN', compatible(pair.matches))}"
        return taken(pair.cells, source, pair.columns, rows)
    if not all(match.is_right_sure for match in pair.matches):
        return left_joined_where(left, right, lambda both: both)
    listed = selected(pair.cells)
    branches = "\nUNION ALL\n".join(
        f"SELECT {listed}\nFROM (SELECT * FROM a WHERE {part}) AS a\nLEFT JOIN b ON {condition}"
        for part, condition in _parts(pair.matches)
    )
    return Relation(f"{named(a=pair.left, b=pair.right)}\n{branches}", pair.columns, rows)


def _parts(matches: Sequence[Match]) -> Iterator[tuple[str, str]]:
    """The left side in parts, by the first variable that is bound there, and how each part is compared."""
    unbound: list[str] = []
    for number, match in enumerate(matches, start=1):
        is_first = " AND ".join((*unbound, f"{match.left} IS NOT NULL"))
        yield is_first, f"{match.equality} AND {compatible(matches[number:])}"
        unbound.append(f"{match.left} IS NULL")
    yield " AND ".join(unbound), "true"


def left_joined_where(left: Relation, right: Relation, filtered: Callable[[Relation], Relation]) -> Relation:
    """The left join whose pairs must also pass a filter.

    The pairs are made first; then come the solutions of the left that are in no pair, told apart by a number.
    """
    number = column_name(_NUMBER)
    numbered = Relation(
        f"SELECT *, row_number() OVER () AS {number}\nFROM {derived(left, 'a')}",
        {**left.columns, _NUMBER: Column(number)},
        left.rows,
    )
    pairs = filtered(joined([_named("numbered", numbered), right]))
    alone = f"SELECT a.* FROM numbered AS a ANTI JOIN pairs AS b ON a.{number} = b.{number}"
    both = united([_named("pairs", pairs), Relation(alone, numbered.columns, numbered.rows)])
    return projected(
        Relation(f"{named_in_turn(numbered=numbered, pairs=pairs)}\n{both.sql}", both.columns, both.rows),
        (name for name in both.columns if name != _NUMBER),
    )


def _named(name: str, relation: Relation) -> Relation:
    """The relation where it has been given a name."""
    return Relation(f"SELECT * FROM {name}", relation.columns, relation.rows)
