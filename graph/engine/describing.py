"""What DESCRIBE tells of things: concise bounded descriptions (https://www.w3.org/submissions/CBD/).

The triples that have the thing as subject, and those of the blank nodes that they lead to, and so on. The
reifications of triples that CBD would add are left out.
"""

from collections.abc import Iterable, Iterator

from graph.engine.active import matching
from graph.engine.limits import Running
from graph.engine.run import batches
from graph.engine.scan import Scan
from graph.store.columnar import Reader
from graph.store.ids import Tag, tag_of
from graph.terms import Term, Triple

__all__ = ["described"]

_ASKED_AT_ONCE = 500


def described(reader: Reader, things: Iterable[Term], scan: Scan, running: Running) -> Iterator[Triple]:
    """The descriptions of the things, in the active graph of ``scan``; no triple twice.

    Args:
        reader: the snapshot.
        things: what to describe; literals and what the store does not know have no description.
        scan: names the graph.
        running: on whose behalf.
    """
    reached = dict.fromkeys(reader.ids(things).values())
    rows: dict[tuple[int, int, int], None] = {}
    waiting = list(reached)
    while waiting:
        asked, waiting = waiting[:_ASKED_AT_ONCE], waiting[_ASKED_AT_ONCE:]
        for batch in batches(reader, _outgoing(asked, scan), running):
            rows |= dict.fromkeys(batch)
            found = [o for _, _, o in batch if tag_of(o) is Tag.BLANK and o not in reached]
            reached |= dict.fromkeys(found)
            waiting += dict.fromkeys(found)
    terms = reader.terms({id_ for row in rows for id_ in row})
    return (Triple(terms[s], terms[p], terms[o]) for s, p, o in rows)  # type: ignore[arg-type]


def _outgoing(subjects: Iterable[int], scan: Scan) -> str:
    source, conditions = matching(scan, (f"s IN ({', '.join(map(str, subjects))})",), "spo")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT s, p, o FROM {source} AS a{where}"
