"""Options of measures as a person or an address gives them: texts by name."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from graph.errors import ParameterError
from graph.network.measures.kinds import Options

__all__ = ["OPTIONS", "read_options"]

_TYPES: Mapping[str, type] = MappingProxyType({entry.name: type(entry.default) for entry in fields(Options)})
_WANTED: Mapping[type, str] = MappingProxyType(
    {bool: "true or false", float: "a number", int: "a whole number", str: "a text"}
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
        name: _typed(name, text, _TYPES[name])
        for name, text in arguments.items()
        if name in _TYPES and text.strip()
    }


def _typed(name: str, text: str, kind: type) -> Any:
    try:
        if kind is bool:
            return {"true": True, "false": False}[text.lower()]
        return kind(text)
    except (KeyError, ValueError) as error:
        raise ParameterError(f"{name} takes {_WANTED[kind]}, not {text!r}.") from error
