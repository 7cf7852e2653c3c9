"""Turnover, cores and ranks over years, worked by hand."""

from datetime import date

import pytest

from graph.errors import NetworkError, UnknownName
from graph.network import Edge, Network, measure
from tests.unit.network.build import network_of_ties, tie


def held(ends: str, first: int | None, last: int | None) -> Edge:
    """A tie from the first day of a year to the last of another."""
    start, until = date(first, 1, 1) if first else None, date(last, 12, 31) if last else None
    return tie(ends, id=f"{ends} {first} {last}", start=start, until=until)


HISTORY = Network.of(
    [
        held("a-b", 2017, 2019),
        held("b-a", 2018, 2018),
        held("b-c", 2017, 2017),
        held("c-d", 2019, None),
        held("d-e", None, None),
    ]
)


def test_turnover_counts_what_began_stayed_and_ended() -> None:
    """An open end holds on; an undated tie is of every year, and counted."""
    found = measure(HISTORY, "turnover")

    assert found.scores == (("2017", 3), ("2018", 3), ("2019", 3))
    assert dict(found.parts["began"]) == {"2017": 2, "2018": 1, "2019": 1}
    assert dict(found.parts["ended"]) == {"2017": 1, "2018": 1, "2019": 1}
    assert dict(found.parts["pairs"]) == {"2017": 3, "2018": 2, "2019": 3}
    assert dict(found.parts["persistence"]) == pytest.approx({"2018": 2 / 3, "2019": 1.0})
    assert dict(found.parts["overlap"]) == pytest.approx({"2018": 2 / 3, "2019": 2 / 3})
    assert found.summary == {"undated": 1}


def test_a_pair_that_ends_in_a_year_is_still_of_it() -> None:
    """Days count, not only years: 3 March is enough."""
    network = Network.of([tie("a-b", start=date(2018, 3, 1), until=date(2019, 3, 3))])

    assert measure(network, "turnover").scores == (("2018", 1), ("2019", 1))


def test_the_core_of_each_year_is_that_of_its_ties() -> None:
    """A triangle in 2018; in 2019 a chain, whose core is all of it."""
    network = Network.of(
        [
            *(held(ends, 2018, 2018) for ends in ("a-b", "b-c", "a-c")),
            held("c-d", 2019, 2019),
            held("d-e", 2019, 2019),
        ]
    )

    found = measure(network, "core_years")

    assert found.scores == (("2018", 2), ("2019", 1))
    assert dict(found.parts["core"]) == {"2018": 3, "2019": 3}
    assert dict(found.parts["stayed"]) == {"2019": 1}
    assert dict(found.parts["overlap"]) == {"2019": 0.2}


def test_ranks_move_by_the_measure_that_is_asked_for() -> None:
    """First a is the hub of b and c, then c is that of a and b."""
    network = Network.of(
        [held("a-b", 2018, 2018), held("a-c", 2018, 2018), held("c-a", 2019, 2019), held("c-b", 2019, 2019)]
    )

    found = measure(network, "rank_movement", by="betweenness")

    assert found.scores == (("c", 1.5), ("b", 0.0), ("a", -1.5))
    assert found.method.notes == ("ranked by betweenness",)
    with pytest.raises(UnknownName, match="betweenness"):
        measure(network, "rank_movement", by="betweeness")


@pytest.mark.parametrize("name", ["turnover", "core_years", "rank_movement"])
def test_no_years_without_dates_and_none_without_end(name: str) -> None:
    """The message says what is missing, or how many years there would be."""
    undated = Network.of([tie("a-b")])
    long = Network.of([tie("a-b", start=date(1, 1, 1)), tie("b-c", until=date(9999, 1, 1))])

    with pytest.raises(NetworkError, match="no years"):
        measure(undated, name)
    with pytest.raises(NetworkError, match="9,999 years"):
        measure(long, name)
    assert measure(network_of_ties(""), name).scores == ()
