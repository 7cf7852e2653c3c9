"""Binding parameters: a variable of the text becomes a term, token by token.

The term is written by the N-Triples rules and takes the place of a whole token, so no value can
become syntax. A bound variable may stand wherever a term may: in patterns, filters and sub-selects,
which a VALUES block joined from outside would not reach. See docs/decisions/0003-parameters.md.
"""

from collections.abc import Iterator, Mapping

from graph.errors import ParameterError
from graph.sparql.tokens import projection, tokens
from graph.terms import Term, n3

__all__ = ["bind"]


def bind(text: str, terms: Mapping[str, Term]) -> str:
    """The text with each of these variables replaced by its term.

    Raises:
        ParameterError: a variable is projected, so it can't be replaced.

    >>> from graph.terms import Iri
    >>> bind("ASK { ?x a ?type } # ?x", {"x": Iri("https://example.org/a")})
    'ASK { <https://example.org/a> a ?type } # ?x'
    """
    projected = sorted(set(projection(text) or ()) & terms.keys())
    if projected:
        raise ParameterError(
            f"?{projected[0]} is a column of the query, so it can't be given as a parameter."
        )
    return "".join(_pieces(text, terms))


def _pieces(text: str, terms: Mapping[str, Term]) -> Iterator[str]:
    end = 0
    for token in tokens(text):
        if token.kind == "variable" and token.text[1:] in terms:
            yield text[end : token.offset]
            yield n3(terms[token.text[1:]])
            end = token.offset + len(token.text)
    yield text[end:]
