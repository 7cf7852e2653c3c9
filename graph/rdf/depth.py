"""Documents that are nested too deeply, refused before they are parsed.

Parsers of RDF recurse: some thousand triple terms or JSON objects within one another end the process, and
elements within one another take a time that grows faster than the square of their depth.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol
from xml.parsers import expat

from graph.errors import ReadError
from graph.rdf.formats import Syntax

__all__ = ["check_depth", "check_text"]

_DEEPEST = 200
_MOST_ATTRIBUTES = 1_000
_IN_JSON = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[{}\[\]]', re.DOTALL)
# What is no sign is passed over: a string, a comment, an IRI, an escaped character of a name.
_IN_TURTLE = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    rb"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    rb'|"(?:[^"\\\n]|\\.)*+"'
    rb"|'(?:[^'\\\n]|\\.)*+'"
    rb"|#[^\n]*+|<<|>>|<[^<>\s]*+>|\\.",
    re.DOTALL,
)
_LANGUAGES: Mapping[str, str] = MappingProxyType({"rdf": "xml", "jsonld": "json"})
_TRIPLE_TERM = re.compile(b"<<")
_STEPS: Mapping[bytes, int] = MappingProxyType(
    {b"{": 1, b"[": 1, b"<<": 1, b"}": -1, b"]": -1, b">>": -1},
)


class _Document(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def syntax(self) -> Syntax: ...
    @property
    def path(self) -> Path | None: ...
    @property
    def text(self) -> bytes: ...


def check_depth(document: _Document, start: int = 0) -> None:
    """Nothing, where no more than 200 things are within one another, and elements are of decent size.

    Things are triple terms, objects and arrays of JSON, elements of XML. No compressed file is looked into.

    Args:
        document: what is to be read.
        start: of Turtle and its kin, the byte from which on.

    Raises:
        ReadError: there are more, or an element has more than a thousand attributes.
    """
    if document.path and document.path.suffix.lower() == ".gz":
        return
    with _bytes(document) as text:
        check_text(document.name, _LANGUAGES.get(document.syntax.name, "turtle"), text, start)


def check_text(name: str, language: str, text: bytes | mmap, start: int = 0) -> None:
    """The same of a text in ``xml``, ``json`` or ``turtle``, which messages call by that name."""
    match language:
        case "xml":
            _check_elements(name, text)
        case "json":
            _check_signs(name, _IN_JSON, text)
        case _:
            few = islice(_TRIPLE_TERM.finditer(text, start), _DEEPEST + 1)
            if sum(1 for _ in few) > _DEEPEST:
                _check_signs(name, _IN_TURTLE, text, start)


@contextmanager
def _bytes(document: _Document) -> Iterator[bytes | mmap]:
    """The whole document, without a copy of a file."""
    if document.path is None or not document.path.stat().st_size:
        yield document.text
        return
    with document.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        yield text


def _check_signs(name: str, signs: re.Pattern[bytes], text: bytes | mmap, start: int = 0) -> None:
    depth = 0
    for found in signs.finditer(text, start):
        depth = max(0, depth + _STEPS.get(found[0], 0))
        _check(name, depth)


def _check_elements(name: str, text: bytes | mmap) -> None:
    depth = 0

    def start(_: str, attributes: Mapping[str, Any]) -> None:
        nonlocal depth
        depth += 1
        _check(name, depth)
        if len(attributes) > _MOST_ATTRIBUTES:
            raise ReadError(f"{name}: an element has more than {_MOST_ATTRIBUTES:,} attributes.")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    with suppress(
        expat.ExpatError, ValueError, LookupError
    ):  # what is no XML is for the parser of RDF to say
        parser.Parse(text, True)  # noqa: FBT003 - that is how it is called


def _check(name: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise ReadError(f"{name}: more than {_DEEPEST} things are nested within one another.")
