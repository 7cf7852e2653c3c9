"""Answering SPARQL on the store by pyoxigraph's evaluator.

Its limits are its own: a running query can't be stopped, and deeply nested text can end the process
(docs/explanation/limits.md).
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from time import perf_counter
from typing import Any, TypeVar

import pyoxigraph as ox

from graph.answer import About, Answer, Table, Triples, Truth
from graph.engine.diagnosis import diagnosed
from graph.errors import QueryError, StoreError
from graph.rdf.native import from_native, triple
from graph.sparql.bind import bind
from graph.sparql.reach import refuse_load, refuse_service
from graph.sparql.tokens import tokens
from graph.store import Commit, Store
from graph.terms import Term

__all__ = ["answer", "update"]

Done = TypeVar("Done")


def answer(store: Store, text: str, bindings: Mapping[str, Term], *, is_union: bool = True) -> Answer:
    """The complete answer to a query.

    Args:
        store: what is asked.
        text: a SPARQL 1.1 query.
        bindings: terms that take the place of variables.
        is_union: whether the default graph is the union of the named graphs; FROM overrules it.

    Raises:
        QuerySyntaxError: with line and column where the text breaks the grammar.
        QueryError: the query asks for what is not allowed, or can't be evaluated.
    """
    start = perf_counter()
    snapshot = store.log.head.id
    bound = bind(text, bindings) if bindings else text
    refuse_service(bound)

    def about() -> About:
        digest = sha256(bound.encode()).hexdigest()
        return About(snapshot, digest, elapsed_ms=(perf_counter() - start) * 1000)

    return _translated(
        bound, lambda: _collected(_evaluate(store, bound, is_union=is_union), about), ox.Store.query
    )


def update(store: Store, text: str) -> Commit:
    """Apply a SPARQL 1.1 update: all of it, or nothing.

    Raises:
        QuerySyntaxError, QueryError: as for a query.
    """
    refuse_service(text)
    refuse_load(text)
    _translated(text, lambda: store.native.update(text), ox.Store.update)
    return store.committed("update", text)


def _evaluate(store: Store, text: str, *, is_union: bool) -> Any:
    return store.native.query(text, use_default_graph_as_union=is_union and "FROM" not in _words(text))


def _collected(result: Any, about: Callable[[], About]) -> Answer:
    if isinstance(result, ox.QueryBoolean):
        return Truth(bool(result), about())
    if isinstance(result, ox.QueryTriples):
        return Triples(tuple(dict.fromkeys(map(triple, result))), about())
    columns = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(None if term is None else from_native(term) for term in row) for row in result)
    return Table(columns, rows, about())


def _words(text: str) -> frozenset[str]:
    return frozenset(token.text.upper() for token in tokens(text) if token.kind == "word")


def _translated(text: str, act: Callable[[], Done], parse: Callable[[ox.Store, str], object]) -> Done:
    try:
        return act()
    except SyntaxError as error:
        raise diagnosed(text, str(error), lambda piece: _complaint(piece, parse)) from error
    except OSError as error:
        raise StoreError(f"The store can't be read: {error}") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"The query can't be answered: {error}") from error


def _complaint(text: str, parse: Callable[[ox.Store, str], object]) -> str:
    """What the parser says to a text, which then runs on an empty store; nothing where it is well-formed."""
    try:
        parse(ox.Store(), text)
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError, ValueError):
        return ""
    return ""
