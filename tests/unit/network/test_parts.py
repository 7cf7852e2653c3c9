"""Layers and windows of a network, as methods."""

from datetime import date

import pytest

from graph.errors import ParameterError, UnknownName
from graph.network import Network
from tests.unit.network.build import tie

E = "https://e.org/"


def network() -> Network:
    """Three ties: funded until 2018, hosted from 2019 on, and one without a date."""
    return Network.of(
        [
            tie("a-b", relation=f"{E}funds", until=date(2018, 12, 31), status=f"{E}stated"),
            tie(
                "b-c", relation=f"{E}hosts", start=date(2019, 1, 1), status=f"{E}planned", graphs=(f"{E}g1",)
            ),
            tie("c-d", relation=f"{E}hosts", status=f"{E}stated", evidence=(f"{E}p1",)),
        ]
    )


def ids(part: Network) -> str:
    """The ties left."""
    return " ".join(edge.id for edge in part.edges)


def test_a_day_may_be_written() -> None:
    """As in a notebook."""
    assert ids(network().at("2018-06-01")) == "a-b c-d"
    assert network().at("2018-06-01") == network().at(date(2018, 6, 1))


def test_what_is_no_day_is_refused() -> None:
    """With what is needed."""
    with pytest.raises(ParameterError, match="'June'"):
        network().at("June")


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        ("2018-12-31", "2019-01-01", "a-b b-c c-d"),
        ("2019-01-01", "2020-01-01", "b-c c-d"),
        ("2017-01-01", "2018-12-31", "a-b c-d"),
    ],
)
def test_a_window_shows_what_may_hold_on_one_of_its_days(first: str, last: str, left: str) -> None:
    """Both of its ends are days of it."""
    part = network().between(first, last)

    assert ids(part) == left
    assert part.origin.window == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_layer_is_the_ties_of_a_relation() -> None:
    """Nodes without ties leave with the others."""
    part = network().layer("hosts")

    assert (ids(part), part.ids, part.origin.steps) == ("b-c c-d", ("b", "c", "d"), ("only hosts",))
    assert ids(network().layer("hosts", "funds")) == "a-b b-c c-d"


def test_ties_are_chosen_by_status_and_by_source() -> None:
    """A source is a named graph or a piece of evidence."""
    assert ids(network().where(status="stated")) == "a-b c-d"
    assert ids(network().where(source="g1")) == "b-c"
    assert ids(network().where(status="stated", source="p1")) == "c-d"


def test_an_unknown_layer_names_the_nearest() -> None:
    """The message helps."""
    with pytest.raises(UnknownName, match="hosts"):
        network().layer("host")


def test_parts_say_how_they_were_taken() -> None:
    """Each step is noted, in order."""
    part = network().where(status="stated").at("2018-06-01")

    assert part.origin.steps == ("only stated ties", "as of 2018-06-01")
    assert part.origin.at == date(2018, 6, 1)


def test_equal_networks_are_equal_however_they_came_about() -> None:
    """A part has columns that share texts with the whole; it equals the same ties read afresh."""
    part = network().layer("funds")

    fresh = Network.of([tie("a-b", relation=f"{E}funds", until=date(2018, 12, 31), status=f"{E}stated")])

    assert part.fingerprint == fresh.fingerprint
    assert part != fresh  # the steps differ
    assert network() == network()
    assert (network() == "a text") is False
