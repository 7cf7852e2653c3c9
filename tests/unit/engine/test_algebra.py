"""Compiled algebra against the letter of the recommendation, on random patterns over small datasets."""

from collections import Counter
from random import Random

import pytest

from graph.engine.constants import constants
from graph.engine.plan import compile_algebra
from graph.engine.relation import Encoding
from graph.engine.scan import DefaultGraph, Scan
from graph.sparql.algebra import Algebra
from graph.store.columnar import ColumnStore
from graph.terms import Quad, n3
from tests.unit.engine.asking import Solutions, stored
from tests.unit.engine.random_algebra import GRAPHS, random_dataset, random_pattern
from tests.unit.engine.section18 import Dataset, evaluated


def answered(store: ColumnStore, pattern: Algebra) -> Solutions:
    """The solutions of the compiled pattern on the default graph, read back as terms."""
    with store.reader() as reader:
        scan = Scan(
            DefaultGraph(), statistics=reader.statistics, ids=reader.ids({*constants(pattern), *GRAPHS})
        )
        relation = compile_algebra(pattern, scan)
        columns = {name: column for name, column in relation.columns.items() if not name.startswith("_:")}
        listed = ", ".join(column.sql for column in columns.values()) or "1"
        with scan.functions.on(reader.connection):
            rows = reader.connection.execute(f"SELECT {listed} FROM ({relation.sql})").fetchall()
        for row in rows:
            for cell, column in zip(row, columns.values(), strict=False):
                assert cell is not None or not column.is_sure
                assert cell is None or isinstance(cell, int) is (column.encoding is Encoding.ID)
        terms = (
            reader.terms({cell for row in rows for cell in row if isinstance(cell, int)}) if columns else {}
        )
    return Counter(
        frozenset(
            (name, n3(terms[cell]) if isinstance(cell, int) else cell)
            for name, cell in zip(columns, row, strict=False)
            if cell is not None
        )
        for row in rows
    )


def expected(pattern: Algebra, dataset: Dataset) -> Solutions:
    """The same by the letter."""
    return Counter(
        frozenset((name, n3(term)) for name, term in each.items() if not name.startswith("_:"))
        for each in evaluated(pattern, dataset)
    )


@pytest.mark.parametrize("seed", range(8))
def test_compiled_patterns_have_the_solutions_of_section_18(seed: int) -> None:
    """Joins, OPTIONAL, UNION, MINUS, GRAPH, VALUES, BIND, EXISTS, sub-queries, counts, at random."""
    random = Random(seed)  # noqa: S311 - the same patterns every time
    dataset = random_dataset(random)
    store = stored(Quad(*triple, name) for name, triples in dataset.items() for triple in triples)
    for pattern in [random_pattern(random) for _ in range(60)]:
        assert answered(store, pattern) == expected(pattern, dataset), pattern
