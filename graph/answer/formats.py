"""Which formats an answer can take, and writing it in one of them."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.answer.bindings import table_pieces, truth_text
from graph.answer.values import Answer, Table, Triples, Truth
from graph.errors import UnknownName
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.write import put_triples

__all__ = ["BINDING_FORMATS", "TRIPLE_FORMATS", "Format", "formats_of", "put_answer", "write_answer"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer.

    Attributes:
        name: short, as in addresses and file endings.
        label: what people call it.
        media_types: the preferred one first.
        parameters: of the media type as it is sent, beside the charset.
    """

    name: str
    label: str
    media_types: tuple[str, ...]
    parameters: str = ""

    @property
    def content_type(self) -> str:
        """The media type with the charset where the type is a text."""
        media_type = self.media_types[0]
        charset = "; charset=utf-8" if media_type.startswith("text/") else ""
        return f"{media_type}{charset}{self.parameters}"


BINDING_FORMATS = (
    Format("json", "SPARQL JSON", ("application/sparql-results+json", "application/json")),
    Format("xml", "SPARQL XML", ("application/sparql-results+xml", "application/xml", "text/xml")),
    # https://www.w3.org/TR/sparql11-results-csv-tsv/#csv-media-type; of TSV no such parameter is registered.
    Format("csv", "CSV", ("text/csv",), "; header=present"),
    Format("tsv", "TSV", ("text/tab-separated-values",)),
)
TRIPLE_FORMATS = tuple(Format(syntax.name, syntax.label, syntax.media_types) for syntax in SYNTAXES)


def formats_of(answer: Answer) -> tuple[Format, ...]:
    """The formats that this answer can be written in, the default first."""
    if isinstance(answer, Triples):
        return TRIPLE_FORMATS
    return BINDING_FORMATS


def write_answer(answer: Answer, name: str) -> bytes:
    """The answer in the format of that short name, as UTF-8; raises as `put_answer` does."""
    pieces: list[bytes] = []
    put_answer(answer, name, pieces.append)
    return b"".join(pieces)


def put_answer(
    answer: Answer,
    name: str,
    put: Callable[[bytes], object],
    check: Callable[[], None] = lambda: None,
) -> None:
    """Write the answer in the format of that short name, as UTF-8, piece by piece.

    Args:
        answer: what to write.
        name: of the format.
        put: given each piece of the text in order; what it raises is passed on.
        check: called now and then; raises when it is time to stop.

    Raises:
        UnknownName: an answer of this kind has no such format.
        QueryError: the format has no form for a truth value, or for one of the terms.
    """
    known = [entry.name for entry in formats_of(answer)]
    if name not in known:
        raise UnknownName("format for this answer", name, known)
    match answer:
        case Triples():
            put_triples(answer.triples, syntax_by_name(name), put, check)
        case Truth():
            put(truth_text(answer, name).encode())
        case Table():
            for piece in table_pieces(answer, name):
                check()
                put(piece.encode())
