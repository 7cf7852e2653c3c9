"""What bad input gets, the same in words by every way in: command line, HTTP, Python."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from graph.cli import main
from graph.dataset import Dataset
from graph.errors import MaillageError, NetworkError
from graph.knowledge.notebook import Opened
from graph.network import Edge, Network, measure, one_mode
from graph.settings import Settings
from server import create_app


@dataclass(frozen=True)
class Bad:
    """One thing that is wrong.

    Attributes:
        said: words of the message.
        query: a named network, or a query.
        measure: what is asked of it.
        filters: options of the part, as arguments of an address.
        options: options of the measure.
        status: what HTTP answers, or 0 where an address can't ask this.
    """

    said: str
    query: str = "partnerships"
    measure: str = "degree"
    filters: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, Any], ...] = ()
    status: int = 0


CASES = {
    "no resource columns": Bad(
        "needs two columns of resources", "SELECT ?name { ?x a mlg:StartUp ; rdfs:label ?name }"
    ),
    "only literals in named columns": Bad(
        "No row has a resource in both ?source and ?target",
        "SELECT ?source ?target { ?x rdfs:label ?source , ?target }",
    ),
    "an ASK": Bad("ASK", "ASK { ?a ?b ?c }"),
    "unknown network": Bad("Did you mean partnerships", "partnership", status=404),
    "unknown measure": Bad("Did you mean betweenness", measure="betweeness", status=404),
    "unknown status": Bad("Did you mean st:stated", filters=(("status", "staded"),), status=404),
    "unknown relation": Bad("Did you mean", filters=(("relation", "partyy"),), status=404),
    "a day that is none": Bad("a day such as 2019-05-07", filters=(("at", "someday"),), status=400),
    "a day that the calendar lacks": Bad("not '2019-02-30'", filters=(("at", "2019-02-30"),), status=400),
    "a window that runs backwards": Bad(
        "the earlier first", filters=(("between", "2020-01-01,2019-01-01"),), status=400
    ),
    "unknown grouping": Bad("Did you mean", measure="homophily", options=(("group", "sectr"),)),
    "a weight that is no number": Bad(
        "a weight is a strength and must be a positive number",
        "SELECT ?source ?target ?weight { ?source mlg:locatedIn ?target BIND('NaN'^^xsd:double AS ?weight) }",
    ),
    "a weight below nought": Bad(
        "?weight is '-1'", "SELECT ?source ?target (-1 AS ?weight) { ?source mlg:locatedIn ?target }"
    ),
    "a date that is none": Bad(
        "?from is 'soon', which is no date",
        "SELECT ?source ?target ('soon' AS ?from) { ?source mlg:locatedIn ?target }",
    ),
}


def by_command(case: Bad) -> str:
    """What the command line says, with its exit code held to 1."""
    words = ["network", case.query, "--measure", case.measure]
    for name, value in case.filters:
        words += [f"--{name}", *(value.split(",") if name == "between" else [value])]
    words += [f"--{name}={value}" for name, value in case.options]

    done = CliRunner().invoke(main, words)

    assert done.exit_code == 1, done.output
    assert done.stderr.startswith("maillage: ")
    return done.stderr


def by_python(case: Bad, opened: Opened) -> str:
    """What is raised."""
    named = dict(case.filters)

    def ask() -> None:
        network = opened.network(case.query)
        if "at" in named:
            network.at(named["at"])
        elif "between" in named:
            network.between(*named["between"].split(","))
        elif "relation" in named:
            network.layer(named["relation"])
        elif "status" in named:
            network.where(status=named["status"])
        else:
            network.measure(case.measure, **dict(case.options))

    with pytest.raises(MaillageError) as raised:
        ask()
    return str(raised.value)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_command_line_says_what_is_wrong(case: Bad) -> None:
    """In words, on standard error, with exit code 1."""
    assert case.said in by_command(case)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_python_raises_what_is_wrong(case: Bad, bundled: Dataset) -> None:
    """An error of the one tree, with the same words but for the names of options."""
    said = by_python(case, Opened(bundled))

    own = {"a window that runs backwards": "comes before the first", "a day that is none": "A day such as"}
    own["a day that the calendar lacks"] = "not '2019-02-30'"
    expected = next((own[name] for name, each in CASES.items() if each is case and name in own), case.said)
    assert expected in said


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items() if case.status])
def test_http_answers_what_is_wrong(case: Bad, client: FlaskClient) -> None:
    """With a status of the client's making and the words in a problem document."""
    if case.measure != "degree":
        response = client.get(f"/networks/{case.query}", query_string={"size": case.measure})
    else:
        response = client.get(f"/networks/{case.query}.json", query_string=dict(case.filters))

    assert response.status_code == case.status, response.text
    assert case.said in response.get_json(force=True)["detail"]


EMPTY = Network()
LOOP = Network.of([Edge("", "x:a", "x:a")])


@pytest.mark.parametrize("name", ["degree", "betweenness", "core_number", "components", "density"])
@pytest.mark.parametrize("network", [EMPTY, LOOP], ids=["empty", "one node"])
def test_a_network_of_nothing_or_one_node_is_measured_and_warned_of(network: Network, name: str) -> None:
    """There is an answer, and the method says how little it means."""
    result = measure(network, name)

    assert len(result.scores) <= 1
    assert result.method.warnings


def test_an_empty_network_is_said_to_be_empty_by_every_way(bundled: Dataset, client: FlaskClient) -> None:
    """On the screen, on the page and in Python."""
    day = "1800-01-01"
    shown = CliRunner().invoke(main, ["network", "labels", "--at", day, "--measure", "degree"])
    page = client.get("/networks/labels", query_string={"at": day}, headers={"Accept": "text/html"})
    result = Opened(bundled).network("labels").at(day).measure("degree")

    assert shown.exit_code == 0
    assert "The network is empty" in shown.output
    assert page.status_code == 200
    assert "empty" in page.text
    assert result.method.warnings == ("The network is empty: there is nothing to measure.",)


def test_one_node_is_drawn_and_written(tmp_path: Path) -> None:
    """A picture with one mark, and every file."""
    assert LOOP._repr_svg_()
    assert LOOP.write(tmp_path / "one.graphml").stat().st_size > 0


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), 0.0, -1.0])
def test_a_weight_without_meaning_is_refused_by_weighted_measures(weight: float) -> None:
    """Named with its tie, and with what to do; without weights the measure goes on."""
    network = Network.of([Edge("", "x:a", "x:b", weight=weight)])

    with pytest.raises(NetworkError, match="Measure without weights"):
        measure(network, "pagerank", is_weighted=True)
    assert measure(network, "pagerank").scores


def test_a_network_beyond_the_limit_is_refused_with_what_to_do(
    bundled: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the command line and as a picture over HTTP."""
    monkeypatch.setenv("MAILLAGE_NETWORK_EDGE_LIMIT", "2")
    client = create_app(Settings(network_edge_limit=2), bundled).test_client()

    refused = CliRunner().invoke(main, ["network", "partnerships"])
    answer = client.get("/networks/partnerships.svg")

    assert (refused.exit_code, "Narrow it by" in refused.stderr) == (1, True)
    assert (answer.status_code, "Narrow it by" in answer.get_json(force=True)["detail"]) == (422, True)


def test_a_measure_beyond_reach_says_what_it_would_take_and_what_to_do() -> None:
    """The work foretold, the limit, and a way out."""
    star = Network.of([Edge("", "x:hub", f"x:{at}") for at in range(20_000)])
    shared = Network.of([Edge("", f"x:a{at}", "x:b") for at in range(1000)], is_bipartite=True)

    with pytest.raises(
        NetworkError, match=r"would look at [\d,]+ paths of two ties; the limit is [\d,]+\. \w"
    ):
        measure(star, "constraint")
    with pytest.raises(
        NetworkError, match=r"would make 499,500 ties; the limit is 200,000\. Keep both sides"
    ):
        one_mode(shared)
