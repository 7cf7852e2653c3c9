"""What operations are described with: parameters, bodies, answers; values that become OpenAPI objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.answer import Format
from graph.tokens import Role
from graph.web.openapi.schemas import NUMBER_ABOVE_0, TEXT, Schema, one_of

__all__ = [
    "DOWNLOAD",
    "IN_PATH",
    "TIMEOUT",
    "Answer",
    "Body",
    "Header",
    "Operation",
    "Parameter",
    "as_text",
    "format_of",
    "negotiated",
]

IN_PATH = "path"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a request is told by its path, its query or a header.

    Attributes:
        name: as it stands there.
        meaning: what it does, in a sentence.
        schema: which values it takes, as JSON Schema.
        place: ``query``, ``path`` or ``header``.
        is_needed: whether the request is refused without it.
        example: a value that works with the bundled graph; None: none is told.
    """

    name: str
    meaning: str
    schema: Schema = field(default_factory=lambda: TEXT)
    place: str = "query"
    is_needed: bool = False
    example: Any = None

    def described(self) -> dict[str, Any]:
        """https://spec.openapis.org/oas/v3.1.0#parameter-object."""
        told: dict[str, Any] = {
            "name": self.name,
            "in": self.place,
            "description": self.meaning,
            "required": self.is_needed or self.place == IN_PATH,
            "schema": self.schema,
        }
        return told if self.example is None else told | {"example": self.example}


@dataclass(frozen=True, slots=True)
class Header:
    """A header of an answer; one that is not always there may be missing."""

    meaning: str
    schema: Schema = field(default_factory=lambda: TEXT)
    is_always_there: bool = True

    def described(self) -> dict[str, Any]:
        """https://spec.openapis.org/oas/v3.1.0#header-object."""
        return {"description": self.meaning, "required": self.is_always_there, "schema": self.schema}


@dataclass(frozen=True, slots=True)
class Body:
    """What a request may carry.

    Attributes:
        content: media type → schema.
        encoding: media type → property → media types of a part of that name.
        is_needed: whether the request is refused without it.
    """

    content: Mapping[str, Schema]
    encoding: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    is_needed: bool = True

    def described(self) -> dict[str, Any]:
        """https://spec.openapis.org/oas/v3.1.0#request-body-object."""
        content: dict[str, dict[str, Any]] = {
            name: {"schema": schema} for name, schema in self.content.items()
        }
        for name, parts in self.encoding.items():
            content[name]["encoding"] = {
                part: {"contentType": ", ".join(types)} for part, types in parts.items()
            }
        return {"required": self.is_needed, "content": content}


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes with a status that is no problem.

    Attributes:
        content: media type → schema; empty: no body.
        headers: beside those of every answer.
        meaning: in a sentence; empty: the phrase of the status says it.
        links: operation → its parameter → where in the answer its value stands.
    """

    content: Mapping[str, Schema] = field(default_factory=dict)
    headers: Mapping[str, Header] = field(default_factory=dict)
    meaning: str = ""
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """A method at an address.

    Attributes:
        method: in small letters.
        path: as OpenAPI writes it, with names in braces.
        name: tells it from the others.
        family: the protocol or the pages that it belongs to.
        summary: what it gives, in a sentence.
        answers: status → answer, for what is no problem.
        problems: the statuses of its problems, beside those that every operation may give.
        parameters: of its address, and headers.
        body: what it takes; None: nothing.
        needs: the role without which there is nothing to be had; the reader's is nothing that is needed
            but where the settings say so.
    """

    method: str
    path: str
    name: str
    family: str
    summary: str
    answers: Mapping[int, Answer]
    problems: frozenset[int] = frozenset()
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    needs: Role | None = Role.READER


TIMEOUT = Parameter(
    "timeout", "Seconds that the client is willing to wait; lowers the limit.", NUMBER_ABOVE_0
)
DOWNLOAD = Parameter(
    "download", "Whether the answer is to be kept as a file.", one_of("0", "1", "false", "true")
)


def format_of(offers: Sequence[Format]) -> Parameter:
    """The parameter that names one of these formats."""
    meaning = "The format; without it, the header Accept chooses."
    return Parameter("format", meaning, one_of(*(offer.name for offer in offers)))


def negotiated(content: Mapping[str, Schema], **headers: Header) -> Answer:
    """An answer that comes as the client wishes."""
    vary = Header("The headers of the request that it depends on.")
    return Answer(content, {"Vary": vary} | {name.replace("_", "-"): each for name, each in headers.items()})


def as_text(*offers: Format) -> dict[str, Schema]:
    """The content of an answer that comes in one of these formats: as text where it is one and no JSON."""
    types = [offer.media_types[0] for offer in offers]
    return {name: TEXT if _is_text(name) else {} for name in types}


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith(("xml", "n-triples", "n-quads", "trig"))
