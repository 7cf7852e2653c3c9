"""What a person means by a name: an IRI, ``prefix:name``, or the last part of an IRI; and by a day."""

from collections.abc import Iterable
from datetime import date

from graph.errors import ParameterError, UnknownName
from graph.terms import expand, local_name, shorten

__all__ = ["day_of", "named", "resolved", "spoken"]


def named(kind: str, name: str, known: Iterable[str]) -> list[str]:
    """The IRIs a person means by a name: that IRI, or all with that local name, case aside.

    Raises:
        UnknownName: there is none; names the nearest.
    """
    pool = sorted(known)
    full = expand(name.strip().removeprefix("<").removesuffix(">"))
    found = [iri for iri in pool if iri == full]
    found = found or [iri for iri in pool if local_name(iri).lower() == name.strip().lower()]
    if not found:
        raise UnknownName(kind, name, map(shorten, pool))
    return found


def resolved(kind: str, names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The same for several names."""
    pool = tuple(known)
    return tuple(sorted({iri for name in names for iri in named(kind, name, pool)}))


def spoken(iris: Iterable[str]) -> str:
    """IRIs as words: ``funds or hosts``."""
    return " or ".join(sorted(local_name(iri) for iri in iris))


def day_of(day: date | str) -> date:
    """The day, which may be written as ISO 8601 has it.

    Raises:
        ParameterError: it is no day.
    """
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise ParameterError(f"A day such as 2019-05-07 is needed here, not {day!r}.") from error
