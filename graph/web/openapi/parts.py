"""What operations are described with: parameters, bodies, answers; values that know their JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.answer import Format

__all__ = ["TEXT", "Body", "Operation", "Parameter", "json_of", "media"]

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address is told by its path or its query.

    Attributes:
        name: as it stands in the address.
        meaning: what it does, in a sentence.
        schema: which values it takes, as JSON Schema.
        place: ``query`` or ``path``.
        is_needed: whether the request is refused without it.
    """

    name: str
    meaning: str
    schema: Schema = field(default_factory=lambda: TEXT)
    place: str = "query"
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What a request may carry: media type → schema."""

    content: Mapping[str, Schema]
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """A method at an address.

    Attributes:
        method: in small letters.
        path: as OpenAPI writes it, with names in braces.
        name: tells it from the others.
        summary: what it gives, in a sentence.
        answers: status → media type → schema, for what is no problem.
        problems: the statuses of its problems, beside those that every operation may give.
        parameters: of its address.
        body: what it takes; None: nothing.
        needs_token: whether there is nothing to be had without one.
        is_written: whether it changes data, and so needs a token of an editor.
    """

    method: str
    path: str
    name: str
    summary: str
    answers: Mapping[int, Mapping[str, Schema]]
    problems: frozenset[int] = frozenset()
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    needs_token: bool = False
    is_written: bool = False


def media(*offers: Format) -> dict[str, Schema]:
    """The content of an answer that comes in one of these formats."""
    return {offer.media_types[0]: {} if "json" in offer.media_types[0] else TEXT for offer in offers}


def json_of(**properties: Schema) -> Schema:
    """An object that has all of these properties."""
    return {"type": "object", "properties": properties, "required": sorted(properties)}
