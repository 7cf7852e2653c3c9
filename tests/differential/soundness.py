"""Whether what the store says of its quads is true of them."""

from collections.abc import Iterator

from graph.store.columnar import ColumnStore
from graph.store.reader import Reader
from graph.store.statistics import PredicateStatistics

__all__ = ["flaws"]

_EMPTY_UNLESS_WRONG = {
    "spo and pos differ": (
        "SELECT s, p, o, g, first, v FROM spo EXCEPT ALL SELECT s, p, o, g, first, v FROM pos"
        " UNION ALL (SELECT s, p, o, g, first, v FROM pos EXCEPT ALL SELECT s, p, o, g, first, v FROM spo)"
    ),
    "a quad is held twice": "SELECT 1 FROM spo GROUP BY s, p, o, g HAVING count(*) > 1",
    "a triple is first in no graph or in several": (
        "SELECT 1 FROM spo GROUP BY s, p, o HAVING count(*) FILTER (first) <> 1"
    ),
}


def flaws(store: ColumnStore) -> list[str]:
    """What is wrong, in words; nothing where all is well."""
    with store.reader() as reader:
        return list(_flaws(reader))


def _flaws(reader: Reader) -> Iterator[str]:
    for flaw, sql in _EMPTY_UNLESS_WRONG.items():
        if reader.connection.execute(sql).fetchall():
            yield flaw
    by_predicate = {predicate: found for predicate, *found in _counted(reader)}
    said = {
        predicate: [each.quads, each.subjects, each.objects, each.repeats]
        for predicate, each in reader.statistics.by_predicate.items()
    }
    if {predicate: found[:4] for predicate, found in by_predicate.items()} != said:
        yield f"the statistics say {said}, the quads {by_predicate}"
    for predicate, (*_, subject_tags, object_tags) in by_predicate.items():
        if not _covers(reader.statistics.of(predicate), subject_tags, object_tags):
            yield f"the statistics of {predicate} lack a tag"
    graphs = dict(reader.connection.execute("SELECT g, count(*) FROM spo GROUP BY g").fetchall())
    if graphs != dict(reader.statistics.by_graph):
        yield f"the statistics say {dict(reader.statistics.by_graph)} of graphs, the quads {graphs}"
    if reader.head.quads != sum(graphs.values()):
        yield f"the commit says {reader.head.quads} quads, there are {sum(graphs.values())}"


def _counted(reader: Reader) -> list[tuple[int, ...]]:
    return reader.connection.execute(
        "SELECT p, count(*), count(DISTINCT s), count(DISTINCT o), count(*) FILTER (NOT first),"
        " bit_or(1 << (s & 15)), bit_or(1 << (o & 15)) FROM spo GROUP BY p"
    ).fetchall()


def _covers(said: PredicateStatistics, subject_tags: int, object_tags: int) -> bool:
    return not (subject_tags & ~said.subject_tags or object_tags & ~said.object_tags)
