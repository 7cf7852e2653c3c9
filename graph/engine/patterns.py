"""Basic graph patterns as SQL: an alias for each triple pattern, equal ids for each shared variable."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from graph.engine.atoms import Atom, graph_atom, limited, link_atom, rows_atom, sampled, term_atom
from graph.engine.derive import selected, taken
from graph.engine.exact.text import text_of
from graph.engine.links import End, Link, TermParts, asked, is_shown, is_unknown
from graph.engine.names import sql_text
from graph.engine.order import ordered
from graph.engine.paths import Steps, ways_to_stay
from graph.engine.relation import ALL_TAGS, LITERAL_TAGS, Column, Encoding, Relation, column_name
from graph.engine.scan import EachGraph, Scan
from graph.engine.weave import woven
from graph.errors import QueryError
from graph.sparql.algebra import Bgp
from graph.store.ids import Tag, tag_bit
from graph.terms import Iri, Term, TripleTerm

__all__ = ["compile_bgp"]

NO_LISTS: Mapping[str, Sequence[int]] = MappingProxyType({})

_MOST = 128
"""So many patterns are planned within a second; the time grows with the square of their number."""


def compile_bgp(
    bgp: Bgp, scan: Scan, among: Mapping[str, Sequence[int]] = NO_LISTS, *, is_sample: bool = False
) -> Relation:
    """The solutions of triple patterns and paths on the active graph.

    Blank nodes of the text have no column; where each graph counts on its own, its variable has one.
    https://www.w3.org/TR/sparql11-query/#BasicGraphPatternMatching

    Args:
        bgp: the patterns.
        scan: what they are compiled against.
        among: variable → ids, of which it must be one; `graph.engine.listed.binds` holds for each.
        is_sample: go on from a few triples of what is joined first; so not all solutions are found.

    Raises:
        QueryError: so many patterns are joined that planning could take minutes.
    """
    parts = [part for number, pattern in enumerate(bgp.patterns) for part in asked(pattern, scan.ids, number)]
    if len(parts) > _MOST:
        raise QueryError(
            f"{len(parts)} triple patterns and steps of paths are to be joined at once; {_MOST} is the most."
            " Ask it in several queries, or divide it by sub-selects."
        )
    outside = [part for part in parts if any(map(is_unknown, _ends(part)))]
    inside = [part for part in parts if part not in outside]
    fixed, ways = _outside(outside)
    variables = dict.fromkeys(name for part in parts for name in _variables(part))
    if isinstance(scan.active, EachGraph):
        variables[scan.active.variable] = None
    if not ways or any(name in fixed for part in inside for name in _variables(part)):
        return _nothing(variables, scan)
    atoms = [link_atom(part, scan) if isinstance(part, Link) else term_atom(part, scan) for part in inside]
    atoms = [limited(atom, among) for atom in atoms]
    if ways > 1:
        atoms.append(rows_atom(ways))
    if inside == [] and isinstance(scan.active, EachGraph):
        atoms.append(graph_atom(scan.active.variable, scan))
    tags = _tags(atoms)
    atoms = _sampled(atoms) if is_sample else atoms
    return _relation(atoms, tags, fixed, scan) if all(tags.values()) else _nothing(variables, scan)


def _sampled(atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms with a few rows of the one that is joined first."""
    sequence, _ = ordered(atoms)
    return [sampled(atom) for atom in sequence[:1]] + list(sequence[1:])


def _relation(
    atoms: Sequence[Atom], tags: Mapping[str, int], fixed: Mapping[str, Term], scan: Scan
) -> Relation:
    sequence, joined = ordered(atoms)
    steps = Steps(scan)
    columns = {name: Column(column_name(name), tags=tags[name]) for name in tags if _is_column(name, scan)}
    whole = woven(sequence, steps, columns)
    shown = {name: whole.held[name] for name in columns}
    for name, term in fixed.items():
        shown[name] = sql_text(text_of(term))
        columns[name] = Column(column_name(name), Encoding.TEXT, _tags_of(term))
    if not steps.are_needed:
        return taken(shown, whole.source, columns, joined.rows)
    return Relation(steps.before(f"SELECT {selected(shown)}\n{whole.source}"), columns, joined.rows)


def _outside(links: Sequence[Link | TermParts]) -> tuple[Mapping[str, Term], int]:
    """What variables must be for patterns whose constants the store lacks, and how often they are that.

    Only a path of length zero leads anywhere from such a term: to itself.
    """
    found: dict[str, Term] = {}
    ways = 1
    for link in links:
        if isinstance(link, TermParts) or isinstance(link.through, str):
            return found, 0
        ways *= ways_to_stay(link.through)
        known, other = (link.start, link.end) if is_unknown(link.start) else (link.end, link.start)
        if isinstance(known, int | str):
            return found, 0
        if (found.setdefault(other, known) if isinstance(other, str) else other) != known:
            return found, 0
    return found, ways


def _tags(atoms: Sequence[Atom]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in (place for atom in atoms for place in atom.places):
        found[place.variable] = found.get(place.variable, ALL_TAGS) & place.tags
    return found


def _nothing(variables: Iterable[str], scan: Scan) -> Relation:
    names = [name for name in variables if _is_column(name, scan)]
    listed = ", ".join(f"NULL::BIGINT AS {column_name(name)}" for name in names) or "1 AS unit"
    columns = {name: Column(column_name(name), tags=tag_bit(Tag.IRI)) for name in names}
    return Relation(f"SELECT {listed} WHERE false", columns, 0.0)


def _is_column(name: str, scan: Scan) -> bool:
    return is_shown(name) or (isinstance(scan.active, EachGraph) and name == scan.active.variable)


def _ends(part: Link | TermParts) -> tuple[End, ...]:
    if isinstance(part, TermParts):
        return part.variable, part.subject, part.predicate, part.object
    return (part.start, part.end, *((part.through,) if isinstance(part.through, str) else ()))


def _variables(part: Link | TermParts) -> Iterator[str]:
    return (end for end in _ends(part) if isinstance(end, str))


def _tags_of(term: Term) -> int:
    match term:
        case Iri():
            return tag_bit(Tag.IRI)
        case TripleTerm():
            return tag_bit(Tag.TRIPLE)
        case _:
            return LITERAL_TAGS
