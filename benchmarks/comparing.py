"""Whether two endpoints answered the same: rows as multisets, numbers by value.

Peers write the same value in different ways: ``1.0`` and ``1``, means with six, eighteen or forty digits,
booleans as ``true`` or ``1``. Numbers are equal here when they agree in nine digits. Order is not compared:
where a query sorts, it does so to choose which rows come first.
"""

import json
import math
from collections import Counter
from typing import Any

import pyoxigraph as ox

from graph.terms import XSD

__all__ = ["Rows", "difference", "rows_of"]

Cell = str | float
Rows = Counter[tuple[Cell, ...]]

_NUMBERS = {
    f"{XSD}{kind}"
    for kind in ("integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger")
}
_BOOLEAN = f"{XSD}boolean"
_DIGITS = 9


def rows_of(body: bytes, media_type: str) -> Rows:
    """The rows of an answer, each as often as it occurs.

    Raises:
        ValueError: the body is not what its media type says.
    """
    if media_type.endswith("n-triples"):
        return Counter({_triple(each): 1 for each in ox.parse(body, ox.RdfFormat.N_TRIPLES)})
    answer = json.loads(body)
    if "boolean" in answer:
        return Counter([(str(answer["boolean"]).lower(),)])
    names = answer["head"]["vars"]
    return Counter(
        tuple(_cell(binding.get(name)) for name in names) for binding in answer["results"]["bindings"]
    )


def difference(one: Rows, other: Rows) -> str:
    """What differs between two answers, in a few words; empty where they are equal."""
    if one == other:
        return ""
    if one.total() != other.total():
        return f"{one.total()} rows, {other.total()} there"
    only_one = sorted((one - other).elements(), key=_sort_key)
    only_other = sorted((other - one).elements(), key=_sort_key)
    unlike = [pair for pair in zip(only_one, only_other, strict=True) if not _is_close(*pair)]
    if not unlike:
        return ""
    here, there = unlike[0]
    return f"{len(unlike)} rows differ, such as {_shown(here)} and {_shown(there)} there"


def _cell(term: dict[str, Any] | None) -> Cell:
    if term is None:
        return ""
    value = str(term["value"])
    datatype = term.get("datatype", "")
    if datatype in _NUMBERS:
        return _rounded(value)
    if datatype == _BOOLEAN:
        return {"1": "true", "0": "false"}.get(value, value)
    if term["type"] == "bnode":
        return "_:"
    language = term.get("xml:lang", "").lower()
    kind = "<>" if term["type"] == "uri" else datatype.removeprefix(f"{XSD}string")
    return f"{value} {kind}@{language}"


def _rounded(value: str) -> float:
    return float(f"{float(value):.{_DIGITS}g}")


def _triple(triple: ox.Quad) -> tuple[Cell, ...]:
    object_ = triple.object
    if isinstance(object_, ox.Literal) and object_.datatype.value in _NUMBERS:
        return str(triple.subject), str(triple.predicate), _rounded(object_.value)
    return str(triple.subject), str(triple.predicate), str(object_)


def _sort_key(row: tuple[Cell, ...]) -> tuple[tuple[bool, str, float], ...]:
    return tuple((True, "", cell) if isinstance(cell, float) else (False, cell, 0.0) for cell in row)


def _is_close(one: tuple[Cell, ...], other: tuple[Cell, ...]) -> bool:
    return len(one) == len(other) and all(
        math.isclose(here, there, rel_tol=10.0 ** (1 - _DIGITS))
        if isinstance(here, float) and isinstance(there, float)
        else here == there
        for here, there in zip(one, other, strict=True)
    )


def _shown(row: tuple[Cell, ...]) -> str:
    return " | ".join(str(cell)[:60] for cell in row)
