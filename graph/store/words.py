"""Full-text search: the words of every string in the dictionary, without accents and capitals.

A word of a search matches the same word, a word that begins with it, or, where there is neither, one that
differs by a slip or two (Damerau's and Levenshtein's distance, https://doi.org/10.1145/363958.363994). A text
must match every word. Texts are ranked by how rare the matched words are (Robertson's inverse document
frequency, https://doi.org/10.1108/00220410410560582), how well they match, and how short the text is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import category, normalize

import duckdb
import numpy as np

from graph.store.additions import Additions
from graph.store.ids import Tag, tagged
from graph.store.macros import sql_text
from graph.store.rows import distinct, hand_over, insert_given

__all__ = ["WORDS_SCHEMA", "Match", "index_few", "index_words", "matching", "plain_words"]

WORDS_SCHEMA = "CREATE TABLE word (word VARCHAR, id BIGINT);"

_INDEXED_CHARACTERS = 10_000
_MOST_WORDS = 16
_FEW = 20
# So many words of texts are sorted in memory at most, far cheaper than in SQL, eight bytes each.
_MOST_PACKED = 1 << 25
_KEY_BITS = 63
_BATCH = 122_880 * 32
# A search word of so many letters may differ by one slip, by two.
_ONE_SLIP = 4
_TWO_SLIPS = 8
_ODD_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}


def _plain(letter: str) -> str:
    """The same of one letter as `_folded` in SQL."""
    base = "".join(sign for sign in normalize("NFD", letter) if category(sign) != "Mn").lower()
    base = "".join(_ODD_LETTERS.get(sign, sign) for sign in base)
    return base if base.isalnum() and category(letter)[0] in "LN" else " "


# The letters of the languages of Latin script, and the signs of typography.
_COMMON = [*map(chr, range(1, 0x180)), *map(chr, range(0x2010, 0x2028)), "\u20ac"]
_PLAIN = {ord(letter): _plain(letter) for letter in _COMMON}
_UNCOMMON = re.compile(f"[^{re.escape(''.join(_COMMON))}]")


@dataclass(frozen=True, slots=True)
class Match:
    """A string that matches: its id, and a score, greater for better."""

    id: int
    score: float


def _folded(text: str) -> str:
    """SQL for the text without accents, ligatures and capitals."""
    sql = f"lower(strip_accents(nfc_normalize({text})))"
    for letter, plain in _ODD_LETTERS.items():
        sql = f"replace({sql}, '{letter}', '{plain}')"
    return sql


def _words(text: str) -> str:
    return f"regexp_extract_all({_folded(text)}, '[\\p{{L}}\\p{{N}}]+')"


def index_words(connection: duckdb.DuckDBPyConnection, first: int, last: int) -> None:
    """Index the strings among the terms with dictionary numbers from ``first`` to before ``last``.

    Part of the transaction that added them; terms never change and are never removed.
    """
    end = tagged(last, Tag.SYSTEM)
    _index(connection, f"BETWEEN {tagged(first, Tag.SYSTEM)} AND {end}", end)


def _index(connection: duckdb.DuckDBPyConnection, which: str, last_id: int) -> None:
    """Index the strings among the terms whose ids are those, none of them beyond the last one."""
    # Pieces between spaces repeat, so each is folded and taken apart once.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE piece AS"
        f" SELECT unnest(string_split(lex[:{_INDEXED_CHARACTERS}], ' ')) AS text, id FROM term"
        f" WHERE id {which} AND id & 15 IN ({Tag.STRING:d}, {Tag.LANGUAGE:d})"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE part AS"
        f" SELECT text, unnest({_words('text')}) AS word FROM (SELECT DISTINCT text FROM piece)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE numbered AS SELECT row_number() OVER () AS number, word"
        " FROM (SELECT DISTINCT word FROM part ORDER BY word)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE pair AS"
        " SELECT number, id FROM piece JOIN part USING (text) JOIN numbered USING (word)"
    )
    _add_pairs(connection, last_id.bit_length())
    connection.execute("DROP TABLE piece; DROP TABLE part; DROP TABLE pair; DROP TABLE numbered")


def _add_pairs(connection: duckdb.DuckDBPyConnection, id_bits: int) -> None:
    """Add the words of ``pair`` (number, id), which may repeat, by their numbers in ``numbered``."""
    [(pairs, words)] = connection.execute(
        "SELECT (SELECT count(*) FROM pair), (SELECT count(*) FROM numbered)"
    ).fetchall()
    if pairs > _MOST_PACKED or words.bit_length() + id_bits > _KEY_BITS:
        connection.execute(
            "INSERT INTO word SELECT DISTINCT word, id FROM pair JOIN numbered USING (number)"
            " ORDER BY word, id"
        )
        return
    key = f"number::UBIGINT << {id_bits} | id::UBIGINT"
    keys = distinct(np.sort(connection.execute(f"SELECT {key} AS key FROM pair").fetchnumpy()["key"]))
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        number, id_ = batch >> np.uint64(id_bits), batch & np.uint64((1 << id_bits) - 1)
        columns = {"number": number.astype(np.int64), "id": id_.astype(np.int64)}
        insert_given(connection, "word SELECT word, id FROM mlg_given JOIN numbered USING (number)", columns)


def index_few(additions: Additions, texts: Mapping[int, str]) -> None:
    """Index these strings, by their ids, as `index_words` does.

    For few, DuckDB takes longer to read the pattern of a word than to apply it; so those of common letters
    are taken apart here.
    """
    words = {id_: plain_words(text[:_INDEXED_CHARACTERS]) for id_, text in texts.items()}
    uncommon = [id_ for id_, found in words.items() if found is None]
    if uncommon:
        _index(additions.connection, f"IN ({', '.join(map(str, uncommon))})", max(uncommon))
    rows = sorted((word, id_) for id_, found in words.items() for word in found or ())
    if len(rows) <= _FEW:
        additions.add("word", (f"{sql_text(word)}, {id_}" for word, id_ in rows))
        return
    hand_over(additions.connection, "new_word", {"word": "VARCHAR", "id": "BIGINT"}, rows)
    additions.connection.execute("INSERT INTO word SELECT * FROM new_word; DROP TABLE new_word")


def plain_words(text: str) -> set[str] | None:
    """The words of a text as the index has them; None where that is for DuckDB to say.

    >>> sorted(plain_words("L’œuvre d’une Société"))
    ['d', 'l', 'oeuvre', 'societe', 'une']
    """
    return None if _UNCOMMON.search(text) else set(text.translate(_PLAIN).split())


def matching(connection: duckdb.DuckDBPyConnection, text: str, limit: int) -> list[Match]:
    """The strings that match every word of a text, best first, ties by id; at most ``limit``.

    A text without a letter or digit matches nothing; of more than sixteen words the first count.
    """
    [(words,)] = connection.execute(f"SELECT list_distinct({_words('$1')})", [text]).fetchall()
    wanted = sorted(words)[:_MOST_WORDS] if len(words) > _MOST_WORDS else sorted(words)
    if not wanted:
        return []
    pieces = [_piece(connection, number, word) for number, word in enumerate(wanted)]
    query = _RANKED.format(candidates="\nUNION ALL ".join(pieces), wanted=len(wanted), limit=int(limit))
    return [Match(id_, score) for id_, score in connection.execute(query).fetchall()]


# The best match of each search word counts, once; the texts that match all of them are ranked.
_RANKED = """
WITH candidate(number, word, texts, quality) AS ({candidates}),
total AS (SELECT count(DISTINCT id) AS texts FROM word),
hit AS (
  SELECT w.id, c.number, max(c.quality * ln(1 + (t.texts - c.texts + 0.5) / (c.texts + 0.5))) AS weight
  FROM word AS w JOIN candidate AS c ON c.word = w.word CROSS JOIN total AS t
  GROUP BY w.id, c.number
),
matched AS (SELECT id, sum(weight) AS weight FROM hit GROUP BY id HAVING count(*) = {wanted})
SELECT m.id, m.weight / (1 + ln(1 + length(term.lex))) AS score
FROM matched AS m JOIN term ON term.id = m.id
ORDER BY score DESC, m.id LIMIT {limit}
"""


def _piece(connection: duckdb.DuckDBPyConnection, number: int, word: str) -> str:
    """SQL for the indexed words that a search word matches, each with how well: 1 for the same word.

    A word has letters and digits alone, so it stands in SQL as it is.
    """
    begins = f"word >= '{word}' AND word < '{word[:-1]}{chr(ord(word[-1]) + 1)}'"
    select = f"SELECT {number}, word, count(*) AS texts"
    if connection.execute(f"SELECT 1 FROM word WHERE {begins} LIMIT 1").fetchall():
        quality = f"CASE WHEN word = '{word}' THEN 1 ELSE 0.5 * {len(word)} / length(word) END"
        return f"{select}, {quality} FROM word WHERE {begins} GROUP BY word"
    slips = (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)
    lengths = f"length(word) BETWEEN {len(word) - slips} AND {len(word) + slips}"
    distance = f"damerau_levenshtein(word, '{word}')"
    return (
        f"{select}, 0.25 / {distance} FROM word WHERE {lengths} GROUP BY word"
        f" HAVING {distance} BETWEEN 1 AND {slips}"
    )
