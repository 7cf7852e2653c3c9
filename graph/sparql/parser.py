"""Reading a text as a query or an update: token by token, with the place of whatever is wrong.

The tables of the grammar are built once in a process, when the first text comes. Each text has a parser state
of its own, so any number of threads may parse at once. The parser keeps its own stack, and depth is limited
before anything walks through what it built: no text can exhaust the process's.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.parsers.lalr_interactive_parser import InteractiveParser

from graph.errors import QuerySyntaxError
from graph.sparql.build import Builder
from graph.sparql.expected import complaint
from graph.sparql.limits import Admission, Limits
from graph.sparql.notes import check_query, check_update
from graph.sparql.reading import Reader
from graph.sparql.requests import Query, Update
from graph.sparql.tokens import position
from graph.sparql.wrong import Wrong

__all__ = ["LONGEST_KEPT", "parse_query", "parse_update", "spaced"]

LONGEST_KEPT = 4_000
"""Longest text, in characters, of which is remembered what it says, for that takes far more memory."""
_MOST_KEPT = 128
# Some evaluators want no space between a function and its bracket.
_GLUED = frozenset({"LPAR", "NIL"})
_WORD = re.compile(r"[A-Z]\w+")
_DEFAULT = Limits()


def parse_query(text: str, *, base: str = "", limits: Limits = _DEFAULT) -> Query:
    """What a query says.

    Args:
        text: a SPARQL 1.1 query; the syntax of SPARQL 1.2 is read as well.
        base: the IRI that relative ones are resolved against until BASE says otherwise.
        limits: how much the text may hold.

    Raises:
        QuerySyntaxError: with line, column, what was found and what was expected.

    >>> parse_query("ASK { ?s ?p 1 }").form
    'ASK'
    """
    return _parsed("query", text, base, limits)[0]  # type: ignore[no-any-return]


def parse_update(text: str, *, base: str = "", limits: Limits = _DEFAULT) -> Update:
    """What an update says; arguments and errors as for a query.

    >>> parse_update("CLEAR ALL").operations
    (Clear(kind='CLEAR', target='ALL', is_silent=False),)
    """
    return _parsed("update", text, base, limits)[0]  # type: ignore[no-any-return]


def spaced(source: str, text: str, *, limits: Limits = _DEFAULT) -> str:
    """A query or update that parses, with space between its tokens and without comments.

    Another reader of this text can't see other tokens in it than this parser did.

    >>> spaced("query", "ASK{?s ?p 1}#!")
    'ASK { ?s ?p 1 }'
    """
    return _parsed(source, text, "", limits)[1]


@cache
def _grammar() -> Lark:
    grammar = files("graph.sparql").joinpath("sparql.lark").read_text("utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=["query_unit", "update_unit"],
        maybe_placeholders=True,
        transformer=Builder(),
    )


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """The words of the language that each terminal of the grammar stands for."""
    patterns = {terminal.name: terminal.pattern for terminal in _grammar().terminals}
    return {
        name: tuple(_WORD.findall(pattern.value.upper()))
        for name, pattern in patterns.items()
        if "i" in pattern.flags
    }


def _parsed(source: str, text: str, base: str, limits: Limits) -> tuple[Any, str]:
    read = _remembered if len(text) <= LONGEST_KEPT else _read
    return read(source, text, base, limits)


def _read(source: str, text: str, base: str, limits: Limits) -> tuple[Any, str]:
    _check_size(source, text, limits)
    admission = Admission(limits)
    steps = _grammar().parse_interactive(text, start=f"{source}_unit")
    last: Token | None = None
    seen: list[str] = []
    try:
        lexer = steps.lexer_thread.lex(steps.parser_state)  # type: ignore[no-untyped-call]
        reader = Reader(base)
        for last in lexer:
            admission.admit(last.type)
            reader.read(last)
            seen.append(str(last) if last.type in _GLUED or not seen else f" {last}")
            steps.feed_token(last)
        found = steps.feed_eof(last)  # type: ignore[no-untyped-call]
        if source == "query":
            return check_query(Query(**found), admission), "".join(seen)
        return check_update(found, admission), "".join(seen)
    except Wrong as wrong:
        offset = (last.start_pos if last else 0) if wrong.offset is None else wrong.offset
        raise _error(source, text, offset or 0, wrong.problem, wrong.hint) from wrong
    except UnexpectedToken as error:
        raise _unexpected(source, text, _offset(text, error), _wanted(steps)) from error
    except UnexpectedCharacters as error:
        raise _unexpected(source, text, error.pos_in_stream or 0, _wanted(steps)) from error


_remembered = lru_cache(_MOST_KEPT)(_read)


def _check_size(source: str, text: str, limits: Limits) -> None:
    size = len(text.encode("utf-8", "replace"))
    if size > limits.bytes:
        raise QuerySyntaxError(
            source,
            f"the text has {size:,} bytes; at most {limits.bytes:,} are allowed",
            line=1,
            column=1,
        )


def _offset(text: str, error: UnexpectedToken) -> int:
    token = error.token
    if token.type == "$END":
        return len(text.rstrip())
    return token.start_pos or 0


def _wanted(steps: InteractiveParser) -> frozenset[str]:
    return frozenset(steps.accepts())  # type: ignore[no-untyped-call]


def _unexpected(source: str, text: str, offset: int, wanted: frozenset[str]) -> QuerySyntaxError:
    words = frozenset(word for name in wanted for word in _words().get(name, ()))
    problem, hint, place = complaint(source, text, offset, wanted, words)
    return _error(source, text, place, problem, hint)


def _error(source: str, text: str, offset: int, problem: str, hint: str | None) -> QuerySyntaxError:
    line, column = position(text, offset)
    excerpt = text.split("\n")[line - 1].rstrip("\r")
    return QuerySyntaxError(source, problem, line=line, column=column, excerpt=excerpt, hint=hint)
