"""SQL macros that read and make ids as ``graph.store.inline`` does, for statements that never leave DuckDB.

``id`` is the id of a term, ``lex``, ``dt`` and ``lang`` are the columns of ``term`` for it, which may be NULL
where the id holds its literal by itself:

* ``mlg_lex(id, lex)``: the lexical form, IRI or label.
* ``mlg_dt(id, dt)``: the datatype; NULL for all but literals, and for xsd:string and strings with a language.
* ``mlg_text(id, lex, dt, lang)``: the term as text (``graph.engine.relation.Encoding.TEXT``).
* ``mlg_inlined(lex, dt)``: the id that holds this literal by itself, or NULL.
* ``mlg_tag(lex, dt)``: the tag of a literal with a datatype that is not inlined.
* ``mlg_num(id, lex, dt)``: the column ``num``: the double value of a term whose tag is NUMERIC.
"""

from collections.abc import Mapping

from graph.store.ids import Tag
from graph.store.inline import INLINED_DATATYPES, INLINED_FORMS, LAST_YEAR
from graph.store.lexical import INTEGER_RANGES, NUMERIC_FORMS, TEMPORAL_FORMS, xsd

__all__ = ["MACROS", "TAG_MACRO", "sql_text"]


def sql_text(text: str) -> str:
    """The text as a literal of SQL.

    >>> sql_text("l'or")
    "'l''or'"
    """
    return "'" + text.replace("'", "''") + "'"


def _matches(form: str) -> str:
    return f"regexp_full_match(lex, {sql_text(form)})"


def _one_of(datatypes: Mapping[str, object]) -> str:
    return ", ".join(map(sql_text, datatypes))


_DECIMAL_FORM = """
    CASE WHEN id < 0 THEN '-' ELSE '' END
    || left(lpad(abs(id >> 7)::VARCHAR, 17, '0'), 17 - ((id >> 4) & 7)::INTEGER)::BIGINT::VARCHAR || '.'
    || right(lpad(abs(id >> 7)::VARCHAR, 17, '0'), ((id >> 4) & 7)::INTEGER)"""
_DATETIME_FORM = """
    replace(left(make_timestamp(id >> 7)::VARCHAR, 19), ' ', 'T')
    || CASE WHEN (id >> 4) & 7 = 0 THEN ''
       ELSE '.' || left(strftime(make_timestamp(id >> 7), '%f'), ((id >> 4) & 7)::INTEGER) END"""
_LEX = f"""CASE id & 15
    WHEN {Tag.INTEGER:d} THEN (id >> 4)::VARCHAR
    WHEN {Tag.DECIMAL:d} THEN {_DECIMAL_FORM}
    WHEN {Tag.BOOLEAN:d} THEN CASE WHEN id >> 4 = 1 THEN 'true' ELSE 'false' END
    WHEN {Tag.DATE:d} THEN (DATE '1970-01-01' + (id >> 4)::INTEGER)::VARCHAR
    WHEN {Tag.DATETIME_UTC:d} THEN {_DATETIME_FORM} || 'Z'
    WHEN {Tag.DATETIME:d} THEN {_DATETIME_FORM}
    ELSE lex END"""
_DT = "CASE id & 15 {} ELSE dt END".format(
    " ".join(f"WHEN {tag:d} THEN {sql_text(name)}" for tag, name in INLINED_DATATYPES.items())
)
_TEXT = f"""CASE id & 15
    WHEN {Tag.IRI:d} THEN '<' || lex || '>'
    WHEN {Tag.BLANK:d} THEN '_:' || lex
    WHEN {Tag.STRING:d} THEN '"' || lex || '"'
    WHEN {Tag.LANGUAGE:d} THEN '"' || lex || '"@' || lang
    WHEN {Tag.TRIPLE:d} THEN lex
    ELSE '"' || mlg_lex(id, lex) || '"^^<' || mlg_dt(id, dt) || '>' END"""

_DAY = "TRY_CAST(left(lex, 10) AS DATE)"
_TIME = "TRY_CAST(replace(rtrim(lex, 'Z'), 'T', ' ') AS TIMESTAMP)"
_FRACTION = "CASE WHEN contains(lex, '.') THEN length(rtrim(lex, 'Z')) - 20 ELSE 0 END"
_INLINED = f"""CASE dt
    WHEN {sql_text(xsd("integer"))} THEN
        CASE WHEN {_matches(INLINED_FORMS[Tag.INTEGER])}
        THEN TRY_CAST(lex AS BIGINT) * 16 + {Tag.INTEGER:d} END
    WHEN {sql_text(xsd("decimal"))} THEN
        CASE WHEN {_matches(INLINED_FORMS[Tag.DECIMAL])} AND NOT {_matches("-0[.]0+")}
        THEN (TRY_CAST(replace(lex, '.', '') AS BIGINT) * 8 + length(lex) - instr(lex, '.')) * 16
            + {Tag.DECIMAL:d} END
    WHEN {sql_text(xsd("boolean"))} THEN
        CASE lex WHEN 'true' THEN {16 + Tag.BOOLEAN} WHEN 'false' THEN {Tag.BOOLEAN:d} END
    WHEN {sql_text(xsd("date"))} THEN
        CASE WHEN {_matches(INLINED_FORMS[Tag.DATE])} AND left(lex, 4) <> '0000'
        THEN ({_DAY} - DATE '1970-01-01') * 16 + {Tag.DATE:d} END
    WHEN {sql_text(xsd("dateTime"))} THEN
        CASE WHEN {_matches(INLINED_FORMS[Tag.DATETIME])} AND left(lex, 4) BETWEEN '0001' AND '{LAST_YEAR}'
        THEN (epoch_us({_TIME}) * 8 + {_FRACTION}) * 16
            + CASE WHEN suffix(lex, 'Z') THEN {Tag.DATETIME_UTC:d} ELSE {Tag.DATETIME:d} END END
    END"""


def _well_typed(datatype: str, form: str) -> str:
    lowest, highest = INTEGER_RANGES.get(datatype, (None, None))
    test = _matches(form)
    if lowest is not None and highest is not None:
        digits = "ltrim(ltrim(lex, '+-'), '0')"
        value = f"TRY_CAST(lex AS HUGEINT) BETWEEN {lowest} AND {highest}"
        test += f" AND CASE WHEN length({digits}) <= 20 THEN {value} ELSE false END"
    return f"WHEN {sql_text(datatype)} THEN {test}"


_TAG = f"""CASE
    WHEN dt IN ({_one_of(NUMERIC_FORMS)}) THEN
        CASE WHEN CASE dt {" ".join(_well_typed(*each) for each in NUMERIC_FORMS.items())} END
        THEN {Tag.NUMERIC:d} ELSE {Tag.OTHER:d} END
    WHEN dt IN ({_one_of(TEMPORAL_FORMS)}) THEN
        CASE WHEN CASE dt {" ".join(_well_typed(*each) for each in TEMPORAL_FORMS.items())} END
        THEN {Tag.TEMPORAL:d} ELSE {Tag.OTHER:d} END
    ELSE {Tag.OTHER:d} END"""

_NUM = f"""CASE WHEN id & 15 = {Tag.NUMERIC:d} THEN
    CASE WHEN dt = {sql_text(xsd("float"))} THEN TRY_CAST(lex AS FLOAT)::DOUBLE
    ELSE TRY_CAST(lex AS DOUBLE) END END"""

MACROS = f"""
CREATE OR REPLACE MACRO mlg_lex(id, lex) AS {_LEX};
CREATE OR REPLACE MACRO mlg_dt(id, dt) AS {_DT};
CREATE OR REPLACE MACRO mlg_text(id, lex, dt, lang) AS {_TEXT};
CREATE OR REPLACE MACRO mlg_num(id, lex, dt) AS {_NUM};
CREATE OR REPLACE MACRO mlg_inlined(lex, dt) AS {_INLINED};
"""
"""Statements that define all but ``mlg_tag``."""

TAG_MACRO = f"CREATE OR REPLACE TEMP MACRO mlg_tag(lex, dt) AS {_TAG}"
"""The statement that defines ``mlg_tag``, for one connection: few need it, and it takes longest to read."""
