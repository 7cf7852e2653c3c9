"""Where things are on the earth, as far as a dataset says so."""

import re
from collections.abc import Iterable, Iterator

from graph.answer import Table
from graph.dataset import Dataset
from graph.terms import PREFIXES, Iri, Literal, Term

__all__ = ["coordinates_of"]

_QUERY = f"""
PREFIX geo: <{PREFIXES["geo"]}>
PREFIX mlg: <{PREFIXES["mlg"]}>
PREFIX schema: <{PREFIXES["schema"]}>
PREFIX wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT DISTINCT ?thing ?rank ?wkt ?latitude ?longitude
WHERE {{
  {{ ?place geo:hasGeometry/geo:asWKT ?wkt }}
  UNION {{ ?place schema:latitude ?latitude ; schema:longitude ?longitude }}
  UNION {{ ?place schema:geo/schema:latitude ?latitude ; schema:geo/schema:longitude ?longitude }}
  UNION {{ ?place wgs:lat ?latitude ; wgs:long ?longitude }}
  ?thing mlg:locatedIn? ?place
  BIND(IF(?thing = ?place, 0, 1) AS ?rank)
}}
ORDER BY ?thing ?rank ?wkt ?latitude ?longitude
"""
# Longitude first, unless a system says otherwise: https://docs.ogc.org/is/22-047r1/22-047r1.html#_well_known_text
_POINT = re.compile(r"\s*(?:<([^>]*)>)?\s*POINT\s*Z?\s*\(\s*([-+.\deE]+)[\s,]+([-+.\deE]+)", re.IGNORECASE)
_LATITUDE_FIRST = ("/EPSG/0/4326", "/EPSG/9.9.1/4326")


def coordinates_of(dataset: Dataset, names: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Name (IRI) → latitude and longitude in degrees (WGS 84), for those that have them.

    A thing without coordinates has those of the place it is located in. Of several, the first is taken.
    Geometries other than points are left aside, and so are numbers that no place on the earth has.
    """
    wanted = set(names)
    found: dict[str, tuple[float, float]] = {}
    for thing, place in _places(dataset):
        if thing in wanted and abs(place[0]) <= 90 and abs(place[1]) <= 180:  # noqa: PLR2004 - degrees of a circle
            found.setdefault(thing, place)
    return found


def _places(dataset: Dataset) -> Iterator[tuple[str, tuple[float, float]]]:
    answer = dataset.query(_QUERY)
    for row in answer.rows if isinstance(answer, Table) else ():
        thing, _, wkt, latitude, longitude = row
        place = _of_text(wkt) if wkt is not None else _of_numbers(latitude, longitude)
        if isinstance(thing, Iri) and place:
            yield thing.value, place


def _of_text(wkt: Term) -> tuple[float, float] | None:
    found = _POINT.match(wkt.value) if isinstance(wkt, Literal) else None
    if found is None:
        return None
    try:
        one, two = float(found[2]), float(found[3])
    except ValueError:
        return None
    return (one, two) if (found[1] or "").endswith(_LATITUDE_FIRST) else (two, one)


def _of_numbers(latitude: Term | None, longitude: Term | None) -> tuple[float, float] | None:
    if not isinstance(latitude, Literal) or not isinstance(longitude, Literal):
        return None
    try:
        return float(latitude.value), float(longitude.value)
    except ValueError:
        return None
