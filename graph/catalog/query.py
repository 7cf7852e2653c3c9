"""Named queries as values, and reading one from its file.

A file holds ``#+`` lines that form a TOML document, then a SPARQL query. Header and query are held
against each other when the file is read: an undeclared or unused parameter, a column that is not
projected, an example that is not of its type stops the start, by file and line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from graph.catalog.header import MARK, split_file
from graph.catalog.parameters import PARAMETER_TYPES, Parameter
from graph.errors import CatalogError, ParameterError, QuerySyntaxError
from graph.sparql import Query, parse_query
from graph.sparql.syntax import Variable
from graph.sparql.walk import parts
from graph.terms import Term

__all__ = ["NamedQuery", "NetworkPlan", "read_query"]

_KEYS = MappingProxyType(
    {
        "columns": dict,
        "data": str,
        "network": dict,
        "number": int,
        "parameters": dict,
        "question": str,
        "summary": str,
    }
)
_KINDS = MappingProxyType({dict: "a table", str: "a text", int: "a whole number"})
_EDGE_COLUMNS = ("source", "target")


@dataclass(frozen=True, slots=True)
class NetworkPlan:
    """How the solutions of a query become a network, and what is computed on it.

    Attributes:
        is_directed: whether a tie has a direction.
        is_bipartite: whether sources and targets are two kinds of nodes.
        measures: names of measures that answer the question, most telling first.
    """

    is_directed: bool
    is_bipartite: bool
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that the service answers by name.

    Attributes:
        slug: ``topic/name``, its address below ``/queries/``.
        summary: a title of a few words.
        question: what it answers, as a researcher would ask it.
        number: its number among the forty competency questions, or None.
        data: what must be loaded for it to have an answer; empty where the bundled graph has one.
        parameters: in the order of the header.
        columns: name → meaning, in the order of the projection; empty for other forms than SELECT.
        network: set where the solutions are ties.
        text: the SPARQL query, without the header.
        path: the file.
    """

    slug: str
    summary: str
    question: str
    number: int | None
    data: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    network: NetworkPlan | None
    text: str
    path: Path

    def bindings(self, given: Mapping[str, str]) -> dict[str, Term]:
        """The terms for values as typed; a parameter not given takes its example.

        Raises:
            ParameterError: a name is not a parameter of this query, or a value is not of its type.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(given.keys() - known.keys()):
            names = ", ".join(known) or "none"
            raise ParameterError(f"{self.slug} has no parameter {unknown[0]!r}. Its parameters: {names}.")
        return {name: each.read(given.get(name) or each.example) for name, each in known.items()}


def read_query(path: Path, root: Path) -> NamedQuery:
    """The named query in a file below the root folder.

    Raises:
        CatalogError: header and query contradict each other; the message names file and line.
    """
    header, text = split_file(path)
    _check_header(path, header)
    query = NamedQuery(
        slug=path.relative_to(root).with_suffix("").as_posix(),
        summary=header["summary"],
        question=header["question"],
        number=header.get("number"),
        data=header.get("data", ""),
        parameters=_parameters(path, header.get("parameters", {})),
        columns=header.get("columns", {}),
        network=_plan(path, header.get("network")),
        text=text,
        path=path,
    )
    _check(query)
    return query


def _check_header(path: Path, header: Mapping[str, Any]) -> None:
    for key in ("summary", "question"):
        if not isinstance(header.get(key), str) or not header[key].strip():
            raise CatalogError(f'{path}:1: the header lacks {key}. Add: {MARK} {key} = "…"')
    for key, value in header.items():
        if key not in _KEYS:
            raise CatalogError(
                f"{path}: the header has no key {key!r}. There is: {', '.join(sorted(_KEYS))}."
            )
        if type(value) is not _KEYS[key]:
            raise CatalogError(f"{path}: {key} is {_KINDS[_KEYS[key]]}, not {value!r}.")
    if not _is_texts(header.get("columns", {})):
        raise CatalogError(f"{path}: each column has its meaning, a text.")


def _parameters(path: Path, table: Mapping[str, Mapping[str, str]]) -> tuple[Parameter, ...]:
    found = []
    for name, entry in table.items():
        if not _is_texts(entry) or set(entry) != {"type", "meaning", "example"}:
            raise CatalogError(
                f"{path}: parameter {name} needs exactly type, meaning and example, each a text."
            )
        if entry["type"] not in PARAMETER_TYPES:
            kinds = ", ".join(sorted(PARAMETER_TYPES))
            raise CatalogError(
                f"{path}: parameter {name} is of no known type {entry['type']!r}. There is: {kinds}."
            )
        parameter = Parameter(name, entry["type"], entry["meaning"], entry["example"])
        try:
            parameter.read(parameter.example)
        except ParameterError as error:
            raise CatalogError(f"{path}: the example of {name} is not of its type. {error}") from error
        found.append(parameter)
    return tuple(found)


def _is_texts(entry: object) -> bool:
    return isinstance(entry, dict) and all(isinstance(value, str) for value in entry.values())


def _plan(path: Path, entry: Mapping[str, Any] | None) -> NetworkPlan | None:
    if entry is None:
        return None
    kinds = {"directed": bool, "bipartite": bool, "measures": list}
    if any(type(value) is not kinds.get(key) for key, value in entry.items()):
        raise CatalogError(
            f"{path}: [network] takes directed and bipartite (true or false) and measures (a list)."
        )
    return NetworkPlan(
        is_directed=bool(entry.get("directed", False)),
        is_bipartite=bool(entry.get("bipartite", False)),
        measures=tuple(entry.get("measures", ())),
    )


def _check(query: NamedQuery) -> None:
    parsed = _parsed(query)
    used = {part.name for part in parts(parsed) if isinstance(part, Variable)}
    for parameter in query.parameters:
        if parameter.name not in used:
            line = _line_of(query.path, f"parameters.{parameter.name}")
            raise CatalogError(
                f"{query.path}:{line}: parameter ?{parameter.name} is declared but not used. "
                "Use it or remove it."
            )
    if parsed.form == "SELECT" and parsed.columns is None:
        raise CatalogError(f"{query.path}: SELECT * has no fixed columns. Name them.")
    columns = tuple(column.variable.name for column in parsed.columns or () if column.variable)
    if columns != tuple(query.columns):
        raise CatalogError(
            f"{query.path}: the header's columns ({', '.join(query.columns)}) are not the query's "
            f"({', '.join(columns)}). They must be the same, in the same order."
        )
    if both := sorted({parameter.name for parameter in query.parameters} & set(columns)):
        raise CatalogError(f"{query.path}: ?{both[0]} is a column, so it can't be a parameter.")
    if query.network and not set(_EDGE_COLUMNS) <= set(columns):
        raise CatalogError(f"{query.path}: a network needs the columns ?source and ?target.")


def _parsed(query: NamedQuery) -> Query:
    try:
        return parse_query(query.text)
    except QuerySyntaxError as error:
        line = _first_line(query.path) + (error.line or 1) - 1
        hint = f" {error.hint}" if error.hint else ""
        raise CatalogError(f"{query.path}:{line}:{error.column}: {error.problem}.{hint}") from error


def _first_line(path: Path) -> int:
    """The line of the file that the query starts on, below its header."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return next((number for number, line in lines if line.strip() and not line.startswith(MARK)), 1)


def _line_of(path: Path, text: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
