"""Expressions that Python evaluates, called from SQL, and ids that it found, read by SQL.

One DuckDB function serves all expressions of a query: ``mlg_exact_7(key, [text, …])``. Its name is unique in
the process and it lives in the transaction of the query alone, so that queries side by side do not meet.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import count

import duckdb
import numpy as np
from duckdb.func import SPECIAL
from duckdb.sqltypes import BIGINT, VARCHAR
from numpy.typing import NDArray

from graph.engine.exact import Context, new_context
from graph.engine.lending import lent
from graph.errors import MaillageError, QueryTooLarge

__all__ = ["Evaluate", "Functions"]

Evaluate = Callable[[Sequence[str | None]], str | None]
"""An expression as a function of texts; None is unbound, and an error."""

_NUMBERS = count(1)
_LONG = 1_000
_LONG_AT_ONCE = 2_048
_MOST_AT_ONCE = 200_000_000


class Functions:
    """What Python does for one query: expressions, each under a key that its SQL carries, and ids.

    Attributes:
        is_momentary: whether the SQL holds something of the context, and so is of no use later.
        failure: what one of them raised on purpose, and DuckDB can only tell in words of its own.
    """

    def __init__(self, context: Context | None = None) -> None:
        self._context = context
        self.is_momentary = False
        self.failure: MaillageError | None = None
        self._evaluators: list[Evaluate] = []
        self._stable = f"mlg_exact_{next(_NUMBERS)}"
        self._used: set[bool] = set()
        self._lent: dict[str, NDArray[np.int64]] = {}
        self._long = self._length = 0

    @property
    def context(self) -> Context:
        """What the whole query shares, made when it is first needed where none was given."""
        if self._context is None:
            self._context = new_context()
        return self._context

    @property
    def are_used(self) -> bool:
        """Whether the query's SQL is of no use without these functions."""
        return bool(self._used) or self.is_momentary

    @property
    def lent_bytes(self) -> int:
        """How large the ids are that SQL reads."""
        return sum(ids.nbytes for ids in self._lent.values())

    def lend(self, ids: NDArray[np.int64]) -> str:
        """The name under which SQL can select from these ids, in the column ``x``."""
        name = f"{self._stable}_ids{len(self._lent)}"
        self._lent[name] = ids
        return name

    def call(self, evaluate: Evaluate, texts: Sequence[str], *, is_volatile: bool = False) -> str:
        """SQL that calls it with these SQL texts.

        Args:
            evaluate: called from DuckDB's threads, several at once.
            texts: SQL of its arguments.
            is_volatile: whether equal arguments may give different results (RAND, UUID).
        """
        return self.call_list(evaluate, f"[{', '.join(texts)}]::VARCHAR[]", is_volatile=is_volatile)

    def call_list(self, evaluate: Evaluate, texts: str, *, is_volatile: bool = False) -> str:
        """SQL that calls it with a SQL list of texts."""
        self._evaluators.append(evaluate)
        self._used.add(is_volatile)
        return f"{self._name(is_volatile=is_volatile)}({len(self._evaluators) - 1}, {texts})"

    @contextmanager
    def on(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Make functions and ids known to a connection that is in a transaction, until the block ends.

        Raises:
            MaillageError: what a function raised while the block ran SQL.
        """
        names = {self._name(is_volatile=is_volatile): is_volatile for is_volatile in self._used}
        for name, is_volatile in names.items():
            connection.create_function(
                name,
                self._evaluate,
                [BIGINT, duckdb.list_type(VARCHAR)],
                VARCHAR,
                null_handling=SPECIAL,
                side_effects=is_volatile,
            )
        try:
            with ExitStack() as tables:
                for name, ids in self._lent.items():
                    tables.enter_context(lent(connection, name, {"x": ids}))
                yield
        except duckdb.InvalidInputException as error:
            if self.failure:
                raise self.failure from error
            raise
        finally:
            for name in names:
                with suppress(duckdb.Error):  # a transaction that has failed takes its functions along
                    connection.remove_function(name)

    def _name(self, *, is_volatile: bool) -> str:
        return f"{self._stable}_volatile" if is_volatile else self._stable

    def _evaluate(self, key: int, texts: Sequence[str | None]) -> str | None:
        try:
            text = self._evaluators[key](texts)
            if text is not None and len(text) > _LONG:
                self._admit(len(text))
        except MaillageError as error:
            self.failure = error
            raise
        return text

    def _admit(self, length: int) -> None:
        """Refuse strings that are too long together: DuckDB does not count what it works on at once."""
        self.context.check()
        self._long, self._length = (self._long + 1) % _LONG_AT_ONCE, self._length + length
        if self._long == 0:
            self._length = length
        if self._length > _MOST_AT_ONCE:
            raise QueryTooLarge(
                f"Expressions make strings of more than {_MOST_AT_ONCE:,} characters in a few rows. "
                "Shorten them with SUBSTR, or ask for fewer at once."
            )
