"""Tables and truth values as text, by the W3C's four result formats.

JSON https://www.w3.org/TR/sparql11-results-json/ ·
XML https://www.w3.org/TR/rdf-sparql-XMLres/ ·
CSV and TSV https://www.w3.org/TR/sparql11-results-csv-tsv/
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from graph.answer.values import Row, Table, Truth
from graph.errors import QueryError
from graph.terms import (
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    XSD_STRING,
    BlankNode,
    Iri,
    Literal,
    Term,
    TripleTerm,
    n3,
)

__all__ = ["ITS", "ROW_SEPARATOR", "SHORT_NUMBERS", "frame", "json_term", "table_pieces", "truth_text"]

_PLAIN = frozenset({XSD_STRING, RDF_LANG_STRING, RDF_DIR_LANG_STRING})
_EXPONENT = "[eE][+-]?[0-9]+"
SHORT_NUMBERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
        f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
        f"{XSD}double": re.compile(rf"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+){_EXPONENT}"),
    }
)
"""Datatype → the lexical forms that Turtle reads back as a number of just that type."""


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ITS = 'its:version="2.0" xmlns:its="http://www.w3.org/2005/11/its"'
"""The attributes in results XML that let an element say a base direction."""
_XML_START = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
_XML_END = "</sparql>\n"
_BATCH = 1_000
ROW_SEPARATOR = MappingProxyType({"json": ",\n", "xml": "", "csv": "", "tsv": ""})
"""Format name → what stands between two rows."""


def json_term(term: Term) -> dict[str, Any]:
    """A term as the results JSON writes it."""
    match term:
        case Iri(value):
            return {"type": "uri", "value": value}
        case BlankNode(value):
            return {"type": "bnode", "value": value}
        case Literal(value, datatype, language, direction):
            extra = {"xml:lang": language} if language else {}
            extra |= {"its:dir": direction} if direction else {}
            if datatype not in _PLAIN:
                extra = {"datatype": datatype}
            return {"type": "literal", "value": value, **extra}
        case TripleTerm(subject, predicate, object_):
            parts = {"subject": subject, "predicate": predicate, "object": object_}
            return {"type": "triple", "value": {name: json_term(part) for name, part in parts.items()}}


def frame(name: str, columns: Sequence[str], *, is_complete: bool = True) -> tuple[str, str]:
    """What stands before and after the rows of a table in the format of that short name.

    JSON has a place to say that a table is cut: a member of its own, ``complete``.
    """
    match name:
        case "json":
            names = json.dumps(list(columns), ensure_ascii=False)
            end = "" if is_complete else ',"complete":false'
            return f'{{"head":{{"vars":{names}}},"results":{{"bindings":[\n', f"\n]}}{end}}}\n"
        case "xml":
            head = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
            return f"{_XML_START}<head>{head}</head>\n<results>\n", f"</results>\n{_XML_END}"
        case "csv":
            return _csv_rows(columns, [columns]), ""
        case _:
            return "\t".join(f"?{name}" for name in columns) + "\n", ""


def table_pieces(table: Table, name: str) -> Iterator[str]:
    """The table in the format of that short name, a thousand rows at a time.

    Raises:
        QueryError: the format has no form for one of the terms.
    """
    write = _ROWS[name]
    before, after = frame(name, table.columns, is_complete=table.about.is_complete)
    yield before
    for start in range(0, len(table), _BATCH):
        separator = ROW_SEPARATOR[name] if start else ""
        yield separator + write(table.columns, table.rows[start : start + _BATCH])
    yield after


def truth_text(truth: Truth, name: str) -> str:
    """The truth value in the format of that short name.

    Raises:
        QueryError: the format has no form for it.
    """
    if name == "json":
        return json.dumps({"head": {}, "boolean": truth.value})
    if name == "xml":
        return f"{_XML_START}<head/>\n<boolean>{str(truth.value).lower()}</boolean>\n{_XML_END}"
    raise QueryError(f"{name.upper()} has no form for the answer of an ASK; ask for JSON or XML.")


def _json_rows(columns: Sequence[str], rows: Sequence[Row]) -> str:
    keys = [f"{encode_basestring(name)}:" for name in columns]
    texts = [
        ",".join([key + _json_text(term) for key, term in zip(keys, row, strict=True) if term is not None])
        for row in rows
    ]
    return ROW_SEPARATOR["json"].join([f"{{{text}}}" for text in texts])


def _json_text(term: Term) -> str:
    """What `json_term` gives, as text; the kinds that are met most are written at once."""
    match term:
        case Iri(value):
            return f'{{"type":"uri","value":{encode_basestring(value)}}}'
        case Literal(value, datatype, "", _):
            kind = "" if datatype == XSD_STRING else f',"datatype":{encode_basestring(datatype)}'
            return f'{{"type":"literal","value":{encode_basestring(value)}{kind}}}'
        case _:
            return json.dumps(json_term(term), ensure_ascii=False, separators=(",", ":"))


def _xml_rows(columns: Sequence[str], rows: Sequence[Row]) -> str:
    starts = [f"<binding name={quoteattr(name)}>" for name in columns]
    return "".join([f"<result>{_xml_cells(starts, row)}</result>\n" for row in rows])


def _xml_cells(starts: Sequence[str], row: Row) -> str:
    cells = zip(starts, row, strict=True)
    return "".join([f"{start}{_xml_term(term)}</binding>" for start, term in cells if term is not None])


def _xml_term(term: Term) -> str:
    match term:
        case Iri(value):
            return f"<uri>{escape(value)}</uri>"
        case BlankNode(value):
            return f"<bnode>{escape(value)}</bnode>"
        case Literal(value, datatype, language, direction):
            mark = f" xml:lang={quoteattr(language)}" if language else ""
            mark += f" its:dir={quoteattr(direction)} {ITS}" if direction else ""
            if datatype not in _PLAIN:
                mark = f" datatype={quoteattr(datatype)}"
            if _NOT_IN_XML.search(value):
                raise QueryError("XML has no form for a control character in a literal; JSON has.")
            # A literal carriage return would be read back as a line feed (XML 1.0, 2.11).
            return f"<literal{mark}>{escape(value, {chr(13): '&#13;'})}</literal>"
        case TripleTerm(subject, predicate, object_):
            parts = {"subject": subject, "predicate": predicate, "object": object_}
            inner = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts.items())
            return f"<triple>{inner}</triple>"


def _csv_rows(columns: Sequence[str], rows: Sequence[Sequence[Term | str | None]]) -> str:
    del columns
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([each if isinstance(each, str) else _csv_value(each) for each in row] for row in rows)
    return text.getvalue()


def _csv_value(term: Term | None) -> str:
    if term is None:
        return ""
    return n3(term) if isinstance(term, BlankNode | TripleTerm) else term.value


def _tsv_rows(columns: Sequence[str], rows: Sequence[Row]) -> str:
    del columns
    return "".join(
        ["\t".join(["" if term is None else _tsv_value(term) for term in row]) + "\n" for row in rows]
    )


def _tsv_value(term: Term) -> str:
    if isinstance(term, Literal) and term.datatype in SHORT_NUMBERS:
        return term.value if SHORT_NUMBERS[term.datatype].fullmatch(term.value) else n3(term)
    return n3(term)


_ROWS: Mapping[str, Callable[[Sequence[str], Sequence[Row]], str]] = MappingProxyType(
    {"json": _json_rows, "xml": _xml_rows, "csv": _csv_rows, "tsv": _tsv_rows}
)
"""Format name → what writes some rows of these columns."""
