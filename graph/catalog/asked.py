"""What a person asks: a name, a file, standard input (``-``), or the text itself."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from graph.catalog import Catalog
from graph.catalog.header import MARK
from graph.catalog.query import NamedQuery, read_query
from graph.errors import ParameterError, QuerySyntaxError, ReadError, UnknownName
from graph.sparql.prefixes import with_prefixes
from graph.terms import Term

__all__ = ["Asked", "asked", "placed"]

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and where it stands.

    Attributes:
        text: SPARQL.
        whole: what the person wrote: the text, with a header or without prefixes.
        source: how messages call it: the file's name, or "query".
        named: set where it has a header, with question and parameters.
    """

    text: str
    whole: str
    source: str = "query"
    named: NamedQuery | None = None

    def bindings(self, given: Iterable[str]) -> dict[str, Term]:
        """The terms for ``name=value`` texts; a parameter of a named query takes its example where not given.

        Raises:
            ParameterError: a text, name or value is not what it should be, or the query has no parameters.
        """
        values = _by_name(given)
        if self.named:
            return self.named.bindings(values)
        if values:
            raise ParameterError(
                "--param is for named queries and files with a header; write the value in the text."
            )
        return {}


def asked(given: str, catalog: Catalog, *, folder: str = "") -> Asked:
    """The query that a person means: ``-``, a text (with white space or braces, or empty), a file, or a name.

    Args:
        given: the argument.
        catalog: the named queries.
        folder: a folder of the catalog whose queries may be called without it ("networks").

    Raises:
        ReadError: the file can't be read.
        CatalogError: the file's header contradicts its query.
        UnknownName: it is neither a file nor a name; says which names are near.
    """
    if given == "-":
        return _typed(sys.stdin.read())
    if not given or "{" in given or any(sign.isspace() for sign in given):
        return _typed(given)
    for slug in filter(None, (folder and f"{folder}/{given}", given)):
        if slug in catalog.queries:
            query = catalog.queries[slug]
            return Asked(query.text, query.text, named=query)
    if _is_there(Path(given)):
        return _from_file(Path(given))
    names = [slug.removeprefix(f"{folder}/") for slug in catalog.queries if slug.startswith(folder)]
    raise UnknownName(f"file or named {'network' if folder else 'query'}", given, names)


def placed(source: Asked, act: Callable[[], Done]) -> Done:
    """Do something with the query; a syntax error is said at its place in what the person wrote.

    Raises:
        QuerySyntaxError: with the file's name, and the line and column there.
    """
    try:
        return act()
    except QuerySyntaxError as error:
        raise _moved(error, source) from error


def _moved(error: QuerySyntaxError, source: Asked) -> QuerySyntaxError:
    line, column = error.line, error.column
    if line and column:
        column -= (len(source.text) - len(source.whole)) * (line == 1 and source.text.endswith(source.whole))
        line += source.whole.partition(source.text.strip())[0].count("\n") if source.named else 0
    lines = source.whole.split("\n")
    text_line = lines[line - 1] if line and line <= len(lines) else None
    return QuerySyntaxError(
        source.source, error.problem, line=line, column=column, excerpt=text_line, hint=error.hint
    )


def _by_name(given: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise ParameterError(f"--param takes NAME=VALUE, not {text!r}.")
        if name.strip() in found:
            raise ParameterError(f"The parameter {name.strip()} is given twice.")
        found[name.strip()] = value
    return found


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # Such as a name longer than any file's: it is none, then.
        return False


def _from_file(path: Path) -> Asked:
    if path.is_dir():
        raise ReadError(f"{path}: this is a directory; name a file in it.")
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ReadError(f"{path}: can't be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: this is not text in UTF-8, so it is no SPARQL query.") from error
    if not text.startswith(MARK):
        return Asked(text, text, str(path))
    query = replace(read_query(path, path.parent), slug=str(path))
    return Asked(query.text, text, str(path), query)


def _typed(text: str) -> Asked:
    """A text in which prefixes of the project need not be declared."""
    return Asked(with_prefixes(text), text)
