"""The engine under test, asked through the Dataset seam."""

from collections.abc import Sequence

import duckdb

from graph.answer import Answer, Table, Triples
from graph.dataset import Dataset
from graph.engine import ColumnarEngine
from graph.errors import MaillageError
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.rdf.write import write_quads
from graph.store.columnar import ColumnStore
from graph.terms import Quad
from tests.differential.reply import Reply

__all__ = ["Subject"]


class Subject:
    """One dataset on the columns, asked with its default graph alone or with all graphs as one.

    Attributes:
        store: where it lives.
    """

    def __init__(self, quads: Sequence[Quad]) -> None:
        self.store = ColumnStore()
        engine = ColumnarEngine(self.store)
        self._asked = {is_union: Dataset(engine, is_union=is_union) for is_union in (False, True)}
        syntax = syntax_by_name("nq")
        self._asked[False].load(document_from_text(write_quads(quads, syntax), syntax), None)

    def ask(self, text: str, *, is_union: bool = False) -> Reply:
        """The answer to a query."""
        try:
            return _reply(self._asked[is_union].query(text))
        except (MaillageError, duckdb.Error) as error:
            return Reply("error", note=str(error))

    def change(self, text: str) -> Reply:
        """All quads after an update."""
        try:
            self._asked[False].update(text)
        except (MaillageError, duckdb.Error) as error:
            return Reply("error", note=str(error))
        return self.quads()

    def quads(self) -> Reply:
        """All quads."""
        return Reply("quads", rows=tuple(self._asked[False].quads()))


def _reply(answer: Answer) -> Reply:
    if isinstance(answer, Table):
        return Reply("rows", answer.columns, answer.rows)
    if isinstance(answer, Triples):
        return Reply("triples", rows=tuple(answer.triples))
    return Reply("truth", rows=((),) if answer.value else ())
