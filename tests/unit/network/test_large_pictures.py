"""Pictures of networks with many nodes: few paths, free names, what is left out, communities, facts."""

import json
from itertools import combinations
from xml.etree import ElementTree as ET

import networkx as nx
import numpy as np
import pytest

from graph.errors import UnknownName
from graph.network import Network, View, arrange, draw, measure
from graph.network.picture.labels import Box, crossings
from graph.network.picture.scene import scene
from tests.unit.network.build import network_of_ties, tie

SVG = "{http://www.w3.org/2000/svg}"
CLIQUES = " ".join(f"{one}{i}-{one}{j}" for one in "pqr" for i, j in combinations(range(5), 2))
ISLANDS = f"{CLIQUES} p0-q0 q0-r0 q0-s"


def parsed(text: str) -> ET.Element:
    """The document's root."""
    return ET.fromstring(text)  # noqa: S314 - our own text


def texts(root: ET.Element) -> list[str]:
    """What is written in the picture, a text element each."""
    return [" ".join("".join(each.itertext()).split()) for each in root.iter(f"{SVG}text")]


def hubs(count: int, *, is_directed: bool = False) -> Network:
    """A network with hubs and two ties for each later node."""
    graph = nx.barabasi_albert_graph(count, 2, seed=3)
    ties = " ".join(f"n{one:04}-n{two:04}" for one, two in graph.edges)
    return network_of_ties(ties, is_directed=is_directed)


def test_names_in_a_large_network_cover_neither_each_other_nor_named_marks() -> None:
    """Forty nodes are named at most, the highest first, and those that are stand free."""
    network = hubs(400)

    found = scene(network, arrange(network), measure(network, "degree"))

    boxes = [label.box for label in found.labels.values()]
    highest = measure(network, "degree").scores[0][0]
    assert 15 < len(boxes) <= 40
    assert highest in found.labels
    assert not any(one.overlaps(two) for one, two in combinations(boxes, 2))
    assert not any(
        box.left < x < box.right and box.top < y < box.bottom
        for box in boxes
        for x, y in (found.points[name] for name in found.labels)
    )


@pytest.mark.parametrize("is_directed", [False, True])
def test_many_ties_are_few_paths_with_a_line_for_each_pair(*, is_directed: bool) -> None:
    """Parallel ties are one line; heads of arrows are one path."""
    network = hubs(400, is_directed=is_directed)

    root = parsed(draw(network))

    lines = [each for each in root.iter(f"{SVG}path") if "faint" in (each.get("class") or "")]
    heads = [each for each in root.iter(f"{SVG}path") if each.get("class") == "head"]
    assert sum((each.get("d") or "").count("M") for each in lines) == network.number_of_edges()
    assert len(lines) == 1
    assert [(each.get("d") or "").count("M") for each in heads] == [796, 1] * is_directed


def test_pairs_without_a_firm_tie_are_dashed_in_a_large_network_too() -> None:
    """One planned tie among six hundred stated ones."""
    planned = tie("a-b", status="https://w3id.org/maillage/scheme/status/planned")
    network = Network.of([planned, *(tie(f"n{at}-m{at}") for at in range(600))])

    root = parsed(draw(network))

    lines = {
        each.get("class"): each.get("d") or ""
        for each in root.iter(f"{SVG}path")
        if "faint" in str(each.get("class"))
    }
    assert {name: path.count("M") for name, path in lines.items()} == {
        "tie faint": 600,
        "tie faint dashed": 1,
    }


def test_a_network_beyond_the_most_shows_its_highest_nodes_and_says_what_is_left_out() -> None:
    """In the picture, in its description and in its facts; counts are those of the whole."""
    root = parsed(draw(hubs(60), view=View(most=10)))

    marks = [
        each
        for each in root.iter(f"{SVG}g")
        if any("tie" in (one.text or "") for one in each.findall(f"{SVG}title"))
    ]
    described = next(each.text or "" for each in root.iter(f"{SVG}desc"))
    left = json.loads(next(each.text or "" for each in root.iter(f"{SVG}metadata")))["left_out"]
    assert "Shown are the 10 nodes highest by degree and the " in described
    assert "50 nodes and " in described
    assert left in described
    assert any(text.endswith("are left out.") for text in texts(root))
    assert described.startswith("60 nodes and 116 ties")
    assert (
        len(
            [
                each
                for each in marks
                if each.find(f"{SVG}path") is not None and "mark" in str(each[1].get("class"))
            ]
        )
        == 10
    )


def test_communities_differ_in_shape_and_colour_and_are_named_after_their_highest() -> None:
    """Three cliques; the core, four ties each and more, has a wide outline that the legend explains."""
    root = parsed(draw(network_of_ties(ISLANDS), view=View("community")))

    marks = [each for each in root.iter(f"{SVG}path") if "core" in (each.get("class") or "").split()]
    written = texts(root)
    assert {"around Q0 (6)", "around P0 (5)", "around R0 (5)", "innermost core, k = 4 (15)"} <= set(written)
    assert len(marks) == 15 + 1
    assert len({each.get("fill") for each in marks}) == 3 + 1


def test_colour_stands_for_what_there_is() -> None:
    """Anything else is refused by name."""
    with pytest.raises(UnknownName, match="'size'"):
        draw(network_of_ties("a-b"), view=View("size"))


def test_the_facts_of_a_picture_are_in_its_metadata() -> None:
    """Query, snapshot, layout, the method of the sizes but its time, and what each look stands for."""
    text = draw(network_of_ties("a-b b-c", types="a=Hub"), size_by="betweenness", view=View(note="Own data."))

    found = json.loads(next(each.text or "" for each in parsed(text).iter(f"{SVG}metadata")))

    assert (found["snapshot"], found["query_sha256"], found["nodes"], found["ties"]) == ("5a5a", "9f9f", 3, 2)
    assert found["size"]["measure"] == "betweenness"
    assert "elapsed_ms" not in found["size"]["method"]
    assert "stress" in found["layout"]
    assert [(each["label"], each["count"]) for each in found["shape_and_colour"]["kinds"]] == [
        ("type unknown", 2),
        ("Hub", 1),
    ]
    assert "Own data." in text


def test_lines_through_a_box_are_counted() -> None:
    """Across it, into it and within it; not beside it, nor up to before it."""
    box = Box(0, 0, 2, 2)
    lines = [(-1, 1, 3, 1), (1, 1, 5, 5), (0.5, 0.5, 1, 1), (-1, -1, -1, 3), (-2, 1, -1, 1), (4, 1, 1, 4)]

    assert [crossings(box, np.array([line], float)) for line in lines] == [1, 1, 1, 0, 0, 0]
    assert crossings(box, np.array(lines, float)) == 3
    assert crossings(box, np.zeros((0, 4))) == 0
