"""Where two relations must agree: the variables they share, and how their cells are compared.

Two solutions are compatible when each variable that both bind has the same term in both
(https://www.w3.org/TR/sparql11-query/#defn_algCompatibleMapping). NULL is unbound, so a shared variable that
may be NULL on a side agrees with everything there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graph.engine.derive import derived, renamed
from graph.engine.encode import as_text, with_id
from graph.engine.relation import Column, Encoding, Relation

__all__ = ["Match", "Pair", "compatible", "linked", "paired"]


@dataclass(frozen=True, slots=True)
class Match:
    """A variable that both sides have.

    Attributes:
        left, right: SQL of the cells to compare, under the aliases ``a`` and ``b``.
        is_left_sure, is_right_sure: never NULL there.
    """

    left: str
    right: str
    is_left_sure: bool
    is_right_sure: bool

    @property
    def is_sure(self) -> bool:
        """Whether both sides always bind it."""
        return self.is_left_sure and self.is_right_sure

    @property
    def equality(self) -> str:
        """SQL that says that both bind it to the same term."""
        return f"{self.left} = {self.right}"

    @property
    def compatibility(self) -> str:
        """SQL that says that they do not contradict each other."""
        either = [self.equality]
        either += [] if self.is_left_sure else [f"{self.left} IS NULL"]
        either += [] if self.is_right_sure else [f"{self.right} IS NULL"]
        return either[0] if len(either) == 1 else f"({' OR '.join(either)})"

    @property
    def separations(self) -> tuple[str, ...]:
        """SQL that says that a side does not bind it: conditions of which never two hold."""
        found = () if self.is_left_sure else (f"{self.left} IS NULL",)
        if self.is_right_sure:
            return found
        is_unbound = f"{self.right} IS NULL"
        return (*found, is_unbound if self.is_left_sure else f"{self.left} IS NOT NULL AND {is_unbound}")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two relations ready to be put together, under the aliases ``a`` and ``b``.

    Attributes:
        left, right: with the columns that the matches compare.
        matches: one for each shared variable.
        cells: variable → SQL of its term in a pair of compatible solutions.
        columns: the same variables → what those terms are like.
    """

    left: Relation
    right: Relation
    matches: tuple[Match, ...]
    cells: Mapping[str, str]
    columns: Mapping[str, Column]


def compatible(matches: Iterable[Match]) -> str:
    """SQL that says that a pair of solutions is compatible."""
    return " AND ".join(match.compatibility for match in matches) or "true"


def linked(pair: Pair, join: str, condition: str) -> str:
    """Both sides as items of FROM with this kind of join between them."""
    return f"{derived(pair.left, 'a')}\n{join} {derived(pair.right, 'b')} ON {condition}"


def paired(left: Relation, right: Relation, *, is_inner: bool) -> Pair:
    """Both relations, with what they share in comparable cells.

    Args:
        left: the side whose solutions stay when the join is not inner.
        right: the other.
        is_inner: whether only pairs come out, so that what is sure on either side is sure in the result.
    """
    shared = [name for name in left.columns if name in right.columns]
    kept = {name: _kept(left.columns[name], right.columns[name], is_inner=is_inner) for name in shared}
    for name, side in kept.items():
        if side == "both" and left.columns[name].encoding is not right.columns[name].encoding:
            left, right = as_text(left, name), as_text(right, name)
    cells: dict[str, str] = {}
    columns: dict[str, Column] = {}
    for name in (*left.columns, *(name for name in right.columns if name not in left.columns)):
        side = kept.get(name) or ("left" if name in left.columns else "right")
        cells[name], columns[name] = _cell(name, left, right, side, is_inner=is_inner)
    matches: list[Match] = []
    for name in shared:
        one, other = left.columns[name], right.columns[name]
        left, a = _key(left, name, other)
        right, b = _key(right, name, one)
        matches.append(Match(f"a.{a}", f"b.{b}", one.is_sure, other.is_sure))
    return Pair(left, right, tuple(matches), cells, renamed(columns))


def _kept(left: Column, right: Column, *, is_inner: bool) -> str:
    """The side whose cell is the term of a pair; of "both", whichever is not NULL."""
    prefers_right = right.encoding is Encoding.ID and left.encoding is Encoding.TEXT
    if left.is_sure and not (is_inner and right.is_sure and prefers_right):
        return "left"
    return "right" if is_inner and right.is_sure else "both"


def _cell(name: str, left: Relation, right: Relation, side: str, *, is_inner: bool) -> tuple[str, Column]:
    if side == "left":
        return f"a.{left.columns[name].sql}", left.columns[name]
    column = right.columns[name]
    if side == "right":
        return f"b.{column.sql}", replace(column, is_sure=is_inner and column.is_sure)
    tags = left.columns[name].tags | column.tags
    return f"coalesce(a.{left.columns[name].sql}, b.{column.sql})", replace(
        column, tags=tags, is_sure=False, is_canonical=False
    )


def _key(relation: Relation, name: str, other: Column) -> tuple[Relation, str]:
    """The relation and the name of its column that compares with the other's."""
    if relation.columns[name].encoding is other.encoding or other.encoding is Encoding.TEXT:
        return relation, relation.columns[name].sql
    extended, key = with_id(relation, name)
    return extended, extended.columns[key].sql
