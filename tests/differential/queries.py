"""Generated queries of all forms, with what is known of their answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.terms import Iri, Quad, n3
from tests.differential.data import NAMESPACE, iri
from tests.differential.draw import Draw
from tests.differential.expressions import number, value
from tests.differential.parts import Part, part
from tests.differential.patterns import first_few, group, grouped

__all__ = ["PROLOGUE", "Question", "names_of", "question", "seen"]

PROLOGUE = f"PREFIX : <{NAMESPACE}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the dataset it asks for.

    Attributes:
        tree: the query without prologue and dataset.
        default: the graphs of FROM; None where there is no dataset clause.
        named: the graphs of FROM NAMED.
        is_union: whether the default graph is all graphs together.
    """

    tree: Part
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()
    is_union: bool = False

    @property
    def clauses(self) -> str:
        """FROM and FROM NAMED."""
        if self.default is None:
            return ""
        plain = "".join(f"FROM :{name} " for name in self.default)
        return plain + "".join(f"FROM NAMED :{name} " for name in self.named)


def question(draw: Draw) -> Question:
    """A query: mostly SELECT; some ask for a dataset of their own."""
    tree = _form(draw)
    if draw.chance(0.12):
        names = ("g1", "g1", "g2", "g3")
        default = tuple(dict.fromkeys(draw.random.sample(names, draw.one(1, 2, 3))))
        return Question(tree, default, tuple(dict.fromkeys(draw.random.sample(names, draw.one(0, 1, 2)))))
    return Question(tree, is_union=draw.chance(0.25))


def seen(question: Question, quads: tuple[Quad, ...]) -> tuple[Quad, ...]:
    """The quads as the query sees them: its default graph made, graphs that it does not name left out."""
    if question.default is not None:
        default, named = _graphs(question.default), _graphs(question.named)
        chosen = [each for each in quads if each.graph in named]
        merged = [each._replace(graph=None) for each in quads if each.graph in default]
        return tuple(dict.fromkeys([*merged, *chosen]))
    if question.is_union:
        return tuple(dict.fromkeys([*(each._replace(graph=None) for each in quads), *quads]))
    return quads


def names_of(quads: Iterable[Quad]) -> list[str]:
    """The named graphs of a dataset, in angle brackets."""
    return sorted({n3(each.graph) for each in quads if each.graph})


def _graphs(names: tuple[str, ...]) -> set[Iri]:
    return {iri(name) for name in names}


def _form(draw: Draw) -> Part:
    depth = draw.one(0, 1, 1, 2, 2, 3)
    match draw.random.choices(("SELECT", "ASK", "CONSTRUCT"), (20, 1, 1))[0]:
        case "ASK":
            return part("query", "ASK §", group(draw, depth))
        case "CONSTRUCT":
            template = draw.one("?s :made ?o", "?s ?p ?o . ?o :of [] ", "_:n :is ?x ; :was ?y", ":a :b ?v")
            return part("query", f"CONSTRUCT {{ {template} }} §WHERE ", group(draw, depth))
        case _:
            return _select(draw, depth)


def _select(draw: Draw, depth: int) -> Part:
    inner = group(draw, depth)
    names = list(dict.fromkeys(draw.variable() for _ in range(draw.one(1, 2, 3))))
    if draw.chance(0.25):
        pieces = grouped(draw, inner, names).pieces
        return part("query", *(" §WHERE " if piece == " WHERE " else piece for piece in pieces))
    word = draw.one("", "", "", "DISTINCT ")
    if draw.chance(0.3):
        return part("query", f"SELECT {word}* §WHERE ", inner, *_values_after(draw))
    if draw.is_blank_free and draw.chance(0.3):
        limit = first_few(draw, names)
        return part("query", f"SELECT {word}{' '.join(names)} §WHERE ", inner, limit)
    columns = [*names, *draw.numbers[:1]]
    return part("query", f"SELECT {word}{' '.join(columns)}", *_computed(draw), " §WHERE ", inner)


def _computed(draw: Draw) -> list[Part]:
    if not draw.chance(0.25):
        return []
    made = (
        number(draw, 2)
        if draw.chance(0.6) and not draw.is_structural
        else value(draw, 2, lambda inner, depth: group(inner, min(depth, 1)))
    )
    return [part("modifier", " (", made, f" AS {draw.fresh('t')})")]


def _values_after(draw: Draw) -> list[Part]:
    if not draw.chance(0.15):
        return []
    return [part("modifier", f" VALUES {draw.variable()} {{ {draw.term()} {draw.node()} UNDEF }}")]
