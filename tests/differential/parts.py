"""Generated text as a tree, so that what goes wrong can be cut down to the part that makes it."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

__all__ = ["Part", "join", "part", "plain_text_of", "shrunk", "text_of"]

_SIMPLEST = {"element": "", "modifier": "", "expression": "1", "group": "{ }", "path": ":p"}
_BETWEEN = {"route": " ", "graph": " ", "division": " / "}
"""Kind → the least that may stand in its place."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text of some kind, made of texts and parts."""

    kind: str
    pieces: tuple["str | Part", ...]


def part(kind: str, *pieces: str | Part) -> Part:
    """A part of these pieces."""
    return Part(kind, pieces)


def join(separator: str, parts: list[Part]) -> tuple[str | Part, ...]:
    """The parts with the separator between them, to be pieces of another."""
    found: list[str | Part] = []
    for each in parts:
        found += [separator, each] if found else [each]
    return tuple(found)


def text_of(tree: str | Part) -> str:
    """The text that the tree stands for."""
    if isinstance(tree, str):
        return tree
    return _BETWEEN.get(tree.kind, "").join(map(text_of, tree.pieces))


def plain_text_of(tree: str | Part, graphs: Collection[str]) -> str:
    """The same in words that the reference takes as they are meant.

    Alternatives of paths, but for those that are repeated, are a UNION, as the recommendation defines them
    (https://www.w3.org/TR/sparql11-query/#defn_evalPP_alternative): the reference gives a pair that two
    alternatives lead to but once. A negated set gives each pair once
    (https://www.w3.org/TR/sparql11-query/#eval_negatedPropertySet), for the reference now and then once a
    triple. Where a path repeats, a pattern without solutions stands beside
    it: the reference would assume that the start of the path is no literal. And a pattern on any graph is the
    UNION of that on each (https://www.w3.org/TR/sparql11-query/#sparqlAlgebraFinalValues): the reference
    hands the variable into the pattern, and answers some patterns on a graph that is not there. Nothing
    divided by something is nothing: the reference can't divide the decimal 0 by 1.5.

    Args:
        tree: what is said.
        graphs: the IRIs in angle brackets of the named graphs that there are.
    """
    if isinstance(tree, str):
        return tree
    if tree.kind == "route":
        return _plain_route(tree)
    if tree.kind == "graph":
        return _plain_graph(tree, graphs)
    if tree.kind == "division":
        one, other = (plain_text_of(piece, graphs) for piece in tree.pieces)
        is_nothing = f"{one} = 0 && isNumeric({other}) && {other} != 0"
        return f"COALESCE({one} / {other}, IF({is_nothing}, {one} * 0.0, 1 / 0))"
    return "".join(plain_text_of(piece, graphs) for piece in tree.pieces)


def _plain_route(tree: Part) -> str:
    start, path, end = tree.pieces
    ways = [_plain_way(f"{start} {way} {end} .", way) for way in _ways(path)]
    if {"*", "?", "+"} & set(text_of(path)):
        ways.append(f"{{ :none :none {start} , {end} . }}")
    return " UNION ".join(ways)


def _plain_way(pattern: str, way: str) -> str:
    return (
        f"{{ SELECT DISTINCT * {{ {pattern} }} }}"
        if way.lstrip("^(").startswith("!") and "/" not in way
        else f"{{ {pattern} }}"
    )


def _plain_graph(tree: Part, graphs: Collection[str]) -> str:
    _, name, group = tree.pieces
    assert isinstance(name, str)
    inner = plain_text_of(group, graphs)
    each = [graph for graph in graphs if name == graph or name.startswith("?")]
    ways = [
        f"{{ GRAPH {graph} {_relabelled(inner, place)} {_bound(name, graph)}}}"
        for place, graph in enumerate(each)
    ]
    return " UNION ".join(ways or [f"{{ GRAPH {name} {inner} FILTER(false) }}"])


def _bound(name: str, graph: str) -> str:
    return f"VALUES {name} {{ {graph} }} " if name.startswith("?") else ""


def _relabelled(text: str, place: int) -> str:
    """The text with blank node labels of its own: a label may stand in one basic graph pattern alone."""
    return re.sub(r"_:n(\w+)", rf"_:n\g<1>x{place}", text)


def _ways(path: str | Part) -> list[str]:
    """The paths without alternatives that a path stands for."""
    match path:
        case str():
            return _sides(path)
        case Part(_, (str(leaf),)):
            return _sides(leaf)
        case Part(_, (_, first, "|", second, _)):
            return _ways(first) + _ways(second)
        case Part(_, (_, first, "/", second, _)):
            return [f"({one}/{other})" for one in _ways(first) for other in _ways(second)]
        case Part(_, ("^(", inner, _)):
            return [f"^({way})" for way in _ways(inner)]
        case _:
            return [text_of(path)]


def _sides(leaf: str) -> list[str]:
    return ["!:p", "!(^:q)"] if leaf == "!(:p|^:q)" else [leaf]


def shrunk(tree: Part, still_fails: Callable[[Part], bool], *, most: int = 400) -> Part:
    """A smaller tree for which the check still holds, found greedily in at most so many tries."""
    tries = 0
    is_smaller = True
    while is_smaller:
        is_smaller = False
        for candidate in _simpler(tree):
            tries += 1
            if tries > most:
                return tree
            if len(text_of(candidate)) < len(text_of(tree)) and still_fails(candidate):
                tree, is_smaller = candidate, True
                break
    return tree


def _simpler(tree: Part) -> Iterator[Part]:
    """Trees with one part replaced by the least of its kind, or by one within it; the boldest first."""
    if tree.kind in _SIMPLEST:
        yield Part(tree.kind, (_SIMPLEST[tree.kind],))
    yield from (inner for inner in _within(tree) if inner.kind == tree.kind)
    for place, piece in enumerate(tree.pieces):
        if isinstance(piece, Part):
            before, after = tree.pieces[:place], tree.pieces[place + 1 :]
            yield from (Part(tree.kind, (*before, each, *after)) for each in _simpler(piece))


def _within(tree: Part) -> Iterator[Part]:
    for piece in tree.pieces:
        if isinstance(piece, Part):
            yield piece
            yield from _within(piece)
