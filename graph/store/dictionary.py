"""Terms that no id holds by itself: their rows in the table ``term``, looked up and added many at once."""

from collections.abc import Callable, Collection, Iterable, Mapping

import duckdb

from graph.store.additions import Additions
from graph.store.ids import Tag, tag_of, tagged
from graph.store.inline import dictionary_tag, inlined, inlined_term, is_inlined
from graph.store.keys import add_keys
from graph.store.macros import sql_text
from graph.store.rows import hand_over, values
from graph.store.term_blocks import Entry, TermBlocks
from graph.terms import (
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD_STRING,
    BlankNode,
    Iri,
    Literal,
    Term,
    Triple,
    TripleTerm,
    n3,
)

__all__ = ["TermCache", "add_parts", "add_terms", "find_ids", "find_terms", "form_of", "known_id"]

# From here on, a join with a table of the sought costs less than a list of them (measured).
_MOST_LISTED = 200
# And from here on, SQL takes less than to unpack them one by one.
_MOST_UNPACKED = 1_000
_MOST_CACHED = 50_000
_LONGEST_CACHED = 1_000
_MOST_SETTLED = 10_000
_FEW = 20
_TYPES = ("BIGINT", "VARCHAR", "VARCHAR", "VARCHAR")
_Row = tuple[str, str, str, Tag]


class TermCache:
    """Ids of terms and terms of ids, as far as they were asked for.

    A committed id stands for its term for ever, so one cache serves all snapshots. A writer's own are kept in
    a cache of its own, above that, until it has committed.
    """

    def __init__(self, below: "TermCache | None" = None) -> None:
        self._ids: dict[Term, int] = {}
        self._terms: dict[int, Term] = {}
        self._below = below

    def id_of(self, term: Term) -> int | None:
        """The id, where it is known."""
        found = self._ids.get(term)
        return self._below.id_of(term) if found is None and self._below else found

    def term_of(self, id_: int) -> Term | None:
        """The term, where it is known."""
        found = self._terms.get(id_)
        return self._below.term_of(id_) if found is None and self._below else found

    def keep(self, found: Mapping[Term, int]) -> None:
        """Remember these, but for long ones; forgets all others when there are too many."""
        if len(self._ids) + len(found) > _MOST_CACHED:
            self._ids, self._terms = {}, {}
        if len(found) <= _MOST_CACHED:
            short = {term: id_ for term, id_ in found.items() if _is_short(term)}
            self._ids |= short
            self._terms |= {id_: term for term, id_ in short.items()}

    def settle(self) -> None:
        """Hand all to the cache below, for they are committed now; those of a large change are not kept."""
        if self._below and len(self._ids) <= _MOST_SETTLED:
            self._below.keep(self._ids)


def _is_short(term: Term) -> bool:
    if isinstance(term, TripleTerm):
        parts = (term.subject, term.predicate, term.object)
        return not any(isinstance(part, TripleTerm) or not _is_short(part) for part in parts)
    return len(term.value) <= _LONGEST_CACHED


def known_id(term: Term, cache: TermCache) -> int | None:
    """The id of a term, where that takes no look into the store."""
    id_ = inlined(term)
    return cache.id_of(term) if id_ is None else id_


def form_of(term: Term) -> str:
    """The lexical form under which the dictionary has a term."""
    return _row(term)[0]


def find_ids(
    connection: duckdb.DuckDBPyConnection,
    terms: Iterable[Term],
    cache: TermCache,
    blocks: TermBlocks,
    by_form: Callable[[Collection[str]], Collection[int]],
) -> dict[Term, int]:
    """The ids of those of the terms that have one.

    Args:
        connection: to look into the store with.
        terms: what is sought.
        cache: of late.
        blocks: most terms, packed.
        by_form: gives the ids of all terms with one of these forms, and perhaps of others.
    """
    found: dict[Term, int] = {}
    sought: dict[_Row, Term] = {}
    for term in terms:
        id_ = known_id(term, cache)
        if id_ is None:
            sought[_row(term)] = term
        else:
            found[term] = id_
    if sought:
        candidates = by_form({row[0] for row in sought})
        fresh = {sought[row]: id_ for id_, row in _forms(connection, candidates, blocks) if row in sought}
        cache.keep(fresh)
        found |= fresh
    return found


def find_terms(
    connection: duckdb.DuckDBPyConnection, ids: Collection[int], cache: TermCache, blocks: TermBlocks
) -> dict[int, Term]:
    """The terms of these ids."""
    found: dict[int, Term] = {}
    sought: list[int] = []
    for id_ in ids:
        term = inlined_term(id_) if is_inlined(id_) else cache.term_of(id_)
        if term is None:
            sought.append(id_)
        else:
            found[id_] = term
    if sought:
        fresh = _rows_of(connection, sought, cache, blocks)
        cache.keep({term: id_ for id_, term in fresh.items()})
        found |= fresh
    return found


def add_terms(
    additions: Additions, terms: Collection[Term], next_number: int, key_sql: Callable[[str], str]
) -> dict[Term, int]:
    """Give ids to terms that have none; the parts of triple terms must have theirs, or be among the terms.

    Args:
        additions: of the writer; has few terms in the end.
        terms: distinct, none of them inlined or in the dictionary.
        next_number: of the first one.
        key_sql: SQL for the key of a form.
    """
    numbered = [(_row(term), number) for number, term in enumerate(terms, next_number)]
    rows = [(tagged(number, tag), lex, dt, lang) for (lex, dt, lang, tag), number in numbered]
    if len(rows) <= _FEW:
        additions.add("term", (_listed(*row) for row in rows))
        additions.add("term_key", (f"{key_sql(lex)}, {id_}" for id_, lex, *_ in rows))
    else:
        connection = additions.connection
        columns = dict(zip(("id", "lex", "dt", "lang"), _TYPES, strict=True))
        hand_over(connection, "new_term", columns, rows)
        number_of = "mlg_num(id, lex, dt)" if any(tag_of(row[0]) is Tag.NUMERIC for row in rows) else "NULL"
        connection.execute(
            f"INSERT INTO term SELECT id, lex, nullif(dt, ''), nullif(lang, ''), {number_of} FROM new_term"
        )
        add_keys(connection, "new_term")
    return {term: row[0] for term, row in zip(terms, rows, strict=True)}


def _listed(id_: int, lex: str, dt: str, lang: str) -> str:
    """A row of ``term``, as values in SQL."""
    lex_sql, dt_sql, lang_sql = sql_text(lex), _or_null(dt), _or_null(lang)
    number = f"mlg_num({id_}, {lex_sql}, {dt_sql})" if tag_of(id_) is Tag.NUMERIC else "NULL"
    return f"{id_}, {lex_sql}, {dt_sql}, {lang_sql}, {number}"


def _or_null(text: str) -> str:
    return sql_text(text) if text else "NULL"


def add_parts(additions: Additions, terms: Iterable[TripleTerm], ids: Mapping[Term, int]) -> None:
    """Note what new triple terms consist of."""
    rows = [(ids[term], ids[term.subject], ids[term.predicate], ids[term.object]) for term in terms]
    if len(rows) <= _FEW:
        additions.add("triple_term", values(rows))
        return
    hand_over(additions.connection, "new_parts", dict.fromkeys(("id", *"spo"), "BIGINT"), rows)
    additions.connection.execute("INSERT INTO triple_term SELECT * FROM new_parts; DROP TABLE new_parts")


def _forms(
    connection: duckdb.DuckDBPyConnection, ids: Collection[int], blocks: TermBlocks
) -> list[tuple[int, _Row]]:
    rows = _entries(connection, ids, blocks)
    return [(id_, (lex, dt or "", lang or "", tag_of(id_))) for id_, lex, dt, lang in rows]


def _rows_of(
    connection: duckdb.DuckDBPyConnection, ids: Collection[int], cache: TermCache, blocks: TermBlocks
) -> dict[int, Term]:
    rows = _entries(connection, ids, blocks)
    found = {id_: _term(id_, lex, dt, lang) for id_, lex, dt, lang in rows if tag_of(id_) is not Tag.TRIPLE}
    triples = [id_ for id_, *_ in rows if tag_of(id_) is Tag.TRIPLE]
    return found | _triples(connection, triples, cache, blocks) if triples else found


def _entries(connection: duckdb.DuckDBPyConnection, ids: Collection[int], blocks: TermBlocks) -> list[Entry]:
    found, left = blocks.split(ids) if len(ids) <= _MOST_UNPACKED else ([], ids)
    return found + _selected(connection, left) if left else found


def _selected(connection: duckdb.DuckDBPyConnection, ids: Collection[int]) -> list[Entry]:
    select = "SELECT id, lex, dt, lang FROM term"
    if len(ids) <= _MOST_LISTED:
        query = f"{select} WHERE id IN ({', '.join(map(str, ids))})"
    else:
        hand_over(connection, "sought", {"id": "BIGINT"}, [(id_,) for id_ in ids])
        query = f"{select} SEMI JOIN sought USING (id)"
    rows: list[Entry] = connection.execute(query).fetchall()
    return rows


def _triples(
    connection: duckdb.DuckDBPyConnection, ids: Collection[int], cache: TermCache, blocks: TermBlocks
) -> dict[int, Term]:
    rows = connection.execute(
        f"SELECT id, s, p, o FROM triple_term WHERE id IN ({', '.join(map(str, ids))})"
    ).fetchall()
    parts = find_terms(connection, {part for _, *three in rows for part in three}, cache, blocks)
    return {id_: _triple(Triple(*(parts[part] for part in three))) for id_, *three in rows}  # type: ignore[arg-type]


def _triple(parts: Triple) -> TripleTerm:
    return TripleTerm(*parts)


def _row(term: Term) -> _Row:
    match term:
        case Iri(value) | BlankNode(value):
            return value, "", "", dictionary_tag(term)
        case Literal(value, datatype, language, direction):
            if language:
                return value, "", f"{language}--{direction}" if direction else language, Tag.LANGUAGE
            return value, "" if datatype == XSD_STRING else datatype, "", dictionary_tag(term)
        case TripleTerm():
            return n3(term), "", "", Tag.TRIPLE


def _term(id_: int, lex: str, dt: str | None, lang: str | None) -> Term:
    match tag_of(id_):
        case Tag.IRI:
            return Iri(lex)
        case Tag.BLANK:
            return BlankNode(lex)
        case Tag.LANGUAGE:
            language, _, direction = (lang or "").partition("--")
            datatype = RDF_DIR_LANG_STRING if direction else RDF_LANG_STRING
            return Literal(lex, datatype, language, direction)
        case _:
            return Literal(lex, dt or XSD_STRING)
