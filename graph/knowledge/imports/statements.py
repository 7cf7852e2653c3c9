"""What the importers share: names made of text, and statements put together."""

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from types import MappingProxyType
from unicodedata import normalize

from graph.errors import ReadError
from graph.terms import BASE, RDF_LANG_STRING, XSD, Iri, Literal, Quad, Term, expand

__all__ = [
    "Period",
    "Source",
    "about",
    "item",
    "label",
    "names_by_count",
    "quarter_or_less",
    "slug",
    "text_of",
    "year_of",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Where statements come from.

    Attributes:
        name: what its own IRI and that of its named graph end in.
        title: its name in English and in French.
        issued: its day or year; empty where unknown.
        fingerprint: SHA-256 of the file, in hexadecimal digits.
    """

    name: str
    title: tuple[str, str]
    issued: str = ""
    fingerprint: str = ""

    @property
    def iri(self) -> Iri:
        """The source itself."""
        return item(self.name)

    @property
    def graph(self) -> Iri:
        """The named graph that holds what it says."""
        return Iri(f"{BASE}graph/{self.name}")

    def described(self) -> Iterator[Quad]:
        """The source as far as the file tells of itself."""
        about_it: list[tuple[str, Term]] = [
            ("rdf:type", Iri(expand("prov:Entity"))),
            ("rdf:type", Iri(expand("dcat:Dataset"))),
            ("rdfs:label", label(self.title[0], "en")),
            ("rdfs:label", label(self.title[1], "fr")),
            ("mlg:namedGraph", self.graph),
            ("mlg:confidence", Iri(expand("confidence:confirmed"))),
        ]
        if self.issued:
            kind = "date" if len(self.issued) > len("2019") else "gYear"
            about_it.append(("dcterms:issued", Literal(self.issued, f"{XSD}{kind}")))
        if self.fingerprint:
            about_it.append(("dcterms:identifier", Literal(f"sha256:{self.fingerprint}")))
        return about(self.iri, Iri(expand("g:sources")), *about_it)


@dataclass(frozen=True, slots=True)
class Period:
    """A time as stated, and the days it may and must cover.

    Attributes:
        stated: the literal that a source gives.
        first: the first day it may mean.
        last: the last day it may mean.
    """

    stated: Literal
    first: date
    last: date


def about(subject: Iri, graph: Iri, *statements: tuple[str, Term]) -> Iterator[Quad]:
    """Statements about one thing, their properties as ``prefix:name``."""
    return (Quad(subject, Iri(expand(name)), value, graph) for name, value in statements)


def item(name: str) -> Iri:
    """The thing of that name."""
    return Iri(f"{BASE}id/{name}")


def label(text: str, language: str) -> Literal:
    """A name in a language."""
    return Literal(text, RDF_LANG_STRING, language)


def slug(text: str) -> str:
    """A name in small letters, digits and hyphens, as identifiers are written.

    >>> slug("Île-de-France: l'État")
    'ile-de-france-l-etat'
    """
    plain = normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def text_of(data: bytes) -> StringIO:
    """The file as text, its line ends as they are.

    Raises:
        ReadError: it is not UTF-8.
    """
    try:
        return StringIO(data.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        raise ReadError(f"This file is not UTF-8: byte {error.start} is {data[error.start]:#04x}.") from error


def names_by_count(told: Iterable[tuple[Iri, str]]) -> Mapping[Iri, str]:
    """For each thing the name it is given most often; of equals the first in the alphabet."""
    counts: dict[Iri, Counter[str]] = defaultdict(Counter)
    for thing, name in told:
        counts[thing][name] += bool(name)
    best = {thing: min(found, key=lambda name: (-found[name], name)) for thing, found in counts.items()}
    return MappingProxyType(best)


def year_of(text: str) -> Period:
    """A year as a period.

    Raises:
        ValueError: the text is no year.
    """
    year = int(text)
    return Period(Literal(f"{year:04d}", f"{XSD}gYear"), date(year, 1, 1), date(year, 12, 31))


_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


def quarter_or_less(text: str) -> Period | None:
    """``2017 June``, ``2020 Q1`` or ``2011`` as a period; None of any other text.

    >>> quarter_or_less("2020 Q1").last.isoformat(), quarter_or_less("n.a.")
    ('2020-03-31', None)
    """
    found = re.fullmatch(r"(\d{4})(?: (Q[1-4]|[A-Z][a-z]+))?", text.strip())
    if not found or (found[2] and not found[2].startswith("Q") and found[2] not in _MONTHS):
        return None
    year, part = int(found[1]), found[2]
    if not part:
        return year_of(found[1])
    is_quarter = part.startswith("Q")
    last = 3 * int(part[1]) if is_quarter else _MONTHS[part]
    stated = Literal(text.strip()) if is_quarter else Literal(f"{year}-{last:02d}", f"{XSD}gYearMonth")
    first = date(year, last - 2 if is_quarter else last, 1)
    return Period(stated, first, date(year, last, calendar.monthrange(year, last)[1]))
