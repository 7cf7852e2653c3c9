"""The questions of network analysis that real open data answers, held against the files themselves.

Skipped where the files are not at hand; `test_network_questions` asks the same of small graphs.
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

from graph.knowledge.imports import cables, french_tech, ilab
from graph.knowledge.imports.french_tech import company_of
from graph.knowledge.imports.statements import slug
from graph.knowledge.notebook import Opened
from graph.network import Network, compare
from graph.terms import expand
from tests.competency.test_network_questions import opened_with, places_within_one_cable

YEARS = range(2020, 2026)


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


def test_question_7_who_bridges(contest: Network) -> None:
    """The CNRS, whose constraint is the least as well."""
    constraint = dict(contest.measure("constraint").scores)
    cnrs = expand("id:structure-0753639y")

    assert contest.measure("betweenness").scores[0][0] == cnrs
    assert constraint[cnrs] == min(constraint.values())


def test_question_11_does_the_core_stay(cohorts: Network, shared: Path) -> None:
    """Who stayed in the French Tech, counted from the files."""
    rows = {
        year: list(csv.reader((shared / "data" / f"ft120_{year}.csv").read_text("utf-8").splitlines()))
        for year in (2020, 2021)
    }
    old, new = ({company_of(row[2]).value for row in rows[year]} for year in (2020, 2021))

    found = compare(cohorts.at("2020-06-01"), cohorts.at("2021-06-01"))

    assert {pair[0] for pair in found.kept} == old & new
    assert found.tie_overlap == pytest.approx(len(old & new) / len(old | new))


def test_question_26_which_countries_one_cable_reaches(sea: Opened, files: list[dict[str, Any]]) -> None:
    """Two ties from Marseille, by the groupings of points; counted from the JSON."""
    lands = [{at["id"]: at["name"].rpartition(", ")[2] for at in cable["landing_points"]} for cable in files]
    expected = {slug(name) for points in lands if "marseille-france" in points for name in points.values()}

    found = places_within_one_cable(sea.network("cables"), expand("id:lp-marseille-france"))

    assert {place.rpartition("country-")[2] for place in found} == expected
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
    """How many each pair shares, counted from the JSON."""
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
    assert {tuple(sorted(pair)): weight for pair, weight in told.items()} == expected


def information(one: Sequence[int | str], two: Sequence[int | str]) -> float:
    """Normalised mutual information of two groupings, by its definition (Danon et al. 2005)."""
    many = len(one)
    left, right, both = Counter(one), Counter(two), Counter(zip(one, two, strict=True))
    mutual = sum(n / many * log(n * many / (left[a] * right[b])) for (a, b), n in both.items())
    spread = [-sum(n / many * log(n / many) for n in counts.values()) for counts in (left, right)]
    return 2 * mutual / sum(spread)


def test_question_33_communities_against_territories(contest: Network) -> None:
    """As the definition of mutual information gives it."""
    found = contest.measure("agreement", group="place")

    groups = dict(contest.measure("communities").scores)
    placed = [(groups[node.id], node.group("place")) for node in contest.nodes if node.group("place")]
    assert found.summary["agreement"] == pytest.approx(information(*zip(*placed, strict=True)))
