"""Small generated datasets: several graphs, every kind of term, cycles, and values that are nearly the same.

Each predicate has a taste: ``:num`` numbers, ``:name`` strings, ``:day`` dates, ``:p :q :r`` links that run
in circles, ``:any`` everything. Numbers and dates are written as the reference engine writes them, since it
keeps values, not lexical forms; other forms are the business of ``test_forms``.
"""

from collections.abc import Callable
from random import Random

from graph.terms import RDF_LANG_STRING, XSD, BlankNode, Iri, Literal, Quad, Resource, Term

__all__ = ["GRAPHS", "LINKS", "NAMESPACE", "NODES", "PREDICATES", "comparable", "iri", "literal", "quads"]

NAMESPACE = "http://example.org/"
NODES = ("a", "b", "c", "d")
LINKS = ("p", "q", "r")
PREDICATES = (*LINKS, "num", "name", "day", "any")
GRAPHS = ("g1", "g2", "g3")
_BLANKS = tuple(BlankNode(f"x{number}") for number in range(3))

_INTEGERS = ("0", "1", "2", "-1", "10")
_DECIMALS = ("0.5", "1.5", "2.25", "-1.5")
_DOUBLES = ("1.5", "2", "-0.5", "100.25", "INF", "0")
_STRINGS = ("", "a", "b", "abc", "Été", "10", "x y", "aXb", "été", "日本", "ß")
_TAGS = ("en", "fr", "en-gb")
_DAYS = ("2020-01-01", "2019-12-31", "2020-02-29", "1999-06-15")
# A time without a zone is farther from the others than any zone could bring it: nearer, the reference
# guesses, and the order of XML Schema leaves open which comes first (https://www.w3.org/TR/xmlschema11-2/#dateTime).
_TIMES = (
    "2020-01-01T00:00:00Z",
    "2020-01-01T12:30:15.5Z",
    "2019-06-30T23:59:59",
    "2020-01-01T00:00:00+02:00",
)


def iri(name: str) -> Iri:
    """A node, predicate or graph of the generated data."""
    return Iri(NAMESPACE + name)


def quads(random: Random, *, is_ill_typed: bool = False) -> tuple[Quad, ...]:
    """A dataset; the first two nodes are linked in every graph, so that each graph holds them.

    Args:
        random: where it comes from.
        is_ill_typed: whether some literals are not of the type that they name, or not a number.
    """
    graphs: list[Iri | None] = [None, None, None, *map(iri, GRAPHS[: random.randint(1, 3)])]
    found = [Quad(iri("a"), iri("p"), iri("b"), graph) for graph in graphs]
    for _ in range(random.randint(20, 60)):
        predicate = random.choice(PREDICATES)
        object_ = _ill(random) if is_ill_typed and random.random() < 0.1 else _OBJECTS[predicate](random)
        found.append(Quad(_subject(random), iri(predicate), object_, random.choice(graphs)))
        if random.random() < 0.15:
            found.append(found[-1]._replace(graph=random.choice(graphs)))
    return tuple(dict.fromkeys(found))


def literal(random: Random, *, is_ill_typed: bool = False) -> Literal:
    """Any literal."""
    makers = (_number, _name, _day, _odd, *((_ill,) if is_ill_typed else ()))
    found: Literal = random.choice(makers)(random)
    return found


def comparable(random: Random) -> Literal:
    """A number, date, time or truth value: what ``<`` takes, but for strings."""
    truth = Literal(random.choice(("true", "false")), f"{XSD}boolean")
    found: Literal = random.choice((_number(random), _day(random), truth))
    return found


def _ill(random: Random) -> Literal:
    return Literal(
        random.choice(("abc", "maybe", "")), XSD + random.choice(("integer", "boolean", "date", "double"))
    )


def _subject(random: Random) -> Resource:
    return random.choice(_BLANKS) if random.random() < 0.2 else iri(random.choice(NODES))


def _number(random: Random) -> Literal:
    name, forms = random.choice(
        (
            ("integer", _INTEGERS),
            ("integer", _INTEGERS),
            ("decimal", _DECIMALS),
            ("double", _DOUBLES),
            ("float", _DOUBLES),
        )
    )
    return Literal(random.choice(forms), XSD + name)


def _name(random: Random) -> Literal:
    text = random.choice(_STRINGS)
    if random.random() < 0.35:
        return Literal(text, RDF_LANG_STRING, random.choice(_TAGS))
    return Literal(text)


def _day(random: Random) -> Literal:
    if random.random() < 0.5:
        return Literal(random.choice(_DAYS), f"{XSD}date")
    return Literal(random.choice(_TIMES), f"{XSD}dateTime")


def _odd(random: Random) -> Literal:
    return random.choice(
        (
            Literal("true", f"{XSD}boolean"),
            Literal("false", f"{XSD}boolean"),
            Literal("x", f"{NAMESPACE}type"),
            Literal("y", f"{NAMESPACE}type"),
        )
    )


def _any(random: Random) -> Term:
    return _subject(random) if random.random() < 0.4 else literal(random)


_OBJECTS: dict[str, Callable[[Random], Term]] = {
    **dict.fromkeys(LINKS, _subject),
    "num": _number,
    "name": _name,
    "day": _day,
    "any": _any,
}
