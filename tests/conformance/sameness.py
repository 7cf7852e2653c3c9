"""Whether two answers are the same: bags of rows, blank nodes up to renaming.

Nodes are coloured by where they occur until the colours tell no more apart; what is left is tried out. That
is exact for any data, and quick unless an answer is as regular as a Petersen graph
(https://www.w3.org/TR/rdf12-concepts/#graph-isomorphism).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from graph.terms import BlankNode, Term, TripleTerm, n3

__all__ = ["Row", "difference", "same_rows"]

Row = tuple[Term | None, ...]
Colours = Mapping[BlankNode, Hashable]


def same_rows(left: Iterable[Row], right: Iterable[Row]) -> bool:
    """Whether the rows are the same bag for some one-to-one renaming of blank nodes.

    >>> a, b = BlankNode("a"), BlankNode("b")
    >>> same_rows([(a, a)], [(b, b)]), same_rows([(a, a)], [(a, b)])
    (True, False)
    """
    ours, theirs = list(left), list(right)
    if len(ours) != len(theirs):
        return False
    return _match(ours, theirs, _uncoloured(ours), _uncoloured(theirs))


def difference(ours: Sequence[Row], theirs: Sequence[Row], *, most: int = 20) -> str:
    """Nothing where the rows are the same; otherwise, in words, which rows only one side has."""
    if same_rows(ours, theirs):
        return ""
    found, wanted = _shown(ours), _shown(theirs)
    lines = [f"{len(ours)} rows, not the {len(theirs)} expected"]
    lines += [f"  only found:    {row}" for row in list((found - wanted).elements())[:most]]
    lines += [f"  only expected: {row}" for row in list((wanted - found).elements())[:most]]
    return "\n".join(lines)


def _shown(rows: Sequence[Row]) -> Counter[str]:
    nodes = _refined(rows, _uncoloured(rows))
    counts = Counter(nodes.values())
    labels = {
        node: f"b{hash(colour) % 10_000}" + ("?" if counts[colour] > 1 else "")
        for node, colour in nodes.items()
    }
    renamed = ([_renamed(cell, labels) for cell in row] for row in rows)
    return Counter("  ".join("-" if cell is None else n3(cell) for cell in row) for row in renamed)


def _renamed(cell: Term | None, labels: Mapping[BlankNode, str]) -> Term | None:
    match cell:
        case BlankNode():
            return BlankNode(labels[cell])
        case TripleTerm(subject, predicate, object_):
            parts = _renamed(subject, labels), _renamed(object_, labels)
            return TripleTerm(parts[0], predicate, parts[1])  # type: ignore[arg-type]
        case _:
            return cell


def _match(left: Sequence[Row], right: Sequence[Row], ours: Colours, theirs: Colours) -> bool:
    ours, theirs = _refined(left, ours), _refined(right, theirs)
    if Counter(ours.values()) != Counter(theirs.values()) or _painted(left, ours) != _painted(right, theirs):
        return False
    sizes = Counter(ours.values())
    entangled = _entangled(left, {node for node, colour in ours.items() if sizes[colour] > 1})
    if not entangled:
        return True
    colour = min((ours[node] for node in entangled), key=lambda each: sizes[each])
    mine = next(node for node, held in ours.items() if held == colour)
    others = [node for node, held in theirs.items() if held == colour]
    return any(_match(left, right, {**ours, mine: "!"}, {**theirs, other: "!"}) for other in others)


def _entangled(rows: Sequence[Row], alike: set[BlankNode]) -> set[BlankNode]:
    """Those that share a row with another; nodes that are alike and share none may stand for one another."""
    together = (set(_nodes(row)) & alike for row in rows)
    return {node for nodes in together if len(nodes) > 1 for node in nodes}


def _refined(rows: Sequence[Row], colours: Colours) -> Colours:
    """Colours that tell apart what occurs in different places, as far as that goes."""
    while True:
        seen: dict[BlankNode, list[int]] = {node: [] for node in colours}
        for row in rows:
            for node in set(_nodes(row)):
                seen[node].append(hash(tuple(_paint(cell, colours, node) for cell in row)))
        finer: Colours = {node: hash((colours[node], *sorted(places))) for node, places in seen.items()}
        if len(set(finer.values())) == len(set(colours.values())):
            return finer
        colours = finer


def _painted(rows: Sequence[Row], colours: Colours) -> Counter[Hashable]:
    return Counter(tuple(_paint(cell, colours) for cell in row) for row in rows)


def _paint(cell: Term | None, colours: Colours, marked: BlankNode | None = None) -> Hashable:
    match cell:
        case BlankNode():
            return ("_:", colours[cell], cell == marked)
        case TripleTerm(subject, predicate, object_):
            return (_paint(subject, colours, marked), predicate, _paint(object_, colours, marked))
        case _:
            return cell


def _uncoloured(rows: Iterable[Row]) -> Colours:
    return dict.fromkeys((node for row in rows for node in _nodes(row)), 0)


def _nodes(row: Iterable[Term | None]) -> Iterator[BlankNode]:
    for cell in row:
        if isinstance(cell, BlankNode):
            yield cell
        elif isinstance(cell, TripleTerm):
            yield from _nodes((cell.subject, cell.object))
