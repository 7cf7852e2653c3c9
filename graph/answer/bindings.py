"""Tables and truth values as text, by the W3C's four result formats.

JSON https://www.w3.org/TR/sparql11-results-json/ ·
XML https://www.w3.org/TR/rdf-sparql-XMLres/ ·
CSV and TSV https://www.w3.org/TR/sparql11-results-csv-tsv/
"""

import csv
import json
import re
from collections.abc import Callable, Mapping, Sequence
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

__all__ = ["BINDING_WRITERS", "json_frame", "json_term"]

_PLAIN = frozenset({XSD_STRING, RDF_LANG_STRING, RDF_DIR_LANG_STRING})
_EXPONENT = "[eE][+-]?[0-9]+"
_NUMBERS = MappingProxyType(
    {
        f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
        f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
        f"{XSD}double": re.compile(rf"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+){_EXPONENT}"),
    }
)
"""Datatype → the lexical forms that Turtle reads back as a number of just that type."""


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ITS = 'its:version="2.0" xmlns:its="http://www.w3.org/2005/11/its"'


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


def json_frame(columns: Sequence[str], *, is_complete: bool = True) -> tuple[str, str]:
    """What stands before and after the rows of a table, which commas separate.

    A table that is cut says so in a member of its own, ``complete``.
    """
    names = json.dumps(list(columns), ensure_ascii=False)
    end = "" if is_complete else ',"complete":false'
    return f'{{"head":{{"vars":{names}}},"results":{{"bindings":[\n', f"\n]}}{end}}}\n"


def _write_json(answer: Table | Truth) -> str:
    if isinstance(answer, Truth):
        return json.dumps({"head": {}, "boolean": answer.value})
    before, after = json_frame(answer.columns, is_complete=answer.about.is_complete)
    keys = [f"{encode_basestring(name)}:" for name in answer.columns]
    rows = [
        ",".join([key + _json_text(term) for key, term in zip(keys, row, strict=True) if term is not None])
        for row in answer.rows
    ]
    return before + ",\n".join([f"{{{row}}}" for row in rows]) + after


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


def _write_xml(answer: Table | Truth) -> str:
    lines = ['<?xml version="1.0"?>', '<sparql xmlns="http://www.w3.org/2005/sparql-results#">']
    if isinstance(answer, Truth):
        lines += ["<head/>", f"<boolean>{str(answer.value).lower()}</boolean>"]
    else:
        head = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.columns)
        lines += [f"<head>{head}</head>", "<results>"]
        lines += [_xml_result(record) for record in answer.records()]
        lines.append("</results>")
    return "\n".join([*lines, "</sparql>", ""])


def _xml_result(record: dict[str, Term]) -> str:
    cells = (f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in record.items())
    return f"<result>{''.join(cells)}</result>"


def _xml_term(term: Term) -> str:
    match term:
        case Iri(value):
            return f"<uri>{escape(value)}</uri>"
        case BlankNode(value):
            return f"<bnode>{escape(value)}</bnode>"
        case Literal(value, datatype, language, direction):
            mark = f" xml:lang={quoteattr(language)}" if language else ""
            mark += f" its:dir={quoteattr(direction)} {_ITS}" if direction else ""
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


def _write_csv(answer: Table | Truth) -> str:
    table = _only_table(answer, "CSV")
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_csv_value(term) for term in row] for row in table.rows)
    return text.getvalue()


def _csv_value(term: Term | None) -> str:
    if term is None:
        return ""
    return n3(term) if isinstance(term, BlankNode | TripleTerm) else term.value


def _write_tsv(answer: Table | Truth) -> str:
    table = _only_table(answer, "TSV")
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += [_tsv_row(row) for row in table.rows]
    return "\n".join([*lines, ""])


def _tsv_row(row: Row) -> str:
    return "\t".join("" if term is None else _tsv_value(term) for term in row)


def _tsv_value(term: Term) -> str:
    if isinstance(term, Literal) and term.datatype in _NUMBERS:
        return term.value if _NUMBERS[term.datatype].fullmatch(term.value) else n3(term)
    return n3(term)


def _only_table(answer: Table | Truth, name: str) -> Table:
    if isinstance(answer, Truth):
        raise QueryError(f"{name} has no form for the answer of an ASK; ask for JSON or XML.")
    return answer


BINDING_WRITERS: Mapping[str, Callable[[Table | Truth], str]] = MappingProxyType(
    {"json": _write_json, "xml": _write_xml, "csv": _write_csv, "tsv": _write_tsv}
)
"""Format name → writer."""
