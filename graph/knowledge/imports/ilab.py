"""The winners of the i-Lab contest (France, since 1999), as the ministry for research publishes them: CSV.

A row is an award receipt of a company, in the year of the contest. The research units and structures that the
file ties to the project are involved in that receipt, in a role it does not name. Rows that name no company
tell of people, whom the file does not name either: they are left out, and counted.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256

from graph.errors import ReadError
from graph.knowledge.imports.statements import (
    Period,
    Source,
    about,
    item,
    label,
    names_by_count,
    slug,
    text_of,
    year_of,
)
from graph.terms import XSD, Iri, Literal, Quad, Term, expand, local_name

__all__ = ["ilab"]

_UNIT = ("Id de l'unité de recherche liée au projet", "Unité de recherche liée au projet", "research-unit")
_STRUCTURE = ("Id de la structure liée au projet", "Structure liée au projet", "structure")
_YEAR, _SIREN, _NAME = "Année de concours", "N° SIREN", "Libellé entreprise"
_REGION, _REGION_NAME, _PRIZE = "Id région", "Région", "Grand-Prix"
_DOMAIN = "Domaine technologique"
_NEEDED = frozenset(
    {*_UNIT[:2], *_STRUCTURE[:2], _YEAR, _SIREN, _NAME, _REGION, _REGION_NAME, _PRIZE, _DOMAIN}
)

Row = Mapping[str, str]


def ilab(data: bytes) -> tuple[list[Quad], str]:
    """The file as statements, each once, and what was left out, in words.

    Raises:
        ReadError: a column is missing, or a year is none.
    """
    source = Source(
        "ilab", ("Winners of the i-Lab contest", "Lauréats du concours i-Lab"), "", sha256(data).hexdigest()
    )
    rows = _rows(data)
    kept = [row for row in rows if row[_SIREN] or row[_NAME]]
    quads = [*source.described(), *_contest(source.graph, kept)]
    found = names_by_count(_named(kept))
    names = {thing: name or local_name(thing.value).replace("-", " ") for thing, name in found.items()}
    for thing, kind in dict.fromkeys(_things(kept)):
        quads += about(thing, source.graph, ("rdf:type", kind), ("rdfs:label", label(names[thing], "fr")))
    seen: Counter[str] = Counter()
    for row in kept:
        name = f"{_company_name(row)}-{row[_YEAR]}"
        seen[name] += 1
        again = f"-{seen[name]}" if seen[name] > 1 else ""
        quads += _receipt(row, f"ilab-{name}{again}", names, source)
    words = f"{len(kept):,} of {len(rows):,} rows taken; the others name no company."
    return list(dict.fromkeys(quads)), words


def _rows(data: bytes) -> list[Row]:
    reader = csv.DictReader(text_of(data), delimiter=";")
    missing = sorted(_NEEDED - set(reader.fieldnames or ()))
    if missing:
        raise ReadError(f"This is not the i-Lab file: it lacks the column {missing[0]!r}.")
    rows: list[Row] = [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]
    for number, row in enumerate(rows, 2):
        if not (row[_YEAR].isdecimal() and date.min.year <= int(row[_YEAR]) <= date.max.year):
            raise ReadError(f"Row {number}: the year of the contest is {row[_YEAR]!r}, which is no year.")
    return rows


def _company_name(row: Row) -> str:
    return f"siren-{slug(row[_SIREN])}" if row[_SIREN] else f"company-{slug(row[_NAME])}"


def _partners(row: Row) -> Iterator[tuple[Iri, str]]:
    """Research units and structures, with their names where the row says which name is whose."""
    for id_column, name_column, kind in (_UNIT, _STRUCTURE):
        ids = [each.strip() for each in row[id_column].split(",") if each.strip()]
        # Between names stands a comma without a space; within a name a space follows it.
        names = [each.strip() for each in row[name_column].replace(", ", "\0").split(",")]
        names = [each.replace("\0", ", ") for each in names if each]
        if not ids:
            yield from ((item(f"{kind}-{slug(name)}"), name) for name in names)
            continue
        paired = names if len(names) == len(ids) else [""] * len(ids)
        yield from ((item(f"{kind}-{slug(id_)}"), name) for id_, name in zip(ids, paired, strict=True))


def _named(rows: Iterable[Row]) -> Iterator[tuple[Iri, str]]:
    for row in rows:
        yield item(_company_name(row)), row[_NAME]
        yield _region(row), row[_REGION_NAME][:1].upper() + row[_REGION_NAME][1:]
        yield from _partners(row)


def _things(rows: Iterable[Row]) -> Iterator[tuple[Iri, Iri]]:
    for row in rows:
        yield item(_company_name(row)), Iri(expand("mlg:StartUp"))
        yield _region(row), Iri(expand("mlg:Place"))
        for partner, _ in _partners(row):
            yield partner, Iri(expand("mlg:ResearchOrganization"))


def _region(row: Row) -> Iri:
    return item(f"region-{slug(row[_REGION])}")


def _contest(graph: Iri, rows: Iterable[Row]) -> Iterator[Quad]:
    """The contest, its editions, its awards and the domains it sorts projects into."""
    found = list(rows)
    yield from _thing(item("ilab-contest"), "mlg:EventSeries", "i-Lab", graph)
    for year in sorted({row[_YEAR] for row in found}):
        yield from _thing(item(f"ilab-{year}"), "mlg:EventEdition", f"i-Lab {year}", graph)
        yield from about(item(f"ilab-{year}"), graph, ("mlg:editionOf", item("ilab-contest")))
    for prize in sorted({row[_PRIZE] for row in found}):
        yield from _thing(_award(prize), "mlg:Award", f"i-Lab : {prize or 'lauréat'}", graph)
    for domain in sorted({row[_DOMAIN] for row in found}):
        yield from about(
            _domain(domain),
            graph,
            ("rdf:type", Iri(expand("skos:Concept"))),
            ("skos:prefLabel", label(domain, "fr")),
        )


def _thing(thing: Iri, kind: str, name: str, graph: Iri) -> Iterator[Quad]:
    return about(thing, graph, ("rdf:type", Iri(expand(kind))), ("rdfs:label", label(name, "fr")))


def _award(prize: str) -> Iri:
    return item(f"award-ilab-{slug(prize) or 'laureate'}")


def _domain(name: str) -> Iri:
    return item(f"ilab-domain-{slug(name)}")


def _receipt(row: Row, name: str, names: Mapping[Iri, str], source: Source) -> Iterator[Quad]:
    company, graph = item(_company_name(row)), source.graph
    title = f"{names[company]}, i-Lab {row[_YEAR]}"
    yield from about(company, graph, ("mlg:locatedIn", _region(row)), ("mlg:sector", _domain(row[_DOMAIN])))
    told = _told(year_of(row[_YEAR]), source)
    yield from about(
        item(name),
        graph,
        ("rdf:type", Iri(expand("mlg:AwardReceipt"))),
        ("rdfs:label", label(title, "fr")),
        ("mlg:recipient", company),
        ("mlg:award", _award(row[_PRIZE])),
        ("mlg:atEvent", item(f"ilab-{row[_YEAR]}")),
        *told,
    )
    for partner in dict.fromkeys(partner for partner, _ in _partners(row)):
        yield from about(
            item(f"{name}-{local_name(partner.value)}"),
            graph,
            ("rdf:type", Iri(expand("mlg:Involvement"))),
            ("rdfs:label", label(f"{names[partner]} : {title}", "fr")),
            ("mlg:party", partner),
            ("mlg:involvedIn", item(name)),
            ("org:role", Iri(expand("role:unspecified"))),
            *told,
        )


def _told(period: Period, source: Source) -> tuple[tuple[str, Term], ...]:
    """That the source states it, for a day of that year."""
    return (
        ("mlg:statedTime", period.stated),
        ("mlg:possibleFrom", Literal(period.first.isoformat(), f"{XSD}date")),
        ("mlg:possibleUntil", Literal(period.last.isoformat(), f"{XSD}date")),
        ("mlg:boundsBasis", Iri(expand("basis:computed"))),
        ("mlg:epistemicStatus", Iri(expand("st:stated"))),
        ("prov:wasDerivedFrom", source.iri),
    )
