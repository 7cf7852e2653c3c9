"""What a pattern asks as things to join: where rows come from, and which columns stand for variables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.engine.active import matching, named_graphs
from graph.engine.links import End, Link, TermParts
from graph.engine.paths import (
    Form,
    Repeated,
    Step,
    expected,
    inverted,
    predicate_conditions,
    ways_to_stay,
)
from graph.engine.paths.adjacency import Ids
from graph.engine.relation import ALL_TAGS, RESOURCE_TAGS
from graph.engine.scan import EachGraph, Scan
from graph.store.ids import Tag, tag_bit, tag_of
from graph.store.statistics import PredicateStatistics

__all__ = ["FEW", "Atom", "Place", "graph_atom", "limited", "link_atom", "rows_atom", "sampled", "term_atom"]

FEW = 16
"""So many subjects are looked up in the copy ordered by subject; more are found by scanning a predicate."""

_TAG = 15
_MOST_LISTED = 1_000
"""So many ids are read sooner in the text of the query than beside it."""

_KNOWN_PARTS = 10
"""By how much each known part is taken to narrow down triple terms."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a variable stands.

    Attributes:
        variable: its name.
        column: the column of the source that holds it.
        tags: mask of the tags that it may have there.
        distinct: how many different terms are to be expected there.
        is_node: whether the active graph surely holds what stands there as subject or object.
    """

    variable: str
    column: str
    tags: int
    distinct: float
    is_node: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing to join.

    Attributes:
        source: what to select from; nothing for a path.
        conditions: what its rows must meet; each starts with the name of a column.
        places: where the variables stand; a variable may stand in several.
        rows: how many rows are to be expected.
        by_subject: what to select from instead where few subjects are known from elsewhere.
        path: what the columns ``a`` and ``b`` are connected by, if not by one triple.
        ends: of the path.
    """

    source: str
    conditions: tuple[str, ...]
    places: tuple[Place, ...]
    rows: float
    by_subject: str = ""
    path: Form | None = None
    ends: tuple[End, ...] = ()


def link_atom(link: Link, scan: Scan) -> Atom:
    """A triple pattern, or a path, on the active graph; no constant of it is unknown."""
    match link.through:
        case str(variable):
            predicates = Place(variable, "p", tag_bit(Tag.IRI), len(scan.statistics.by_predicate))
            return _on_quads(scan, link, ("s", "o"), scan.statistics.total, predicates)
        case Step(is_negated=False) as step:
            columns = ("o", "s") if step.is_backward else ("s", "o")
            conditions = predicate_conditions(step)
            return _on_quads(scan, link, columns, expected(step, scan.statistics), conditions)
        case form:
            return _by_path(scan, link, form)


def term_atom(parts: TermParts, scan: Scan) -> Atom:
    """A triple term whose parts are not all known."""
    rows = float(scan.statistics.total.quads)
    kinds = (
        (parts.variable, "id", tag_bit(Tag.TRIPLE)),
        (parts.subject, "s", RESOURCE_TAGS),
        (parts.predicate, "p", tag_bit(Tag.IRI)),
        (parts.object, "o", ALL_TAGS),
    )
    constants = tuple(f"{column} = {end}" for end, column, _ in kinds if isinstance(end, int))
    rows /= _KNOWN_PARTS ** len(constants)
    places = tuple(Place(end, column, tags, rows) for end, column, tags in kinds if isinstance(end, str))
    return Atom("triple_term", constants, places, rows)


def graph_atom(variable: str, scan: Scan) -> Atom:
    """The named graphs themselves."""
    rows = float(max(1, scan.statistics.graphs))
    return Atom(f"({named_graphs(scan)})", (), (Place(variable, "g", RESOURCE_TAGS, rows),), rows)


def limited(atom: Atom, among: Mapping[str, Sequence[int]]) -> Atom:
    """The same where some variables must be one of listed ids; a path is not limited."""
    for place in atom.places if not atom.path else ():
        ids = among.get(place.variable)
        if ids is None:
            continue
        rows = atom.rows * min(1.0, len(ids) / place.distinct)
        is_few = place.column == "s" and len(ids) <= FEW and atom.by_subject
        atom = replace(
            atom,
            source=atom.by_subject if is_few else atom.source,
            conditions=(*atom.conditions, f"{place.column} IN ({', '.join(map(str, ids))})"),
            places=_bounded(
                tuple(
                    replace(each, distinct=min(each.distinct, len(ids)))
                    if each.variable == place.variable
                    else each
                    for each in atom.places
                ),
                rows,
            ),
            rows=rows,
        )
    return atom


def sampled(atom: Atom) -> Atom:
    """A few of the same rows; a path is left as it is."""
    if atom.path or atom.rows <= FEW:
        return atom
    where = f" WHERE {' AND '.join(atom.conditions)}" if atom.conditions else ""
    source = f"(SELECT * FROM {atom.source}{where} LIMIT {FEW})"
    return Atom(source, (), _bounded(atom.places, FEW), FEW)


def rows_atom(number: int) -> Atom:
    """So many rows that bind nothing."""
    return Atom(f"range({number})", (), (), float(number))


def _on_quads(
    scan: Scan,
    link: Link,
    columns: tuple[str, str],
    of: PredicateStatistics,
    predicate: tuple[str, ...] | Place,
) -> Atom:
    ends = ((link.start, columns[0]), (link.end, columns[1]))
    constants = tuple(f"{column} = {end}" for end, column in ends if isinstance(end, int))
    rows = _rows(link, of)
    places = _end_places(link, columns, of, are_nodes=True)
    if isinstance(predicate, Place):
        places, predicate = (*places, predicate), ()
    by_subject, left = matching(scan, (*predicate, *constants), "spo")
    source, _ = matching(scan, (*predicate, *constants), "pos")
    is_of_subject = any(column == "s" and isinstance(end, int) for end, column in ends)
    return Atom(
        by_subject if is_of_subject else source,
        left,
        _bounded((*places, *_graph_places(scan)), rows),
        rows,
        by_subject,
    )


def _by_path(scan: Scan, link: Link, form: Form) -> Atom:
    walked = _walked(scan, link, form)
    if walked:
        return walked
    of = expected(form, scan.statistics)
    rows = _rows(link, of)
    fixed = isinstance(link.start, int), isinstance(link.end, int)
    tags = sum({tag_bit(tag_of(end)) for end in (link.start, link.end) if isinstance(end, int)})
    stays = any(fixed) and ways_to_stay(form) > 0
    if stays:
        of = replace(of, subject_tags=of.subject_tags | tags, object_tags=of.object_tags | tags)
    places = _end_places(link, ("a", "b"), of, are_nodes=not stays)
    return Atom(
        "", (), _bounded((*places, *_graph_places(scan)), rows), rows, path=form, ends=(link.start, link.end)
    )


def _walked(scan: Scan, link: Link, form: Form) -> Atom | None:
    """The path as the list of where it leads from a constant or back to itself, if that is known."""
    start, end = link.start, link.end
    if not isinstance(start, int):
        start, end, form = end, start, inverted(form)
    if not (isinstance(form, Repeated) and scan.walk and (isinstance(start, int) or start == end)):
        return None
    reached = scan.walk(form, start if isinstance(start, int) else None, scan)
    if reached is None:
        return None
    if isinstance(end, int):
        return rows_atom(int((reached == end).any()))
    rows = float(len(reached))
    tags = sum({tag_bit(tag_of(id_)) for id_ in np.unique(reached & _TAG).tolist()})
    listed = _listed(reached) if len(reached) <= _MOST_LISTED else scan.functions.lend(reached)
    place = Place(str(end), "x", tags, max(1.0, rows), is_node=not form.is_optional)
    return Atom(listed, (), (place,), rows)


def _listed(ids: Ids) -> str:
    return f"(SELECT unnest(string_split('{' '.join(map(str, ids.tolist()))}', ' ')::BIGINT[]) AS x)"


def _rows(link: Link, of: PredicateStatistics) -> float:
    rows = float(of.quads)
    rows /= max(1, of.subjects) if isinstance(link.start, int) else 1
    return rows / (max(1, of.objects) if isinstance(link.end, int) else 1)


def _end_places(
    link: Link, columns: tuple[str, str], of: PredicateStatistics, *, are_nodes: bool
) -> tuple[Place, ...]:
    kinds = (
        (link.start, columns[0], of.subject_tags, of.subjects),
        (link.end, columns[1], of.object_tags, of.objects),
    )
    return tuple(
        Place(end, column, tags, distinct, are_nodes)
        for end, column, tags, distinct in kinds
        if isinstance(end, str)
    )


def _graph_places(scan: Scan) -> tuple[Place, ...]:
    if not isinstance(scan.active, EachGraph):
        return ()
    return (Place(scan.active.variable, "g", RESOURCE_TAGS, scan.statistics.graphs),)


def _bounded(places: tuple[Place, ...], rows: float) -> tuple[Place, ...]:
    return tuple(replace(place, distinct=max(1.0, min(place.distinct, rows))) for place in places)
