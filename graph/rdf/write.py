"""Writing RDF: triples or quads in, bytes out, with the project's prefixes declared.

RDF/XML can't write everything (https://www.w3.org/TR/rdf-syntax-grammar/#section-Serialising): a property
whose IRI ends in no XML name and a control character are refused rather than written as broken XML.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO, TypeVar, cast

import pyoxigraph as ox

from graph.errors import QueryError
from graph.rdf.formats import Syntax
from graph.rdf.native import native_quad, native_triple
from graph.rdf.read import OXIGRAPH_FORMATS
from graph.terms import (
    PREFIXES,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD_STRING,
    Iri,
    Literal,
    Quad,
    Triple,
    TripleTerm,
)

__all__ = ["pass_triples", "put_triples", "stream_quads", "write_quads", "write_triples"]

_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.\-]*\Z")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# pyoxigraph declares prefixes in an order that changes from run to run: the lines of Turtle and TriG, or
# the attributes of RDF/XML, are put in order.
_PREFIX_BLOCK = re.compile(rb"\A(?:@prefix [^\n]*\n)+|(?<=<rdf:RDF )xmlns:[^>]*(?=>)")
_PLAIN = frozenset({XSD_STRING, RDF_LANG_STRING, RDF_DIR_LANG_STRING})
_HEAD_BYTES = 16_384
_CHECKED_EACH = 1_000
Statement = TypeVar("Statement", bound=Triple | Quad)


def _unchecked() -> None:
    """Nothing: what is written may take its time."""


def write_triples(triples: Iterable[Triple], syntax: Syntax) -> bytes:
    """The triples in any syntax, in the order given; prefixes that are used are declared.

    Raises:
        QueryError: the syntax has no form for one of them.
    """
    return _written(list(triples), syntax)


def put_triples(
    triples: Sequence[Triple],
    syntax: Syntax,
    put: Callable[[bytes], object],
    check: Callable[[], None] = _unchecked,
) -> None:
    """The same, piece by piece.

    Args:
        triples: what to write.
        syntax: how.
        put: given each piece of the text in order; what it raises is passed on.
        check: called now and then; raises when it is time to stop.
    """
    _put(triples, syntax, put, check)


def pass_triples(triples: Iterable[Triple], syntax: Syntax, put: Callable[[bytes], object]) -> None:
    """The same of triples that are seen once, in flat memory: all of the project's prefixes are declared.

    The same triples in the same order give the same bytes.

    Raises:
        QueryError: the syntax has no form for one of them; what came before has been put.
    """
    sink = _Sink(put)
    _write(triples, syntax, cast("IO[bytes]", sink), PREFIXES)
    sink.end()


def write_quads(quads: Iterable[Quad], syntax: Syntax) -> bytes:
    """The quads in a syntax with named graphs; in one without, their triples, each once.

    Raises:
        QueryError: the syntax has no form for one of them.
    """
    if not syntax.has_graphs:
        return write_triples(dict.fromkeys(Triple(*quad[:3]) for quad in quads), syntax)
    return _written(list(quads), syntax)


def stream_quads(quads: Iterable[Quad], syntax: Syntax, output: IO[bytes]) -> None:
    """Write the quads as they come, in flat memory; in a syntax without graphs, their triples.

    All of the project's prefixes are declared. A triple that several graphs hold is written once where its
    quads follow one another.

    Raises:
        QueryError: the syntax has no form for one of them; what came before is written.
    """
    if syntax.has_graphs:
        _write(quads, syntax, output, PREFIXES)
    else:
        triples = (triple for triple, _ in groupby(Triple(*quad[:3]) for quad in quads))
        _write(triples, syntax, output, PREFIXES)


class _XmlSink:
    """Writes carriage returns as references: as such, a reader would take them for line feeds."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output

    def write(self, block: bytes) -> int:
        self._output.write(block.replace(b"\r", b"&#13;"))
        return len(block)

    def flush(self) -> None:
        self._output.flush()


class _Sink:
    """Hands on what is written, with the prefixes at its beginning in order."""

    def __init__(self, put: Callable[[bytes], object]) -> None:
        self._put = put
        self._head = b""
        self._is_under_way = False

    def write(self, block: bytes) -> int:
        if self._is_under_way:
            self._put(block)
            return len(block)
        self._head += block
        if len(self._head) >= _HEAD_BYTES:
            self.end()
        return len(block)

    def flush(self) -> None:
        pass

    def end(self) -> None:
        """Hand on the beginning, where that is still to be done."""
        if not self._is_under_way:
            self._is_under_way = True
            self._put(_PREFIX_BLOCK.sub(_sorted_block, self._head, count=1))


def _written(statements: list[Triple] | list[Quad], syntax: Syntax) -> bytes:
    pieces: list[bytes] = []
    _put(statements, syntax, pieces.append, _unchecked)
    return b"".join(pieces)


def _put(
    statements: Sequence[Triple | Quad],
    syntax: Syntax,
    put: Callable[[bytes], object],
    check: Callable[[], None],
) -> None:
    sink = _Sink(put)
    prefixes = _used_prefixes(_checked(statements, check))
    _write(_checked(statements, check), syntax, cast("IO[bytes]", sink), prefixes)
    sink.end()


def _checked(statements: Iterable[Statement], check: Callable[[], None]) -> Iterator[Statement]:
    for number, each in enumerate(statements):
        if number % _CHECKED_EACH == 0:
            check()
        yield each


def _sorted_block(match: re.Match[bytes]) -> bytes:
    block = match[0]
    if block.startswith(b"@prefix"):
        return b"".join(sorted(block.splitlines(keepends=True)))
    return b" ".join(sorted(block.split(b" ")))


def _write(
    statements: Iterable[Triple | Quad],
    syntax: Syntax,
    output: IO[bytes],
    prefixes: Mapping[str, str],
) -> None:
    is_xml = syntax.name == "rdf"
    natives = _natives(map(_fit_for_xml, statements) if is_xml else statements)
    sink = cast("IO[bytes]", _XmlSink(output)) if is_xml else output
    try:
        ox.serialize(natives, sink, OXIGRAPH_FORMATS[syntax.name], prefixes=dict(prefixes))
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise QueryError(f"{syntax.label} can't write this: {error}") from error


def _natives(statements: Iterable[Triple | Quad]) -> Iterator[ox.Triple] | Iterator[ox.Quad]:
    for each in statements:
        yield native_quad(each) if isinstance(each, Quad) else native_triple(each)


def _fit_for_xml(statement: Triple | Quad) -> Triple | Quad:
    predicate, value = statement.predicate.value, statement.object
    if not _XML_NAME_AT_END.search(predicate):
        raise QueryError(f"RDF/XML has no form for the property <{predicate}>; Turtle has.")
    if isinstance(value, Literal) and _NOT_IN_XML.search(value.value):
        raise QueryError("RDF/XML has no form for a control character in a literal; Turtle has.")
    if isinstance(value, TripleTerm):
        _fit_for_xml(Triple(value.subject, value.predicate, value.object))
    return statement


def _used_prefixes(statements: Iterable[Triple | Quad]) -> dict[str, str]:
    seen: set[str] = set()
    used: set[str] = set()
    spaces = tuple(PREFIXES.values())
    for statement in statements:
        new = {iri for part in statement for iri in _iris(part)} - seen
        seen |= new
        for iri in new:
            # One call for all of them, since most IRIs of large data are in none.
            if iri.startswith(spaces):
                used |= {space for space in spaces if iri.startswith(space)}
                spaces = tuple(space for space in spaces if space not in used)
    return {prefix: space for prefix, space in PREFIXES.items() if space in used}


def _iris(part: object) -> tuple[str, ...]:
    if isinstance(part, Iri):
        return (part.value,)
    return (part.datatype,) if isinstance(part, Literal) and part.datatype not in _PLAIN else ()
