"""Names that formats allow: XML's name tokens, and labels that are no two nodes'."""

import re
from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType

from graph.network.text import clean
from graph.terms import PREFIXES, expand

__all__ = ["distinct", "name_token"]

# ISO/IEC 9075-14 writes a sign that a name can't hold as _xHHHH_, and the underscore of such a text likewise.
_NO_TOKEN = re.compile(r"[^A-Za-z0-9:._-]|_(?=x[0-9A-F]{4,6}_)")
_EMPTY = "_x_"
_PREFIXES = MappingProxyType({space: prefix for prefix, space in PREFIXES.items()})


def name_token(iri: str) -> str:
    """The IRI as a name token of XML (https://www.w3.org/TR/xml/#NT-Nmtoken), the same in every file.

    It is ``prefix:name`` where a prefix fits; any sign that can't stand in a token is written by its number.

    >>> name_token("https://w3id.org/maillage/id/marseille"), name_token("x:a b")
    ('id:marseille', 'x:a_x0020_b')
    """
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _PREFIXES.get(iri[:cut])
    if prefix and iri[cut:]:
        return f"{prefix}:{_token(iri[cut:])}"
    return _token(iri if expand(iri) == iri else iri.replace(":", "_x003A_", 1)) or _EMPTY


def _token(text: str) -> str:
    return _NO_TOKEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def distinct(labels: Sequence[str], ids: Sequence[str]) -> list[str]:
    """The labels, and with its id each that is empty or another's too; for formats that name nodes by labels.

    >>> distinct(["Fund", "Fund", ""], ["x:a", "x:b", "x:c"])
    ['Fund (x:a)', 'Fund (x:b)', 'x:c']
    """
    plain = [" ".join(clean(label).split()) for label in labels]
    counts = Counter(plain)
    taken = set(plain)
    found = []
    for label, id_ in zip(plain, ids, strict=True):
        name = label
        if not label or counts[label] > 1:
            name = f"{label} ({clean(id_)})" if label else clean(id_)
            while name in taken:
                name += "'"
            taken.add(name)
        found.append(name)
    return found
