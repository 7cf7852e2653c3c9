"""What the generators share: a source of chance, and the names that a query has used so far."""

from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from graph.terms import Literal, n3
from tests.differential.data import GRAPHS, NAMESPACE, NODES, iri, literal

__all__ = ["Draw"]

Option = TypeVar("Option")
_NODES = ("?s", "?x", "?y")
_VALUES = ("?v", "?w", "?o")


@dataclass(slots=True)
class Draw:
    """The choices of one query.

    Attributes:
        random: where they come from.
        is_blank_free: whether the data has no blank nodes, so that every order can be total.
        is_ill_typed: whether the data has literals that are not of their type. The truth of such a literal is
            false in SPARQL 1.1 and an error in 1.2, as in the reference, so no condition is a bare term.
        is_graphless: whether no pattern names a graph.
        literals: what constants are drawn from; empty: from all that the data may hold.
        is_structural: whether nothing looks into a literal: it is matched, joined, counted and passed on.
        bound: variables that BIND and AS have made so far, any of which a later pattern may use.
        numbers: those that hold a computed number; the reference writes it in a way of its own, so it is
            compared and reckoned with, but neither joined nor turned into text.
        used: variables of patterns so far.
        made: how many names have been made.
    """

    random: Random
    is_blank_free: bool = False
    is_ill_typed: bool = False
    is_graphless: bool = False
    literals: tuple[Literal, ...] = ()
    is_structural: bool = False
    bound: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    made: int = 0

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share

    def one(self, *options: Option) -> Option:
        """One of the options."""
        return self.random.choice(options)

    def fresh(self, stem: str) -> str:
        """A variable that the query has not used."""
        self.made += 1
        return f"?{stem}{self.made}"

    def variable(self) -> str:
        """Any variable that a pattern may bind, or that the query has made."""
        if self.bound and self.chance(0.15):
            return self.random.choice(self.bound)
        if self.used and self.chance(0.8):
            return self.random.choice(self.used)
        return self.random.choice(_NODES + _VALUES)

    def quantity(self) -> str:
        """A variable that may be a computed number."""
        return self.random.choice(self.numbers) if self.numbers and self.chance(0.3) else self.variable()

    def node_variable(self) -> str:
        """A variable that mostly stands for nodes, so that patterns join."""
        return self._use(self.variable() if self.chance(0.04) else self.random.choice(_NODES))

    def value_variable(self) -> str:
        """A variable that mostly stands for literals."""
        return self._use(self.variable() if self.chance(0.1) else self.random.choice(_VALUES))

    def _use(self, name: str) -> str:
        self.used.append(name)
        return name

    def node(self) -> str:
        """A node of the data, seldom one that it does not have."""
        return f"<{NAMESPACE}{'nowhere' if self.chance(0.03) else self.random.choice(NODES)}>"

    def graph(self) -> str:
        """The name of a graph, which the data may or may not have."""
        return f"<{NAMESPACE}{self.random.choice(GRAPHS)}>"

    def literal(self) -> str:
        """A literal."""
        return n3(
            self.random.choice(self.literals)
            if self.literals
            else literal(self.random, is_ill_typed=self.is_ill_typed)
        )

    def term(self) -> str:
        """A node or literal."""
        return self.literal() if self.chance(0.5) else n3(iri(self.random.choice(NODES)))
