"""The whole expression language of SPARQL on terms, exactly by the recommendation.

https://www.w3.org/TR/sparql11-query/#expressions, with the additions of
https://www.w3.org/TR/sparql12-query/. Where the columns can't answer by themselves, this does.
"""

from graph.engine.exact.text import term_of, text_of

__all__ = [
    "term_of",
    "text_of",
]
