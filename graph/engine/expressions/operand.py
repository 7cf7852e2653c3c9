"""What is known of a part of an expression: the forms in which SQL can have it without asking Python.

A form's SQL is NULL where the part is in error, unbound, or of another kind than the form. If the form is not
total, NULL may also mean that only exact evaluation knows. Parts are put together from forms; what comes out
is a form again, so that a long expression stays one SQL expression without Python in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from graph.engine.relation import ALL_TAGS
from graph.terms import Term

__all__ = ["LONGEST", "Form", "Number", "Operand", "Text", "absent", "lasting"]

LONGEST = 20_000
"""Characters of SQL beyond which a form is given up: nesting repeats what is nested."""


@dataclass(frozen=True, slots=True)
class Form:
    """SQL of a truth value, an IRI or a double.

    Attributes:
        sql: NULL as the module says.
        is_total: NULL never means that the value is unknown.
    """

    sql: str
    is_total: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """SQL of an exact number: ``sql`` / 10 ** ``scale``.

    Attributes:
        sql: a whole number; BIGINT while ``limit`` fits there, else HUGEINT.
        limit: how large it can be, either sign.
        scale: digits after the point.
        is_decimal: SQL that says whether this is an xsd:decimal, else it is an xsd:integer; NULL as ``sql``.
        is_total: see ``Form``.
    """

    sql: str
    limit: int
    scale: int = 0
    is_decimal: str = "false"
    is_total: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """SQL of a string.

    Attributes:
        sql: its characters.
        language: SQL of language and direction, '' where it has none.
        is_total: see ``Form``.
    """

    sql: str
    language: str = "''"
    is_total: bool = True


def absent() -> None:
    """No form of that kind."""
    return


@dataclass(frozen=True, slots=True)
class Operand:
    """A part of an expression. Forms are asked for only where they are used: they may need joins.

    Attributes:
        tags: of the terms that it may give.
        constant: the term, if it is one.
        id: its id, total; None where it has none.
        truth: the effective boolean value.
        number, text, iri: as that kind of value.
        double: of a number that its id does not hold, the nearest double.
        lexical: the lexical form of a literal, or an IRI's characters; ``STR``.
        language: language and direction of a literal, '' where it has none.
        datatype: the IRI of a literal's datatype.
    """

    tags: int = ALL_TAGS
    constant: Term | None = None
    id: str | None = None
    truth: Callable[[], Form | None] = absent
    number: Callable[[], Number | None] = absent
    text: Callable[[], Text | None] = absent
    iri: Callable[[], Form | None] = absent
    double: Callable[[], Form | None] = absent
    lexical: Callable[[], Form | None] = absent
    language: Callable[[], Form | None] = absent
    datatype: Callable[[], Form | None] = absent


def lasting(sql: str) -> bool:
    """Whether the SQL is short enough to go on with."""
    return len(sql) <= LONGEST
