"""One store for all tests of expressions."""

from collections.abc import Iterator

import pytest

from tests.unit.expressions.pool import Evaluated, filled


@pytest.fixture(scope="session")
def evaluated() -> Iterator[Evaluated]:
    """Expressions on the terms of the pool."""
    store = filled()
    with store.reader() as reader:
        yield Evaluated.on(reader)
    store.close()
