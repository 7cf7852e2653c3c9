"""The graphs that a request names, written into its update: the evaluator has no parameter for them."""

from collections.abc import Iterator

from graph.sparql.requests import DatasetClause
from graph.sparql.tokens import Token, tokens
from graph.terms import n3

__all__ = ["using"]


def using(text: str, graphs: tuple[DatasetClause, ...]) -> str:
    """USING before each WHERE; ``DELETE WHERE {…}`` becomes ``DELETE {…} USING … WHERE {…}``."""
    clauses = " ".join(f"USING {'NAMED ' * each.is_named}{n3(each.name)}" for each in graphs)
    return "".join(_pieces(text, clauses)) if graphs else text


def _pieces(text: str, clauses: str) -> Iterator[str]:
    depth, end, before = 0, 0, ""
    for token in tokens(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if not depth and token.text.upper() == "WHERE":
            yield text[end : token.offset]
            yield f"{_group(text, token) if before == 'DELETE' else ''} {clauses} "
            end = token.offset
        before = token.text.upper()
    yield text[end:]


def _group(text: str, where: Token) -> str:
    """The group that follows."""
    depth = 0
    for token in tokens(text[where.offset :]):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.text == "}" and not depth:
            return text[where.offset + len(where.text) : where.offset + token.offset + 1]
    raise ValueError(text)
