"""Measures on graphs small enough to check by hand."""

import json
from itertools import pairwise

import pytest

from graph.errors import NetworkError, ParameterError, UnknownName
from graph.network import MEASURES, Network, Node, Result, measure
from tests.unit.network.build import NEEDED, network_of_ties, tie

STAR = "m-a m-b m-c m-d"
PATH = "a-b b-c c-d d-e"
# Two triangles a b c and d e f, held together by c-d.
BARBELL = "a-b b-c a-c c-d d-e e-f d-f"

SCORES = [
    ("degree", STAR, {"m": 4, "a": 1}),
    ("degree", "a-b a-b b-b", {"a": 2, "b": 4}),
    ("betweenness", STAR, {"m": 1.0, "a": 0.0}),
    # Of the 6 pairs without b, the 3 of a with c, d and e pass b; of those without c, 4 pass c.
    ("betweenness", PATH, {"a": 0.0, "b": 0.5, "c": 4 / 6}),
    # c lies between a, b and d, e, f: 6 of the 10 pairs without it.
    ("betweenness", BARBELL, {"c": 0.6, "d": 0.6, "a": 0.0}),
    ("closeness", STAR, {"m": 1.0, "a": 4 / 7}),
    # Two parts: each node reaches 1 of 3 others, at distance 1.
    ("closeness", "a-b c-d", {"a": 1 / 3}),
    ("eccentricity", PATH, {"a": 4, "b": 3, "c": 2}),
    ("core_number", BARBELL + " f-g", {"a": 2, "f": 2, "g": 1}),
    ("clustering", BARBELL, {"a": 1.0, "c": 1 / 3}),
    ("components", "c-d d-e a-b z", {"c": 1, "e": 1, "a": 2, "z": 3}),
    ("articulation_points", STAR, {"m": 3}),
    ("articulation_points", BARBELL, {"c": 1, "d": 1}),
    # An end spends all on m: constraint 1; m spends a quarter on each of four untied others.
    ("constraint", STAR, {"m": 0.25, "a": 1.0}),
    # In a triangle: two neighbours, each bound by 1/2 + 1/2 · 1/2, squared.
    ("constraint", "a-b b-c a-c", {"a": 2 * 0.75**2}),
    ("effective_size", STAR, {"m": 4.0, "a": 1.0}),
    # c: 3 neighbours, one tie among them: 3 - 2/3.
    ("effective_size", BARBELL, {"c": 3 - 2 / 3, "a": 1.0}),
    ("communities", BARBELL, {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 2}),
    ("removal_impact", STAR, {"m": 1.0, "a": 0.0}),
    # Without b, a is cut off: of a-c 1/2, a-d 1/3, a-e 1/4, c-d 1, c-e 1/2, d-e 1 the last three stay.
    ("removal_impact", PATH, {"a": 0.0, "b": 1 - 2.5 / (2.5 + 13 / 12)}),
    ("pagerank", "a-b", {"a": 0.5, "b": 0.5}),
]
SUMMARIES = [
    ("degree", STAR, {"mean neighbours": 8 / 5, "centralisation": 1.0}),
    ("betweenness", STAR, {"centralisation": 1.0}),
    ("eccentricity", PATH, {"diameter": 4, "radius": 2}),
    ("components", "a-b z", {"components": 2, "largest": 2, "without ties": 1}),
    ("clustering", BARBELL, {"average": (4 + 2 / 3) / 6, "transitivity": 0.6}),
    ("density", BARBELL, {"density": 7 / 15}),
    # Two groups of 3 ties and 7 degrees each, of 7 ties: 2 · (3/7 - (7/14)²).
    ("communities", BARBELL, {"communities": 2, "modularity": 5 / 14, "agreement of seeds": 1.0}),
    ("modularity", BARBELL, {"groups": 2, "modularity": 5 / 14}),
    ("core_number", BARBELL, {"degeneracy": 2}),
    ("assortativity", STAR, {"degree": -1.0}),
    ("bridges", BARBELL, {"bridges": 1}),
]


@pytest.mark.parametrize(("name", "ties", "expected"), SCORES)
def test_scores_are_those_worked_out_by_hand(name: str, ties: str, expected: dict[str, float]) -> None:
    """Each measure on a star, a path or two triangles."""
    found = dict(measure(network_of_ties(ties), name).scores)

    assert {node: found[node] for node in expected} == pytest.approx(expected)


@pytest.mark.parametrize(("name", "ties", "expected"), SUMMARIES)
def test_summaries_are_those_worked_out_by_hand(name: str, ties: str, expected: dict[str, float]) -> None:
    """Numbers about the whole network."""
    assert measure(network_of_ties(ties), name).summary == pytest.approx(expected)


def test_a_bridge_is_scored_by_the_smaller_side() -> None:
    """The tie between the triangles cuts off three nodes; a doubled tie is no bridge."""
    network = network_of_ties("a-b b-c a-c c-d d-e e-f d-f f-g f-g")

    result = measure(network, "bridges")

    assert result.scores == (("c-d#3", 3),)


def test_only_cut_nodes_are_articulation_points() -> None:
    """Others are not listed."""
    assert measure(network_of_ties("a-b b-c a-c"), "articulation_points").scores == ()


def test_degree_in_and_out_follow_direction() -> None:
    """Parallel ties count each; weights add up where asked for."""
    network = Network.of([tie("a-b", id="1", weight=2.5), tie("a-b", id="2"), tie("b-c")], is_directed=True)

    assert measure(network, "in_degree").scores == (("b", 2), ("c", 1), ("a", 0))
    assert measure(network, "out_degree", is_weighted=True).scores == (("a", 3.5), ("b", 1.0), ("c", 0))


def test_degree_in_has_no_meaning_without_direction() -> None:
    """The message names what there is instead."""
    with pytest.raises(NetworkError, match="Use degree"):
        measure(network_of_ties("a-b"), "in_degree")


def test_betweenness_follows_direction_only_where_asked_to() -> None:
    """On a → b ← c, b is between a and c only if direction is ignored."""
    network = network_of_ties("a-b c-b", is_directed=True)

    assert measure(network, "betweenness").of("b") == 1.0
    assert measure(network, "betweenness", is_directed=True).of("b") == 0.0


def test_pagerank_follows_ties_to_whom_they_point() -> None:
    """On a → b, with a damping of 0.85, b = (1 - 0.85)/2 + 0.85·(a + b/2): b/a is 1.85."""
    found = dict(measure(network_of_ties("a-b", is_directed=True), "pagerank").scores)

    assert found["b"] / found["a"] == pytest.approx(1.85, abs=1e-4)


def test_brokerage_without_direction_counts_each_pair_twice() -> None:
    """The middle of a star stands between 4 · 3 ordered pairs."""
    network = network_of_ties(STAR, types="m=Hub a=End b=End c=End d=End")

    result = measure(network, "brokerage")

    assert result.scores[:2] == (("m", 12), ("a", 0))
    assert result.parts["consultant"]["m"] == 12


def test_brokerage_counts_each_of_the_five_roles() -> None:
    """One broker of group one, with a pair of neighbours for each role."""
    ties = "p-v v-q x-v v-y"
    types = "v=One p=One q=One x=Two y=Two"

    result = measure(network_of_ties(ties, types=types, is_directed=True), "brokerage")

    # p v q: coordinator. p v y: representative. x v q: gatekeeper. x v y: both strangers of one group.
    assert {role: values["v"] for role, values in result.parts.items()} == {
        "coordinator": 1,
        "consultant": 1,
        "gatekeeper": 1,
        "representative": 1,
        "liaison": 0,
    }
    assert result.of("v") == 4


def test_brokerage_counts_no_pair_that_is_tied() -> None:
    """Where a → c holds, nobody brokers between them."""
    network = network_of_ties("a-b b-c a-c", types="a=One b=Two c=Three", is_directed=True)

    assert measure(network, "brokerage").of("b") == 0


def test_brokerage_leaves_out_nodes_without_group() -> None:
    """And says how many."""
    result = measure(network_of_ties("a-b b-c", types="a=One b=One"), "brokerage")

    assert "1 node without group left out" in result.method.notes
    assert result.of("c") is None


def test_distance_is_to_the_nearest_of_a_type() -> None:
    """Nodes in another component reach none and have no score."""
    network = network_of_ties("a-b b-c c-d x-y", types="a=Investor d=Investor")

    result = measure(network, "distance", to="investor")

    assert result.scores == (("a", 0), ("d", 0), ("b", 1), ("c", 1))
    assert "2 nodes reach none" in result.method.notes


@pytest.mark.parametrize(("to", "error"), [("", ParameterError), ("Unicorn", UnknownName)])
def test_distance_needs_a_type_that_there_is(to: str, error: type[Exception]) -> None:
    """The message lists the types."""
    with pytest.raises(error, match="x:Investor"):
        measure(network_of_ties("a-b", types="a=Investor"), "distance", to=to)


def test_modularity_of_a_grouping_is_negative_where_ties_cross_it() -> None:
    """Every tie of a-b leaves its group: 0 - (1/2)² - (1/2)²."""
    network = network_of_ties("a-b", types="a=One b=Two")

    assert measure(network, "modularity", group="type").summary["modularity"] == -0.5


def test_agreement_is_nothing_where_the_grouping_has_one_group() -> None:
    """One group says nothing about communities."""
    network = network_of_ties(BARBELL, types=" ".join(f"{name}=One" for name in "abcdef"))

    assert measure(network, "agreement").summary == {"agreement": 0.0, "adjusted": 0.0}


def test_assortativity_by_type_is_one_where_ties_stay_within() -> None:
    """Two pairs of their own type."""
    network = network_of_ties("a-b c-d", types="a=One b=One c=Two d=Two")

    result = measure(network, "assortativity")

    assert result.summary == {"type": 1.0}
    assert result.method.notes == ("degree assortativity is not defined here",)


def test_density_of_a_two_mode_network_is_over_its_two_sides() -> None:
    """Three of the four pairs between two sources and two targets."""
    network = network_of_ties("a-x a-y b-x", is_bipartite=True)

    assert measure(network, "density").summary == {"density": 0.75}


def test_density_of_a_directed_network_is_over_ordered_pairs() -> None:
    """One of six."""
    assert measure(network_of_ties("a-b c", is_directed=True), "density").summary["density"] == pytest.approx(
        1 / 6
    )


def test_nestedness_needs_two_modes() -> None:
    """On one mode it has no meaning."""
    with pytest.raises(NetworkError, match="two-mode"):
        measure(network_of_ties("a-b b-c", is_bipartite=True), "nestedness")


def test_nestedness_is_nothing_where_choices_are_apart() -> None:
    """One has x and y, the other z only: no choice is shared."""
    network = network_of_ties("a-x a-y b-z", is_bipartite=True)

    assert measure(network, "nestedness").summary["nestedness"] == 0.0


def test_effective_size_with_equal_weights_is_the_same_as_without() -> None:
    """Burt's weighted form reduces to neighbours less mean redundancy."""
    network = network_of_ties(BARBELL)

    plain = dict(measure(network, "effective_size").scores)
    weighted = dict(measure(network, "effective_size", is_weighted=True).scores)

    assert weighted == pytest.approx(plain)


def test_structural_holes_refuse_what_would_take_too_long() -> None:
    """A hub of 15,000 has 225 million paths of two ties; the message says what to do."""
    network = Network.of(tie(f"m-n{at}") for at in range(15_000))

    with pytest.raises(NetworkError, match=r"225,015,000 paths .*Filter the network"):
        measure(network, "effective_size")


def test_weights_count_only_where_asked_for() -> None:
    """They are strengths: a strong tie draws the random walker."""
    network = Network.of([tie("a-b", weight=3.0), tie("a-c")])

    assert measure(network, "degree", is_weighted=True).of("a") == 4.0
    plain, weighted = (dict(measure(network, "pagerank", is_weighted=each).scores) for each in (False, True))
    assert plain["b"] == plain["c"]
    assert weighted["b"] > weighted["c"]


def outcome(network: Network, name: str, options: dict[str, str]) -> Result | str:
    """The numbers, or why there are none."""
    try:
        return measure(network, name, **options)
    except (NetworkError, ParameterError, UnknownName) as error:
        return str(error)


@pytest.mark.parametrize("name", sorted(MEASURES))
@pytest.mark.parametrize("ties", ["", "a", "a-a", "a-b c-d e", "a-b a-b b-a"])
@pytest.mark.parametrize("is_directed", [False, True])
def test_degenerate_networks_give_numbers_or_a_reason(name: str, ties: str, *, is_directed: bool) -> None:
    """Nothing, one node, a loop, several parts, parallel ties: plain finite numbers, or a NetworkError."""
    network = network_of_ties(ties, is_directed=is_directed, types="a=One" if "a" in ties else "")
    options = NEEDED.get(name, {}) if "a" in ties else {}

    found = outcome(network, name, options)

    if isinstance(found, str):
        assert found.endswith(".")
    else:
        values = [value for _, value in found.scores] + list(found.summary.values())
        assert json.dumps(values, allow_nan=False)
        assert {type(value) for value in values} <= {int, float}
        assert " tie" in found.method.sentence()


@pytest.mark.parametrize("name", [name for name, each in MEASURES.items() if each.scope == "node"])
def test_the_most_telling_score_comes_first(name: str) -> None:
    """Equal scores stand in the order of their ids."""
    is_bipartite = name == "bipartite_modularity"
    ties = "a-x b-x b-y c-y" if is_bipartite else BARBELL
    network = network_of_ties(ties, is_directed=True, is_bipartite=is_bipartite, types="a=One b=Two")

    scores = measure(network, name, **NEEDED.get(name, {})).scores

    sign = 1 if MEASURES[name].is_low_first else -1
    assert all((sign * one[1], one[0]) < (sign * two[1], two[0]) for one, two in pairwise(scores))


@pytest.mark.parametrize("name", ["betweenness", "closeness", "harmonic", "eccentricity", "removal_impact"])
def test_a_sample_is_said_and_repeatable(name: str) -> None:
    """Fewer sources than nodes are an estimate with a seed; as many are exact."""
    network = network_of_ties(BARBELL)

    first = measure(network, name, sample=3, seed=7)
    again = measure(network, name, sample=3, seed=7)
    exact = measure(network, name, sample=6)

    assert first.scores == again.scores
    assert (first.method.is_exact, first.method.sample, first.method.seed) == (False, 3, 7)
    assert "estimated from 3 sampled nodes" in first.method.sentence()
    assert exact.method.is_exact
    assert exact.scores == measure(network, name).scores


def test_a_sample_of_closeness_comes_near_the_exact_value() -> None:
    """On a ring of 40, every node has the same closeness; half the sources give it within a sixth."""
    ring = network_of_ties(" ".join(f"n{at}-n{(at + 1) % 40}" for at in range(40)))

    exact = dict(measure(ring, "closeness").scores)
    estimate = dict(measure(ring, "closeness", sample=20).scores)

    assert estimate == pytest.approx(exact, rel=1 / 6)


def test_an_unknown_measure_names_the_nearest() -> None:
    """A slip of the finger is mended by the message."""
    with pytest.raises(UnknownName, match="betweenness"):
        measure(network_of_ties("a-b"), "betweeness")


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("degree", {"seed": 1}, "It takes: is_weighted"),
        ("density", {"seed": 1}, "no options"),
        ("betweenness", {"sample": -1}, "whole number"),
        ("betweenness", {"sample": "3"}, "whole number"),
        ("communities", {"seed": True}, "whole number"),
    ],
)
def test_options_that_a_measure_does_not_take_are_refused(
    name: str, options: dict[str, object], words: str
) -> None:
    """No option is silently ignored."""
    with pytest.raises(ParameterError, match=words):
        measure(network_of_ties("a-b"), name, **options)


def test_every_measure_says_what_it_counts_and_where_it_is_defined() -> None:
    """The catalogue feeds the documentation."""
    for each in MEASURES.values():
        assert each.label
        assert each.counts
        assert each.reference
        assert each.scope in {"node", "edge", "graph", "group", "degree", "year", "case"}
        assert ">>>" in (each.compute.__doc__ or "")


def test_overlap_tells_which_relations_join_the_same_pairs() -> None:
    """One of two pairs is both funded and hosted."""
    network = Network.of(
        [tie("a-b", id="1", relation="x:funds", relation_label="funds"), tie("b-a", id="2"), tie("b-c")],
        [Node("a", "A")],
    )

    assert measure(network, "overlap").summary == {
        "pairs": 2,
        "pairs with several relations": 1,
        "funds and tied": 0.5,
    }
