"""What RDF/XML needs beyond its parser: a limit on entities, and the place of an error.

Entities that stand for entities can make a gigabyte of a kilobyte; the parser expands them without limit
(https://www.w3.org/TR/xml/#sec-entity-decl).
"""

import re
from typing import IO, Any
from xml.parsers import expat

from graph.errors import ReadError

__all__ = ["check_entities", "error_place"]

_PROLOG_BYTES = 1_000_000
_LONGEST_ENTITY = 1_000
_PROLOG = re.compile(rb"\A(?:\s|<\?.*?\?>|<!--.*?-->)*+(?P<next><!DOCTYPE\b|<[^!?])", re.DOTALL)
_DOCTYPE_END = re.compile(rb"\]\s*>|\A[^\[]*?>")
_ENTITY = re.compile(rb"<!ENTITY\s[^\"'>]*(?:\"([^\"]*)\"|'([^']*)')")


def check_entities(file: IO[bytes], name: str) -> None:
    """Refuse a document whose entities would multiply its size: each is short and stands for no other.

    Raises:
        ReadError: they are not, or the document's start is too long to tell.
    """
    start = file.read(_PROLOG_BYTES)
    opening = _PROLOG.match(start)
    if opening is None:
        if len(start) == _PROLOG_BYTES:
            raise ReadError(f"{name}: no element within the first {_PROLOG_BYTES} bytes; nothing was loaded.")
        return
    if not opening["next"].startswith(b"<!"):
        return
    ending = _DOCTYPE_END.search(start, opening.end())
    declared = [one or other for one, other in _ENTITY.findall(start[: ending.end() if ending else None])]
    if ending is None or any(b"&" in value or len(value) > _LONGEST_ENTITY for value in declared):
        raise ReadError(
            f"{name}: entities that stand for other entities, or for more than {_LONGEST_ENTITY} bytes, "
            "are refused: they can make a huge document of a small one. Nothing was loaded."
        )


def error_place(file: IO[bytes]) -> tuple[int, int, str] | None:
    """Line, column and problem of the first place that is not well-formed or lacks a namespace; else None."""
    parser = expat.ParserCreate(namespace_separator=" ")
    place: list[tuple[int, int, str]] = []

    def start(name: str, _: Any) -> None:
        if " " not in name and not place:
            problem = f"the element <{name}> has no namespace, and RDF/XML needs one"
            place.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, problem))

    parser.StartElementHandler = start
    try:
        parser.ParseFile(file)
    except expat.ExpatError as error:
        place.append((error.lineno, error.offset + 1, expat.ErrorString(error.code)))
    except (LookupError, ValueError):
        return None  # an encoding that is not read here; what the parser of RDF says of it is enough
    return min(place, default=None)
