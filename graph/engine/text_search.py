"""Full-text search as a property: ``?thing mlg:matches "text"``.

A thing matches where one of its triples has a string that matches (``graph.store.words`` says when). Such a
pattern becomes an ordinary one before anything is compiled: some property of the thing has as its value one
of the strings that were found.
"""

from collections.abc import Callable, Sequence

from graph.errors import QueryError
from graph.sparql.algebra import Algebra, Bgp, Distinct, Join, Pattern, Project, Rows, Variable
from graph.sparql.rewrite import rewritten
from graph.terms import PREFIXES, Iri, Literal, Term

__all__ = ["MATCHES", "MOST_MATCHES", "Search", "with_matches"]

MATCHES = Iri(f"{PREFIXES['mlg']}matches")
"""The property; no triple of the store needs to have it."""

MOST_MATCHES = 100_000
"""So many strings may match; of more, an answer would be slow and a cut one wrong."""

Search = Callable[[str, int], Sequence[Term]]
"""Gives the strings that match a text, at most so many."""

_PROPERTY = Variable("_:matched by")
_TEXT = ".matched text"


def with_matches(pattern: Algebra, search: Search) -> Algebra:
    """The pattern with what was found in place of ``mlg:matches``.

    Args:
        pattern: what may hold the property.
        search: finds strings.

    Raises:
        QueryError: the text is no literal, or matches too many strings.
    """
    return rewritten(pattern, lambda part: _changed(part, search) if isinstance(part, Bgp) else part)


def _changed(bgp: Bgp, search: Search) -> Algebra:
    asked = tuple(each for each in bgp.patterns if each.predicate == MATCHES)
    if not asked:
        return bgp
    rest = Bgp(tuple(each for each in bgp.patterns if each.predicate != MATCHES))
    found = [_found(each, search) for each in asked]
    parts: tuple[Algebra, ...] = (rest, *found) if rest.patterns else tuple(found)
    return parts[0] if len(parts) == 1 else Join(parts)


def _found(asked: Pattern, search: Search) -> Algebra:
    if not isinstance(asked.object, Literal):
        raise QueryError('mlg:matches takes a text to search for: ?thing mlg:matches "text".')
    strings = search(asked.object.value, MOST_MATCHES + 1)
    if len(strings) > MOST_MATCHES:
        raise QueryError(
            f"More than {MOST_MATCHES:,} strings match {asked.object.value!r}; search for more words."
        )
    rows = Rows((_TEXT,), tuple((each,) for each in strings))
    held = Bgp((Pattern(asked.subject, _PROPERTY, Variable(_TEXT)),))
    names = (asked.subject.name,) if isinstance(asked.subject, Variable) else ()
    return Distinct(Project(Join((held, rows)), names))
