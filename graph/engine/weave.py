"""The join of atoms as one SELECT: explicit joins in the given order, and steps for what paths start from."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.engine.atoms import FEW, Atom
from graph.engine.links import End
from graph.engine.order import Joined
from graph.engine.paths import Form, Start, Steps, inverted, pairs
from graph.engine.relation import column_name
from graph.engine.scan import EachGraph

__all__ = ["Woven", "woven"]

_TOGETHER = 16
"""So many are joined in one piece: DuckDB's time for planning grows much faster than their number."""


@dataclass(frozen=True, slots=True)
class Woven:
    """A join under way.

    Attributes:
        steps: what is to be written before it.
        sources: the items of FROM, each but the first with its JOIN.
        where: conditions on the first.
        held: variable → SQL of its value.
        nodes: the variables whose values the active graph surely holds as subject or object.
        expected: what it is expected to be like.
    """

    steps: Steps
    sources: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)
    nodes: frozenset[str] = frozenset()
    expected: Joined = field(default_factory=lambda: Joined(1.0, {}))

    def select(self, columns: Mapping[str, str]) -> str:
        """The SELECT that gives these columns: name → SQL."""
        listed = ", ".join(f"{sql} AS {name}" for name, sql in columns.items()) or "1 AS unit"
        return f"SELECT {listed}\n{self.source}"

    @property
    def source(self) -> str:
        """FROM and WHERE."""
        origin = [f"FROM {chr(10).join(self.sources)}"] if self.sources else []
        return "\n".join([*origin, f"WHERE {' AND '.join(self.where)}"] if self.where else origin)


def woven(atoms: Sequence[Atom], steps: Steps, shown: Container[str]) -> Woven:
    """The join of all atoms, in this order; of variables that are not shown it may lose sight."""
    last = {place.variable: number for number, atom in enumerate(atoms) for place in atom.places}
    so_far = Woven(steps)
    for number, atom in enumerate(atoms):
        if atom.path or len(so_far.sources) >= _TOGETHER:
            needed = [name for name in so_far.held if name in shown or last[name] >= number]
            so_far = replace(so_far, held={name: so_far.held[name] for name in needed})
        so_far = _with(so_far, atom)
    return so_far


def _with(so_far: Woven, atom: Atom) -> Woven:
    if len(so_far.sources) >= _TOGETHER:
        so_far = _kept(so_far)
    if atom.path:
        so_far, atom = _followed(so_far, atom, atom.path)
    alias = f"t{len(so_far.sources)}"
    held = dict(so_far.held)
    conditions = [f"{alias}.{condition}" for condition in atom.conditions]
    for place in atom.places:
        value = held.setdefault(place.variable, f"{alias}.{place.column}")
        if value != f"{alias}.{place.column}":
            conditions.append(f"{alias}.{place.column} = {value}")
    source = f"{_source(so_far, atom)} AS {alias}"
    return replace(
        so_far,
        sources=(*so_far.sources, f"JOIN {source} ON {' AND '.join(conditions) or 'true'}")
        if so_far.sources
        else (source,),
        where=so_far.where if so_far.sources else tuple(conditions),
        held=held,
        nodes=so_far.nodes | {place.variable for place in atom.places if place.is_node},
        expected=so_far.expected.joined(atom),
    )


def _source(so_far: Woven, atom: Atom) -> str:
    is_bound = any(place.column == "s" and place.variable in so_far.held for place in atom.places)
    return atom.by_subject if atom.by_subject and is_bound and so_far.expected.rows <= FEW else atom.source


def _followed(so_far: Woven, atom: Atom, path: Form) -> tuple[Woven, Atom]:
    """The path as a step of its own, started from a constant or from what has been joined so far."""
    start, end = atom.ends
    is_backward = _is_backward(so_far, start, end)
    origin, form = (end, inverted(path)) if is_backward else (start, path)
    begin = None
    if isinstance(origin, int):
        begin = Start(id=origin)
    elif origin in so_far.held:
        so_far, begin = _begun(_kept(so_far), str(origin))
    names = {"a": "b", "b": "a"} if is_backward else {}
    fixed = [(column, id_) for column, id_ in (("a", start), ("b", end)) if isinstance(id_, int)]
    return so_far, replace(
        atom,
        source=so_far.steps.add(pairs(form, begin, so_far.steps)),
        conditions=tuple(f"{names.get(column, column)} = {id_}" for column, id_ in fixed),
        places=tuple(replace(each, column=names.get(each.column, each.column)) for each in atom.places),
    )


def _is_backward(so_far: Woven, start: End, end: End) -> bool:
    if isinstance(start, int) or isinstance(end, int):
        return not isinstance(start, int)
    return start not in so_far.held and end in so_far.held


def _kept(so_far: Woven) -> Woven:
    """The join so far as a step."""
    columns = {column_name(each): sql for each, sql in so_far.held.items()}
    name = so_far.steps.add(so_far.select(columns), is_kept=True)
    held = {each: f"t0.{column_name(each)}" for each in so_far.held}
    return replace(so_far, sources=(f"{name} AS t0",), where=(), held=held)


def _begun(so_far: Woven, variable: str) -> tuple[Woven, Start]:
    """The different values of a variable in what has been kept, as a step to start from."""
    steps = so_far.steps
    active = steps.scan.active
    apart = f"{so_far.held[active.variable]} AS g, " if isinstance(active, EachGraph) else ""
    values = f"SELECT DISTINCT {apart}{so_far.held[variable]} AS x FROM {so_far.sources[0]}"
    name = steps.add(values, is_kept=True)
    return so_far, Start(step=name, are_nodes=variable in so_far.nodes)
