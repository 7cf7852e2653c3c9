"""Parts of networks, and reading what part a person wants."""

from datetime import date

import pytest

from graph.errors import ParameterError, UnknownName
from graph.network import Filters, Network, Node, select
from tests.unit.network.build import network_of_ties, tie

MLG = "https://w3id.org/maillage/ontology#"
ST = "https://w3id.org/maillage/scheme/status/"


def dated() -> Network:
    """Four ties with different bounds."""
    return Network.of(
        [
            tie("a-b", start=date(2014, 1, 1), until=date(2018, 12, 31)),
            tie("b-c", start=date(2019, 4, 3), until=date(2022, 4, 2)),
            tie("c-d", until=date(2019, 4, 3)),
            tie("d-e"),
        ]
    )


def typed() -> Network:
    """Two start-ups, an accelerator and a body, with ties of two statuses and relations."""
    support = f"{MLG}SupportOrganization"
    return Network.of(
        [
            tie(
                "s-a",
                relation=f"{MLG}supporter",
                status=f"{ST}stated",
                graphs=("https://e.org/graph/article",),
            ),
            tie("t-a", relation=f"{MLG}supporter", status=f"{ST}planned", evidence=("https://e.org/id/p1",)),
            tie("s-p", relation=f"{MLG}funded", status=f"{ST}hoped"),
        ],
        [
            Node("s", "S", f"{MLG}StartUp", "start-up", (f"{MLG}StartUp",)),
            Node("t", "T", f"{MLG}StartUp", "start-up", (f"{MLG}StartUp",)),
            Node("a", "A", f"{MLG}Accelerator", "accelerator", (f"{MLG}Accelerator", support)),
            Node("p", "P", f"{MLG}PublicBody", "public body", (f"{MLG}PublicBody",)),
        ],
    )


def ids(network: Network) -> str:
    """The ties left, in one line."""
    return " ".join(edge.id for edge in network.edges)


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2013-12-31", "c-d d-e"),
        ("2014-01-01", "a-b c-d d-e"),
        ("2018-12-31", "a-b c-d d-e"),
        ("2019-04-02", "c-d d-e"),
        ("2019-04-03", "b-c c-d d-e"),
        ("2022-04-02", "b-c d-e"),
        ("2022-04-03", "d-e"),
    ],
)
def test_a_tie_is_seen_from_its_first_day_to_its_last(day: str, left: str) -> None:
    """Both bounds are days on which the tie may hold; an unknown bound is open."""
    part = select(dated(), Filters.parse({"at": day}))

    assert ids(part) == left
    assert part.origin.at == date.fromisoformat(day)


def test_an_event_of_one_day_is_seen_on_that_day() -> None:
    """First and last day may be the same."""
    network = Network.of([tie("a-b", start=date(2019, 6, 14), until=date(2019, 6, 14))])

    assert ids(select(network, Filters(at=date(2019, 6, 14)))) == "a-b"
    assert ids(select(network, Filters(at=date(2019, 6, 15)))) == ""


def test_nodes_whose_ties_are_gone_are_gone() -> None:
    """A network of a day holds those who have a tie on that day."""
    part = select(dated(), Filters(at=date(2022, 4, 3)))

    assert [node.id for node in part.nodes] == ["d", "e"]


@pytest.mark.parametrize("name", ["Accelerator", "accelerator", "mlg:Accelerator", f"{MLG}Accelerator"])
def test_types_are_known_by_local_name_prefixed_name_and_iri(name: str) -> None:
    """However a person writes it, it is the same class."""
    part = select(typed(), Filters(types=(name, "StartUp")))

    assert ids(part) == "s-a t-a"


def test_a_superclass_stands_for_its_subclasses() -> None:
    """An accelerator is a support organisation."""
    part = select(typed(), Filters(types=("SupportOrganization", "StartUp")))

    assert ids(part) == "s-a t-a"


def test_in_a_two_mode_network_a_type_binds_its_own_side() -> None:
    """Choosing accelerators leaves the start-ups they are tied to."""
    network = typed()
    two_mode = Network.of(network.edges, network.nodes, is_bipartite=True)

    assert ids(select(two_mode, Filters(types=("Accelerator",)))) == "s-a t-a"


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(relations=("supporter",)), "s-a t-a"),
        (Filters(statuses=("st:stated", "hoped")), "s-a s-p"),
        (Filters(sources=("article",)), "s-a"),
        (Filters(sources=("p1",)), "t-a"),
        (Filters(relations=("supporter",), statuses=("planned",)), "t-a"),
        (Filters(), "s-a s-p t-a"),
    ],
)
def test_filters_narrow_together(filters: Filters, left: str) -> None:
    """Values of one filter add up, filters of different kinds all apply."""
    assert ids(select(typed(), filters)) == left


def test_the_focus_keeps_what_is_near() -> None:
    """Hops count ties, whatever their direction; ties among the near ones stay."""
    network = network_of_ties("a-b b-c c-d a-c d-e", is_directed=True)

    part = select(network, Filters(focus="b"))

    assert [node.id for node in part.nodes] == ["a", "b", "c"]
    assert len(part.edges) == 3


def test_the_focus_stays_where_it_has_no_tie_left() -> None:
    """Its page still shows it."""
    part = select(dated(), Filters(focus="a", at=date(2022, 4, 3)))

    assert [node.id for node in part.nodes] == ["a"]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(types=("Startup2",)), "node type in this network 'Startup2'"),
        (Filters(types=("Unicorn",)), "mlg:StartUp"),
        (Filters(relations=("hates",)), "mlg:funded, mlg:supporter"),
        (Filters(statuses=("proven",)), "st:hoped, st:planned, st:stated"),
        (Filters(sources=("gossip",)), "https://e.org/graph/article"),
        (Filters(focus="nobody"), "node in this network"),
    ],
)
def test_an_unknown_name_says_which_there_are(filters: Filters, words: str) -> None:
    """The message helps to choose another."""
    with pytest.raises(UnknownName) as caught:
        select(typed(), filters)

    assert words in str(caught.value)


def test_a_name_is_known_though_another_filter_leaves_none_of_it() -> None:
    """No tie of a known type on that day is an empty network, not an error."""
    part = select(typed(), Filters(types=("StartUp",), relations=("funded",)))

    assert part.edges == ()


def test_each_filter_is_noted_in_the_origin() -> None:
    """A figure can say what was left out."""
    part = select(typed(), Filters(statuses=("stated",), at=date(2019, 5, 7)))

    assert part.origin.steps == ("only stated ties", "as of 2019-05-07")


def test_filters_are_read_from_commas_and_from_repetition() -> None:
    """Addresses repeat a name, people write commas; other names are left to others."""
    filters = Filters.parse({"type": ["A,B", "C"], "hops": "2", "focus": "x", "size": "degree"})

    assert (filters.types, filters.hops, filters.focus) == (("A", "B", "C"), 2, "x")


def test_filters_give_the_arguments_they_were_read_from() -> None:
    """So that a link can be made from them."""
    arguments = {"type": "A,B", "status": "stated", "at": "2019-05-07", "focus": "x", "hops": "2"}

    assert Filters.parse(arguments).arguments() == arguments


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"at": "2019"}, "'2019'"),
        ({"at": "2019-02-30"}, "2019-02-30"),
        ({"hops": "2"}, "focus"),
        ({"focus": "x", "hops": "0"}, "1 to 9"),
        ({"focus": "x", "hops": "٣"}, "1 to 9"),
        ({"focus": "x", "hops": "9" * 5000}, "1 to 9"),
    ],
)
def test_what_can_not_be_read_is_refused_with_words(arguments: dict[str, str], words: str) -> None:
    """A date that is none, hops that are none or lead from nowhere."""
    with pytest.raises(ParameterError) as caught:
        Filters.parse(arguments)

    assert words in str(caught.value)
