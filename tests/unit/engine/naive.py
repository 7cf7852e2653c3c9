"""Patterns and paths by the letter of the recommendation: no SQL, no order of joins, no ids.

A graph is a set of triples, a solution a dict from variable to term. Paths follow
https://www.w3.org/TR/sparql11-query/#PropertyPathPatterns case by case.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.sparql import syntax
from graph.sparql.algebra import Bgp, Pattern
from graph.sparql.syntax import Alternative, Inverse, Negated, Repeat, TripleNode, Variable
from graph.terms import Iri, Term, Triple, TripleTerm

__all__ = ["bgp", "path_pairs"]

Solution = Mapping[str, Term]
Triples = frozenset[Triple]


def bgp(pattern: Bgp, triples: Triples) -> list[Solution]:
    """The solutions, as often as each comes."""
    found: list[Solution] = [{}]
    for each in pattern.patterns:
        found = list(_joined(found, _solutions(each, triples)))
    return found


def path_pairs(path: syntax.Path, triples: Triples) -> list[tuple[Term, Term]]:
    """What the path connects when neither end is fixed."""
    match path:
        case Iri():
            return [(s, o) for s, p, o in triples if p == path]
        case Inverse(inner):
            return [(b, a) for a, b in path_pairs(inner, triples)]
        case syntax.Sequence(parts):
            return _in_sequence([path_pairs(part, triples) for part in parts])
        case Alternative(parts):
            return [pair for part in parts for pair in path_pairs(part, triples)]
        case Negated(forward, backward):
            ahead = {(s, o) for s, p, o in triples if p not in forward} if forward or not backward else set()
            return [*ahead, *{(o, s) for s, p, o in triples if backward and p not in backward}]
        case Repeat(inner, "?"):
            return list({*path_pairs(inner, triples), *((node, node) for node in _nodes(triples))})
        case Repeat():
            return [(a, b) for a in _nodes(triples) for b in _reached(path, a, triples)]
        case _:
            raise AssertionError(path)


def _from_term(path: syntax.Path, start: Term, triples: Triples) -> list[Term]:
    """What the path leads to from one term."""
    match path:
        case Repeat(inner, "?"):
            return list({start, *_from_term(inner, start, triples)})
        case Repeat():
            return list(_reached(path, start, triples))
        case Inverse(inner) if not isinstance(inner, Iri | Negated):
            return _from_term(_turned(inner), start, triples)
        case Alternative(parts):
            return [term for part in parts for term in _from_term(part, start, triples)]
        case syntax.Sequence((first, *rest)):
            middle = _from_term(first, start, triples)
            if not rest:
                return middle
            after = path_pairs(syntax.Sequence(tuple(rest)), triples)
            return [b for term in middle for a, b in after if a == term]
        case _:
            return [b for a, b in path_pairs(path, triples) if a == start]


def _reached(path: Repeat, start: Term, triples: Triples) -> set[Term]:
    """ALP: https://www.w3.org/TR/sparql11-query/#defn_evalALP_1."""
    seen: set[Term] = set()

    def visit(term: Term) -> None:
        if term not in seen:
            seen.add(term)
            for other in _from_term(path.path, term, triples):
                visit(other)

    if path.times == "*":
        visit(start)
    else:
        for other in _from_term(path.path, start, triples):
            visit(other)
    return seen


def _turned(path: syntax.Path) -> syntax.Path:
    """The path whose pairs are those of this one, end first."""
    match path:
        case Inverse(inner):
            return inner
        case syntax.Sequence(parts):
            return syntax.Sequence(tuple(_turned(part) for part in reversed(parts)))
        case Alternative(parts):
            return Alternative(tuple(map(_turned, parts)))
        case Repeat(inner, times):
            return Repeat(_turned(inner), times)
        case _:
            return Inverse(path)


def _in_sequence(parts: Sequence[list[tuple[Term, Term]]]) -> list[tuple[Term, Term]]:
    first, *rest = parts
    for part in rest:
        first = [(a, d) for a, b in first for c, d in part if b == c]
    return first


def _nodes(triples: Triples) -> set[Term]:
    return {term for s, _, o in triples for term in (s, o)}


def _solutions(pattern: Pattern, triples: Triples) -> Iterator[Solution]:
    predicate = pattern.predicate
    if isinstance(predicate, Variable | Iri):
        nodes = (pattern.subject, predicate, pattern.object)
        yield from (found for triple in triples if (found := _matched(nodes, triple)) is not None)
        return
    for pair in _path_ends(pattern, predicate, triples):
        found = _matched((pattern.subject, pattern.object), pair)
        if found is not None:
            yield found


def _path_ends(pattern: Pattern, path: syntax.Path, triples: Triples) -> list[tuple[Term, Term]]:
    """Pairs to match against the ends; sequences and inverses are taken apart as in the translation."""
    match path:
        case Inverse(inner):
            turned = Pattern(pattern.object, inner, pattern.subject)
            return [(b, a) for a, b in _path_ends(turned, inner, triples)]
        case syntax.Sequence((first, *rest)) if rest:
            between = Variable("/")
            left = _path_ends(Pattern(pattern.subject, path, between), first, triples)
            right = _path_ends(Pattern(between, path, pattern.object), syntax.Sequence(tuple(rest)), triples)
            return _in_sequence([left, right])
        case syntax.Sequence((only,)):
            return _path_ends(pattern, only, triples)
    if isinstance(pattern.subject, Term):
        return [(pattern.subject, end) for end in _from_term(path, pattern.subject, triples)]
    if isinstance(pattern.object, Term):
        return [(end, pattern.object) for end in _from_term(_turned(path), pattern.object, triples)]
    return path_pairs(path, triples)


def _matched(nodes: Iterable[object], terms: Iterable[Term]) -> Solution | None:
    found: dict[str, Term] = {}
    todo = list(zip(nodes, terms, strict=True))
    while todo:
        node, term = todo.pop()
        if isinstance(node, TripleNode):
            if not isinstance(term, TripleTerm):
                return None
            todo += zip(
                (node.subject, node.predicate, node.object),
                (term.subject, term.predicate, term.object),
                strict=True,
            )
        elif isinstance(node, Variable):
            if found.setdefault(node.name, term) != term:
                return None
        elif node != term:
            return None
    return found


def _joined(left: Iterable[Solution], right: Iterable[Solution]) -> Iterator[Solution]:
    them = list(right)
    for one in left:
        for other in them:
            if all(one[name] == other[name] for name in one.keys() & other.keys()):
                yield {**one, **other}
