"""The derivation rules: each on the smallest graph that it applies to, and all on the bundled one."""

from collections.abc import Callable

import pytest

from graph.answer import Triples
from graph.dataset import INFERRED_GRAPH, Dataset, open_bundled
from graph.knowledge import infer
from graph.knowledge.shacl import rdflib_graph
from graph.terms import BASE, XSD, Iri, Literal, Quad, Triple, shorten

Make = Callable[[str], Dataset]

HEAD = """
PREFIX ex: <https://example.org/>
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX role: <https://w3id.org/maillage/scheme/role/>
PREFIX st: <https://w3id.org/maillage/scheme/status/>
"""

# rule → a situation without its status, and the shortcuts that it gives when it is stated
SITUATIONS = {
    "ever-founder-of": (
        "a org:Membership ; org:member ex:a ; org:organization ex:b ; org:role role:founder",
        {("a", "everFounderOf", "b")},
    ),
    "ever-funded": ("a mlg:Funding ; mlg:funder ex:a ; mlg:funded ex:b", {("a", "everFunded", "b")}),
    "ever-held-label": ("a mlg:LabelGrant ; mlg:holder ex:a ; mlg:label ex:b", {("a", "everHeldLabel", "b")}),
    "ever-invested-in": (
        "a mlg:FundingRound ; mlg:company ex:b ; mlg:investment [ mlg:investor ex:a ], [ mlg:investor ex:c ]",
        {("a", "everInvestedIn", "b"), ("c", "everInvestedIn", "b")},
    ),
    "ever-participated-in": (
        "a mlg:Participation ; mlg:participant ex:a ; mlg:atEvent ex:b",
        {("a", "everParticipatedIn", "b")},
    ),
    "ever-partnered-with": (
        "a mlg:Partnership ; mlg:party ex:a , ex:b",
        {("a", "everPartneredWith", "b"), ("b", "everPartneredWith", "a")},
    ),
    "ever-president-of": (
        "a org:Membership ; org:member ex:a ; org:organization ex:b ; org:role role:president",
        {("a", "everPresidentOf", "b")},
    ),
    "ever-received-award": (
        "a mlg:AwardReceipt ; mlg:recipient ex:a ; mlg:award ex:b",
        {("a", "everReceivedAward", "b")},
    ),
    "ever-supported-by": (
        "a mlg:Support ; mlg:beneficiary ex:a ; mlg:supporter ex:b",
        {("a", "everSupportedBy", "b")},
    ),
    "lands-at": ("a mlg:CableLanding ; mlg:cable ex:a ; mlg:landingPoint ex:b", {("a", "landsAt", "b")}),
}
NOT_STATED = ("projected", "planned", "hoped", "claimed", "opinion", "derived")


def shortcuts(dataset: Dataset) -> set[tuple[str, str, str]]:
    """What is inferred, by local names."""
    infer.run(dataset)
    return {
        (name(quad.subject), name(quad.predicate), name(quad.object))
        for quad in dataset.quads(INFERRED_GRAPH)
    }


def name(term: object) -> str:
    """The part of an IRI after the last slash or hash."""
    assert isinstance(term, Iri)
    return term.value.replace("#", "/").rpartition("/")[2]


@pytest.mark.parametrize("rule", sorted(SITUATIONS))
def test_a_stated_situation_gives_its_shortcut(rule: str, dataset_of: Make) -> None:
    """One situation gives the shortcuts of its rule and no other triple."""
    situation, expected = SITUATIONS[rule]
    dataset = dataset_of(f"{HEAD} ex:it {situation} ; mlg:epistemicStatus st:stated .")

    assert shortcuts(dataset) == expected


@pytest.mark.parametrize("status", NOT_STATED)
@pytest.mark.parametrize("rule", sorted(SITUATIONS))
def test_a_situation_of_another_status_gives_none(rule: str, status: str, dataset_of: Make) -> None:
    """A plan, a projection, a hope, a claim or an opinion never becomes a tie."""
    situation, _ = SITUATIONS[rule]
    dataset = dataset_of(f"{HEAD} ex:it {situation} ; mlg:epistemicStatus st:{status} .")

    assert shortcuts(dataset) == set()


def test_a_stated_meeting_is_one_that_its_participants_were_at(dataset_of: Make) -> None:
    """A meeting that a source says was held ties its participants to it."""
    held = f"{HEAD} ex:it a mlg:Meeting ; mlg:participant ex:a ; mlg:epistemicStatus st:stated ."

    assert shortcuts(dataset_of(held)) == {("a", "everParticipatedIn", "it")}


def test_an_investment_of_its_own_status_does_not_take_that_of_the_round(dataset_of: Make) -> None:
    """The round is stated, one investor's part is only hoped for: no tie for that one."""
    dataset = dataset_of(
        f"{HEAD} ex:it a mlg:FundingRound ; mlg:company ex:b ; mlg:epistemicStatus st:stated ; "
        "mlg:investment ex:i , ex:j . ex:i mlg:investor ex:a . "
        "ex:j mlg:investor ex:c ; mlg:epistemicStatus st:hoped ."
    )

    assert shortcuts(dataset) == {("a", "everInvestedIn", "b")}


def test_every_rule_has_a_case() -> None:
    """The rules tested above, and the one tested on the bundled graph, are all there are."""
    assert {rule.name for rule in infer.rules()} == {*SITUATIONS, "label-holders"}


def test_bundled_situations_give_these_ties() -> None:
    """By hand from the facts: two labels, three partners, two roles, one award, seven cables in service."""
    found = shortcuts_of_bundled()

    assert found == {
        ("aix-marseille-french-tech", "everHeldLabel", "label-french-tech-capital"),
        ("aix-marseille-french-tech", "everHeldLabel", "label-french-tech-metropolis"),
        ("aix-marseille-french-tech", "everPartneredWith", "local-communities"),
        ("aix-marseille-french-tech", "everPartneredWith", "provence-promotion"),
        ("local-communities", "everPartneredWith", "aix-marseille-french-tech"),
        ("local-communities", "everPartneredWith", "provence-promotion"),
        ("provence-promotion", "everPartneredWith", "aix-marseille-french-tech"),
        ("provence-promotion", "everPartneredWith", "local-communities"),
        ("beelife", "everParticipatedIn", "ces-2018"),
        ("beelife", "everParticipatedIn", "ces-2019"),
        ("beelife", "everReceivedAward", "ces-best-of-innovation"),
        ("pascal-lorne", "everFounderOf", "gojob"),
        ("pascal-lorne", "everPresidentOf", "aix-marseille-french-tech"),
        *((f"cable-{cable}", "landsAt", "lp-marseille") for cable in IN_SERVICE),
    }


IN_SERVICE = ("aae-1", "atlas-offshore", "hawk", "imewe", "med-cable-network", "seamewe-4", "te-north")


def shortcuts_of_bundled() -> set[tuple[str, str, str]]:
    """Shortcuts between things of the bundled graph; landings elsewhere than at Marseille left out."""
    dataset = open_bundled()
    infer.run(dataset)
    return {
        (name(quad.subject), name(quad.predicate), name(quad.object))
        for quad in dataset.quads(INFERRED_GRAPH)
        if name(quad.predicate).startswith(("ever", "lands"))
        and (not name(quad.predicate).startswith("lands") or name(quad.object) == "lp-marseille")
    }


def test_twelve_others_and_the_holder_make_thirteen() -> None:
    """The total is an observation of its own: derived, with its rule, its two grounds and its day."""
    dataset = open_bundled()
    infer.run(dataset)
    total = Iri(f"{BASE}id/obs-other-laureates-2019-total")

    said = {
        shorten(quad.predicate.value): quad.object
        for quad in sorted(dataset.quads(INFERRED_GRAPH), key=str)
        if quad.subject == total
    }
    grounds = {
        shorten(quad.object.value)
        for quad in dataset.quads(INFERRED_GRAPH)
        if quad.subject == total
        and quad.predicate.value.endswith("wasDerivedFrom")
        and isinstance(quad.object, Iri)
    }

    assert said["mlg:obsValue"] == Literal("13", f"{XSD}integer")
    assert said["mlg:epistemicStatus"] == Iri(f"{BASE}scheme/status/derived")
    assert said["mlg:observedEntity"] == Iri(f"{BASE}id/label-french-tech-capital")
    assert said["sdmx-dimension:refPeriod"] == Literal("2019-04-03", f"{XSD}date")
    assert said["prov:wasGeneratedBy"] == Iri(f"{BASE}id/rule-label-holders")
    assert grounds == {"id:grant-amft-capital-2019", "id:obs-other-laureates-2019"}


@pytest.mark.parametrize("rule", infer.rules(), ids=lambda rule: rule.name)
def test_rules_give_the_same_on_another_engine(rule: infer.Rule, bundled: Dataset) -> None:
    """A rule is plain SPARQL 1.1: rdflib derives the same triples from the merged graphs."""
    theirs = rdflib_graph(bundled.quads()).query(rule.text).graph

    ours = rdflib_graph(Quad(*triple, None) for triple in derived(bundled, rule))

    assert theirs is not None
    assert set(theirs) == set(ours)


def test_derived_nodes_have_names(bundled: Dataset) -> None:
    """No rule makes blank nodes, so that the same data give the same graph."""
    subjects = {type(triple.subject) for rule in infer.rules() for triple in derived(bundled, rule)}

    assert subjects == {Iri}


def derived(dataset: Dataset, rule: infer.Rule) -> tuple[Triple, ...]:
    """The triples that a rule gives."""
    answer = dataset.query(rule.text)
    assert isinstance(answer, Triples)
    return answer.triples
