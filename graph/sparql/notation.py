"""Nodes and paths as SPARQL writes them: what a text to be sent and a text to be read share."""

from graph.sparql.syntax import (
    Alternative,
    Blank,
    Inverse,
    Negated,
    Node,
    Path,
    Repeat,
    Sequence,
    TripleNode,
    Variable,
)
from graph.terms import Iri, Term, n3

__all__ = ["node_text", "path_text"]


def node_text(node: Node | Term) -> str:
    """A node of a pattern, or a term.

    The labels of blank nodes are set apart: those of the text can't meet those that brackets and lists stood
    for.
    """
    match node:
        case Variable(name):
            return f"?{name}"
        case Blank(label):
            return f"_:n{label[1:]}" if label.startswith("-") else f"_:l{label}"
        case TripleNode(subject, predicate, object_):
            return f"<<( {' '.join(map(node_text, (subject, predicate, object_)))} )>>"
        case _:
            return n3(node)


def path_text(path: Path) -> str:
    """A property path, with the brackets that it needs (https://www.w3.org/TR/sparql11-query/#rPath).

    >>> path_text(Repeat(Inverse(Iri("x:p")), "*")), path_text(Inverse(Repeat(Iri("x:p"), "*")))
    ('(^<x:p>)*', '^<x:p>*')
    """
    match path:
        case Inverse(inner):
            return f"^({path_text(inner)})" if isinstance(inner, Inverse) else f"^{path_text(inner)}"
        case Repeat(inner, times):
            is_loose = isinstance(inner, Inverse | Repeat)
            return f"({path_text(inner)}){times}" if is_loose else f"{path_text(inner)}{times}"
        case Sequence(several):
            return f"({'/'.join(map(path_text, several))})"
        case Alternative(several):
            return f"({'|'.join(map(path_text, several))})"
        case Negated(forward, backward):
            return f"!({'|'.join([*map(n3, forward), *(f'^{n3(each)}' for each in backward)])})"
        case Variable() | Iri():
            return node_text(path)
