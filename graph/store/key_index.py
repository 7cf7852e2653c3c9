"""The keys of the dictionary in memory: from the hash of a form to the ids that may be its terms.

The table ``term_key`` (``graph.store.keys``) gives the same for a statement of DuckDB, which takes a hundred
times as long as a search in a sorted array. The arrays take twelve bytes a term.
"""

from collections.abc import Iterable, Mapping
from threading import Lock

import duckdb
import numpy as np

from graph.store.keys import form_key, is_our_hash, key_of
from graph.store.macros import sql_text

__all__ = ["KeyIndex"]

_MOST_TERMS = 8_000_000
"""Of larger dictionaries the table is asked: a hundred megabytes are enough for this."""

_SELDOM = 16
"""So often the table is asked before the arrays are made, which takes as long as hundreds of questions."""

_MOST_LATE = 100_000
"""So many terms that came after the arrays were made are kept beside them; then they are made anew."""


class KeyIndex:
    """The keys of all terms as of one commit, or some later ones as well."""

    def __init__(self) -> None:
        self._keys = np.empty(0, np.uint32)
        self._ids = np.empty(0, np.int64)
        self._late: dict[int, list[int]] = {}
        self._version = -1
        self._is_complete = True
        self._is_ours = False
        self._asked = 0
        self._lock = Lock()

    def is_ready(self, connection: duckdb.DuckDBPyConnection, version: int) -> bool:
        """Whether the keys of that version's terms are all here; after some times of asking they are read.

        Args:
            connection: sees that version.
            version: of the newest commit whose terms are needed.
        """
        with self._lock:
            if self._version < version:
                self._asked += 1
                if self._asked <= _SELDOM:
                    return False
                self._read(connection, version)
            return self._is_complete

    def sql(self, form: str) -> str:
        """SQL for the key of a form: the key itself, where it is known that DuckDB would compute the same."""
        return str(form_key(form)) if self._is_ours else key_of(sql_text(form))

    def ids_of(self, forms: Iterable[str]) -> list[int]:
        """The ids of all terms with one of these forms, and of those whose forms share a key with one."""
        with self._lock:
            held, ids, late = self._keys, self._ids, self._late
        found: list[int] = []
        for key in map(form_key, forms):
            first, last = (np.searchsorted(held, np.uint32(key), side) for side in ("left", "right"))
            found += ids[first:last].tolist()
            found += late.get(key, ())
        return found

    def add(self, terms: Mapping[int, str], version: int) -> None:
        """Take in the terms that a commit brought, all of them: id → form."""
        with self._lock:
            if self._version != version - 1:
                return
            for id_, form in terms.items():
                self._late.setdefault(form_key(form), []).append(id_)
            self._version = version if len(self._late) <= _MOST_LATE else -1

    def _read(self, connection: duckdb.DuckDBPyConnection, version: int) -> None:
        [(count,)] = connection.execute("SELECT count(*) FROM term_key").fetchall()
        self._is_ours = is_our_hash(connection)
        self._is_complete = count <= _MOST_TERMS and self._is_ours
        rows = connection.execute(
            f"SELECT key, id FROM term_key WHERE {'true' if self._is_complete else 'false'}"
        ).fetchnumpy()
        order = np.argsort(rows["key"], kind="stable")
        self._keys, self._ids = rows["key"][order], rows["id"][order]
        self._late = {}
        self._version, self._asked = version, 0
