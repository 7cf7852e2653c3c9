"""What a file is by its first bytes, where that is plainly not what its name says."""

import re
from types import MappingProxyType

from graph.rdf.formats import Syntax

__all__ = ["foreign_kind"]

_SIGNATURES = MappingProxyType(
    {
        b"\x89PNG": "a PNG picture",
        b"\xff\xd8\xff": "a JPEG picture",
        b"GIF8": "a GIF picture",
        b"%PDF": "a PDF document",
        b"PK\x03\x04": "a ZIP archive or an office document",
        b"\x1f\x8b": "compressed with gzip (a name that ends in .gz says so)",
        b"\xff\xfe": "text in UTF-16 (save it as UTF-8)",
        b"\xfe\xff": "text in UTF-16 (save it as UTF-8)",
    }
)
_HTML = re.compile(rb"\s*<(!doctype\s+html|html[\s>])", re.IGNORECASE)
_XML = re.compile(rb"\s*<(\?xml\s|rdf:RDF[\s>])")
_JSON = re.compile(rb'\s*(\{\s*["}]|\[\s*[\[{"])')
_RDF_SIGNS = re.compile(rb"[<:@#(\[{]")
_SEPARATOR = re.compile(rb"[,;\t]")


def foreign_kind(start: bytes, syntax: Syntax) -> str | None:
    """What the file is, in words, or None where it may well be in that syntax.

    Args:
        start: the first bytes, decompressed, without a byte order mark.
        syntax: what it should be written in.

    >>> from graph.rdf.formats import syntax_by_name
    >>> foreign_kind(b"name,city", syntax_by_name("ttl"))
    'a table (CSV)'
    """
    known = next((kind for sign, kind in _SIGNATURES.items() if start.startswith(sign)), None)
    if known or b"\x00" in start:
        return known or "a binary file"
    if _HTML.match(start):
        return "an HTML page"
    if syntax.name == "rdf":
        return None
    if _XML.match(start):
        return "XML (if it is RDF/XML, say so: --syntax rdf)"
    if syntax.name != "jsonld" and _JSON.match(start):
        return "JSON (if it is JSON-LD, say so: --syntax jsonld)"
    return "a table (CSV)" if _is_table(start) else None


def _is_table(start: bytes) -> bool:
    first = start.strip().partition(b"\n")[0]
    return _SEPARATOR.search(first) is not None and _RDF_SIGNS.search(first) is None
