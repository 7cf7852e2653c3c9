"""Finding things by name."""

from collections.abc import Callable

import pytest

from graph.dataset import Dataset
from graph.knowledge.search import instances, kinds_of, search
from graph.terms import Iri

Make = Callable[[str], Dataset]

NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX x: <https://example.org/>
x:euro a x:Org ; rdfs:label "Euroméditerranée"@fr .
x:work a x:Work ; rdfs:label "L'Œuvre d'été"@fr .
x:p a x:Org ; rdfs:label "P.Factory" ; skos:altLabel "P Factory" .
x:tech a x:Org ; rdfs:label "French Tech" .
x:high a x:Org ; rdfs:label "High-tech (hive)" .
x:split rdfs:label "Hôpital" .
"""


def found(dataset: Dataset, text: str) -> list[str]:
    """The local names of what a search finds, in its order."""
    return [hit.iri.value.rpartition("/")[2] for hit in search(dataset, text, limit=10).hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("euromediterranee", ["euro"]),
        ("EUROMÉDITERRANÉE", ["euro"]),
        ("Oeuvre ete", ["work"]),
        ("œuvre", ["work"]),
        ("p factory", ["p"]),
        ("tech", ["tech", "high"]),
        ("tech french", ["tech"]),
        ("hopital", ["split"]),
        ("", []),
        ("   ", []),
        ("tech nowhere", []),
    ],
)
def test_accents_capitals_and_order_of_words_do_not_matter(
    dataset_of: Make, each_engine: str, text: str, expected: list[str]
) -> None:
    """Every word must be in the name, however it is written, with an index of words and without one."""
    del each_engine
    assert found(dataset_of(NAMES), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("euromed", ["euro"]),
        ("mediterranee", []),
        ("euromediteranee", ["euro"]),
        ("euromedteranee", ["euro"]),
    ],
)
def test_the_beginning_of_a_word_is_enough_and_a_slip_or_two_are_forgiven(
    dataset_of: Make, text: str, expected: list[str]
) -> None:
    """As the index of words says; what stands inside a word is not looked for."""
    assert found(dataset_of(NAMES), text) == expected


def test_what_a_commit_brings_is_found_at_once(dataset_of: Make) -> None:
    """Nothing is kept beside the dataset."""
    dataset = dataset_of(NAMES)
    assert found(dataset, "nouvelle") == []

    dataset.update(
        "INSERT DATA { GRAPH <x:g> { <https://example.org/new> "
        '<http://www.w3.org/2000/01/rdf-schema#label> "La Nouvelle" } }'
    )

    assert found(dataset, "nouvelle") == ["new"]


@pytest.mark.parametrize("text", [".*", "(", "a|b", "[", "\\", '"', "$", "{2}", "h.gh", "?x"])
def test_signs_of_patterns_stand_for_themselves(dataset_of: Make, text: str) -> None:
    """A search text is never read as a pattern or as syntax: these signs are in no name here."""
    names = NAMES.replace("P.Factory", "PFactory").replace("High-tech (hive)", "High")

    assert found(dataset_of(names), text) == []


def test_parentheses_are_found_where_a_name_has_them(dataset_of: Make) -> None:
    """A sign that means something in patterns is found as the sign it is."""
    assert found(dataset_of(NAMES), "(hive)") == ["high"]


def test_exact_name_comes_before_longer_ones(dataset_of: Make) -> None:
    """Order: the same name, a name that begins so, then others."""
    dataset = dataset_of(
        """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX x: <https://example.org/>
        x:a rdfs:label "Old Marseille" . x:b rdfs:label "Marseille port" . x:c rdfs:label "Marseille" ."""
    )

    assert found(dataset, "marseille") == ["c", "b", "a"]


def test_more_hits_than_the_limit_are_announced(dataset_of: Make) -> None:
    """One of two hits is given, and the answer says that there are more."""
    result = search(dataset_of(NAMES), "tech", limit=1)

    assert (len(result.hits), result.is_complete) == (1, False)


def test_search_can_be_narrowed_to_a_class(dataset_of: Make) -> None:
    """Only things of the class are found."""
    result = search(dataset_of(NAMES), "e", limit=10, kind=Iri("https://example.org/Work"))

    assert [hit.iri.value for hit in result.hits] == ["https://example.org/work"]


def test_instances_of_a_class_are_listed_up_to_a_limit(dataset_of: Make) -> None:
    """Two of four things of a class, and that these are not all."""
    things, is_complete = instances(dataset_of(NAMES), Iri("https://example.org/Org"), limit=2)

    assert [thing.value for thing in things] == ["https://example.org/euro", "https://example.org/high"]
    assert not is_complete


def test_kind_of_a_thing_is_one_of_ours_where_there_is_one(dataset_of: Make) -> None:
    """Of a foreign class and one of the ontology, the ontology's is told."""
    dataset = dataset_of(
        "<x:a> a <https://example.org/Aa>, <https://w3id.org/maillage/ontology#StartUp> . <x:b> <x:p> 1 ."
    )

    kinds = kinds_of(dataset, [Iri("x:a"), Iri("x:b")])

    assert kinds == {Iri("x:a"): Iri("https://w3id.org/maillage/ontology#StartUp")}
