"""Whether a query has the same answer whenever it is asked of the same data."""

from functools import lru_cache

from graph.sparql.parser import LONGEST_KEPT
from graph.sparql.tokens import tokens

__all__ = ["is_repeatable"]

_CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"})


def is_repeatable(text: str) -> bool:
    """Whether nothing in the text asks for the time, for chance, for new blank nodes or for another service.

    See https://www.w3.org/TR/sparql11-query/#func-now and its neighbours. A word that only looks like one of
    them counts as one.

    >>> is_repeatable("SELECT ?a { ?a ?p 'RAND()' }"), is_repeatable("ASK { FILTER(rand() > 0.5) }")
    (True, False)
    """
    return _remembered(text) if len(text) <= LONGEST_KEPT else _is_repeatable(text)


def _is_repeatable(text: str) -> bool:
    return not any(token.kind == "word" and token.text.upper() in _CHANGING for token in tokens(text))


_remembered = lru_cache(256)(_is_repeatable)
