"""Options of measures as a person or an address gives them: texts by name."""

import re
from collections.abc import Mapping
from dataclasses import fields
from math import inf
from types import MappingProxyType
from typing import Any

from graph.errors import ParameterError
from graph.network.measures.kinds import Options

__all__ = ["OPTIONS", "read_options"]

_TYPES: Mapping[str, type] = MappingProxyType({entry.name: type(entry.default) for entry in fields(Options)})
_WANTED: Mapping[type, str] = MappingProxyType(
    {bool: "true or false", float: "a number from 0", int: "a whole number from 0", str: "a text"}
)
# Python's own readers take more: 1_000, other digits, NaN. What has more digits is not meant.
_WRITTEN: Mapping[type, re.Pattern[str]] = MappingProxyType(
    {
        bool: re.compile("true|false", re.IGNORECASE),
        float: re.compile(r"[0-9]{1,99}(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?"),
        int: re.compile("[0-9]{1,99}"),
        str: re.compile(".*", re.DOTALL),
    }
)

OPTIONS = frozenset(_TYPES)
"""Names of all options."""


def read_options(arguments: Mapping[str, str]) -> dict[str, Any]:
    """The options of measures among arguments; other names and empty values are not looked at.

    Raises:
        ParameterError: a value is not of its type.

    >>> read_options({"sample": "200", "is_directed": "true", "at": "2019-05-07", "seed": ""})
    {'sample': 200, 'is_directed': True}
    """
    return {
        name: _typed(name, text, _TYPES[name]) for name, text in arguments.items() if name in _TYPES and text
    }


def _typed(name: str, text: str, kind: type) -> Any:
    value = _value(text, kind) if _WRITTEN[kind].fullmatch(text) else inf
    if value == inf:
        raise ParameterError(f"{name} takes {_WANTED[kind]}, not {text!r}.")
    return value


def _value(text: str, kind: type) -> Any:
    return text.lower() == "true" if kind is bool else kind(text)
