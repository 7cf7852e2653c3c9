"""What expressions of one query share: the time, the base, chance, blank nodes, limits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import count
from random import Random, SystemRandom
from uuid import UUID

from graph.engine.exact.failure import STRING_LIMIT
from graph.engine.exact.moments import read_moment
from graph.engine.exact.values import Value
from graph.terms import BlankNode

__all__ = ["SOLUTION", "Context", "new_context"]

SOLUTION = "_:solution"
"""A name whose cell tells solutions apart, for BNODE("label"); see ``graph.engine.exact.evaluator``."""

_ID_BITS = 128
_REGEX_BUDGET_S = 0.4


def _nothing() -> None:
    """No deadline."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a query's expressions share.

    Attributes:
        now: what NOW() gives, the same during a query.
        base: against which IRI() resolves.
        random: where RAND(), UUID() and blank nodes come from.
        check: raises once the time of the query is over; called by what can take long.
        string_limit: characters that a computed string may have.
        regex_budget_s: seconds that one match of a pattern may take.
        salt: makes blank nodes of labels the query's own.
        turns: numbers for rows that nothing else tells apart.
    """

    now: Value
    base: str = ""
    random: Random = field(default_factory=SystemRandom)
    check: Callable[[], None] = _nothing
    string_limit: int = STRING_LIMIT
    regex_budget_s: float = _REGEX_BUDGET_S
    salt: bytes = b""
    turns: Iterator[int] = field(default_factory=count)

    def blank_node(self) -> BlankNode:
        """A blank node that is nowhere else."""
        return BlankNode(f"b{self.random.getrandbits(_ID_BITS):032x}")

    def labelled(self, label: str, solution: str) -> BlankNode:
        """The blank node of that label in that solution."""
        digest = blake2b(f"{solution}\0{label}".encode(), key=self.salt, digest_size=16)
        return BlankNode(f"b{digest.hexdigest()}")

    def uuid(self) -> str:
        """A version 4 UUID (https://www.rfc-editor.org/rfc/rfc4122#section-4.4), in lower case."""
        return str(UUID(int=self.random.getrandbits(_ID_BITS), version=4))


def new_context(  # noqa: PLR0913 - one argument a fact
    *,
    base: str = "",
    now: datetime | None = None,
    seed: int | None = None,
    check: Callable[[], None] = _nothing,
    string_limit: int = STRING_LIMIT,
    regex_budget_s: float = _REGEX_BUDGET_S,
) -> Context:
    """A context for one query.

    Args:
        base: absolute IRI of the query, if it has one.
        now: the query's time; the clock's if not given. It has a zone.
        seed: makes RAND, UUID and BNODE repeatable.
        check: raises once the time is over.
        string_limit: characters that a computed string may have.
        regex_budget_s: seconds that one match of a pattern may take.
    """
    moment = (now or datetime.now(UTC)).isoformat(timespec="milliseconds")
    random = SystemRandom() if seed is None else Random(seed)  # noqa: S311 - repeatable on request
    return Context(
        now=read_moment("dateTime", moment.replace("+00:00", "Z")),
        base=base,
        random=random,
        check=check,
        string_limit=string_limit,
        regex_budget_s=regex_budget_s,
        salt=random.getrandbits(_ID_BITS).to_bytes(16, "big"),
    )
