"""Whether two replies to one question are the same."""

from decimal import Decimal, InvalidOperation

from graph.terms import XSD, Literal, Term, TripleTerm
from tests.conformance.sameness import Row, difference
from tests.differential.reply import Reply

__all__ = ["normal", "verdict"]

_EXACT = frozenset({f"{XSD}integer", f"{XSD}decimal"})
_FLOATING = frozenset({f"{XSD}double", f"{XSD}float"})


def verdict(ours: Reply, theirs: Reply, *, is_ordered: bool = False) -> str:
    """Nothing where the replies agree; otherwise what differs, in words.

    Numbers are compared by type and value: the reference keeps no lexical forms.
    """
    if ours.kind != theirs.kind:
        return f"{ours.kind} {ours.note}, not {theirs.kind} {theirs.note}"
    if sorted(ours.columns) != sorted(theirs.columns):
        return f"columns {ours.columns}, not {theirs.columns}"
    places = [ours.columns.index(name) for name in theirs.columns]
    ordered = [tuple(row[place] for place in places) for row in ours.rows] if places else ours.rows
    found, wanted = _normal_rows(ordered), _normal_rows(theirs.rows)
    if is_ordered:
        found, wanted = _numbered(found), _numbered(wanted)
    return difference(found, wanted)


def normal(term: Term | None) -> Term | None:
    """The term with a number in one form a value.

    >>> normal(Literal("1.50", f"{XSD}decimal")) == normal(Literal("1.5", f"{XSD}decimal"))
    True
    """
    if isinstance(term, TripleTerm):
        parts = normal(term.subject), normal(term.object)
        return TripleTerm(parts[0], term.predicate, parts[1])  # type: ignore[arg-type]
    if not isinstance(term, Literal) or term.datatype not in _EXACT | _FLOATING:
        return term
    try:
        if term.datatype in _FLOATING:
            return Literal(repr(float(term.value)), term.datatype)
        number = Decimal(term.value)
    except (ValueError, InvalidOperation):
        return term
    return Literal(f"{number.normalize() + 0:f}", term.datatype)


def _normal_rows(rows: tuple[Row, ...] | list[Row]) -> list[Row]:
    return [tuple(map(normal, row)) for row in rows]


def _numbered(rows: list[Row]) -> list[Row]:
    return [(Literal(str(place)), *row) for place, row in enumerate(rows)]
