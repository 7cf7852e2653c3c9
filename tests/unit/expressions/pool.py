"""Terms of every kind, odd ones too, and expressions over them, evaluated by SQL and exactly."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.engine.constants import constants
from graph.engine.exact import Context, condition, evaluator, term_of
from graph.engine.exact.failure import ExpressionError
from graph.engine.expressions import Scope, compile_condition, compile_text, compile_value
from graph.engine.relation import ALL_TAGS, Column, Encoding, Relation
from graph.engine.scan import Scan
from graph.sparql import parse_query, translate
from graph.sparql.algebra import Expression, Filter
from graph.store.columnar import ColumnStore
from graph.store.ids import Tag, tag_bit, tag_of
from graph.store.inline import dictionary_tag, inlined
from graph.store.reader import Reader
from graph.terms import (
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    BlankNode,
    Iri,
    Literal,
    Quad,
    Term,
    TripleTerm,
)

__all__ = ["POOL", "Evaluated", "exactly", "expression", "filled"]

_TYPED = {
    "integer": "0 1 -1 2 7 -7 10 500 01 +1 -0 16777217 9007199254740993 99999999999999999 "
    "-99999999999999999 100000000000000000 123456789012345678901234567890",
    "decimal": "0.0 1.0 1.50 1.5 -1.5 -0.5 0.5 2.5 -2.5 500.0 500.0000000000000000001 -0.0 3 .5 01.10 "
    "999999999.9999999 -999999999.9999999 0.1 0.0000001 0.00000001 16777217.0",
    "double": "0 -0 1 1.5 5.0E2 500 NaN INF -INF 1e400 1e-400 0.1 1e21 9007199254740992 16777216",
    "float": "0.1 1.5 16777216 NaN INF 1e-50 500",
    "byte": "1 127 -128 300",
    "nonNegativeInteger": "500 00 -0",
    "boolean": "true false 1 0 TRUE",
    "date": "2024-02-29 2024-03-01 1969-12-31 0001-01-01 9999-12-31 2024-02-29Z 2024-02-29+02:00 2023-02-29 "
    "-0044-03-15 12024-01-01",
    "dateTime": "2024-02-29T12:30:15 2024-02-29T12:30:15.0 2024-02-29T12:30:15Z 2024-02-29T12:30:15.120Z "
    "2024-02-29T12:30:15.12Z 1969-12-31T23:59:59.999999 1969-12-31T23:59:59.5Z 2024-03-01T02:30:15.1 "
    "2024-03-01T02:30:15 2024-03-02T00:00:00Z 2024-02-29T24:00:00 2024-02-29T12:30:15+02:00 "
    "2024-02-29T12:30:15.1234567 4001-01-01T00:00:00Z 0001-01-01T00:00:00 oops",
    "time": "12:00:00 12:00:00Z",
    "gYear": "2024 2024Z",
    "duration": "P1Y P12M",
    "dayTimeDuration": "PT60S PT1M",
    "anyURI": "http://e/a",
}
_STRINGS = (
    "",
    "a",
    "abc",
    "ABC",
    "Accélérateur",
    "ÉCOLE",
    "straße",
    "ÿ µ ı İ ſ K",
    "😀e\u0301x",
    "\u0301",
    '"',
    'say "hi"',
    "it's",
    "a\nb",
    "a\rb",
    "a\0b",
    "\\",
    "a.c",
    "en",
    "*",
    "1",
    "-7",
    "true",
    "http://e/a",
    "<x>",
    "_:b",
    "^^<x>",
    "@en",
    "\ue000 \u2028",
    "abcabc",
)
_LANGUAGES = ("en", "en-gb", "fr")

POOL: tuple[Term, ...] = (
    *(Literal(form, XSD + name) for name, forms in _TYPED.items() for form in forms.split()),
    *(Literal(form) for form in _STRINGS),
    *(Literal(form, RDF_LANG_STRING, tag) for form in ("", "abc", "Été", 'q"@fr') for tag in _LANGUAGES),
    Literal("abc", RDF_DIR_LANG_STRING, "ar", "rtl"),
    Literal("abc", RDF_DIR_LANG_STRING, "en", "ltr"),
    Literal("abc", "http://e/type"),
    Literal("", "http://e/type"),
    Iri("http://e/a"),
    Iri("http://e/é"),
    Iri("urn:x"),
    Iri(f"{XSD}string"),
    BlankNode("b1"),
    BlankNode("b2"),
    TripleTerm(Iri("http://e/a"), Iri("http://e/b"), Literal('x"\n', RDF_LANG_STRING, "en")),
    TripleTerm(Iri("http://e/a"), Iri("http://e/b"), Literal("1", f"{XSD}integer")),
)
"""What the store of these tests holds."""

Row = Mapping[str, Term | None]


def filled() -> ColumnStore:
    """A store that holds the pool."""
    store = ColumnStore()
    with store.writer("pool", "pool") as writer:
        writer.insert(
            Quad(Iri(f"http://e/s{number}"), Iri("http://e/p"), term, None)
            for number, term in enumerate(POOL)
        )
    return store


def expression(text: str) -> Expression:
    """The expression that a FILTER says."""
    algebra = translate(parse_query(f"PREFIX xsd: <{XSD}> SELECT * {{ ?s ?p ?o FILTER({text}) }}"))
    while not isinstance(algebra, Filter):
        algebra = algebra.pattern  # type: ignore[union-attr]
    return algebra.conditions[0]


@dataclass(frozen=True)
class Evaluated:
    """Expressions on rows of terms, on one snapshot.

    Attributes:
        reader: of the store that holds the terms.
        ids: term → id.
    """

    reader: Reader
    ids: Mapping[Term, int]

    @classmethod
    def on(cls, reader: Reader, terms: Sequence[Term] = POOL) -> "Evaluated":
        """On a store that holds these terms."""
        return cls(reader, reader.ids(terms))

    def tags(self, terms: Sequence[Term | None]) -> int:
        """The mask of the tags of these terms."""
        mask = 0
        for term in terms:
            mask |= tag_bit(tag_of(self.ids[term])) if term is not None else 0
        return mask

    def relation(self, rows: Sequence[Row], texts: frozenset[str], *, is_exact: bool) -> Relation:
        """Rows as a relation; some variables as TEXT.

        Args:
            rows: all with the same variables.
            texts: the variables that are to be TEXT.
            is_exact: whether the columns say which tags there are, rather than that all may be.
        """
        names = list(rows[0])
        values = ", ".join(
            f"({', '.join([str(number), *(self._cell(term) for term in row.values())])})"
            for number, row in enumerate(rows)
        )
        listed = ", ".join(f'v."{name}"' if name not in texts else self._text(name) for name in names)
        joins = "".join(f' LEFT JOIN term t{name} ON t{name}.id = v."{name}"' for name in texts)
        heads = ", ".join(f'"{name}"' for name in names)
        sql = f'SELECT v.row, {listed} FROM (VALUES {values}) AS v("row", {heads}){joins}'
        return Relation(sql, {name: self._column(name, rows, texts, is_exact=is_exact) for name in names})

    def _cell(self, term: Term | None) -> str:
        return "NULL::BIGINT" if term is None else f"{self.ids[term]}::BIGINT"

    def _text(self, name: str) -> str:
        return f'mlg_text(v."{name}", t{name}.lex, t{name}.dt, t{name}.lang) AS "{name}"'

    def _column(self, name: str, rows: Sequence[Row], texts: frozenset[str], *, is_exact: bool) -> Column:
        cells = [row[name] for row in rows]
        tags = self.tags(cells) if is_exact else ALL_TAGS
        encoding = Encoding.TEXT if name in texts else Encoding.ID
        return Column(f'"{name}"', encoding, tags, is_sure=is_exact and None not in cells)

    def differences(
        self,
        text: str,
        rows: Sequence[Row],
        *,
        texts: frozenset[str] = frozenset(),
        is_exact: bool = True,
    ) -> Iterator[str]:
        """Where SQL and exact evaluation differ: as value, as text, and as condition."""
        asked = expression(text)
        scan = Scan(ids=self.reader.ids(constants(asked)))
        relation = self.relation(rows, texts, is_exact=is_exact)
        scope = Scope.over(relation, scan)
        value, as_text = compile_value(asked, scope), compile_text(asked, scope)
        is_true = compile_condition(asked, scope)
        sql = f"SELECT {value.sql}, {as_text}, {is_true} {scope.source(relation)} ORDER BY r.row"
        with scan.functions.on(self.reader.connection):
            found = self.reader.connection.execute(sql).fetchall()
        exact = exactly(asked, tuple(rows[0]), scan.functions.context)
        for row, (cell, written, truth) in zip(rows, found, strict=True):
            expected, expected_truth = exact(row)
            term = self.term(cell, value.encoding)
            if term != expected:
                yield f"{text} of {row}: {term} for {expected}"
            if (None if written is None else term_of(written)) != expected:
                yield f"{text} of {row} as text: {written} for {expected}"
            if truth != expected_truth:
                yield f"{text} of {row} as condition: {truth} for {expected_truth}"
            if term is not None and not value.tags >> self._tag(term) & 1:
                yield f"{text} of {row}: {term} has none of the tags {value.tags:b}"

    def term(self, cell: int | str | None, encoding: Encoding) -> Term | None:
        """The term of a cell."""
        if cell is None:
            return None
        return self.reader.terms([int(cell)])[int(cell)] if encoding is Encoding.ID else term_of(str(cell))

    def _tag(self, term: Term) -> Tag:
        id_ = inlined(term)
        return dictionary_tag(term) if id_ is None else tag_of(id_)


def exactly(
    asked: Expression, names: tuple[str, ...], context: Context
) -> Callable[[Row], tuple[Term | None, bool | None]]:
    """The exact term and truth of an expression in a row; None is an error."""
    evaluate, is_true = evaluator(asked, names, context), condition(asked, names, context)

    def run(row: Row) -> tuple[Term | None, bool | None]:
        cells = list(row.values())
        try:
            return evaluate(cells), is_true(cells)
        except ExpressionError:
            return None, is_true(cells)

    return run
