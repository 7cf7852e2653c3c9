"""Generated groups of patterns that need not share a variable, with OPTIONALs and conditions across them.

The planner of the database underneath has given wrong rows for such shapes, and what it does depends on how
many rows it expects: so the datasets come in many sizes.
"""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from graph.terms import XSD, Literal, Quad, Term
from tests.differential.data import iri

__all__ = ["query", "skewed"]

_VARIABLES = ("?a", "?b", "?c", "?d", "?e", "?f")
_PREDICATES = 4
_SIZES = (5, 15, 40, 100, 250, 500)


def skewed(random: Random) -> tuple[Quad, ...]:
    """Few nodes with many links and values, in one graph: from 5 to 500 quads."""
    size = random.choice(_SIZES)
    nodes = max(3, size // 10)

    def node() -> str:
        return f"n{random.randrange(nodes)}"

    def value() -> Term:
        if random.random() < 1 / 5:
            return Literal(str(random.randrange(20)), f"{XSD}integer")
        return iri(node()) if random.random() < 3 / 4 else Literal(f"t{random.randrange(10)}")

    made = [Quad(iri(node()), iri(_predicate(random)), value(), None) for _ in range(size)]
    return tuple(dict.fromkeys(made))


def query(random: Random) -> str:
    """A SELECT of everything from one such group, at times with another within it."""
    return f"SELECT * {{ {' '.join(_elements(random, _VARIABLES))} }}"


def _elements(random: Random, variables: tuple[str, ...], *, is_inner: bool = False) -> list[str]:
    elements: list[str] = []
    used: list[str] = []
    for _ in range(random.choice((1, 2, 2, 2, 3))):
        elements += _chain(random, variables, used)
    elements += [_optional(random, variables, used) for _ in range(random.choice((0, 1, 1, 2)))]
    elements += [f"FILTER({_comparison(random, used)})" for _ in range(random.choice((0, 1, 1, 2)))]
    if not is_inner and random.random() < 0.4:
        inner = _elements(random, tuple(random.sample(variables, 4)), is_inner=True)
        elements.append(f"{{ SELECT * {{ {' '.join(inner)} }} }}")
    if random.random() < 0.2:
        random.shuffle(elements)
    return elements


def _chain(random: Random, variables: tuple[str, ...], used: list[str]) -> Iterator[str]:
    """Patterns from one variable to the next; what they bind is added to ``used``."""
    names = random.sample(variables, random.choice((2, 3)))
    used += names
    for start, end in pairwise(names):
        yield f"{start} :{_predicate(random)} {end} ."


def _optional(random: Random, variables: tuple[str, ...], used: list[str]) -> str:
    start, end = random.choice(used), random.choice(variables)
    within = used[:]
    used.append(end)
    condition = f"FILTER({end} {_sign(random)} {random.choice(within)})" if random.random() < 0.3 else ""
    return f"OPTIONAL {{ {start} :{_predicate(random)} {end} . {condition} }}"


def _comparison(random: Random, used: list[str]) -> str:
    return f"{random.choice(used)} {_sign(random)} {random.choice(used)}"


def _sign(random: Random) -> str:
    # Not <= and >=: the reference finds nodes at most and at least themselves, the recommendation's
    # operator table an error (https://www.w3.org/TR/sparql11-query/#OperatorMapping).
    return random.choice(("<", "=", "!="))


def _predicate(random: Random) -> str:
    return f"p{random.randrange(_PREDICATES)}"
