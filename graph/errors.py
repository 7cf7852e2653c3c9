"""Every error this package raises on purpose, in one tree.

    MaillageError
    ├── SettingsError            a setting is unknown or impossible; the service does not start
    ├── UnknownName              a named thing does not exist; says which there are
    ├── ReadError                a file can't be read as what it should be
    ├── TextError                a text breaks the grammar of its language, at a line and column
    │   ├── RdfSyntaxError
    │   └── QuerySyntaxError
    ├── QueryError               a query is understood but can't be answered
    │   ├── QueryTimeout         its time limit is reached
    │   ├── QueryTooLarge        its memory, temporary space or number of solutions is
    │   ├── QueryCancelled       someone stopped it
    │   ├── TooManyQueries       so many wait for their turn already
    │   └── NotAllowed           it would write what whoever asks may not
    ├── CatalogError             a file in queries/ contradicts itself
    ├── ParameterError           a parameter is missing, unknown or of the wrong type
    ├── StoreError               the store can't be opened, read or written
    ├── InvalidData              data breaks the shapes and was refused
    └── NetworkError             an answer can't be read as a network, or a measure has no meaning on it

Foreign errors are translated once, where they enter, with ``raise … from``. Messages say what was
asked, what was found and what to do. HTTP statuses are the web floor's business.
"""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "CatalogError",
    "InvalidData",
    "MaillageError",
    "NetworkError",
    "NotAllowed",
    "ParameterError",
    "QueryCancelled",
    "QueryError",
    "QuerySyntaxError",
    "QueryTimeout",
    "QueryTooLarge",
    "RdfSyntaxError",
    "ReadError",
    "SettingsError",
    "StoreError",
    "TextError",
    "TooManyQueries",
    "UnknownName",
]

_SHOWN_EACH_SIDE = 60


class MaillageError(Exception):
    """Anything that is the user's to mend; its text is meant to be shown."""


class SettingsError(MaillageError):
    """A setting is unknown, has the wrong type or contradicts another."""


class UnknownName(MaillageError):
    """A named query, network, measure, format or entity does not exist.

    Attributes:
        kind: what was looked for, in words ("query", "measure").
        name: the name as given.
        known: the names there are, sorted.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        self.kind = kind
        self.name = name
        self.known = tuple(sorted(known))
        super().__init__(f"There is no {kind} {name!r}.{self._advice()}")

    def _advice(self) -> str:
        near = get_close_matches(self.name, self.known, n=3, cutoff=0.5)
        if near:
            return f" Did you mean {' or '.join(near)}?"
        return f" There is: {', '.join(self.known)}." if self.known else ""


class ReadError(MaillageError):
    """A file does not exist, is a directory, is empty, or is of no known kind."""


class TextError(MaillageError):
    """A text breaks its grammar.

    Attributes:
        source: the file's name, or what the text is ("query").
        line: 1-based line number, or None where the parser gave none.
        column: 1-based column in characters, or None.
        problem: what was found and what was expected.
        excerpt: the line in question, or of a long one the part around the place; None where not known.
        excerpt_start: how many characters of the line are left out before the excerpt.
        hint: what to try, or None.
    """

    def __init__(  # noqa: PLR0913 - one argument an attribute
        self,
        source: str,
        problem: str,
        *,
        line: int | None = None,
        column: int | None = None,
        excerpt: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.source = source
        self.problem = problem
        self.line = line
        self.column = column
        self.excerpt, self.excerpt_start = _around(excerpt, column or 1)
        self.hint = hint
        super().__init__(f"{self.place}: {problem}")

    @property
    def place(self) -> str:
        """``source:line:column`` as far as known."""
        return ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)

    def caret(self) -> str:
        """The line with a caret under the column; empty where the line is not known.

        >>> print(RdfSyntaxError("a.ttl", "dot expected", line=1, column=3, excerpt="a b").caret())
        a b
          ^
        """
        if self.excerpt is None:
            return ""
        before = self.excerpt[: (self.column or 1) - 1 - self.excerpt_start]
        indent = "".join("\t" if sign == "\t" else " " for sign in before)
        return f"{self.excerpt}\n{indent}^"


def _around(line: str | None, column: int) -> tuple[str | None, int]:
    """The part of a line that is worth showing, and where in the line it starts."""
    if line is None or len(line) <= 2 * _SHOWN_EACH_SIDE:
        return line, 0
    start = max(0, min(column - 1, len(line)) - _SHOWN_EACH_SIDE)
    return line[start : column - 1 + _SHOWN_EACH_SIDE], start


class RdfSyntaxError(TextError):
    """An RDF document breaks its syntax; nothing of it was loaded."""


class QuerySyntaxError(TextError):
    """A SPARQL query or update breaks the grammar."""


class QueryError(MaillageError):
    """A well-formed query can't be answered: it asks for what is not allowed or not supported."""


class QueryTimeout(QueryError):
    """A query or update reached its time limit and was stopped; nothing of an update holds."""


class QueryTooLarge(QueryError):
    """A query or update needs more memory, temporary space or solutions than it may take."""


class QueryCancelled(QueryError):
    """A query or update was stopped by someone; nothing of an update holds."""


class TooManyQueries(QueryError):
    """A query or update was not begun: as many as may wait for their turn do so already."""


class NotAllowed(QueryError):
    """A change was refused: whoever asks may not write one of its graphs; nothing of it holds."""


class CatalogError(MaillageError):
    """A file in queries/ is contradictory: header, parameters, columns or query text."""


class ParameterError(MaillageError):
    """A parameter of a named query is missing, unknown or not of its type."""


class StoreError(MaillageError):
    """The store can't be opened, read or written."""


class InvalidData(MaillageError):
    """Data breaks the shapes and was refused; ``report`` says where, in words."""

    def __init__(self, message: str, report: str) -> None:
        self.report = report
        super().__init__(message)


class NetworkError(MaillageError):
    """An answer can't be read as a network, or a measure has no meaning on it."""
