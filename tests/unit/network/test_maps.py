"""Networks on a map."""

import json
from xml.etree import ElementTree as ET

import pytest

from graph.errors import NetworkError
from graph.network import View, draw
from graph.network.picture.labels import Box
from graph.network.picture.maps import charted, graticule
from tests.unit.network.build import network_of_ties

SVG = "{http://www.w3.org/2000/svg}"
PORTS = {"m": (43.3, 5.4), "g": (44.4, 8.9), "t": (36.8, 10.2)}
"""Marseille, Genoa, Tunis: latitude, longitude."""


def test_nodes_stand_as_on_the_earth() -> None:
    """Genoa lies north and east of Marseille, Tunis south and east of both."""
    chart = charted(network_of_ties("m-g g-t"), PORTS)

    (m, g, t) = (chart.places[name] for name in "mgt")
    assert m[0] < g[0] < t[0]
    assert g[1] < m[1] < t[1]
    assert (t[1] - g[1]) / 7.6 == pytest.approx(chart.down, rel=1e-3)
    # cos 40.6°, half way between Genoa and Tunis
    assert chart.across / chart.down == pytest.approx(0.7593, abs=1e-4)
    assert chart.told == "3 nodes stand where they are."


def test_a_node_without_a_place_stands_amid_those_it_is_tied_to() -> None:
    """A cable amid its landing points; one that has none is left out, and both are counted."""
    chart = charted(network_of_ties("m-cable t-cable x-y z"), PORTS)

    m, t, cable = (chart.places[name] for name in ("m", "t", "cable"))
    assert cable[0] == pytest.approx((m[0] + t[0]) / 2, rel=0.05)
    assert cable[1] == pytest.approx((m[1] + t[1]) / 2, rel=0.05)
    assert set(chart.places) == {"m", "t", "cable"}
    assert chart.told == (
        "2 nodes stand where they are; 1 node amid the places they are tied to; "
        "3 nodes without a place are left out."
    )


def test_amid_is_on_the_sphere() -> None:
    """Between 170° east and 170° west lies 180°, not Greenwich."""
    chart = charted(network_of_ties("a-mid b-mid"), {"a": (0.0, 170.0), "b": (0.0, -170.0)})

    longitude = chart.west + chart.places["mid"][0] / chart.across

    assert abs(longitude) == pytest.approx(180)


def test_nodes_of_one_place_do_not_stand_on_each_other() -> None:
    """They surround it."""
    chart = charted(network_of_ties("a-b c d"), dict.fromkeys("abcd", (43.3, 5.4)))

    assert len(set(chart.places.values())) == 4


def test_meridians_and_parallels_carry_their_degrees() -> None:
    """Every second one, for 7.9° of latitude are shown and seven lines are most."""
    chart = charted(network_of_ties("m-g g-t"), PORTS)

    markup = "".join(graticule(chart, 50.0, Box(0, 0, 14 * 50 * 0.6, 14 * 50)))

    found = ["".join(each.itertext()) for each in ET.fromstring(f"<g>{markup}</g>").iter("text")]  # noqa: S314 - our own text
    assert found == ["6° E", "8° E", "10° E", "38° N", "40° N", "42° N", "44° N"]


def test_a_picture_can_be_a_map_and_says_so() -> None:
    """In words and in its facts; what has no place is said to be left out."""
    root = ET.fromstring(  # noqa: S314 - our own text
        draw(network_of_ties("m-g g-t x"), view=View(coordinates=PORTS))
    )

    described = next(each.text or "" for each in root.iter(f"{SVG}desc"))
    facts = json.loads(next(each.text or "" for each in root.iter(f"{SVG}metadata")))
    assert described.endswith("3 nodes stand where they are; 1 node without a place are left out.")
    assert facts["layout"] == "equirectangular map"


def test_a_map_of_nowhere_is_refused() -> None:
    """With what a map needs."""
    with pytest.raises(NetworkError, match="No node of this network has coordinates"):
        draw(network_of_ties("a-b"), view=View(coordinates={}))
