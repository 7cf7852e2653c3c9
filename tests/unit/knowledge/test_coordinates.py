"""Where things are, as a dataset says it."""

from collections.abc import Callable

import pytest

from graph.dataset import Dataset
from graph.knowledge.coordinates import coordinates_of

Make = Callable[[str], Dataset]

PREFIXES = """
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX schema: <https://schema.org/>
PREFIX wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#>
"""
EPSG = "<http://www.opengis.net/def/crs/EPSG/0/4326>"


@pytest.mark.parametrize(
    "told",
    [
        '<x:m> geo:hasGeometry [ geo:asWKT "POINT(5.37 43.29)"^^geo:wktLiteral ]',
        f'<x:m> geo:hasGeometry [ geo:asWKT "{EPSG} POINT(43.29 5.37)"^^geo:wktLiteral ]',
        "<x:m> schema:latitude 43.29 ; schema:longitude 5.37",
        "<x:m> schema:geo [ schema:latitude 43.29 ; schema:longitude 5.37 ]",
        "<x:m> wgs:lat 43.29 ; wgs:long 5.37",
        "<x:m> mlg:locatedIn <x:town> . <x:town> wgs:lat 43.29 ; wgs:long 5.37",
    ],
)
def test_coordinates_are_read_in_the_forms_that_are_in_use(dataset_of: Make, told: str) -> None:
    """Latitude first, in degrees; a thing in a place is where the place is."""
    found = coordinates_of(dataset_of(f"{PREFIXES}{told} ."), ["x:m", "x:other"])

    assert found == {"x:m": (43.29, 5.37)}


def test_own_coordinates_come_before_those_of_the_place(dataset_of: Make) -> None:
    """Whatever the order of the statements."""
    told = "<x:m> mlg:locatedIn <x:a> ; wgs:lat 2.0 ; wgs:long 3.0 . <x:a> wgs:lat 1.0 ; wgs:long 1.0 ."

    assert coordinates_of(dataset_of(f"{PREFIXES}{told}"), ["x:m"]) == {"x:m": (2.0, 3.0)}


@pytest.mark.parametrize(
    "told",
    [
        '<x:m> geo:hasGeometry [ geo:asWKT "LINESTRING(0 0, 1 1)"^^geo:wktLiteral ]',
        '<x:m> geo:hasGeometry [ geo:asWKT "POINT(+-. 1)"^^geo:wktLiteral ]',
        "<x:m> wgs:lat 91 ; wgs:long 5",
        '<x:m> wgs:lat "north" ; wgs:long 5',
        '<x:m> wgs:lat "NaN"^^<http://www.w3.org/2001/XMLSchema#double> ; wgs:long 5',
    ],
)
def test_what_is_no_point_of_the_earth_is_left_aside(dataset_of: Make, told: str) -> None:
    """Lines, numbers that are none or too large."""
    assert coordinates_of(dataset_of(f"{PREFIXES}{told} ."), ["x:m"]) == {}
