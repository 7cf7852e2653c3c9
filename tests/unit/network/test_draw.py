"""The picture of a network, read back as XML."""

import re
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from graph.errors import NetworkError, UnknownName
from graph.network import Network, Node, arrange, draw, draw_ego, measure
from graph.network.picture.scene import scene
from tests.unit.network.build import network_of_ties, tie

SVG = "{http://www.w3.org/2000/svg}"
ST = "https://w3id.org/maillage/scheme/status/"
BARBELL = "a-b b-c a-c c-d d-e e-f d-f"
HOSTILE = [
    'Bad </title><script>alert("1")</script>',
    "nul\x00 bell\x07 escape\x1b",
    "&amp; ]]> <!-- -->",
    "عجمان للشركات الناشئة",
    "\u202eesrever",
    "👩‍💻 start-up 🚀",
    "x" * 500,
    "",
]


def parsed(text: str) -> ET.Element:
    """The document's root; fails where it is not XML."""
    return ET.fromstring(text)  # noqa: S314 - our own text


def texts(root: ET.Element) -> list[str]:
    """What is written in the picture, a text element each."""
    return [" ".join("".join(each.itertext()).split()) for each in root.iter(f"{SVG}text")]


def test_the_picture_names_its_nodes_and_types_with_counts() -> None:
    """Labels, legend, title and method line are there to read."""
    root = parsed(draw(network_of_ties(BARBELL, types="a=Hub b=Hub"), title="Two triangles"))

    written = texts(root)

    assert {"A", "B", "C", "D", "E", "F"} <= set(written)
    assert "Hub (2)" in written
    assert "type unknown (4)" in written
    assert written[0] == "Two triangles"
    assert any(text.startswith("Degree on 6 nodes and 7 ties") for text in written)


def test_the_picture_is_one_image_with_title_and_description() -> None:
    """Without links it is an image to assistive technology, told in words."""
    root = parsed(draw(network_of_ties(BARBELL), title="Two triangles"))
    named = {each.get("id"): each.text or "" for each in root if each.get("id")}

    assert root.get("role") == "img"
    assert named[root.get("aria-labelledby")] == "Two triangles"
    assert named[root.get("aria-describedby")].startswith("6 nodes and 7 ties. Highest by degree: ")


def test_nodes_are_links_where_the_caller_says_to_what() -> None:
    """The picture is then a group, whose parts can be reached; each link has a name."""
    root = parsed(draw(network_of_ties("a-b"), link=lambda node: f"/id/{node.id}?x=1&y=2"))

    links = list(root.iter(f"{SVG}a"))

    assert root.get("role") == "group"
    assert [each.get("href") for each in links] == ["/id/a?x=1&y=2", "/id/b?x=1&y=2"]
    assert links[0].get("aria-label") == "A, 1 tie"


def test_ties_that_are_not_stated_are_dashed() -> None:
    """And the legend says which lines are what, with counts."""
    network = Network.of([tie("a-b", status=f"{ST}stated"), tie("b-c", status=f"{ST}planned")])

    root = parsed(draw(network))

    ties = [each for each in root.iter(f"{SVG}path") if "tie" in (each.get("class") or "").split()]
    assert [each.get("class") for each in ties] == ["tie", "tie dashed", "tie", "tie dashed"]
    assert {"stated (1)", "planned (1)"} <= set(texts(root))


def test_undated_ties_are_counted_in_words() -> None:
    """A reader of an as-of picture must know how many can't be placed in time."""
    network = Network.of([tie("a-b"), tie("b-c", start=date(2019, 1, 1))])

    assert any("1 tie without a date" in text for text in texts(parsed(draw(network))))


def test_types_differ_in_shape_or_colour_from_one_another() -> None:
    """No two of fourteen types look the same."""
    types = " ".join(f"n{at}=Kind{at}" for at in range(14))
    network = network_of_ties(" ".join(f"n{at}-n{(at + 1) % 14}" for at in range(14)), types=types)

    root = parsed(draw(network))

    marks = [each for each in root.iter(f"{SVG}path") if each.get("class") == "mark"]
    looks = {(each.get("fill"), re.sub(r"[\d. -]+", "", each.get("d") or "")) for each in marks}
    assert len(looks) == 14


def test_a_node_that_stands_for_a_tie_is_an_outline() -> None:
    """A partnership of three parties is not one of the actors."""
    network = Network.of([tie("a-p", tie="p"), tie("b-p", tie="p"), tie("c-p", tie="p")])

    root = parsed(draw(network))

    hollow = [each for each in root.iter(f"{SVG}path") if each.get("class") == "mark hollow"]
    assert len(hollow) == 2


def test_direction_is_drawn_as_arrow_heads() -> None:
    """One a tie, and one in the legend."""
    plain, directed = (
        parsed(draw(network_of_ties("a-b b-c", is_directed=is_directed))) for is_directed in (False, True)
    )

    heads = [
        [each for each in root.iter(f"{SVG}path") if each.get("class") == "head"]
        for root in (plain, directed)
    ]
    assert [len(each) for each in heads] == [0, 3]


def test_names_cover_neither_each_other_nor_marks() -> None:
    """On forty nodes with long names, all names stand free."""
    ties = " ".join(f"n{at:02}-n{at // 3:02}" for at in range(1, 40))
    network = network_of_ties(ties)
    named = Network.of(
        network.edges, [Node(node.id, f"Association of {node.id} start-ups") for node in network.nodes]
    )

    found = scene(named, arrange(named), measure(named, "degree"))

    boxes = [label.box for label in found.labels.values()]
    assert len(boxes) == 40
    assert not any(one.overlaps(two) for one, two in combinations(boxes, 2))
    assert not any(
        box.left < x < box.right and box.top < y < box.bottom
        for box in boxes
        for x, y in found.points.values()
    )


def test_marks_grow_with_the_measure_by_area() -> None:
    """The radius above the least follows the square root of the score."""
    network = network_of_ties("m-a m-b m-c m-d a-b")

    radii = scene(network, arrange(network), measure(network, "degree")).radii

    assert (radii["a"] - 6) / (radii["m"] - 6) == pytest.approx((2 / 4) ** 0.5)


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_names_can_not_break_the_document(label: str) -> None:
    """Whatever a dump calls a node, a type or a relation, the picture stays XML without scripts."""
    node = Node("x:a", label, "x:T", label)
    network = Network.of([tie("x:a-x:b", relation_label=label)], [node])

    for text in (draw(network, title=label), draw_ego(network, "x:a", link=lambda each: each.label)):
        root = parsed(text)
        tags = {each.tag.removeprefix(SVG) for each in root.iter()}
        assert tags <= {
            "svg",
            "title",
            "desc",
            "metadata",
            "style",
            "rect",
            "g",
            "path",
            "text",
            "tspan",
            "a",
        }
        assert not any(name.startswith("on") for each in root.iter() for name in each.keys())  # noqa: SIM118
        assert "\u202e" not in text


def test_nothing_is_fetched_and_nothing_runs() -> None:
    """No address but the namespace and the links, no script, no import, no url()."""
    text = draw(network_of_ties(BARBELL), link=lambda node: f"/id/{node.id}")

    assert re.findall(r"https?://[^\"' <]+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"script|@import|url\(|<image|<use|javascript:", text)


@pytest.mark.parametrize("ties", ["", "a", "a-a", "a-b a-b a-b"])
def test_small_and_odd_networks_have_a_picture(ties: str) -> None:
    """Nothing, one node, a loop, three parallel ties."""
    root = parsed(draw(network_of_ties(ties)))

    drawn = [each for each in root.iter(f"{SVG}path") if each.get("class") == "tie"]
    assert len(drawn) == ties.count("-") + bool(ties.count("-"))


@pytest.mark.parametrize(("size_by", "error"), [("density", NetworkError), ("bigness", UnknownName)])
def test_marks_are_sized_by_measures_of_nodes_only(size_by: str, error: type[Exception]) -> None:
    """Anything else is refused by name."""
    with pytest.raises(error, match=size_by):
        draw(network_of_ties("a-b"), size_by=size_by)


def test_an_ego_picture_shows_each_neighbour_with_what_ties_it() -> None:
    """Ties among neighbours are not drawn; relations stand beside names, parallel ones together."""
    network = Network.of(
        [
            tie("m-a", id="1", relation_label="funds"),
            tie("m-a", id="2", relation_label="hosts"),
            tie("b-m", relation_label="funds"),
            tie("a-b", relation_label="knows"),
        ],
        is_directed=True,
    )

    root = parsed(draw_ego(network, "m", link=lambda node: f"/id/{node.id}"))

    assert {"m", "a", "b", "funds → · hosts →", "funds ←"} <= set(texts(root))
    assert "m has 3 ties with 2 neighbours. Relations: funds, hosts." in texts(root)
    assert [each.get("href") for each in root.iter(f"{SVG}a")] == ["/id/a", "/id/b"]


def test_an_ego_picture_says_how_many_neighbours_it_leaves_out() -> None:
    """Sixty are shown, those with most ties."""
    network = network_of_ties(" ".join(f"m-n{at:02}" for at in range(70)) + " m-n69")

    root = parsed(draw_ego(network, "m", link=lambda node: node.id))

    shown = [each.get("href") for each in root.iter(f"{SVG}a")]
    assert len(shown) == 60
    assert "n69" in shown
    assert any("with 70 neighbours; the 60 with most ties are shown" in text for text in texts(root))


def test_an_ego_picture_of_nobody_is_refused() -> None:
    """The name is not in the network."""
    with pytest.raises(UnknownName, match="'z'"):
        draw_ego(network_of_ties("a-b"), "z")
