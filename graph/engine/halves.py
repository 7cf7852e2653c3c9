"""Patterns that say the same of two things: found for one, then paired.

``?round :investor ?one ; :investor ?other`` is how a network is drawn from what people or companies take
part in, and ``FILTER(STR(?one) < STR(?other))`` how each tie comes once. The pairs are many times as many as
those who take part. So these are found once, however long the way to them is; and instead of texts their
places among all texts are compared: numbers that are known before there are pairs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.engine.derive import named_in_turn, renamed, selected
from graph.engine.expressions import Scope
from graph.engine.joins import joined
from graph.engine.patterns import compile_bgp
from graph.engine.relation import Encoding, Relation
from graph.engine.scan import Scan
from graph.sparql.algebra import Bgp, Call, Expression, Pattern, Variable
from graph.sparql.syntax import Sequence as Steps
from graph.sparql.syntax import TripleNode

__all__ = ["Halves", "by_halves", "halves_of"]

_FEW = 20_000
"""So many pairs are compared in the time that numbering texts takes."""

_MOST = 6
"""So many patterns in a half are matched with those of the other in whatever order they come."""

_MIDDLE = ".middle"
_PLACE = '".place"'
_SIGNS = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Halves:
    """Patterns of which some are the same as others but for the names of their variables.

    Attributes:
        half: the ones.
        twins: variable of theirs → what it is called in the others; those of the middle are not here.
        rest: patterns that are neither; they share nothing but the middle with either.
    """

    half: tuple[Pattern, ...]
    twins: Mapping[str, str]
    rest: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """``STR(one) sign STR(twin)``."""

    variable: str
    sign: str


def by_halves(
    bgp: Bgp, conditions: Sequence[Expression], scan: Scan
) -> tuple[Relation, Sequence[Expression]] | None:
    """The solutions of the patterns that meet some of the conditions, and the conditions that are left.

    None where there are no halves, or nothing is gained by them.

    Args:
        bgp: the patterns.
        conditions: each must be true.
        scan: what they are compiled against.
    """
    halves = halves_of(bgp)
    if halves is None:
        return None
    half, whole = compile_bgp(Bgp(halves.half), scan), compile_bgp(bgp, scan)
    order = next((each for each in conditions if _is_compared(each, halves.twins, half)), None)
    if whole.rows <= _FEW or not (order or _is_long(halves.half)):
        return None
    pairs = _paired(half, halves.twins, _compared(order, halves.twins) if order else None, scan)
    found = joined([pairs, compile_bgp(Bgp(halves.rest), scan)]) if halves.rest else pairs
    return replace(found, rows=whole.rows), [each for each in conditions if each is not order]


def halves_of(bgp: Bgp) -> Halves | None:
    """The patterns as two halves around one variable that they share, if they are that."""
    if any(isinstance(part, TripleNode) for each in bgp.patterns for part in _parts(each)):
        return None
    variables = [name for each in bgp.patterns for name in _names(each)]
    for middle in dict.fromkeys(name for name in variables if variables.count(name) > 1):
        components = list(_components(bgp.patterns, middle))
        for number, half in enumerate(components):
            for other in components[number + 1 :]:
                if twins := _renaming(half, other, {middle: middle}):
                    rest = tuple(each for each in bgp.patterns if each not in (*half, *other))
                    return _around(middle, half, twins, rest)
    return None


def _parts(pattern: Pattern) -> tuple[object, object, object]:
    return pattern.subject, pattern.predicate, pattern.object


def _names(pattern: Pattern) -> list[str]:
    return [part.name for part in _parts(pattern) if isinstance(part, Variable)]


def _around(
    middle: str, half: Sequence[Pattern], twins: Mapping[str, str], rest: Sequence[Pattern]
) -> Halves:
    """The same, with a middle that has a column of its own also where it is a blank node of the text."""
    name = middle if middle[0].isalnum() else _MIDDLE
    own = {one: other for one, other in twins.items() if one != middle}
    return Halves(_called(half, middle, name), own, _called(rest, middle, name))


def _called(patterns: Sequence[Pattern], old: str, new: str) -> tuple[Pattern, ...]:
    def part(of: object) -> object:
        return Variable(new) if of == Variable(old) else of

    return tuple(Pattern(*map(part, _parts(each))) for each in patterns)  # type: ignore[arg-type]


def _components(patterns: Sequence[Pattern], middle: str) -> Iterator[tuple[Pattern, ...]]:
    """The patterns in parts that share no variable but the middle, which is in each of them."""
    left = [each for each in patterns if set(_names(each)) - {middle}]
    while left:
        part, reached = [left.pop(0)], set[str]()
        grown = True
        while grown:
            reached = {name for each in part for name in _names(each)} - {middle}
            linked = [each for each in left if reached & set(_names(each))]
            part += linked
            left = [each for each in left if each not in linked]
            grown = bool(linked)
        if any(middle in _names(each) for each in part):
            yield tuple(part)


def _renaming(
    half: Sequence[Pattern], other: Sequence[Pattern], known: Mapping[str, str]
) -> Mapping[str, str] | None:
    """What the variables of one are called in the other, if that is all in which they differ."""
    if len(half) != len(other) or len(half) > _MOST:
        return None
    if not half:
        return known
    for place, candidate in enumerate(other):
        more = _same(half[0], candidate, known)
        found = more and _renaming(half[1:], (*other[:place], *other[place + 1 :]), more)
        if found:
            return found
    return None


def _same(one: Pattern, other: Pattern, known: Mapping[str, str]) -> Mapping[str, str] | None:
    found = dict(known)
    for mine, theirs in zip(_parts(one), _parts(other), strict=True):
        if not isinstance(mine, Variable) or not isinstance(theirs, Variable):
            if mine != theirs:
                return None
        elif found.setdefault(mine.name, theirs.name) != theirs.name:
            return None
    return found if len(set(found.values())) == len(found) else None


def _compared(condition: Expression, twins: Mapping[str, str]) -> _Compared | None:
    match condition:
        case Call(sign, (Call("STR", (Variable(one),)), Call("STR", (Variable(other),)))) if sign in _SIGNS:
            if twins.get(one) == other:
                return _Compared(one, str(sign))
            if twins.get(other) == one:
                return _Compared(other, str(sign).translate(str.maketrans("<>", "><")))
    return None


def _is_compared(condition: Expression, twins: Mapping[str, str], half: Relation) -> bool:
    compared = _compared(condition, twins)
    column = half.columns.get(compared.variable) if compared else None
    return column is not None and column.encoding is Encoding.ID and column.is_sure


def _is_long(half: Sequence[Pattern]) -> bool:
    """Whether a half is a join of its own."""
    return len(half) > 1 or any(isinstance(each.predicate, Steps) for each in half)


def _paired(half: Relation, twins: Mapping[str, str], compared: _Compared | None, scan: Scan) -> Relation:
    """Each solution of a half with each of the same middle."""
    shared = [name for name in half.columns if name not in twins]
    on = [f"a.{half.columns[name].sql} = b.{half.columns[name].sql}" for name in shared]
    steps = {"half": half}
    if compared:
        steps |= {"places": _places(half, compared.variable, scan)}
        key = half.columns[compared.variable].sql
        steps |= {
            "placed": Relation(f"SELECT a.*, b.{_PLACE}\nFROM half AS a JOIN places AS b USING ({key})")
        }
        on.append(f"a.{_PLACE} {compared.sign} b.{_PLACE}")
    cells = {name: f"a.{column.sql}" for name, column in half.columns.items()}
    columns = dict(half.columns)
    for name in (name for name in half.columns if name in twins):
        cells[twins[name]] = f"b.{half.columns[name].sql}"
        columns[twins[name]] = half.columns[name]
    last = list(steps)[-1]
    pairs = f"FROM {last} AS a JOIN {last} AS b ON {' AND '.join(on)}"
    sql = f"{named_in_turn(**steps)}\nSELECT {selected(cells)}\n{pairs}"
    return Relation(sql, renamed(columns))


def _places(half: Relation, variable: str, scan: Scan) -> Relation:
    """The place of each term's text among all, from the first; of what has no text none."""
    key = half.columns[variable].sql
    different = Relation(f"SELECT DISTINCT {key} FROM half", {variable: half.columns[variable]})
    scope = Scope.over(different, scan)
    text = scope.lexical(variable)
    return Relation(
        f"SELECT {scope.prefix}.{key}, dense_rank() OVER (ORDER BY {text}) AS {_PLACE}\n"
        f"{scope.source(different)}\nWHERE {text} IS NOT NULL"
    )
