"""Equalities that hold between queries whatever the data: no reference is needed.

Each law gives queries such that the solutions of the first are, as a bag, those of the others together.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.differential.draw import Draw
from tests.differential.expressions import condition
from tests.differential.parts import text_of
from tests.differential.patterns import group, paths, total_order, triples

__all__ = ["LAWS", "Law"]

Law = Callable[[Draw], tuple[str, ...]]
_COLUMNS = "?g ?o ?p ?q ?s ?v ?w ?x ?y"


def _select(pattern: str, *, word: str = "", after: str = "") -> str:
    return f"SELECT {word}{_COLUMNS} WHERE {{ {pattern} }}{after}"


def _group(draw: Draw) -> str:
    return text_of(group(draw, draw.one(0, 1, 1, 2)))


def _condition(draw: Draw) -> str:
    return text_of(condition(draw, draw.one(0, 1, 2), lambda inner, _: group(inner, 0)))


def _triples(draw: Draw) -> str:
    return text_of(triples(draw))


def filter_splits(draw: Draw) -> tuple[str, ...]:
    """A condition is true, false or in error for each solution, and only one of them."""
    pattern = _group(draw)
    test = _condition(draw)
    return (
        _select(pattern),
        _select(f"{pattern} FILTER({test})"),
        _select(f"{pattern} FILTER(!({test}))"),
        _select(f"{pattern} FILTER(!COALESCE(IF({test}, true, true), false))"),
    )


def exists_splits(draw: Draw) -> tuple[str, ...]:
    """EXISTS and NOT EXISTS are never in error."""
    pattern, inner = _group(draw), _group(draw)
    return (
        _select(pattern),
        _select(f"{pattern} FILTER EXISTS {inner}"),
        _select(f"{pattern} FILTER NOT EXISTS {inner}"),
    )


def union_doubles(draw: Draw) -> tuple[str, ...]:
    """A union with itself has each solution twice as often."""
    pattern = _group(draw)
    return _select(f"{pattern} UNION {pattern}"), _select(pattern), _select(pattern)


def distinct_of_union(draw: Draw) -> tuple[str, ...]:
    """The different solutions of a union with itself are those of one side."""
    pattern = _group(draw)
    return _select(f"{pattern} UNION {pattern}", word="DISTINCT "), _select(pattern, word="DISTINCT ")


def union_commutes(draw: Draw) -> tuple[str, ...]:
    """The sides of a union may change places."""
    one, other = _group(draw), _group(draw)
    return _select(f"{one} UNION {other}"), _select(f"{other} UNION {one}")


def join_commutes(draw: Draw) -> tuple[str, ...]:
    """Two groups joined may change places."""
    one, other = _group(draw), _group(draw)
    return _select(f"{one} {other}"), _select(f"{other} {one}")


def join_distributes(draw: Draw) -> tuple[str, ...]:
    """Joining with a union is the union of the joins."""
    one, left, right = _group(draw), _group(draw), _group(draw)
    return (
        _select(f"{one} {{ {left} UNION {right} }}"),
        _select(f"{one} {left}"),
        _select(f"{one} {right}"),
    )


def optional_is_join_and_rest(draw: Draw) -> tuple[str, ...]:
    """OPTIONAL gives what joins, and what joins with nothing."""
    left, right = _triples(draw), _triples(draw)
    return (
        _select(f"{left} OPTIONAL {{ {right} }}"),
        _select(f"{left} {{ {right} }}"),
        _select(f"{left} FILTER NOT EXISTS {{ {right} }}"),
    )


def minus_splits(draw: Draw) -> tuple[str, ...]:
    """MINUS and NOT EXISTS agree where both sides surely bind one variable they share."""
    left = f"?s :{draw.one('p', 'any', 'num')} ?v ."
    right = f"?s :{draw.one('q', 'r', 'name')} {draw.one('?x', '?v', '[]')} ."
    return _select(f"{left} MINUS {{ {right} }}"), _select(f"{left} FILTER NOT EXISTS {{ {right} }}")


def graphs_add_up(draw: Draw) -> tuple[str, ...]:
    """Solutions in any named graph are those of each."""
    pattern = _triples(draw)
    parts = (f"GRAPH :{name} {{ {pattern} }} BIND(:{name} AS ?g)" for name in ("g1", "g2", "g3"))
    return _select(f"GRAPH ?g {{ {pattern} }}"), *map(_select, parts)


def sub_select_is_transparent(draw: Draw) -> tuple[str, ...]:
    """A sub-select of all variables is its group."""
    pattern = _group(draw)
    return _select(f"{{ SELECT * WHERE {pattern} }}"), _select(pattern)


def sequence_is_join(draw: Draw) -> tuple[str, ...]:
    """A sequence of paths is a join through a node in between."""
    one, other = (text_of(paths(draw, 1)) for _ in "ab")
    return _select(f"?s {one}/{other} ?x"), _select(f"?s {one} ?between . ?between {other} ?x")


def alternative_is_union(draw: Draw) -> tuple[str, ...]:
    """An alternative of paths is a union."""
    one, other = (text_of(paths(draw, 1)) for _ in "ab")
    return _select(f"?s {one}|{other} ?x"), _select(f"?s {one} ?x"), _select(f"?s {other} ?x")


def inverse_swaps(draw: Draw) -> tuple[str, ...]:
    """An inverse path has its ends changed."""
    path = text_of(paths(draw, 2))
    return _select(f"?s ^({path}) ?x"), _select(f"?x {path} ?s")


def closure_unrolls(draw: Draw) -> tuple[str, ...]:
    """``+`` is one step or more: a step, then ``*``."""
    path = text_of(paths(draw, 1))
    start = draw.one("?s", ":a")
    return (
        _select(f"{start} ({path})+ ?x", word="DISTINCT "),
        _select(f"{start} ({path})/(({path})*) ?x", word="DISTINCT "),
    )


def star_is_option_of_plus(draw: Draw) -> tuple[str, ...]:
    """``*`` is ``+`` or nothing."""
    path = text_of(paths(draw, 1))
    start, end = draw.one("?s", ":a"), draw.one("?x", "?x", ":b")
    return _select(f"{start} ({path})* {end}"), _select(f"{start} (({path})+)? {end}")


def slices_add_up(draw: Draw) -> tuple[str, ...]:
    """Two slices that follow one another in a total order are all."""
    pattern = _triples(draw)
    place = draw.one(0, 1, 2, 5)
    order = f" ORDER BY {total_order(_COLUMNS.split())}"
    # No order tells two blank nodes apart.
    pattern += f" FILTER(!({' || '.join(f'COALESCE(isBlank({name}), false)' for name in _COLUMNS.split())}))"
    return (
        _select(pattern),
        _select(pattern, after=f"{order} LIMIT {place}"),
        _select(pattern, after=f"{order} OFFSET {place}"),
    )


def bind_is_inline(draw: Draw) -> tuple[str, ...]:
    """A condition may be named first."""
    pattern, test = _triples(draw), _condition(draw)
    return (
        _select(f"{pattern} BIND(({test}) AS ?named) FILTER(?named)"),
        _select(f"{pattern} FILTER({test})"),
    )


def values_is_union(draw: Draw) -> tuple[str, ...]:
    """Rows of VALUES joined are the union of a join with each."""
    pattern = _group(draw)
    name = draw.one("?s", "?v", "?x")
    rows = [draw.one(draw.term(), draw.node()) for _ in range(3)]
    return (
        _select(f"VALUES {name} {{ {' '.join(rows)} }} {pattern}"),
        *(_select(f"VALUES {name} {{ {row} }} {pattern}") for row in rows),
    )


def groups_add_up(draw: Draw) -> tuple[str, ...]:
    """The solutions of all groups, counted, are all solutions."""
    pattern = _group(draw)
    key = draw.one("?s", "?v", "?x")
    grouped = f"SELECT {key} (COUNT(*) AS ?many) WHERE {pattern} GROUP BY {key}"
    return (
        f"SELECT (COALESCE(SUM(?many), 0) AS ?all) WHERE {{ {grouped} }}",
        f"SELECT (COUNT(*) AS ?all) WHERE {pattern}",
    )


LAWS: Mapping[str, Law] = MappingProxyType(
    {
        law.__name__: law
        for law in (
            filter_splits,
            exists_splits,
            union_doubles,
            distinct_of_union,
            union_commutes,
            join_commutes,
            join_distributes,
            optional_is_join_and_rest,
            minus_splits,
            graphs_add_up,
            sub_select_is_transparent,
            sequence_is_join,
            alternative_is_union,
            inverse_swaps,
            closure_unrolls,
            star_is_option_of_plus,
            slices_add_up,
            bind_is_inline,
            values_is_union,
            groups_add_up,
        )
    }
)
"""Name → law."""
