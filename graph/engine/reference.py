"""Answering SPARQL on the store by pyoxigraph's evaluator.

Its limits are its own: a running query can't be stopped, and deeply nested text can end the process
(docs/explanation/limits.md).
"""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from time import perf_counter
from typing import Any, TypeVar

import pyoxigraph as ox

from graph.answer import About, Answer, Table, Triples, Truth
from graph.errors import QueryError, QuerySyntaxError, StoreError
from graph.rdf.native import from_native, triple
from graph.sparql.bind import bind
from graph.sparql.reach import refuse_load, refuse_service
from graph.sparql.tokens import tokens, undeclared_prefix
from graph.store import Commit, Store
from graph.terms import PREFIXES, Term

__all__ = ["answer", "update"]

Done = TypeVar("Done")

_PLACED = re.compile(
    r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL
)
# Character classes and single signs of the grammar tell a reader nothing; words and sentences do.
_NOISE = re.compile(r"\[[^\]]*\](?:\s*\|\s*[^,\]]*\])?|'(?:[^']|\\')*'\s*(?:\.\.=\s*'[^']*')?")
_SENTENCE_WORDS = 3


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

    return _translated(text, lambda: _collected(_evaluate(store, bound, is_union=is_union), about))


def update(store: Store, text: str) -> Commit:
    """Apply a SPARQL 1.1 update: all of it, or nothing.

    Raises:
        QuerySyntaxError, QueryError: as for a query.
    """
    refuse_service(text)
    refuse_load(text)
    _translated(text, lambda: store.native.update(text))
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


def _translated(text: str, act: Callable[[], Done]) -> Done:
    try:
        return act()
    except SyntaxError as error:
        raise _syntax_error(text, str(error)) from error
    except OSError as error:
        raise StoreError(f"The store can't be read: {error}") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"The query can't be answered: {error}") from error


def _syntax_error(text: str, message: str) -> QuerySyntaxError:
    placed = _PLACED.match(message)
    if placed is None:
        return QuerySyntaxError("query", message)
    line, column = int(placed["line"]), int(placed["column"])
    lines = text.splitlines() or [""]
    excerpt = lines[min(line, len(lines)) - 1]
    return QuerySyntaxError(
        "query",
        _problem(placed["expected"], excerpt, column),
        line=line,
        column=column,
        excerpt=excerpt,
        hint=_hint(text, placed["expected"]),
    )


def _problem(expected: str, excerpt: str, column: int) -> str:
    items = [item.strip() for item in _NOISE.sub("", expected).split(",")]
    sentences = [item for item in items if len(item.split()) >= _SENTENCE_WORDS]
    if sentences:
        return sentences[0]
    found = excerpt[column - 1 :].split(None, 1)
    before = f"{found[0]!r} can't stand here" if found else _at_the_end(excerpt)
    words = sorted({item.strip('"') for item in items if re.search(r"\w", item)} - {"_"})
    return f"{before}; expected one of: {', '.join(words)}" if words else before


def _at_the_end(excerpt: str) -> str:
    last = excerpt.split()[-1:]
    return f"{last[0]!r} can't stand here, or the text ends too early" if last else "the text ends too early"


def _hint(text: str, expected: str) -> str | None:
    prefix = undeclared_prefix(text)
    if prefix is None or "Prefix not found" not in expected:
        return None
    if prefix in PREFIXES:
        return f"Add at the top: PREFIX {prefix}: <{PREFIXES[prefix]}>"
    return f"Declare the prefix at the top: PREFIX {prefix}: <…>"
