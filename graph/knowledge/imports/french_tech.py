"""The French Tech 120 of one year: a CSV file of companies, laid out anew in most years.

Each company holds the label for a year: the bounds are those of the calendar year, which is our reading (the
file says no more than the year).
"""

import csv
import re
from hashlib import sha256

from graph.errors import ReadError
from graph.knowledge.imports.statements import Source, about, item, label, slug, text_of, year_of
from graph.terms import XSD, Iri, Literal, Quad, expand, local_name

__all__ = ["french_tech"]

_LABEL = item("label-french-tech-120")


def french_tech(data: bytes, year: str) -> tuple[list[Quad], str]:
    """The file of a year as statements, each once, and how many companies it has, in words.

    Args:
        data: rows of ``year,label,company``, ``company,address`` or ``Company,Total funding,…``.
        year: the year of the cohort.

    Raises:
        ReadError: the year is none, or there is no company.
    """
    if not re.fullmatch(r"[12]\d{3}", year):
        raise ReadError(f"The cohort of the French Tech 120 is a year such as 2024, not {year!r}.")
    titles = (f"French Tech 120 of {year}", f"French Tech 120 de {year}")
    source = Source(f"french-tech-120-{year}", titles, year, sha256(data).hexdigest())
    companies = _companies(data)
    if not companies:
        raise ReadError("There is no company in this file.")
    quads = [
        *source.described(),
        *about(
            _LABEL,
            source.graph,
            ("rdf:type", Iri(expand("mlg:Label"))),
            ("rdfs:label", label("French Tech 120", "fr")),
        ),
    ]
    for name in companies:
        quads += _grant(name, year, source)
    return list(dict.fromkeys(quads)), f"{len(companies)} companies of {year}."


def _companies(data: bytes) -> list[str]:
    rows = [row for row in csv.reader(text_of(data)) if row]
    if rows and rows[0][0] == "Company":
        rows = rows[1:]
    names = [(row[2] if re.fullmatch(r"\d{4}", row[0]) and len(row) > 2 else row[0]) for row in rows]  # noqa: PLR2004 - the third column
    return list(dict.fromkeys(name.strip() for name in names if slug(name)))


def company_of(name: str) -> Iri:
    """The company; spellings that differ in case, spaces, accents and signs are one.

    >>> company_of("360 Learning") == company_of("360Learning")
    True
    """
    plain = re.sub(r"\s*\((?:ex|formerly)\b[^)]*\)", "", name)
    return item(f"company-{slug(plain).replace('-', '')}")


def _grant(name: str, year: str, source: Source) -> list[Quad]:
    holder, period = company_of(name), year_of(year)
    grant = item(f"{local_name(holder.value)}-french-tech-120-{year}")
    first, last = (Literal(day.isoformat(), f"{XSD}date") for day in (period.first, period.last))
    return [
        *about(
            holder,
            source.graph,
            ("rdf:type", Iri(expand("mlg:StartUp"))),
            ("rdfs:label", label(name, "fr")),
        ),
        *about(
            grant,
            source.graph,
            ("rdf:type", Iri(expand("mlg:LabelGrant"))),
            ("rdfs:label", label(f"{name}, French Tech 120 {year}", "fr")),
            ("mlg:holder", holder),
            ("mlg:label", _LABEL),
            ("mlg:statedTime", period.stated),
            ("mlg:possibleFrom", first),
            ("mlg:possibleUntil", last),
            ("mlg:boundsBasis", Iri(expand("basis:computed"))),
            ("mlg:epistemicStatus", Iri(expand("st:stated"))),
            ("prov:wasDerivedFrom", source.iri),
        ),
    ]
