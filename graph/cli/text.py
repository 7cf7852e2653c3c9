"""Text for a terminal: nothing in data or file names may steer it."""

from graph.errors import TextError

__all__ = ["located", "printable"]

_KEPT = "\n\t"
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_VISIBLE = {code: f"\\u{code:04x}" for code in _CONTROLS if chr(code) not in _KEPT}


def printable(text: str) -> str:
    r"""The text with control characters made visible, line feeds and tabs kept.

    >>> printable("a\x1b[31mb")
    'a\\u001b[31mb'
    """
    return text.translate(_VISIBLE)


def located(error: TextError) -> str:
    """Place and problem, the line with a caret under the place, and a hint, as far as they are known.

    >>> from graph.errors import RdfSyntaxError
    >>> error = RdfSyntaxError("a.ttl", "dot expected", line=1, column=3, excerpt="a b", hint="Add it.")
    >>> print(located(error))
    a.ttl:1:3: dot expected
      a b
        ^
    Hint: Add it.
    """
    quoted = [f"  {line}" for line in error.caret().split("\n")] if error.excerpt else []
    hint = [f"Hint: {error.hint}"] if error.hint else []
    return printable("\n".join([str(error), *quoted, *hint]))
