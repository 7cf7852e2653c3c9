"""When a situation holds: what its source states, and the bounds that were drawn from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.knowledge.facts import Fact
from graph.terms import PREFIXES, Iri, Literal

__all__ = ["BOUNDS", "Validity", "validity_of"]

_MLG = PREFIXES["mlg"]
STATED = Iri(f"{_MLG}statedTime")
BASIS = Iri(f"{_MLG}boundsBasis")
BOUNDS = {
    "possible_from": Iri(f"{_MLG}possibleFrom"),
    "possible_until": Iri(f"{_MLG}possibleUntil"),
    "certain_from": Iri(f"{_MLG}certainFrom"),
    "certain_until": Iri(f"{_MLG}certainUntil"),
}
"""Bound → the property that gives it."""


@dataclass(frozen=True, slots=True)
class Validity:
    """When a situation holds, as far as its source tells.

    Attributes:
        stated: the time in the source's own terms, English first.
        possible_from: first day on which it may hold, as ISO day; empty is unknown.
        possible_until: last day on which it may hold.
        certain_from: first day on which it surely holds.
        certain_until: last day on which it surely holds.
        basis: what the bounds rest on, or None.
    """

    stated: tuple[Literal, ...] = ()
    possible_from: str = ""
    possible_until: str = ""
    certain_from: str = ""
    certain_until: str = ""
    basis: Iri | None = None

    def text(self) -> str:
        """The bounds in words; what is not known is said to be not known.

        >>> Validity(possible_from="2018-01-01", possible_until="2018-12-31").text()
        'between 2018-01-01 and 2018-12-31'
        >>> Validity(certain_from="2019-05-07").text()
        'from 2019-05-07 at the latest, end not known'
        >>> Validity(certain_from="2019-05-07", certain_until="2019-05-07").text()
        'certain on 2019-05-07, begin and end not known'
        >>> Validity(possible_from="2014-01-01", certain_from="2014-12-31", certain_until="2014-12-31").text()
        'from between 2014-01-01 and 2014-12-31, until 2014-12-31 at the earliest'
        """
        bounds = (self.possible_from, self.possible_until, self.certain_from, self.certain_until)
        match bounds:
            case "", "", "", "":
                return "time not known"
            case begin, end, "", "":
                return _window(begin, end)
            case "", "", sure, last if sure and last:
                span = f"on {sure}" if sure == last else f"from {sure} to {last}"
                return f"certain {span}, begin and end not known"
            case begin, end, sure, last if (begin, end) == (sure, last) and begin and end:
                return begin if begin == end else f"{begin} to {end}"
            case begin, end, sure, last:
                return f"{_begin(begin, sure)}, {_end(end, last)}"


def validity_of(facts: Sequence[Fact]) -> Validity:
    """The validity that a situation's facts give.

    Where sources differ, the possible bounds are the widest and the certain ones the narrowest.
    """
    stated = [fact.value for fact in facts if fact.property == STATED and isinstance(fact.value, Literal)]
    basis = [fact.value for fact in facts if fact.property == BASIS and isinstance(fact.value, Iri)]
    return Validity(
        stated=tuple(sorted(stated, key=lambda literal: (literal.language != "en", literal.value))),
        possible_from=min(_days(facts, "possible_from"), default=""),
        possible_until=max(_days(facts, "possible_until"), default=""),
        certain_from=max(_days(facts, "certain_from"), default=""),
        certain_until=min(_days(facts, "certain_until"), default=""),
        basis=min(basis, default=None),
    )


def _days(facts: Iterable[Fact], bound: str) -> list[str]:
    wanted = BOUNDS[bound]
    return [fact.value.value for fact in facts if fact.property == wanted and isinstance(fact.value, Literal)]


def _window(begin: str, end: str) -> str:
    if not begin:
        return f"{end} at the latest"
    if not end:
        return f"{begin} at the earliest"
    return begin if begin == end else f"between {begin} and {end}"


def _begin(possible: str, certain: str) -> str:
    if possible and certain:
        return f"from {certain}" if possible == certain else f"from between {possible} and {certain}"
    if certain:
        return f"from {certain} at the latest"
    return f"from {possible} at the earliest" if possible else "begin not known"


def _end(possible: str, certain: str) -> str:
    if possible and certain:
        return f"until {certain}" if possible == certain else f"until between {certain} and {possible}"
    if certain:
        return f"until {certain} at the earliest"
    return f"until {possible} at the latest" if possible else "end not known"
