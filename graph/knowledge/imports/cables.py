"""TeleGeography's public map data of submarine cables: an archive with one JSON file a cable.

Each pair of a cable and a point it lands at is a landing: planned where it is to be ready for service after
the day of the archive, else stated; without time where none is given.
"""

import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

from graph.errors import ReadError
from graph.knowledge.imports.statements import Source, about, item, label, quarter_or_less, slug
from graph.terms import PREFIXES, XSD, Iri, Literal, Quad, Term, expand, local_name

__all__ = ["cables"]

_WKT = f"{PREFIXES['geo']}wktLiteral"
_BETWEEN_OWNERS = re.compile(r",(?!\s*(?:Inc|LLC|Lda|Ltd|Limited)\b)")


def cables(data: bytes, day: date) -> tuple[list[Quad], str]:
    """The archive as statements, each once, and how many cables and landings it has, in words.

    Args:
        data: a tar archive, packed or not, with files ``…/cable/NAME.json``.
        day: the state of the archive.

    Raises:
        ReadError: it is no such archive.
    """
    titles = (
        f"TeleGeography cable map data, {day}",
        f"Données de la carte des câbles de TeleGeography, {day}",
    )
    source = Source(f"telegeography-{day}", titles, day.isoformat(), sha256(data).hexdigest())
    found = sorted(_read(data), key=lambda cable: str(cable["id"]))
    if not found:
        raise ReadError("There is no cable in this archive: it needs files such as …/cable/NAME.json.")
    quads = list(source.described())
    for cable in found:
        quads += _cable(cable, source)
        quads += _landings(cable, source, day)
    many = sum(len(cable["landing_points"]) for cable in found)
    return list(dict.fromkeys(quads)), f"{len(found):,} cables with {many:,} landings."


def _read(data: bytes) -> Iterator[dict[str, Any]]:
    try:
        with tarfile.open(fileobj=BytesIO(data)) as archive:
            for member in archive:
                file = archive.extractfile(member) if "/cable/" in member.name and member.isfile() else None
                cable = json.load(file) if file and member.name.endswith(".json") else None
                if isinstance(cable, dict) and {"id", "name", "landing_points"} <= cable.keys():
                    yield cable
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise ReadError(f"This is no archive of cables: {error}.") from error


def _cable(cable: dict[str, Any], source: Source) -> Iterator[Quad]:
    statements: list[tuple[str, Term]] = [
        ("rdf:type", Iri(expand("mlg:SubmarineCableSystem"))),
        ("rdfs:label", label(str(cable["name"]), "en")),
    ]
    length = str(cable.get("length") or "").removesuffix(" km").replace(",", "")
    if length.replace(".", "", 1).isdecimal() and float(length) > 0:
        statements.append(("mlg:lengthKm", Literal(length, f"{XSD}decimal")))
    for owner in _owners(cable):
        yield from about(
            _owner(owner),
            source.graph,
            ("rdf:type", Iri(expand("org:Organization"))),
            ("rdfs:label", label(owner, "en")),
        )
        statements.append(("mlg:owner", _owner(owner)))
    yield from about(_cable_iri(cable), source.graph, *statements)


def _owners(cable: dict[str, Any]) -> list[str]:
    """The owners, who stand between commas; a legal form after a comma belongs to the name before it."""
    names = (name.strip() for name in _BETWEEN_OWNERS.split(str(cable.get("owners") or "")))
    return [name for name in names if slug(name) not in {"", "n-a"}]


def _owner(name: str) -> Iri:
    return item(f"organisation-{slug(name)}")


def _cable_iri(cable: dict[str, Any]) -> Iri:
    return item(f"cable-{slug(str(cable['id']))}")


def _landings(cable: dict[str, Any], source: Source, day: date) -> Iterator[Quad]:
    time = _time(str(cable.get("rfs") or ""), day, source)
    for point in cable["landing_points"]:
        where = item(f"lp-{slug(str(point['id']))}")
        yield from _point(point, where, source)
        yield from about(
            item(f"landing-{slug(str(cable['id']))}-{slug(str(point['id']))}-{day}"),
            source.graph,
            ("rdf:type", Iri(expand("mlg:CableLanding"))),
            ("rdfs:label", label(f"{cable['name']}: {point['name']} ({day})", "en")),
            ("mlg:cable", _cable_iri(cable)),
            ("mlg:landingPoint", where),
            *time,
        )


def _time(ready: str, day: date, source: Source) -> Iterable[tuple[str, Term]]:
    period = quarter_or_less(ready)
    is_planned = period is not None and period.first > day
    statements: list[tuple[str, Term]] = [
        ("mlg:epistemicStatus", Iri(expand("st:planned" if is_planned else "st:stated"))),
        ("prov:wasDerivedFrom", source.iri),
    ]
    if period:
        first = Literal(period.first.isoformat(), f"{XSD}date")
        statements += [
            ("mlg:readyForService", period.stated),
            ("mlg:possibleFrom", first),
            ("mlg:boundsBasis", Iri(expand("basis:computed"))),
        ]
    return statements


def _point(point: dict[str, Any], where: Iri, source: Source) -> Iterator[Quad]:
    name, _, country = str(point["name"]).rpartition(", ")
    state = item(f"country-{slug(country)}")
    yield from about(
        state, source.graph, ("rdf:type", Iri(expand("mlg:Place"))), ("rdfs:label", label(country, "en"))
    )
    yield from about(
        where,
        source.graph,
        ("rdf:type", Iri(expand("mlg:LandingPoint"))),
        ("rdfs:label", label(name or country, "en")),
        ("mlg:locatedIn", state),
    )
    latitude, comma, longitude = str(point.get("latlon") or "").partition(",")
    if comma:
        geometry = item(f"{local_name(where.value)}-geometry")
        yield from about(where, source.graph, ("geo:hasGeometry", geometry))
        wkt = Literal(f"POINT({longitude.strip()} {latitude.strip()})", _WKT)
        yield from about(geometry, source.graph, ("geo:asWKT", wkt))
