"""Writing RDF: triples or quads in, bytes out, with the project's prefixes declared."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from graph.rdf.formats import Syntax
from graph.rdf.native import native_quad, native_triple
from graph.rdf.read import OXIGRAPH_FORMATS
from graph.terms import PREFIXES, Quad, Triple

__all__ = ["write_quads", "write_triples"]

# pyoxigraph declares prefixes in an order that changes from run to run: the lines of Turtle and TriG, or
# the attributes of RDF/XML, are put in order.
_PREFIX_BLOCK = re.compile(rb"\A(?:@prefix [^\n]*\n)+|(?<=<rdf:RDF )xmlns:[^>]*(?=>)")


def write_triples(triples: Iterable[Triple], syntax: Syntax) -> bytes:
    """The triples in any syntax, in the order given; prefixes that are used are declared."""
    natives = [native_triple(triple) for triple in triples]
    return _serialize(natives, syntax)


def write_quads(quads: Iterable[Quad], syntax: Syntax) -> bytes:
    """The quads in a syntax with named graphs; in one without, the graphs' names are dropped."""
    if not syntax.has_graphs:
        return write_triples((Triple(*quad[:3]) for quad in quads), syntax)
    return _serialize([native_quad(quad) for quad in quads], syntax)


def _serialize(statements: list[ox.Triple] | list[ox.Quad], syntax: Syntax) -> bytes:
    prefixes = _used_prefixes(statements)
    text = ox.serialize(statements, format=OXIGRAPH_FORMATS[syntax.name], prefixes=prefixes) or b""
    return _PREFIX_BLOCK.sub(_sorted_block, text, count=1)


def _sorted_block(match: re.Match[bytes]) -> bytes:
    block = match[0]
    if block.startswith(b"@prefix"):
        return b"".join(sorted(block.splitlines(keepends=True)))
    return b" ".join(sorted(block.split(b" ")))


def _used_prefixes(statements: Iterable[ox.Triple | ox.Quad]) -> dict[str, str]:
    seen = {iri for statement in statements for part in statement for iri in _iris(part)}
    return {prefix: space for prefix, space in PREFIXES.items() if any(iri.startswith(space) for iri in seen)}


def _iris(part: object) -> tuple[str, ...]:
    if isinstance(part, ox.NamedNode):
        return (part.value,)
    return (part.datatype.value,) if isinstance(part, ox.Literal) else ()
