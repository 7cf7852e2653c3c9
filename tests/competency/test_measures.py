"""Questions that need network analysis: their ties, measured, give what was worked out by hand."""

import pytest

from graph.catalog import NamedQuery
from graph.dataset import Dataset
from graph.knowledge.networks import network_of
from graph.network import MEASURES, Network, measure
from graph.terms import expand
from tests.competency.cases import catalog, made_up

PLANNED = tuple(query for query in catalog() if query.network)


def _network(dataset: Dataset, slug: str, **given: str) -> Network:
    query = catalog().query(slug)
    return network_of(dataset, query.text, plan=query.network, bindings=query.bindings(given))


@pytest.mark.parametrize("query", PLANNED, ids=lambda query: query.slug)
def test_the_measures_of_a_header_exist(query: NamedQuery) -> None:
    """A header names measures, and only such as there are."""
    assert query.network
    assert query.network.measures
    assert set(query.network.measures) <= MEASURES.keys()


def test_the_partnerships_have_two_brokers(bundled: Dataset) -> None:
    """The president stands between more pairs than the ecosystem he presides.

    Of nine connected nodes, without him 1, 3 and 4 stay together: 1·3 + 1·4 + 3·4 = 19 pairs; without
    the ecosystem 5 and 3: 15. There are 17 nodes, so 16·15/2 = 120 pairs of others.
    """
    network = _network(bundled, "networks/partnerships")

    (first, most), (second, next_most) = measure(network, "betweenness").scores[:2]

    assert (first, second) == (expand("id:pascal-lorne"), expand("id:aix-marseille-french-tech"))
    assert [most * 120, next_most * 120] == pytest.approx([19, 15])


def test_over_all_ties_the_ecosystem_bridges_most(bundled: Dataset) -> None:
    """With labels and missions, the ecosystem stands between more pairs than its president.

    Of its twelve connected others, four are tied to it alone, 5 are behind the president and 3 behind the
    partnership: (12² - 4·1 - 5² - 3²)/2 = 53 pairs.
    """
    network = _network(bundled, "ties/bridging-organisations")
    others = len(network.nodes) - 1

    name, score = measure(network, "betweenness").scores[0]

    assert name == expand("id:aix-marseille-french-tech")
    assert score * others * (others - 1) / 2 == pytest.approx(53)


def test_without_the_ecosystem_its_part_falls_into_six(bundled: Dataset) -> None:
    """Ministry, three destinations, the president's side and the partnership's side: five more than one."""
    network = _network(bundled, "ties/when-one-leaves")

    added = measure(network, "removal_impact").parts["components added"]

    assert max(added.values()) == added[expand("id:aix-marseille-french-tech")] == 5


def test_the_core_grew_when_a_cable_came(bundled: Dataset) -> None:
    """AAE-1 makes a core of three out of a core of two.

    In 2016 no three cables share three landing points. In 2019 AAE-1, IMEWE and SeaMeWe-4 all land at
    Marseille, Fujairah, Jeddah, Karachi and Mumbai: eight nodes, each tied to at least three of the others.
    """
    before = measure(_network(bundled, "ties/core-on-a-day", day="2016-12-31"), "core_number").scores
    after = measure(_network(bundled, "ties/core-on-a-day", day="2019-06-10"), "core_number").scores

    core = {name.rpartition("/")[2] for name, number in after if number == 3}
    assert max(number for _, number in before) == 2
    assert max(number for _, number in after) == 3
    assert core == {
        "cable-aae-1", "cable-imewe", "cable-seamewe-4",
        "lp-fujairah", "lp-jeddah", "lp-karachi", "lp-marseille", "lp-mumbai",
    }  # fmt: skip


def test_every_cable_and_marseille_is_a_cut_point(bundled: Dataset) -> None:
    """Each of the seven cables has points of its own; Atlas Offshore meets the others at Marseille only."""
    network = _network(bundled, "cables/critical-points")

    cut = {name for name, is_cut in measure(network, "articulation_points").scores if is_cut}

    assert expand("id:lp-marseille") in cut
    assert len(cut) == 8


def test_twenty_eight_landings_have_no_second_way(bundled: Dataset) -> None:
    """A landing point of one cable hangs on that one, and so does a cable with a single shared point.

    13 points of AAE-1, 1 of Atlas Offshore, 1 of Hawk, 2 of IMEWE, 2 of Med Cable Network, 7 of SeaMeWe-4,
    1 of TE North; and Atlas Offshore's own landing at Marseille.
    """
    network = _network(bundled, "cables/critical-points")

    bridges = measure(network, "bridges").scores

    assert len(bridges) == 28


def test_planned_ties_carry_the_president_to_the_top(bundled: Dataset) -> None:
    """Without planned ties the ecosystem leads: the ranking rests on a meeting that was only announced.

    Stated ties leave the ecosystem with ministry (1), president's side (3: himself, GoJob, the meeting) and
    partnership's side (3): 1·3 + 1·3 + 3·3 = 15 pairs.
    """
    network = _network(bundled, "ties/firm-ties")
    others = len(network.nodes) - 1

    name, score = measure(network, "betweenness").scores[0]

    assert name == expand("id:aix-marseille-french-tech")
    assert score * others * (others - 1) / 2 == pytest.approx(15)


def test_money_that_passes_on_makes_an_agency_a_representative_and_an_accelerator_a_liaison() -> None:
    """Town hall and agency are of government, the accelerator of civil society, start-ups of industry.

    Town hall → agency → accelerator: one pair for the agency. Agency → accelerator → two start-ups: two.
    """
    network = _network(made_up("ecosystem.trig"), "ties/brokerage-roles")

    roles = measure(network, "brokerage", group="sphere").parts

    assert roles["representative"][expand("id:agency")] == 1
    assert roles["liaison"][expand("id:booster")] == 2


def test_one_investor_ties_all_the_others() -> None:
    """The national fund invests with three others; without it only the two of the town stay together."""
    network = _network(made_up("ecosystem.trig"), "funding/co-investors")

    scores = dict(measure(network, "degree").scores)

    assert scores[expand("id:foreign-fund")] == 1
    assert scores[expand("id:local-fund")] == 2


def test_density_of_one_ecosystem() -> None:
    """Seven members have 21 pairs, of which seven are tied."""
    network = _network(made_up("ecosystem.trig"), "ties/one-ecosystem", territory="id:province")

    density = measure(network, "density").summary["density"]

    assert density == pytest.approx(7 / 21)


def test_beelife_is_where_two_layers_overlap(bundled: Dataset) -> None:
    """Taking part and being awarded share one pair: Beelife and CES 2018."""
    network = _network(bundled, "networks/events")

    overlap = measure(network, "overlap").summary

    assert overlap["pairs with several relations"] == 1
