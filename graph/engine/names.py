"""Names and texts in SQL, quoted in one place."""

__all__ = ["column_name", "indented", "sql_text"]

_NUL = "\0"


def column_name(variable: str) -> str:
    """The quoted name of the column that stands for a variable.

    DuckDB takes ``"x"`` and ``"X"`` for one name; SPARQL does not.

    >>> column_name("name"), column_name("fooBar"), column_name("_:b")
    ('"name"', '"foo^bar"', '"_:b"')
    """
    folded = "".join(f"^{sign.lower()}" if "A" <= sign <= "Z" else sign for sign in variable)
    return '"' + folded.replace('"', '""') + '"'


def sql_text(text: str) -> str:
    r"""A string constant, without line breaks in it, so that SQL can be indented.

    >>> print(sql_text("it's"), sql_text("a\nb"))
    'it''s' E'a\nb'
    """
    if "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if _NUL in text:
        return f"concat_ws(chr(0), {', '.join(map(sql_text, text.split(_NUL)))})"
    return "E'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def indented(sql: str) -> str:
    """The SQL within brackets, as a derived table or sub-select."""
    return "(\n  " + sql.replace("\n", "\n  ") + "\n)"
