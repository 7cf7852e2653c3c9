"""Keys by which SQL sorts solutions as ``graph.engine.exact.order`` does.

Where the tags say that all terms are of one kind, its value is the key; otherwise a text that sorts as the
exact key does.
"""

from collections.abc import Sequence

from graph.engine.exact import sort_key, term_of
from graph.engine.expressions.scope import Scope
from graph.engine.expressions.sortable import sortable
from graph.engine.expressions.value import compile_text
from graph.sparql.algebra import Expression

__all__ = ["compile_sort"]


def compile_sort(expression: Expression, scope: Scope) -> tuple[str, ...]:
    """SQL of the keys that sort by this expression, upwards, the earlier before the later.

    NULL, which is unbound or an error, comes first; say so where SQL would have it last.
    https://www.w3.org/TR/sparql11-query/#modOrderBy
    """
    text = compile_text(expression, scope)
    return (scope.functions.call(_key_of_text, [text]),)


def _key_of_text(texts: Sequence[str | None]) -> str | None:
    (text,) = texts
    return None if text is None else sortable(sort_key(term_of(text)))
