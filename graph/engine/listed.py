"""VALUES of one variable beside triple patterns: a condition on them, planned and run sooner than a join."""

from collections.abc import Mapping, Sequence

from graph.engine.constants import ground
from graph.sparql.algebra import Algebra, Bgp, Rows
from graph.sparql.syntax import Variable
from graph.terms import Iri, Term

__all__ = ["binds", "listed"]

_MOST = 50
"""A longer list is sooner joined than compared with."""


def listed(
    parts: Sequence[Algebra], ids: Mapping[Term, int]
) -> tuple[Sequence[Algebra], Mapping[str, Sequence[int]]]:
    """The parts of a join without such VALUES, and what these list: variable → ids.

    A variable is listed if some triple pattern among the parts binds it. Terms that the store does not hold
    are left out, for no pattern matches them.

    Args:
        parts: what is joined.
        ids: of the constants that the store holds.
    """
    found: dict[str, Sequence[int]] = {}
    left: list[Algebra] = []
    bound = [part for part in parts if isinstance(part, Bgp)]
    for part in parts:
        known = _known(part, ids) if isinstance(part, Rows) and len(part.variables) == 1 else None
        name = part.variables[0] if isinstance(part, Rows) and known is not None else ""
        if known is not None and name not in found and any(binds(each, name) for each in bound):
            found[name] = known
        else:
            left.append(part)
    return left, found


def binds(bgp: Bgp, variable: str) -> bool:
    """Whether a single triple binds the variable, wherever the patterns match."""
    return any(
        Variable(variable) in (each.subject, each.predicate, each.object)
        and isinstance(each.predicate, Iri | Variable)
        for each in bgp.patterns
    )


def _known(rows: Rows, ids: Mapping[Term, int]) -> Sequence[int] | None:
    """The ids of a variable's terms, if each row has another term."""
    terms = {term for (cell,) in rows.rows if cell is not None and (term := ground(cell))}
    if not 0 < len(rows.rows) <= _MOST or len(terms) < len(rows.rows):
        return None
    known = [ids[term] for term in terms if term in ids]
    return known if len(set(known)) == len(known) else None
