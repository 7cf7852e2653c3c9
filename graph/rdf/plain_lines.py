"""Lines of N-Triples and N-Quads that pyoxigraph would write as they are (https://www.w3.org/TR/n-triples/).

Most lines are such. Of the others, with numbers of characters, rarer signs in IRIs, comments or errors,
pyoxigraph knows more.
"""

import re

__all__ = ["are_plain"]

_SIGNS = r"[\w.~!$&'()*+,;=:@/-]*+"
_PLACE = rf"(?:https?://[a-z0-9]++(?:[.-][a-z0-9]++)*+(?:/{_SIGNS})?+|urn:[a-z0-9]{{2,9}}+:[a-z0-9]{_SIGNS})"
_IRI = rf"<{_PLACE}(?:\?{_SIGNS})?+(?:\#{_SIGNS})?+>"
_BLANK = r"_:[A-Za-z][A-Za-z0-9]*+"
_LANGUAGE = r"@[a-z]{2,8}+(?:-[a-z0-9]{2,8}+)*+"
# What is written without a datatype, or may not be written with one.
_UNWRITTEN = r"<http://www\.w3\.org/(?:2001/XMLSchema\#string|1999/02/22-rdf-syntax-ns\#)"
_TEXT = r'[^"\\\x00-\x1f\x7f]*+'
_LITERAL = rf'"{_TEXT}(?:\\[tbnrf"\\]{_TEXT})*+"(?:{_LANGUAGE}|\^\^(?!{_UNWRITTEN}){_IRI})?+'
_STATEMENT = rf"(?:{_IRI}|{_BLANK}) {_IRI} (?:{_IRI}|{_LITERAL}|{_BLANK})"
_TRIPLES = re.compile(rf"(?:{_STATEMENT} \.\n)*+".encode())
_QUADS = re.compile(rf"(?:{_STATEMENT}(?: (?:{_IRI}|{_BLANK}))?+ \.\n)*+".encode())


def are_plain(lines: bytes, *, has_graphs: bool) -> bool:
    r"""Whether these lines are surely what pyoxigraph would make of them, so that it need not read them.

    >>> are_plain(b'<http://a/s> <http://a/p> "x"@en .\n', has_graphs=False)
    True
    """
    if not (_QUADS if has_graphs else _TRIPLES).fullmatch(lines):
        return False
    try:
        # Far cheaper than to decode, and true of most blocks.
        if not lines.isascii():
            lines.decode()
    except UnicodeDecodeError:
        return False
    return True
