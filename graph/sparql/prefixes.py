"""Declaring the project's prefixes in texts that people type."""

from itertools import pairwise

from graph.sparql.tokens import tokens
from graph.terms import PREFIXES

__all__ = ["with_prefixes"]


def with_prefixes(text: str) -> str:
    """The text with a declaration, on its first line, of each project prefix that it uses undeclared.

    >>> with_prefixes("ASK { ?x a mlg:StartUp }")
    'PREFIX mlg: <https://w3id.org/maillage/ontology#> ASK { ?x a mlg:StartUp }'
    """
    found = list(tokens(text))
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    declared = {
        name.text.partition(":")[0] for word, name in pairwise(found) if word.text.upper() == "PREFIX"
    }
    head = "".join(
        f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in sorted(used & PREFIXES.keys() - declared)
    )
    return head + text
