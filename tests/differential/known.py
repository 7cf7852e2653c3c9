"""Differences from the reference engine that the recommendations decide in our favour."""

import re
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["RESOLVED", "Resolved", "resolved"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A difference that stays.

    Attributes:
        reason: what the reference does otherwise.
        clause: where the recommendation says what holds.
        holds: whether a query, as text, is one in which it shows.
    """

    reason: str
    clause: str
    holds: Callable[[str], bool]


def _matching(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.DOTALL)
    return lambda text: compiled.search(text) is not None


RESOLVED: tuple[Resolved, ...] = (
    Resolved(
        "IN of an empty list is in error, not false",
        "https://www.w3.org/TR/sparql11-query/#func-in",
        _matching(r"IN \(\)"),
    ),
    Resolved(
        "COUNT of an expression that is in error for some solution is in error",
        "https://www.w3.org/TR/sparql11-query/#defn_aggCount",
        _matching(r"COUNT\((DISTINCT )?[^*?]"),
    ),
    Resolved(
        "MINUS inside EXISTS shares the variables of the solution around, for which it has constants",
        "https://www.w3.org/TR/sparql11-query/#defn_substitute",
        _matching(r"EXISTS \{.*MINUS"),
    ),
    Resolved(
        "no path without length starts at a term that the graphs of FROM do not hold",
        "https://www.w3.org/TR/sparql11-query/#defn_evalPP_ZeroOrMorePath",
        _matching(r"FROM :g[23] .*(:[ab] \S*[*?]|[*?]\)* :[ab] )"),
    ),
)
"""What a run may find and set aside; it prints how often each did."""


def resolved(text: str) -> Resolved | None:
    """The first resolved difference that may show in a query."""
    return next((each for each in RESOLVED if each.holds(text)), None)
