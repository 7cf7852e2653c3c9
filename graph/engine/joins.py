"""Joins of solutions that are compatible: https://www.w3.org/TR/sparql11-query/#defn_algJoin."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.engine.derive import UNIT, derived, named, renamed, selected, taken
from graph.engine.matches import Match, compatible, linked, paired
from graph.engine.relation import Column, Relation

__all__ = ["joined"]

_MOST_SPLIT = 4
"""How many variables that may be unbound are told apart before a comparison of all pairs has to do."""


def joined(relations: Sequence[Relation]) -> Relation:
    """Every way to put together one solution of each that agree on what they share.

    What can be joined by equality alone stands in one FROM; a variable that may be unbound on a side starts
    another.
    """
    waiting = sorted((each for each in relations if each is not UNIT), key=lambda each: each.rows)
    if not waiting:
        return UNIT
    flat = [waiting.pop(0)]
    while waiting:
        part = _next(flat, waiting)
        waiting.remove(part)
        if all(_is_plain(earlier, part) for earlier in flat):
            flat.append(part)
        else:
            flat = [_joined_pair(_equal_join(flat), part)]
    return _equal_join(flat)


def _next(flat: Sequence[Relation], waiting: Sequence[Relation]) -> Relation:
    """The smallest of those that share a variable, if any does; plain joins first."""

    def rank(part: Relation) -> tuple[bool, bool]:
        is_linked = any(name in earlier.columns for earlier in flat for name in part.columns)
        return not is_linked, not all(_is_plain(earlier, part) for earlier in flat)

    return min(waiting, key=rank)


def _is_plain(left: Relation, right: Relation) -> bool:
    """Whether the two agree where their cells are equal."""
    return all(
        left.columns[name].is_sure
        and right.columns[name].is_sure
        and left.columns[name].encoding is right.columns[name].encoding
        for name in left.columns
        if name in right.columns
    )


def _equal_join(parts: Sequence[Relation]) -> Relation:
    if len(parts) == 1:
        return parts[0]
    cells: dict[str, str] = {}
    columns: dict[str, Column] = {}
    source, rows = "", 1.0
    for number, part in enumerate(parts, start=1):
        own = {name: f"a{number}.{column.sql}" for name, column in part.columns.items()}
        links = " AND ".join(f"{cells[name]} = {own[name]}" for name in own if name in cells)
        item = derived(part, f"a{number}")
        source += (f"\nJOIN {item} ON {links}" if links else f"\nCROSS JOIN {item}") if source else item
        rows = max(rows, part.rows) if links else rows * part.rows
        cells = own | cells
        columns |= {name: _narrowed(columns.get(name), column) for name, column in part.columns.items()}
    return taken(cells, f"FROM {source}", renamed(columns), rows)


def _narrowed(known: Column | None, column: Column) -> Column:
    return replace(column, tags=known.tags & column.tags) if known else column


def _joined_pair(left: Relation, right: Relation) -> Relation:
    """The join of two relations that share a variable which may be unbound, or is in two encodings."""
    pair = paired(left, right, is_inner=True)
    listed = selected(pair.cells)
    rows = max(left.rows, right.rows)
    conditions = tuple(_branches(pair.matches))
    if len(conditions) == 1:
        sql = linked(pair, "JOIN", conditions[0])
        return Relation(f"SELECT {listed}\nFROM {sql}", pair.columns, rows)
    branches = "\nUNION ALL\n".join(f"SELECT {listed}\nFROM a JOIN b ON {each}" for each in conditions)
    return Relation(f"{named(a=pair.left, b=pair.right)}\n{branches}", pair.columns, rows)


def _branches(matches: Sequence[Match]) -> Iterator[str]:
    """Conditions for compatible pairs, of which never two hold, with an equality in each if that can be.

    Where a variable is sure on both sides, or nothing is shared, one condition does. Otherwise a comparison
    with NULL allowed would have to look at all pairs.
    """
    if not matches or any(match.is_sure for match in matches):
        yield compatible(matches)
        return
    apart = [""]
    for number, match in enumerate(matches[:_MOST_SPLIT], start=1):
        others = compatible(matches[number:])
        yield from (f"{before}{match.equality} AND {others}" for before in apart)
        apart = [f"{before}{each} AND " for before in apart for each in match.separations]
    yield from (before + compatible(matches[_MOST_SPLIT:]) for before in apart)
