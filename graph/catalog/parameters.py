"""Parameters of named queries: their types, and reading a value a person typed as a term."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from graph.errors import ParameterError
from graph.terms import XSD, Iri, Literal, Term, expand, is_iri

__all__ = ["BLANKS", "DECIMAL_PATTERN", "PARAMETER_TYPES", "Parameter"]

BLANKS = " \t\r\n"
"""What is passed over around an IRI as a person types it."""

DECIMAL_PATTERN = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"


def _iri(text: str) -> Iri:
    full = expand(text.strip(BLANKS).removeprefix("<").removesuffix(">"))
    if not is_iri(full):
        raise ValueError("an absolute IRI or a name such as id:marseille")
    return Iri(full)


def _string(text: str) -> Literal:
    return Literal(text)


def _integer(text: str) -> Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()):
        raise ValueError("a whole number")
    return Literal(text.strip(), f"{XSD}integer")


def _decimal(text: str) -> Literal:
    if not re.fullmatch(DECIMAL_PATTERN, text.strip()):
        raise ValueError("a number such as 0.5")
    return Literal(text.strip(), f"{XSD}decimal")


def _date(text: str) -> Literal:
    try:
        day = date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise ValueError("a date such as 2019-04-03") from error
    return Literal(day, f"{XSD}date")


PARAMETER_TYPES: Mapping[str, Callable[[str], Term]] = MappingProxyType(
    {"date": _date, "decimal": _decimal, "integer": _integer, "iri": _iri, "string": _string}
)
"""Type name → reader; a reader raises ValueError with what it wanted."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a named query.

    Attributes:
        name: the variable it takes the place of, without ``?``.
        type: a key of `PARAMETER_TYPES`.
        meaning: what it stands for, for people.
        example: a value, as a person would type it; used where none is given.
    """

    name: str
    type: str
    meaning: str
    example: str

    def read(self, text: str) -> Term:
        """The term for a value as typed.

        Raises:
            ParameterError: the text is not a value of this type.
        """
        try:
            return PARAMETER_TYPES[self.type](text)
        except ValueError as error:
            raise ParameterError(f"The parameter {self.name} takes {error}, not {text!r}.") from error
