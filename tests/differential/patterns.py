"""Generated groups, nested: triples, paths, OPTIONAL, UNION, MINUS, FILTER, BIND, VALUES, GRAPH, SELECT."""

from collections.abc import Iterable

from tests.differential.data import LINKS, PREDICATES
from tests.differential.draw import Draw
from tests.differential.expressions import condition, number, string, value
from tests.differential.parts import Part, join, part

__all__ = ["first_few", "group", "grouped", "paths", "total_order", "triples"]


def group(draw: Draw, depth: int) -> Part:
    """A group in braces; deeper ones are within it as long as the depth lasts."""
    elements = [_element(draw, depth, is_first=number == 0) for number in range(draw.random.randint(1, 3))]
    if draw.chance(0.4):
        elements.append(part("element", "FILTER(", condition(draw, min(depth, 2), _inner), ") "))
        if draw.chance(0.3):
            draw.random.shuffle(elements)
    return part("group", "{ ", *elements, "}")


def _inner(draw: Draw, depth: int) -> Part:
    return group(draw, min(depth, 1))


def _element(draw: Draw, depth: int, *, is_first: bool) -> Part:
    if depth <= 0 or (is_first and draw.chance(0.6)):
        return triples(draw) if draw.chance(0.85) else _path(draw)
    match draw.random.choices(_ELEMENTS, _WEIGHTS)[0]:
        case "triples":
            return triples(draw)
        case "path":
            return _path(draw)
        case "OPTIONAL" | "MINUS" | "" as word:
            return part("element", f"{word} ", group(draw, depth - 1), " ")
        case "UNION":
            groups = [group(draw, depth - 1) for _ in range(draw.one(2, 2, 3))]
            return part("element", *join(" UNION ", groups), " ")
        case "GRAPH" if not draw.is_graphless:
            name = draw.one("?g", "?g", draw.graph(), draw.graph(), draw.variable())
            return part("element", part("graph", "GRAPH", name, group(draw, depth - 1)), " ")
        case "GRAPH":
            return triples(draw)
        case "BIND":
            return _bind(draw)
        case "VALUES":
            return _values(draw)
        case _:
            return part("element", "{ ", _sub_select(draw, depth - 1), " } ")


_ELEMENTS = ("triples", "path", "OPTIONAL", "MINUS", "", "UNION", "GRAPH", "BIND", "VALUES", "SELECT")
_WEIGHTS = (18, 12, 16, 9, 4, 10, 9, 10, 6, 6)


def triples(draw: Draw) -> Part:
    """Triple patterns on one subject, mostly."""
    centre = draw.node_variable()
    patterns = []
    for _ in range(draw.one(1, 1, 1, 2, 2, 3)):
        name = draw.one(*PREDICATES, "any", "num")
        predicate = f":{name}" if draw.chance(0.88) else draw.one("?p", "?q")
        subject = _subject(draw, centre)
        patterns.append(part("element", f"{subject} {predicate} {_object(draw, name, subject)} . "))
    return part("element", *patterns)


def _subject(draw: Draw, centre: str) -> str:
    if draw.chance(0.8):
        return centre
    return draw.one(draw.variable(), draw.node_variable(), draw.node(), f"_:{draw.fresh('n')[1:]}")


def _object(draw: Draw, predicate: str, subject: str) -> str:
    if draw.chance(0.12):
        return draw.one(draw.node(), draw.term(), draw.variable(), "[]")
    variable = draw.node_variable() if predicate in LINKS else draw.value_variable()
    # A pattern of one variable twice mostly has no answer.
    return variable if variable != subject or draw.chance(0.2) else draw.node_variable()


def _path(draw: Draw) -> Part:
    start = draw.node_variable() if draw.chance(0.7) else draw.one(":a", ":b")
    end = draw.node_variable() if draw.chance(0.75) else draw.one(":a", ":b", draw.variable())
    return part("element", part("route", start, paths(draw, 2), end), " . ")


def paths(draw: Draw, depth: int, *, may_negate: bool = True) -> Part:
    """A property path.

    Args:
        draw: what chooses.
        depth: how far it is nested at most.
        may_negate: whether it may have a negated set that stands by itself; in a sequence the reference
            gives what such a set leads to once, or once a triple, as its plan happens to be.
    """
    if depth <= 0 or draw.chance(0.2):
        negated = ("!:p", "!(:p|^:q)", "!(^:r)") if may_negate else ()
        return part("path", draw.one(":p", ":q", ":r", ":p", ":any", "^:p", *negated))
    match draw.one("/", "|", "^", "*", "+", "?", "*", "+"):
        case "/":
            one, other = (paths(draw, depth - 1, may_negate=False) for _ in "ab")
            return part("path", "(", one, "/", other, ")")
        case "|":
            one, other = (paths(draw, depth - 1, may_negate=may_negate) for _ in "ab")
            return part("path", "(", one, "|", other, ")")
        case "^":
            return part("path", "^(", paths(draw, depth - 1, may_negate=may_negate), ")")
        case sign:
            return part("path", "(", paths(draw, depth - 1), f"){sign}")


def _bind(draw: Draw) -> Part:
    if draw.chance(0.3) and not draw.is_structural:
        made, name = number(draw, 2), draw.fresh("n")
        draw.numbers.append(name)
    else:
        made, name = value(draw, 2, _inner), draw.fresh("t")
        draw.bound.append(name)
    return part("element", "BIND(", made, f" AS {name}) ")


def _values(draw: Draw) -> Part:
    names = list(dict.fromkeys(draw.variable() for _ in range(draw.one(1, 1, 2))))
    rows = [" ".join(_cell(draw, name) for name in names) for _ in range(draw.one(1, 2, 3, 5))]
    lines = [part("modifier", f"({row}) ") for row in rows]
    return part("element", f"VALUES ({' '.join(names)}) {{ ", *lines, "} ")


def _cell(draw: Draw, name: str) -> str:
    if draw.chance(0.2):
        return "UNDEF"
    return draw.node() if name in {"?s", "?x", "?y"} and draw.chance(0.9) else draw.term()


def _sub_select(draw: Draw, depth: int) -> Part:
    """A SELECT within a group: plain, distinct, grouped, or the first few in a total order."""
    inner = group(draw, depth)
    names = list(dict.fromkeys(draw.variable() for _ in range(draw.one(1, 2, 2, 3))))
    if draw.chance(0.35):
        return grouped(draw, inner, names)
    word = draw.one("", "", "DISTINCT ", "REDUCED ")
    word = "" if word == "REDUCED " else word
    limit = first_few(draw, names) if draw.is_blank_free and draw.chance(0.4) else ""
    return part("select", f"SELECT {word}{' '.join(names)} WHERE ", inner, part("modifier", limit))


def total_order(names: Iterable[str]) -> str:
    """Conditions of ORDER BY by which rows without blank nodes are equal only if they are the same."""
    return " ".join(f"isIRI({name}) STR({name}) STR(DATATYPE({name})) LANG({name})" for name in names)


def first_few(draw: Draw, names: list[str]) -> str:
    """ORDER BY that leaves no two different rows equal, and LIMIT."""
    offset = f" OFFSET {draw.one(0, 1, 2)}" if draw.chance(0.4) else ""
    return f" ORDER BY {total_order(names)} LIMIT {draw.one(0, 1, 2, 3, 5)}{offset}"


def grouped(draw: Draw, inner: Part, names: list[str]) -> Part:
    """A SELECT with GROUP BY and set functions."""
    keys = names[: draw.one(0, 1, 1, 2)]
    columns = [part("column", " (", *_aggregate(draw), ")") for _ in range(draw.one(1, 1, 2))]
    having = part("modifier", " HAVING(COUNT(*) > 1)") if keys and draw.chance(0.15) else ""
    by = f" GROUP BY {' '.join(keys)}" if keys else ""
    return part("select", f"SELECT {' '.join(keys)}", *columns, " WHERE ", inner, by, having)


def _aggregate(draw: Draw) -> tuple[Part, str]:
    """A set function whose value does not depend on the order of solutions, and the name it gets."""
    word = "DISTINCT " if draw.chance(0.3) else ""
    names = ("COUNT", "COUNT*", "COUNT", "SUM", "AVG", "MIN", "MAX", "MINTEXT")
    # Where there may be NaN, which number is least is left open.
    name = draw.one(*names[:2]) if draw.is_structural or draw.is_ill_typed else draw.one(*names)
    if name in {"COUNT", "COUNT*", "MINTEXT"}:
        target = draw.fresh("t")
        draw.bound.append(target)
    else:
        target = draw.fresh("n")
        draw.numbers.append(target)
    match name:
        case "COUNT*":
            made = part("aggregate", f"COUNT({word}*)")
        case "COUNT":
            counted = value(draw, 1, _inner) if draw.chance(0.1) else part("expression", draw.variable())
            made = part("aggregate", f"COUNT({word}", counted, ")")
        case "MINTEXT":
            made = part("aggregate", draw.one("MIN(", "MAX("), "STR(", string(draw, 1), "))")
        case "MIN" | "MAX":
            made = part("aggregate", f"{name}({word}", number(draw, 1), " + 0)")
        case _:
            made = part("aggregate", f"{name}({word}", number(draw, draw.one(0, 1)), ")")
    return made, f" AS {target}"
