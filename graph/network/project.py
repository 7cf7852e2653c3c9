"""From an answer to a network, by three rules.

1. CONSTRUCT or DESCRIBE: each triple whose object is a resource is an edge.
2. SELECT with columns named ``source`` and ``target`` (and any of ``relation tie weight from until
   status evidence graph``): taken as named.
3. Any other SELECT: its first two columns that hold resources are the ends.

Rows that tell the same tie and differ only in evidence or graph are one edge with all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from graph.answer import Answer, Table, Triples
from graph.catalog import NetworkPlan
from graph.errors import NetworkError
from graph.network.dates import first_day, last_day
from graph.network.network import Network
from graph.network.rows import Edge, Origin, edge_id
from graph.terms import BlankNode, Iri, Literal, Term, TripleTerm, local_name, n3

__all__ = ["EDGE_COLUMNS", "network_from_answer"]

EDGE_COLUMNS = (
    "source", "target", "relation", "tie", "weight", "from", "until", "status", "evidence", "graph",
)  # fmt: skip
"""The columns that rule 2 reads."""

Record = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Edges as read, and what was left out."""

    edges: tuple[Edge, ...]
    left_out: int
    rule: str
    is_directed: bool


def network_from_answer(answer: Answer, plan: NetworkPlan | None = None) -> Network:
    """The network that an answer describes; nodes are named after their IRIs.

    Args:
        answer: triples or a table.
        plan: whether ties have a direction and two kinds of ends; by default triples and named
            columns are directed, other tables are not.

    Raises:
        NetworkError: the answer is a truth value or has no two columns of resources; a date or a
            weight can't be read.
    """
    reading = _read(answer)
    is_directed = plan.is_directed if plan else reading.is_directed
    origin = Origin(
        snapshot=answer.about.snapshot,
        query_hash=answer.about.query_hash,
        rule=reading.rule,
        left_out=reading.left_out,
        is_complete=answer.about.is_complete,
        reason=answer.about.reason,
    )
    return Network.of(
        _merged(reading.edges, is_directed=is_directed),
        is_directed=is_directed,
        is_bipartite=bool(plan and plan.is_bipartite),
        origin=origin,
    )


def _read(answer: Answer) -> _Reading:
    if isinstance(answer, Triples):
        return _from_triples(answer)
    if isinstance(answer, Table):
        return _from_columns(answer) if {"source", "target"} <= set(answer.columns) else _from_first(answer)
    raise NetworkError("ASK gives a truth value, not ties. Use SELECT or CONSTRUCT for a network.")


def _from_triples(answer: Triples) -> _Reading:
    resources = [each for each in answer.triples if isinstance(each.object, Iri | BlankNode)]
    edges = (
        _edge({"source": each.subject, "relation": each.predicate, "target": each.object})
        for each in resources
    )
    left_out = len(answer.triples) - len(resources)
    return _Reading(
        tuple(edges), left_out, "each triple with a resource as object is a tie", is_directed=True
    )


def _from_columns(table: Table) -> _Reading:
    whole = [each for each in table.records() if _has_ends(each)]
    if table.rows and not whole:
        raise NetworkError(
            "No row has a resource in both ?source and ?target. Bind both to IRIs, not to literals."
        )
    rule = "columns as named: " + ", ".join(f"?{name}" for name in EDGE_COLUMNS if name in table.columns)
    return _Reading(tuple(map(_edge, whole)), len(table) - len(whole), rule, is_directed=True)


def _from_first(table: Table) -> _Reading:
    names = [name for index, name in enumerate(table.columns) if _is_resource_column(table, index)][:2]
    if len(names) < len(("source", "target")) and table.rows:
        raise NetworkError(
            f"A network needs two columns of resources; of {_named(table.columns)} "
            f"{_named(names) or 'none'} holds only resources. Select two, or name them ?source and ?target."
        )
    records = ({"source": row.get(names[0]), "target": row.get(names[1])} for row in table.records())
    whole = [{name: term for name, term in each.items() if term} for each in records]
    edges = tuple(_edge(each) for each in whole if _has_ends(each))
    rule = f"first two columns of resources: {_named(names)}"
    return _Reading(edges, len(table) - len(edges), rule, is_directed=False)


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f"?{name}" for name in columns)


def _is_resource_column(table: Table, index: int) -> bool:
    bound = [row[index] for row in table.rows if row[index] is not None]
    return bool(bound) and all(isinstance(term, Iri | BlankNode) for term in bound)


def _has_ends(record: Record) -> bool:
    return all(isinstance(record.get(name), Iri | BlankNode) for name in ("source", "target"))


def _edge(record: Record) -> Edge:
    relation = _text(record, "relation")
    return Edge(
        id="",
        source=_text(record, "source"),
        target=_text(record, "target"),
        relation=relation,
        relation_label=local_name(relation) if relation else "",
        tie=_text(record, "tie"),
        start=_day(record, "from"),
        until=_day(record, "until"),
        status=_text(record, "status"),
        evidence=tuple(filter(None, (_text(record, "evidence"),))),
        graphs=tuple(filter(None, (_text(record, "graph"),))),
        weight=_weight(record),
    )


def _text(record: Record, column: str) -> str:
    match record.get(column):
        case None:
            return ""
        case BlankNode() | TripleTerm() as term:
            return n3(term)
        case Iri(value) | Literal(value):
            return value


def _day(record: Record, column: str) -> date | None:
    text = _text(record, column)
    if not text:
        return None
    try:
        return first_day(text) if column == "from" else last_day(text)
    except ValueError as error:
        raise NetworkError(
            f"?{column} is {text!r}, which is no date. Give an xsd:date, or leave it unbound where unknown."
        ) from error


def _weight(record: Record) -> float:
    text = _text(record, "weight")
    if not text:
        return 1.0
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if weight <= 0 or not isfinite(weight):
        raise NetworkError(f"?weight is {text!r}; a weight is a strength and must be a positive number.")
    return weight


def _merged(edges: Iterable[Edge], *, is_directed: bool) -> Iterator[Edge]:
    groups: dict[tuple[object, ...], list[Edge]] = {}
    for edge in edges:
        groups.setdefault(_identity(edge, is_directed=is_directed), []).append(edge)
    for identity, told in groups.items():
        first = min(told, key=lambda edge: (edge.source, edge.target))
        yield replace(
            first,
            id=edge_id(*identity),
            evidence=tuple(sorted({name for edge in told for name in edge.evidence})),
            graphs=tuple(sorted({name for edge in told for name in edge.graphs})),
        )


def _identity(edge: Edge, *, is_directed: bool) -> tuple[object, ...]:
    ends = (edge.source, edge.target)
    ordered = ends if is_directed else tuple(sorted(ends))
    return (*ordered, edge.relation, edge.tie, edge.start, edge.until, edge.status, edge.weight)
