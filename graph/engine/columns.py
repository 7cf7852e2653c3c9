"""Answers in columns: ids as DuckDB has them, each distinct one looked up once, no object for each row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import nanoarrow
import numpy as np
import numpy.typing as npt

from graph.answer import GRAPH_COLUMNS, Answer, Columns, Kind, Texts, columns_of
from graph.engine.answering import answer
from graph.engine.asking import Asked, Question, Snapshots, opened
from graph.engine.compiled import Plan, Plans
from graph.engine.derive import projected, sliced
from graph.engine.faults import promised
from graph.engine.lending import lent
from graph.engine.names import sql_text
from graph.engine.relation import Encoding, column_name
from graph.engine.templates import variables_of
from graph.sparql import Query
from graph.sparql.requests import Quads
from graph.sparql.syntax import Variable
from graph.store.columnar import Reader
from graph.store.ids import Tag, tagged
from graph.terms import Iri

__all__ = ["columns"]

Ids = npt.NDArray[np.int64]
"""Ids of terms; 0 is unbound."""

_TAG_MASK = 15
_KINDS = np.full(_TAG_MASK + 1, Kind.LITERAL, np.uint8)
_KINDS[[Tag.IRI, Tag.BLANK, Tag.TRIPLE]] = Kind.IRI, Kind.BLANK, Kind.TRIPLE
_TEXT = f"CASE WHEN g.id & {_TAG_MASK} = {Tag.BLANK:d} THEN '_:' || t.lex ELSE mlg_lex(g.id, t.lex) END"
_TEXTS = f"""
SELECT g.id, {_TEXT} AS text
FROM mlg_sought AS g LEFT JOIN term AS t ON t.id = g.id WHERE g.id NOT IN (SELECT id FROM mlg_new)
UNION ALL
SELECT id, text FROM mlg_new WHERE id <> 0
ORDER BY text, id"""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Ids in columns; the texts of those that no store holds; whether the rows are all."""

    ids: Mapping[str, Ids]
    new: Mapping[int, str]
    is_complete: bool


def columns(store: Snapshots, question: Question, plans: Plans) -> Columns:
    """The answer to a SELECT, CONSTRUCT or DESCRIBE in columns: complete, or cut at the limit on rows.

    What is computed, templates with blank nodes or literals, and DESCRIBE take the way by rows.

    Raises:
        QuerySyntaxError: with line and column.
        QueryError: it asks for what is not allowed, or can't be answered within its limits.
    """
    with opened(store, question, plans) as asked:
        query = asked.said.query
        shown = _shown(query, asked.said.variables)
        if _has_ids(query, asked.plan, shown):
            with asked.plan.on(asked.reader):
                rows = _read(asked, shown)
                return _coded(
                    _triples(rows, query, asked.reader) if query.form == "CONSTRUCT" else rows, asked
                )
    return columns_of(cast("Answer", answer(store, question, plans)))


def _shown(query: Query, variables: tuple[str, ...]) -> tuple[str, ...]:
    return variables_of((Quads(None, query.template),)) if query.form == "CONSTRUCT" else variables


def _has_ids(query: Query, plan: Plan, shown: Sequence[str]) -> bool:
    """Whether all that is asked for can be told by ids."""
    if query.form not in ("SELECT", "CONSTRUCT") or not shown:
        return False
    made = [part for each in query.template for part in _parts(each)]
    if not all(isinstance(part, Variable | Iri) for part in made):
        return False
    known = (plan.relation.columns[name] for name in shown if name in plan.relation.columns)
    return all(column.encoding is Encoding.ID for column in known)


def _read(asked: Asked, shown: Sequence[str]) -> _Rows:
    """The ids of the solutions, up to the limit on rows."""
    running, connection, limit = asked.running, asked.reader.connection, asked.running.limits.rows
    relation = sliced(projected(asked.plan.relation, shown), 0, limit + 1)
    with promised(running), running.on(connection):
        found = connection.execute(relation.sql).fetchnumpy()
    count = len(next(iter(found.values()), ()))
    ids = {
        name: np.ma.filled(found[column_name(name)[1:-1]][:limit], 0)
        if name in relation.columns
        else np.zeros(min(count, limit), np.int64)
        for name in shown
    }
    return _Rows(ids, {}, count <= limit)


def _triples(rows: _Rows, query: Query, reader: Reader) -> _Rows:
    """What a template of variables and IRIs makes of the solutions, each triple once."""
    constants = sorted({part for each in query.template for part in _parts(each) if isinstance(part, Iri)})
    stored = reader.ids(constants)
    ids = {iri: stored.get(iri) or tagged(-1 - at, Tag.IRI) for at, iri in enumerate(constants)}
    count = len(next(iter(rows.ids.values())))
    parts = [
        [
            rows.ids[part.name] if isinstance(part, Variable) else np.full(count, ids[part], np.int64)
            for part in _parts(each)
        ]
        for each in query.template
    ]
    subject, predicate, object_ = (np.concatenate(place) for place in zip(*parts, strict=True))
    is_triple = np.isin(subject & _TAG_MASK, [Tag.IRI, Tag.BLANK])
    is_triple &= (predicate & _TAG_MASK == Tag.IRI) & (object_ != 0)
    kept = _each_once([part[is_triple] for part in (subject, predicate, object_)])
    new = {ids[iri]: iri.value for iri in constants if iri not in stored}
    return _Rows(dict(zip(GRAPH_COLUMNS, kept, strict=True)), new, rows.is_complete)


def _parts(pattern: Any) -> tuple[Any, Any, Any]:
    return pattern.subject, pattern.predicate, pattern.object


def _each_once(columns: Sequence[Ids]) -> list[Ids]:
    order = np.lexsort(columns)
    rows = [column[order] for column in columns]
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = np.any([row[1:] != row[:-1] for row in rows], axis=0)
    return [row[is_new] for row in rows]


def _coded(rows: _Rows, asked: Asked) -> Columns:
    """The same with places in a sorted list of texts for ids."""
    parted = {name: _distinct(ids) for name, ids in rows.ids.items()}
    sought, _ = _distinct(np.concatenate([ids for ids, _ in parted.values()]))
    sought = sought[sought != 0]
    ids, texts = _texts(asked, sought, rows.new)
    order = np.argsort(ids)
    # An unbound cell finds the place after the last one, which is -1.
    place = np.append(order, -1).astype(np.int32)
    codes = {
        name: place[np.where(distinct == 0, len(ids), np.searchsorted(ids[order], distinct))][cells]
        for name, (distinct, cells) in parted.items()
    }
    about = asked.about(is_complete=rows.is_complete)
    return Columns(tuple(codes), codes, _KINDS[ids & _TAG_MASK], texts, tuple(codes) == GRAPH_COLUMNS, about)


def _distinct(ids: Ids) -> tuple[Ids, npt.NDArray[np.int32]]:
    """The distinct ids, sorted, and for each row the place of its id among them."""
    order = np.argsort(ids)
    ordered = ids[order]
    is_new = np.ones(len(ids), np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    cells = np.empty(len(ids), np.int32)
    cells[order] = np.cumsum(is_new, dtype=np.int32) - 1
    return ordered[is_new], cells


def _texts(asked: Asked, sought: Ids, new: Mapping[int, str]) -> tuple[Ids, Texts]:
    """These ids in the order of their texts, and the texts."""
    running, connection = asked.running, asked.reader.connection
    listed = ", ".join(f"({id_}, {sql_text(text)})" for id_, text in new.items()) or "(0, '')"
    with promised(running), running.on(connection):
        _hand_over(asked.reader, sought)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE mlg_new AS FROM (VALUES {listed}) AS n(id, text)")
        return _packed(nanoarrow.c_array_stream(connection.sql(_TEXTS)))


def _hand_over(reader: Reader, sought: Ids) -> None:
    with lent(reader.connection, "mlg_given", {"id": sought}):
        reader.connection.execute("CREATE OR REPLACE TEMP TABLE mlg_sought AS SELECT id FROM mlg_given")


def _packed(pieces: Iterable[Any]) -> tuple[Ids, Texts]:
    """The columns id and text of a stream, in flat arrays."""
    ids: list[Ids] = [np.zeros(0, np.int64)]
    sizes: list[Ids] = [np.zeros(0, np.int64)]
    letters: list[npt.NDArray[np.uint8]] = [np.zeros(0, np.uint8)]
    for piece in pieces:
        id_, text = piece.child(0), piece.child(1)
        span = slice(id_.offset, id_.offset + id_.length)
        _, numbers = id_.view().buffers
        ids.append(np.frombuffer(numbers, np.int64)[span].copy())
        _, offsets, data = text.view().buffers
        bounds = np.frombuffer(offsets, np.int64)[text.offset : text.offset + text.length + 1]
        sizes.append(np.diff(bounds))
        letters.append(np.frombuffer(data, np.uint8)[bounds[0] : bounds[-1]].copy())
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(sizes))])
    return np.concatenate(ids), Texts(bounds, np.concatenate(letters))
