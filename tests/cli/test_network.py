"""``maillage network``: brokers by name, pictures, files."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graph.network import EXPORTS, MEASURES
from tests.cli.conftest import Run


def _ranked(shown: str) -> list[str]:
    """The names of the nodes in the order of the table."""
    rows = [line.split(maxsplit=1) for line in shown.splitlines()]
    return [row[1].split(" · ")[0].strip() for row in rows if len(row) == 2 and row[0].isdigit()]


def test_betweenness_names_the_brokers_and_its_method(run: Run) -> None:
    """The president of the community ties it to his start-up and to the meeting."""
    shown = run("network", "partnerships", "--measure", "betweenness", "--top", "3")

    assert shown.exit_code == 0
    assert shown.stdout.startswith("Partnership and support ties\n")
    assert set(_ranked(shown.stdout)[:2]) == {"Pascal Lorne", "Aix-Marseille French Tech"}
    assert "The first 3 of " in shown.stdout
    assert "Betweenness on " in shown.stdout


def test_several_measures_stand_side_by_side(run: Run) -> None:
    """The first one ranks; measures of ties and of the whole stand apart."""
    shown = run(
        "network", "partnerships", *(f"--measure={name}" for name in ("degree", "bridges", "density"))
    ).stdout

    header = next(line for line in shown.splitlines() if " node " in line)
    assert header.split() == ["node", "type", "degree", "neighbours"]
    assert "source" in shown
    assert "density: density 0." in shown


# Two need direction, three an option.
OTHERS = {"in_degree", "out_degree", "distance", "departure", "likely_partners"}


@pytest.mark.parametrize("measure", sorted(MEASURES.keys() - OTHERS))
def test_every_measure_can_be_shown(measure: str, run: Run) -> None:
    """On the bundled cables."""
    shown = run("network", "cables", "--measure", measure, "--top", "2")

    assert shown.exit_code == 0, shown.stderr
    assert f"{MEASURES[measure].label} on " in shown.stdout


def test_options_reach_the_measures_that_take_them(run: Run) -> None:
    """And are refused where none does."""
    shown = run("network", "partnerships", "--measure", "distance", "--to", "PublicBody")
    left = run("network", "partnerships", "--measure", "departure", "--node", "pascal-lorne")
    refused = run("network", "partnerships", "--measure", "density", "--to", "PublicBody")

    assert "to the nearest of 1 of type PublicBody" in shown.stdout
    assert "without Pascal Lorne" in left.stdout
    assert refused.stderr == "maillage: The option to is not for density.\n"


def test_filters_are_told_in_the_method(run: Run) -> None:
    """Day, status and type, in words."""
    shown = run("network", "cables", "--at", "2019-06-10", "--status", "stated", "--measure", "degree").stdout

    assert "only stated ties; as of 2019-06-10" in shown


def test_all_networks_and_measures_are_listed(run: Run) -> None:
    """With what they answer and count."""
    listed = run("network", "--list").stdout

    assert all(f"  {name} " in listed for name in ("partnerships", "labels", "events", "cables", *MEASURES))


def test_any_query_may_give_ties(run: Run, tmp_path: Path) -> None:
    """As text or as a file, by its first two columns of things or by triples."""
    text = "SELECT ?cable ?point { ?cable mlg:landsAt ?point }"
    (tmp_path / "lands.rq").write_text(
        "PREFIX mlg: <https://w3id.org/maillage/ontology#>\nCONSTRUCT WHERE { ?cable mlg:landsAt ?point }\n"
    )

    by_text, by_file = (run("network", source, "--format", "json").stdout for source in (text, "lands.rq"))

    assert len(json.loads(by_text)["nodes"]) == len(json.loads(by_file)["nodes"]) == 44


@pytest.mark.parametrize("name", ["svg", *EXPORTS])
def test_every_format_goes_to_the_screen_or_to_a_file(name: str, run: Run) -> None:
    """The same bytes."""
    shown = run("network", "labels", "--format", name).stdout_bytes
    run("network", "labels", "--format", name, "--output", "out")

    assert shown
    assert Path("out").read_bytes() == shown


@pytest.mark.parametrize("ending", ["svg", "graphml", "gexf"])
def test_the_ending_of_the_file_tells_the_format(ending: str, run: Run) -> None:
    """Which is well-formed."""
    done = run("network", "labels", "--output", f"labels.{ending}")

    assert (done.exit_code, done.stdout) == (0, "")
    assert ET.parse(f"labels.{ending}").getroot().tag.endswith(ending)  # noqa: S314 - our own file


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("partnership",), "There is no file or named network 'partnership'. Did you mean partnerships?"),
        (("labels", "--measure", "betweeness"), "There is no measure 'betweeness'. Did you mean betweenness"),
        (
            ("labels", "--status", "staded"),
            "There is no status in this network 'staded'. Did you mean st:stated",
        ),
        (("labels", "--at", "yesterday"), "at takes a day such as 2019-05-07, not 'yesterday'."),
        (("labels", "--hops", "2"), "hops counts ties from a node: say which with focus."),
        (("labels", "--measure", "distance"), "distance"),
        (("cables", "--measure", "in_degree"), "have no direction, so there is no in-degree"),
        (("SELECT ?x { ?x a mlg:Label }",), "column"),
        (("ASK {}",), "maillage: "),
        (("SELECT ?a ?b { ?a }",), "query:1:19: '}' can't stand here"),
    ],
)
def test_a_problem_is_said_in_words(arguments: tuple[str, ...], said: str, run: Run) -> None:
    """On standard error, with exit code 1."""
    refused = run("network", *arguments)

    assert refused.exit_code == 1
    assert said in refused.stderr


@pytest.mark.parametrize(("ending", "begin"), [("png", b"\x89PNG"), ("pdf", b"%PDF-")])
def test_a_picture_can_be_a_png_or_a_pdf(ending: str, begin: bytes, run: Run) -> None:
    """By the ending of the file."""
    done = run("network", "labels", "--output", f"labels.{ending}")

    assert (done.exit_code, done.stdout) == (0, "")
    assert Path(f"labels.{ending}").read_bytes().startswith(begin)


def test_a_picture_is_sized_by_a_measure_with_its_options(run: Run) -> None:
    """The method under it says to which type distance is taken."""
    done = run(
        "network", "partnerships", "--measure", "distance", "--to", "PublicBody", "--output", "far.svg"
    )

    assert (done.exit_code, done.stderr) == (0, "")
    assert "of type PublicBody" in Path("far.svg").read_text("utf-8")


def test_a_network_beyond_the_limit_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do."""
    monkeypatch.setenv("MAILLAGE_NETWORK_EDGE_LIMIT", "5")

    refused = run("network", "cables")

    assert refused.exit_code == 1
    assert "the limit is 5 (network_edge_limit). Narrow it by --type" in refused.stderr
