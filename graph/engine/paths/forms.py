"""Property paths in few forms: inversion only at the edges, no repetition of a repetition.

Each rewriting keeps the solutions and how often each comes
(https://www.w3.org/TR/sparql11-query/#sparqlTranslatePathExpressions and #PropertyPathPatterns).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from graph.sparql.syntax import Alternative, Inverse, Negated, Path, Repeat, Sequence, Variable
from graph.terms import Iri, Term

__all__ = ["Chain", "Choice", "Form", "Repeated", "Step", "form_of", "inverted", "ways_to_stay"]


@dataclass(frozen=True, slots=True)
class Step:
    """One edge whose predicate is among these, or is not among these.

    Attributes:
        predicates: ids.
        is_negated: whether the edge has another predicate than these.
        is_backward: whether it runs from object to subject.
    """

    predicates: frozenset[int]
    is_negated: bool = False
    is_backward: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """One after the other."""

    parts: tuple["Form", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One or the other; what several give comes several times."""

    parts: tuple["Form", ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """Again and again, each pair once; ``is_optional`` if also not at all, ``is_once`` if never twice."""

    part: "Form"
    is_optional: bool
    is_once: bool = False


Form = Step | Chain | Choice | Repeated


def form_of(path: Path, ids: Mapping[Term, int]) -> Form:
    """The path in these forms; predicates that are not in the store lead nowhere."""
    match path:
        case Iri():
            return Step(_known((path,), ids))
        case Negated(forward, backward):
            ahead = [Step(_known(forward, ids), is_negated=True)] if forward or not backward else []
            back = [Step(_known(backward, ids), is_negated=True, is_backward=True)] if backward else []
            return _choice([*ahead, *back])
        case Inverse(inner):
            return inverted(form_of(inner, ids))
        case Sequence(paths):
            return _chain(form_of(each, ids) for each in paths)
        case Alternative(paths):
            return _choice(form_of(each, ids) for each in paths)
        case Repeat(inner, times):
            return _repeated(form_of(inner, ids), is_optional=times != "+", is_once=times == "?")
        case Variable(name):
            raise AssertionError(f"The grammar has no variable in a path, but here is ?{name}.")


def inverted(form: Form) -> Form:
    """The form that leads the other way."""
    match form:
        case Step():
            return replace(form, is_backward=not form.is_backward)
        case Chain(parts):
            return Chain(tuple(map(inverted, reversed(parts))))
        case Choice(parts):
            return Choice(tuple(map(inverted, parts)))
        case Repeated(part):
            return replace(form, part=inverted(part))


def ways_to_stay(form: Form) -> int:
    """How often a term that no triple holds leads to itself.

    A chain does not let it: its later parts start from what the active graph holds.
    """
    match form:
        case Step() | Chain():
            return 0
        case Choice(parts):
            return sum(map(ways_to_stay, parts))
        case Repeated(part, is_optional):
            return int(is_optional or ways_to_stay(part) > 0)


def _known(iris: Iterable[Iri], ids: Mapping[Term, int]) -> frozenset[int]:
    return frozenset(ids[iri] for iri in iris if iri in ids)


def _chain(parts: Iterable[Form]) -> Chain:
    flat = ((part.parts if isinstance(part, Chain) else (part,)) for part in parts)
    return Chain(tuple(chain.from_iterable(flat)))


def _choice(parts: Iterable[Form]) -> Form:
    """Alternatives; edges of one direction and of different predicates are one step."""
    flat = chain.from_iterable(part.parts if isinstance(part, Choice) else (part,) for part in parts)
    found: list[Form] = []
    for part in flat:
        place = next((i for i, other in enumerate(found) if _go_together(other, part)), None)
        if place is None:
            found.append(part)
        else:
            found[place] = _together(found[place], part)
    return Choice(tuple(found)) if len(found) > 1 else found[0]


def _go_together(one: Form, other: Form) -> bool:
    return (
        isinstance(one, Step)
        and isinstance(other, Step)
        and not (one.is_negated or other.is_negated)
        and one.is_backward == other.is_backward
        and one.predicates.isdisjoint(other.predicates)
    )


def _together(one: Form, other: Form) -> Form:
    if isinstance(one, Step) and isinstance(other, Step):
        return replace(one, predicates=one.predicates | other.predicates)
    raise AssertionError


def _repeated(part: Form, *, is_optional: bool, is_once: bool) -> Form:
    if not is_once:
        bare, was_optional = _bare(part)
        return Repeated(bare, is_optional or was_optional)
    if isinstance(part, Repeated):
        return replace(part, is_optional=True)
    return Repeated(part, is_optional=True, is_once=True)


def _bare(part: Form) -> tuple[Form, bool]:
    """What is repeated without repetitions of its own, and whether they could be left out."""
    match part:
        case Repeated(inner, optional):
            bare, was_optional = _bare(inner)
            return bare, optional or was_optional
        case Choice(parts):
            pairs = [_bare(each) for each in parts]
            return _choice(bare for bare, _ in pairs), any(was_optional for _, was_optional in pairs)
        case _:
            return part, False
