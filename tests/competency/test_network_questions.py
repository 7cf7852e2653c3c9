"""The questions of network analysis, each by its number, through the measures.

They are asked of the bundled graph and of small graphs whose answers are worked out by hand; of real open
data in `test_network_questions_of_open_data`.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.dataset import Dataset
from graph.knowledge.notebook import Opened
from graph.network import Edge, Network, Node, compare
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.rdf.write import write_quads
from graph.terms import Quad, expand
from tests.competency.cases import made_up
from tests.unit.network.build import network_of_ties

QUESTIONS = (7, 8, 9, 10, 11, 13, 14, 15, 26, 27, 28, 33, 35, 36, 39)
CABLES = Network.of(
    [
        Edge("", cable, point)
        for cable, points in {"one": "mxy", "two": "xz", "three": "mx"}.items()
        for point in points
    ],
    [
        Node(name, name, groups=(("place", place),))
        for name, place in {"m": "France", "x": "Spain", "y": "Italy", "z": "Malta"}.items()
    ],
)
"""Three cables and the points where they land."""


def opened_with(quads: Sequence[Quad]) -> Opened:
    """A dataset of these statements."""
    dataset, syntax = Dataset.in_memory(), syntax_by_name("nq")
    dataset.load(document_from_text(write_quads(quads, syntax).decode(), syntax), None)
    return Opened(dataset)


@pytest.fixture(scope="module")
def article(bundled: Dataset) -> Opened:
    """The bundled graph."""
    return Opened(bundled)


@pytest.fixture(scope="module")
def town() -> Opened:
    """The made-up ecosystem."""
    return Opened(made_up("ecosystem.trig"))


def name_of(network: Network, place: int) -> str:
    """The label of the node at a place of the ranking by betweenness."""
    return network.by_id[network.measure("betweenness").scores[place][0]].label


def test_question_7_who_bridges(article: Opened) -> None:
    """In the article the ecosystem. Where m joins two triangles, c's and d's, m: on 9 of 15 shortest paths.

    Half of m's ties go to each of c and d, who are not tied: its constraint is 1/4 + 1/4, the least.
    """
    ties = article.network("ties/bridging-organisations")
    joined = network_of_ties("a-b b-c c-a c-m m-d d-e e-f f-d")

    constraint = dict(joined.measure("constraint").scores)
    broker, share = joined.measure("betweenness").scores[0]
    assert name_of(ties, 0) == "Aix-Marseille French Tech"
    assert (broker, share) == ("m", 0.6)
    assert min(constraint.values()) == constraint["m"] == pytest.approx(1 / 2)


def test_question_8_who_mediates_between_spheres(town: Opened) -> None:
    """Town hall → agency → accelerator makes a representative; agency → accelerator → start-ups a liaison."""
    roles = town.network("ties/brokerage-roles").measure("brokerage", group="sphere").parts

    assert roles["representative"][expand("id:agency")] == 1
    assert roles["liaison"][expand("id:booster")] == 2


def test_question_9_what_falls_apart(article: Opened) -> None:
    """Without the ecosystem its part of thirteen falls into six, and six ties go with it.

    The parts left: ministry; three destinations; the president's side; the partnership's side.
    """
    network = article.network("ties/when-one-leaves")
    left = network.measure("departure", node="id:aix-marseille-french-tech").summary

    degree = network.measure("degree").of(expand("id:aix-marseille-french-tech"))
    assert (left["parts"], left["ties lost"]) == (6, degree)
    assert 0 < left["efficiency lost"] < 1


def test_question_10_which_pairs_have_several_kinds_of_tie(article: Opened) -> None:
    """Taking part and being awarded share one pair: Beelife and CES 2018."""
    overlap = article.network("events").measure("overlap").summary

    assert overlap["pairs with several relations"] == 1


def test_question_11_does_the_core_stay(article: Opened) -> None:
    """Cables: a core of two becomes one of three. By hand: of five ties of two years three are in both."""
    before, after = (article.network("ties/core-on-a-day", day=day) for day in ("2016-12-31", "2019-06-10"))
    old, new = network_of_ties("a-b b-c c-a c-d"), network_of_ties("a-b b-c c-a c-e")

    found = compare(old, new)

    assert [each.measure("core_number").summary["degeneracy"] for each in (before, after)] == [2, 3]
    assert {pair[:2] for pair in found.kept} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert found.tie_overlap == pytest.approx(3 / 5)


def test_question_13_who_invests_with_whom(town: Opened) -> None:
    """Four pairs, of which one (town fund and angel) is of one place: E-I index (3 - 1) / 4."""
    mixing = town.network("funding/co-investors").measure("homophily", group="place")

    assert mixing.summary["E-I index"] == pytest.approx(0.5)


def test_question_14_nested_and_grouped_investments(town: Opened) -> None:
    """NODF: 4 of 10 pairs of investors are wholly nested; of 6 of start-ups one wholly, one by half.

    Of 16 pairs in all (400 + 150) / 16 = 34.375. Nobody but Dune's investor invests in Dune: that is a group.
    """
    network = town.network("funding/investors-and-start-ups")

    groups = dict(network.measure("bipartite_modularity").scores)
    alone = {name for name, group in groups.items() if group == groups[expand("id:dune")]}
    assert network.measure("nestedness").summary["nestedness"] == pytest.approx(34.375)
    assert alone == {expand("id:dune"), expand("id:unplaced-fund")}


def test_question_15_do_the_accelerated_get_more_central_investors(town: Opened) -> None:
    """Here not: Aster's three invest in 1, 3 and 2 companies; Birch's two, its like, in 3 and 2."""
    network = town.network("funding/investors-and-start-ups")
    degree = dict(network.measure("degree").scores)

    means = {}
    for company in ("aster", "birch"):
        investors = {edge.source for edge in network.ends[expand(f"id:{company}")]}
        means[company] = sum(degree[each] for each in investors) / len(investors)

    assert means == {"aster": pytest.approx(2), "birch": pytest.approx(2.5)}


def places_within_one_cable(cables: Network, point: str) -> set[str]:
    """The places of the landing points that one cable ties a point to, its own among them."""
    simple: Any = cables.merged("count")
    near = nx.single_source_shortest_path_length(simple, point, cutoff=2)
    return {cables.by_id[name].group("place") for name, far in near.items() if far != 1}


def test_question_26_which_countries_one_cable_reaches() -> None:
    """From m by the cable one or three to France, Spain and Italy; Malta lies one cable further."""
    assert places_within_one_cable(CABLES, "m") == {"France", "Spain", "Italy"}


def test_question_27_what_hangs_on_one_cable() -> None:
    """One and three make a ring of m and x. The landings of y, of z and of two at x are all that holds these.

    Whose failure leaves one part more: cable one (y), cable two (z) and the point x (cable two and z).
    """
    impact = CABLES.measure("removal_impact").parts["components added"]

    cut = {name for name, is_cut in CABLES.measure("articulation_points").scores if is_cut}
    assert CABLES.measure("bridges").summary["bridges"] == 3
    assert cut == {"one", "two", "x"}
    assert {name for name, added in impact.items() if added > 0} == cut


def test_question_28_who_owns_cables_together() -> None:
    """Made up: two operators share two cables."""
    made = Opened(made_up("owners.trig")).network("cables/owners").merged("count")

    assert max(made.edges, key=lambda edge: edge.weight).weight == 2


def test_question_33_communities_against_territories() -> None:
    """Two triangles in two places agree wholly."""
    places = {"a": "x:n", "b": "x:n", "c": "x:n", "d": "x:s", "e": "x:s", "f": "x:s"}
    ties = ("ab", "bc", "ca", "de", "ef", "fd", "cd")
    small = Network.of(
        [Edge("", f"x:{one}", f"x:{two}") for one, two in map(tuple, ties)],
        [Node(f"x:{name}", name, groups=(("place", place),)) for name, place in places.items()],
    )

    assert small.measure("agreement", group="place").summary["agreement"] == pytest.approx(1)


def test_question_35_how_far_to_public_bodies(article: Opened) -> None:
    """GoJob – its founder – the ecosystem he presides – the ministry: three ties."""
    network = article.network("ties/bridging-organisations")

    distance = network.measure("distance", to="PublicBody")

    assert distance.of(expand("id:gojob")) == 3
    assert distance.of(expand("id:aix-marseille-french-tech")) == 1


def test_question_36_do_rankings_hold(article: Opened) -> None:
    """With planned ties the president leads, without them the ecosystem; the ranks are not the same."""
    ties = article.network("partnerships")

    held = ties.measure("sensitivity", by="betweenness").scores

    assert name_of(ties, 0) == "Pascal Lorne"
    assert name_of(article.network("ties/firm-ties"), 0) == "Aix-Marseille French Tech"
    assert all(-1 <= value < 1 for name, value in held if "planned" in name or "undated" in name)


def test_question_39_two_ecosystems_by_the_same_indicators(town: Opened) -> None:
    """Province: 7 ties of 21 pairs. A ring of seven: as dense, and not centralised at all."""
    province = town.network("ties/one-ecosystem", territory="id:province")
    ring = Network.of([Edge("", f"x:{at}", f"x:{(at + 1) % 7}") for at in range(7)])

    densities = [each.measure("density").summary["density"] for each in (province, ring)]
    spread = [each.measure("degree").summary["centralisation"] for each in (province, ring)]

    assert densities == [pytest.approx(1 / 3), pytest.approx(1 / 3)]
    assert spread[0] > spread[1] == 0


def test_every_question_of_networks_has_a_test_and_a_line_in_the_documents(root: Path) -> None:
    """The page says of each how it is answered and on which data."""
    page = (root / "docs" / "explanation" / "network-questions.md").read_text("utf-8")
    lines = tuple(int(number) for number in re.findall(r"^\| (\d+) \|", page, re.MULTILINE))
    tests = {int(name.split("_")[2]) for name in globals() if name.startswith("test_question_")}

    assert lines == QUESTIONS == tuple(sorted(tests))
