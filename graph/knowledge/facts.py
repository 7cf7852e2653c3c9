"""Facts: statements about a thing, each with the named graphs that hold it, read many things at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.dataset import Dataset
from graph.terms import BlankNode, Iri, Resource, Term, n3

__all__ = ["Fact", "Facts", "facts_of"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a thing.

    Attributes:
        property: what it says about it.
        value: the value.
        graphs: the named graphs that hold the statement, sorted.
        inner: what is said about the value where it is a blank node.
    """

    property: Iri
    value: Term
    graphs: tuple[Iri, ...]
    inner: tuple["Fact", ...] = ()


Facts = dict[Resource, tuple[Fact, ...]]
"""Thing → its facts, sorted by property and value."""

_OUTER = "GRAPH ?graph { ?thing ?property ?value }"
# Blank nodes stand for parts of a description (an amount with its currency); two levels are in use.
_INNER = """
{
  GRAPH ?graph { ?top ?a ?thing . ?thing ?property ?value }
} UNION {
  GRAPH ?graph { ?top ?a ?middle . ?middle ?b ?thing . ?thing ?property ?value }
  FILTER(isBlank(?middle))
}
FILTER(isBlank(?thing))
"""
_BATCH = 200


def facts_of(dataset: Dataset, things: Iterable[Iri], *, limit: int) -> tuple[Facts, bool]:
    """What is said about these things, and whether that is all of it.

    Args:
        dataset: what is asked.
        things: subjects.
        limit: most statements that are read for a batch of 200 things.
    """
    wanted = sorted(set(things))
    found: Facts = {}
    is_whole = True
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        facts, is_complete = _read(dataset, "?thing", batch, _OUTER, limit)
        if any(isinstance(fact.value, BlankNode) for each in facts.values() for fact in each):
            parts, _ = _read(dataset, "?top", batch, _INNER, limit)
            facts = {thing: _with_parts(each, parts) for thing, each in facts.items()}
        found |= facts
        is_whole = is_whole and is_complete
    return found, is_whole


def _read(
    dataset: Dataset, variable: str, things: Sequence[Iri], pattern: str, limit: int
) -> tuple[Facts, bool]:
    text = f"""
      SELECT DISTINCT ?thing ?property ?value ?graph {{
        VALUES {variable} {{ {" ".join(map(n3, things))} }}
        {pattern}
      }} ORDER BY ?thing ?property ?value ?graph LIMIT {limit + 1}"""
    rows = dataset.table(text).rows
    groups: dict[Resource, dict[tuple[Iri, Term], list[Iri]]] = {}
    for thing, property_, value, graph in rows[:limit]:
        if isinstance(thing, Iri | BlankNode) and isinstance(property_, Iri) and value is not None:
            holders = groups.setdefault(thing, {}).setdefault((property_, value), [])
            holders += [graph] if isinstance(graph, Iri) else []
    facts = {
        thing: tuple(Fact(*key, tuple(sorted(graphs))) for key, graphs in pairs.items())
        for thing, pairs in groups.items()
    }
    return facts, len(rows) <= limit


def _with_parts(facts: Iterable[Fact], parts: Facts, depth: int = 2) -> tuple[Fact, ...]:
    return tuple(
        replace(fact, inner=_with_parts(parts.get(fact.value, ()), parts, depth - 1))
        if isinstance(fact.value, BlankNode) and depth
        else fact
        for fact in facts
    )
