"""The reference engine's side of the pipe; run as ``python -m tests.differential.answering``."""

import pickle
import sys
from collections.abc import Iterable

import pyoxigraph as ox

from graph.rdf.native import from_native, native_quad
from graph.terms import Quad, Term
from tests.differential.reply import Reply

__all__ = ["main"]

_MOST_ROWS = 3000
_REFUSALS = (SyntaxError, RuntimeError, ValueError, OSError)


def main() -> None:
    """Answer what comes on standard input until it ends."""
    store = ox.Store()
    while True:
        try:
            kind, quads, text = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        if quads is not None:
            store = _store(quads)
        reply = _changed(store, text) if kind == "change" else _asked(store, text)
        pickle.dump(reply, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _store(quads: Iterable[Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(map(native_quad, quads))
    return store


def _asked(store: ox.Store, text: str) -> Reply:
    try:
        return _reply(store.query(text))
    except _REFUSALS as error:
        return Reply("error", note=str(error))


def _reply(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Reply:
    if isinstance(result, ox.QueryBoolean):
        return Reply("truth", rows=((),) if result else ())
    if isinstance(result, ox.QueryTriples):
        return Reply("triples", rows=tuple(dict.fromkeys(map(_triple_row, result))))
    columns = tuple(variable.value for variable in result.variables)
    rows = []
    for row in result:
        rows.append(tuple(None if term is None else from_native(term) for term in row))
        if len(rows) > _MOST_ROWS:
            return Reply("large")
    return Reply("rows", columns, tuple(rows))


def _changed(store: ox.Store, text: str) -> Reply:
    try:
        store.update(text)
    except _REFUSALS as error:
        return Reply("error", note=str(error))
    return Reply("quads", rows=tuple(map(_quad_row, store)))


def _triple_row(triple: ox.Triple) -> tuple[Term, ...]:
    return from_native(triple.subject), from_native(triple.predicate), from_native(triple.object)


def _quad_row(quad: ox.Quad) -> tuple[Term | None, ...]:
    name = None if isinstance(quad.graph_name, ox.DefaultGraph) else from_native(quad.graph_name)
    return from_native(quad.subject), from_native(quad.predicate), from_native(quad.object), name


if __name__ == "__main__":
    main()
