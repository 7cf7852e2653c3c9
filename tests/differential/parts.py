"""Generated text as a tree, so that what goes wrong can be cut down to the part that makes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["Part", "join", "part", "plain_text_of", "shrunk", "text_of"]

_SIMPLEST = {"element": "", "modifier": "", "expression": "1", "group": "{ }", "path": ":p"}
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
    return (" " if tree.kind == "route" else "").join(map(text_of, tree.pieces))


def plain_text_of(tree: str | Part) -> str:
    """The same in other words: alternatives of paths, but for those that are repeated, as UNION.

    The recommendation defines them so (https://www.w3.org/TR/sparql11-query/#defn_evalPP_alternative); the
    reference gives a pair that two alternatives lead to but once.
    """
    if isinstance(tree, str):
        return tree
    if tree.kind != "route":
        return "".join(map(plain_text_of, tree.pieces))
    start, path, end = tree.pieces
    ways = [f"{{ {start} {way} {end} . }}" for way in _ways(path)]
    return " UNION ".join(ways)


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
