"""The numbers that stand for terms in the columns: a tag in the low four bits, a payload above.

A term that its payload can hold exactly (a small integer, a date) has no entry in the dictionary; every
other has a number there. Two terms are the same term if, and only if, their ids are equal; the same *value*
may have several ids (``1``, ``01``, ``1.0``). 0 stands for the default graph, NULL for unbound and errors.
"""

from enum import IntEnum

__all__ = [
    "DEFAULT_GRAPH",
    "DICTIONARY_TAGS",
    "Tag",
    "number_of",
    "tag_bit",
    "tag_of",
    "tagged",
]

DEFAULT_GRAPH = 0
_TAG_BITS = 4
_TAG_MASK = (1 << _TAG_BITS) - 1


class Tag(IntEnum):
    """What the payload of an id is."""

    SYSTEM = 0
    """The default graph."""
    IRI = 1
    BLANK = 2
    STRING = 3
    """xsd:string."""
    LANGUAGE = 4
    """A string with a language, and perhaps a base direction."""
    OTHER = 5
    """A literal of a datatype without values of its own here, or ill-typed."""
    NUMERIC = 6
    """A well-typed number that no payload holds: ``01``, doubles, floats, derived types, large ones."""
    TEMPORAL = 7
    """A well-typed date or time that no payload holds."""
    INTEGER = 8
    """xsd:integer in canonical form; the payload is its value."""
    DECIMAL = 9
    """xsd:decimal; the payload is mantissa × 8 + scale, with a scale of 1 to 7."""
    BOOLEAN = 10
    """``true`` (payload 1) or ``false`` (0)."""
    DATE = 11
    """xsd:date without zone; days since 1970-01-01."""
    DATETIME_UTC = 12
    """xsd:dateTime that ends in ``Z``; see ``graph.store.inline``."""
    DATETIME = 13
    """xsd:dateTime without zone."""
    TRIPLE = 14
    """A triple term; its parts are in the table ``triple_term``."""


_TAGS = tuple(Tag)

DICTIONARY_TAGS = frozenset(
    {
        Tag.IRI,
        Tag.BLANK,
        Tag.STRING,
        Tag.LANGUAGE,
        Tag.OTHER,
        Tag.NUMERIC,
        Tag.TEMPORAL,
        Tag.TRIPLE,
    }
)
"""Tags whose payload is a number in the dictionary."""


def tagged(number: int, tag: Tag) -> int:
    """The id of that payload.

    >>> tagged(-72, Tag.INTEGER)
    -1144
    """
    return number * (_TAG_MASK + 1) + tag


def tag_of(id_: int) -> Tag:
    """What kind of term an id stands for."""
    return _TAGS[id_ & _TAG_MASK]


def number_of(id_: int) -> int:
    """The payload.

    >>> number_of(tagged(-72, Tag.INTEGER))
    -72
    """
    return id_ >> _TAG_BITS


def tag_bit(tag: Tag) -> int:
    """The tag's place in a set of tags kept as an integer (a mask)."""
    return 1 << tag
