"""Which formats an answer can take, and writing it in one of them."""

from dataclasses import dataclass

from graph.answer.bindings import BINDING_WRITERS
from graph.answer.values import Answer, Triples
from graph.errors import UnknownName
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.write import write_triples

__all__ = ["BINDING_FORMATS", "TRIPLE_FORMATS", "Format", "formats_of", "write_answer"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer: its short name, label and media types, the preferred one first."""

    name: str
    label: str
    media_types: tuple[str, ...]

    @property
    def content_type(self) -> str:
        """The media type with the charset where the type is a text."""
        media_type = self.media_types[0]
        return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


BINDING_FORMATS = (
    Format("json", "SPARQL JSON", ("application/sparql-results+json", "application/json")),
    Format("xml", "SPARQL XML", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Format("csv", "CSV", ("text/csv",)),
    Format("tsv", "TSV", ("text/tab-separated-values",)),
)
TRIPLE_FORMATS = tuple(Format(syntax.name, syntax.label, syntax.media_types) for syntax in SYNTAXES)


def formats_of(answer: Answer) -> tuple[Format, ...]:
    """The formats that this answer can be written in, the default first."""
    if isinstance(answer, Triples):
        return TRIPLE_FORMATS
    return BINDING_FORMATS


def write_answer(answer: Answer, name: str) -> bytes:
    """The answer in the format of that short name, as UTF-8.

    Raises:
        UnknownName: an answer of this kind has no such format.
        QueryError: the format has no form for a truth value.
    """
    known = [entry.name for entry in formats_of(answer)]
    if name not in known:
        raise UnknownName("format for this answer", name, known)
    if isinstance(answer, Triples):
        return write_triples(answer.triples, syntax_by_name(name))
    return BINDING_WRITERS[name](answer).encode()
