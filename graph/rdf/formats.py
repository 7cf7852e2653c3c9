"""The RDF syntaxes that are read and written: names, media types, file endings.

Media types: https://www.iana.org/assignments/media-types; endings as the W3C registers them.
"""

from dataclasses import dataclass
from pathlib import Path

from graph.errors import UnknownName

__all__ = ["SYNTAXES", "Syntax", "syntax_by_media_type", "syntax_by_name", "syntax_of_file"]


@dataclass(frozen=True, slots=True)
class Syntax:
    """One RDF syntax.

    Attributes:
        name: short name, used in ``--format`` and in file endings of addresses.
        label: what people call it.
        media_types: the first is the one written; all are accepted.
        endings: file endings, with dot.
        has_graphs: whether named graphs can be written in it.
        holds_lines: whether lines of N-Triples are a text in it.
    """

    name: str
    label: str
    media_types: tuple[str, ...]
    endings: tuple[str, ...]
    has_graphs: bool = False
    holds_lines: bool = False

    @property
    def media_type(self) -> str:
        """The media type this syntax is sent as."""
        return self.media_types[0]


SYNTAXES = (
    Syntax("ttl", "Turtle", ("text/turtle", "application/x-turtle"), (".ttl", ".turtle"), holds_lines=True),
    Syntax("nt", "N-Triples", ("application/n-triples", "text/plain"), (".nt",), holds_lines=True),
    Syntax("rdf", "RDF/XML", ("application/rdf+xml",), (".rdf", ".owl", ".xml")),
    Syntax(
        "trig",
        "TriG",
        ("application/trig", "application/x-trig"),
        (".trig",),
        has_graphs=True,
        holds_lines=True,
    ),
    Syntax("nq", "N-Quads", ("application/n-quads",), (".nq",), has_graphs=True, holds_lines=True),
    Syntax("jsonld", "JSON-LD", ("application/ld+json",), (".jsonld",), has_graphs=True),
)


def syntax_by_name(name: str) -> Syntax:
    """The syntax of that short name.

    Raises:
        UnknownName: there is none; the message lists those there are.
    """
    for syntax in SYNTAXES:
        if syntax.name == name:
            return syntax
    raise UnknownName("RDF format", name, (syntax.name for syntax in SYNTAXES))


def syntax_by_media_type(media_type: str) -> Syntax | None:
    """The syntax that is sent as this media type, without parameters, or None."""
    found = [syntax for syntax in SYNTAXES if media_type in syntax.media_types]
    return found[0] if found else None


def syntax_of_file(path: Path) -> Syntax | None:
    """The syntax that a file's ending announces (``.gz`` is looked through), or None.

    >>> syntax_of_file(Path("dump.ttl.gz")).label
    'Turtle'
    """
    endings = [ending.lower() for ending in path.suffixes]
    if endings and endings[-1] == ".gz":
        endings.pop()
    found = [syntax for syntax in SYNTAXES if endings and endings[-1] in syntax.endings]
    return found[0] if found else None
