"""What patterns ask of the store: constants as ids, paths taken apart as far as triple patterns go.

``X path1/path2 Y`` is ``X path1 ?v . ?v path2 Y``, and ``X ^path Y`` is ``Y path X``
(https://www.w3.org/TR/sparql11-query/#sparqlTranslatePathPatterns).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from graph.engine.constants import ground
from graph.engine.paths import Chain, Form, form_of
from graph.sparql.algebra import Pattern
from graph.sparql.syntax import Blank, Node, TripleNode, Variable
from graph.terms import Term

__all__ = ["End", "Link", "TermParts", "asked", "is_shown", "is_unknown"]

End = int | str | Term
"""The id of a constant, the name of a variable, or a constant that the store does not hold."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two ends and what leads from one to the other: a path, or the variable that stands for a predicate."""

    start: End
    through: Form | str
    end: End


@dataclass(frozen=True, slots=True)
class TermParts:
    """A triple term whose parts are not all known, and the variable that stands for it."""

    variable: str
    subject: End
    predicate: End
    object: End


def asked(pattern: Pattern, ids: Mapping[Term, int], number: int) -> Iterator[Link | TermParts]:
    """What one pattern asks; ``number`` keeps its hidden variables apart from those of others."""
    subject, before = _end(pattern.subject, ids, f"/{number}s")
    object_, after = _end(pattern.object, ids, f"/{number}o")
    yield from (*before, *after)
    match pattern.predicate:
        case Variable(name):
            yield Link(subject, name, object_)
        case path:
            yield from _steps(subject, form_of(path, ids), object_, number)


def is_shown(variable: str) -> bool:
    """Whether the variable can be seen outside: neither a blank node nor a name made here."""
    return not variable.startswith(("_:", "/"))


def is_unknown(end: End) -> bool:
    """Whether the store does not hold the constant."""
    return not isinstance(end, int | str)


def _steps(start: End, form: Form, end: End, number: int) -> Iterator[Link]:
    parts = form.parts if isinstance(form, Chain) else (form,)
    ends: list[End] = [start, *(f"/{number}.{place}" for place in range(1, len(parts))), end]
    for (source, target), part in zip(pairwise(ends), parts, strict=True):
        yield Link(source, part, target)


def _end(node: Node, ids: Mapping[Term, int], name: str) -> tuple[End, tuple[TermParts, ...]]:
    match node:
        case Variable(variable) | Blank(variable):
            return variable, ()
        case TripleNode(subject, predicate, object_):
            if term := ground(node):
                return ids.get(term, term), ()
            pairs = [
                _end(part, ids, f"{name}{place}") for place, part in enumerate((subject, predicate, object_))
            ]
            (s, _), (p, _), (o, _) = pairs
            return name, (TermParts(name, s, p, o), *(inner for _, more in pairs for inner in more))
        case constant:
            return ids.get(constant, constant), ()
