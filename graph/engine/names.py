"""Pieces of SQL text: quoted strings, bracketed selects."""

__all__ = ["indented", "sql_text"]

_NUL = "\0"


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
