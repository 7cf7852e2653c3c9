"""The questions of network analysis, each by its number, through the measures.

They are asked of the bundled graph, of real open data where it is at hand, and of small graphs whose answers
are worked out by hand.
"""

import csv
import json
import re
import tarfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from math import log
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.dataset import Dataset
from graph.knowledge.imports import cables, french_tech, ilab
from graph.knowledge.imports.french_tech import company_of
from graph.knowledge.imports.statements import slug
from graph.knowledge.notebook import Opened
from graph.network import Edge, Network, Node, compare
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.rdf.write import write_quads
from graph.terms import Quad, expand
from tests.competency.cases import made_up

YEARS = range(2020, 2026)
QUESTIONS = (7, 8, 9, 10, 11, 13, 14, 15, 26, 27, 28, 33, 35, 36, 39)


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


@pytest.fixture(scope="module")
def contest(shared: Path) -> Network:
    """Winners of i-Lab and the research structures involved."""
    quads, _ = ilab((shared / "data" / "ilab-laureates.csv").read_bytes())
    return opened_with(quads).network("laureates").layer("unspecified")


@pytest.fixture(scope="module")
def cohorts(shared: Path) -> Network:
    """The French Tech 120 of six years."""
    files = {year: (shared / "data" / f"ft120_{year}.csv").read_bytes() for year in YEARS}
    quads = [quad for year, data in files.items() for quad in french_tech(data, str(year))[0]]
    return opened_with(quads).network("labels")


@pytest.fixture(scope="module")
def archive(shared: Path) -> bytes:
    """TeleGeography's cables of 2019."""
    return (shared / "data" / "cables-2019-06-14.tar.gz").read_bytes()


@pytest.fixture(scope="module")
def sea(archive: bytes) -> Opened:
    """The same as a dataset."""
    return opened_with(cables(archive, date(2019, 6, 10))[0])


@pytest.fixture(scope="module")
def files(archive: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The same as the archive's own JSON."""
    path = tmp_path_factory.mktemp("cables") / "a.tar.gz"
    path.write_bytes(archive)
    with tarfile.open(path) as packed:
        members = [each for each in packed if "/cable/" in each.name and each.name.endswith(".json")]
        found = [json.load(packed.extractfile(each) or pytest.fail(each.name)) for each in members]
    return [cable for cable in found if isinstance(cable, dict) and "landing_points" in cable]


@pytest.fixture(scope="module")
def sea_graph(files: list[dict[str, Any]]) -> Any:
    """Cables and points as NetworkX's own graph, made of the JSON without our code."""
    ends = [
        (f"cable-{slug(cable['id'])}", f"lp-{slug(at['id'])}")
        for cable in files
        for at in cable["landing_points"]
    ]
    return nx.Graph(ends)


def name_of(network: Network, place: int) -> str:
    """The label of the node at a place of the ranking by betweenness."""
    return network.by_id[network.measure("betweenness").scores[place][0]].label


def test_question_7_who_bridges(article: Opened, contest: Network) -> None:
    """In the article the ecosystem; in i-Lab the CNRS, whose constraint is the least as well."""
    ties = article.network("ties/bridging-organisations")

    constraint = dict(contest.measure("constraint").scores)
    cnrs = expand("id:structure-0753639y")
    assert name_of(ties, 0) == "Aix-Marseille French Tech"
    assert contest.measure("betweenness").scores[0][0] == cnrs
    assert constraint[cnrs] == min(constraint.values())


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


def test_question_11_does_the_core_stay(article: Opened, cohorts: Network, shared: Path) -> None:
    """Cables: a core of two becomes one of three. French Tech: who stayed, counted from the files."""
    before, after = (article.network("ties/core-on-a-day", day=day) for day in ("2016-12-31", "2019-06-10"))
    rows = {
        year: list(csv.reader((shared / "data" / f"ft120_{year}.csv").read_text("utf-8").splitlines()))
        for year in (2020, 2021)
    }
    old, new = ({company_of(row[2]).value for row in rows[year]} for year in (2020, 2021))

    found = compare(cohorts.at("2020-06-01"), cohorts.at("2021-06-01"))

    assert [each.measure("core_number").summary["degeneracy"] for each in (before, after)] == [2, 3]
    assert {pair[0] for pair in found.kept} == old & new
    assert found.tie_overlap == pytest.approx(len(old & new) / len(old | new))


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


def test_question_26_which_countries_one_cable_reaches(sea: Opened, files: list[dict[str, Any]]) -> None:
    """Two ties from Marseille, by the groupings of points; counted from the JSON."""
    lands = [{at["id"]: at["name"].rpartition(", ")[2] for at in cable["landing_points"]} for cable in files]
    expected = {slug(name) for points in lands if "marseille-france" in points for name in points.values()}

    network = sea.network("cables")
    simple: Any = network.merged("count")
    near = nx.single_source_shortest_path_length(simple, expand("id:lp-marseille-france"), cutoff=2)
    places = {
        network.by_id[name].group("place").rpartition("country-")[2] for name, far in near.items() if far != 1
    }

    assert places == expected
    assert len(expected) > 20


def test_question_27_what_hangs_on_one_cable(sea: Opened, sea_graph: Any) -> None:
    """Bridges, cut points and the parts that one failure adds, as on a graph of NetworkX's own."""
    network = sea.network("cables")
    impact = network.measure("removal_impact").parts["components added"]
    worst = max(impact, key=lambda name: (impact[name], name))
    parts = nx.number_connected_components(sea_graph)

    left = sea_graph.copy()
    left.remove_node(worst.removeprefix(expand("id:")))

    cut = {
        name.removeprefix(expand("id:"))
        for name, is_cut in network.measure("articulation_points").scores
        if is_cut
    }
    assert network.measure("bridges").summary["bridges"] == sum(1 for _ in nx.bridges(sea_graph))
    assert cut == set(nx.articulation_points(sea_graph))
    assert impact[worst] == nx.number_connected_components(left) - parts


def test_question_28_who_owns_cables_together(sea: Opened, files: list[dict[str, Any]]) -> None:
    """Made up: two operators share two cables. Real: how many each pair shares, from the JSON."""
    made = Opened(made_up("owners.trig")).network("cables/owners").merged("count")
    expected: Counter[tuple[str, str]] = Counter()
    for cable in files:
        whole_names = re.sub(r",(?= *(Inc|LLC|Lda)\b)", "", str(cable["owners"] or ""))
        owners = {slug(name) for name in whole_names.split(",") if slug(name) not in {"", "n-a"}}
        expected.update(combinations(sorted(owners), 2))

    real = sea.network("cables/owners").merged("count")

    start = expand("id:organisation-")
    told = {
        (edge.source.removeprefix(start), edge.target.removeprefix(start)): edge.weight for edge in real.edges
    }
    assert max(made.edges, key=lambda edge: edge.weight).weight == 2
    assert {tuple(sorted(pair)): weight for pair, weight in told.items()} == expected


def information(one: Sequence[int | str], two: Sequence[int | str]) -> float:
    """Normalised mutual information of two groupings, by its definition (Danon et al. 2005)."""
    many = len(one)
    left, right, both = Counter(one), Counter(two), Counter(zip(one, two, strict=True))
    mutual = sum(n / many * log(n * many / (left[a] * right[b])) for (a, b), n in both.items())
    spread = [-sum(n / many * log(n / many) for n in counts.values()) for counts in (left, right)]
    return 2 * mutual / sum(spread)


def test_question_33_communities_against_territories(contest: Network) -> None:
    """Two triangles in two places agree wholly; i-Lab's as the definition gives it."""
    places = {"a": "x:n", "b": "x:n", "c": "x:n", "d": "x:s", "e": "x:s", "f": "x:s"}
    ties = ("ab", "bc", "ca", "de", "ef", "fd", "cd")
    small = Network.of(
        [Edge("", f"x:{one}", f"x:{two}") for one, two in map(tuple, ties)],
        [Node(f"x:{name}", name, groups=(("place", place),)) for name, place in places.items()],
    )

    found = contest.measure("agreement", group="place")
    groups = dict(contest.measure("communities").scores)
    placed = [(groups[node.id], node.group("place")) for node in contest.nodes if node.group("place")]

    assert small.measure("agreement", group="place").summary["agreement"] == pytest.approx(1)
    assert found.summary["agreement"] == pytest.approx(information(*zip(*placed, strict=True)))


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
