"""What a notebook sees: pictures and tables within bounds, frames, files, plain refusals."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from graph import open_dataset
from graph.dataset import Dataset
from graph.errors import MaillageError, NetworkError, ParameterError, QuerySyntaxError, UnknownName
from graph.knowledge.notebook import Opened
from graph.network import EXPORTS, MEASURES, Network, Node, measure
from graph.terms import expand
from tests.unit.network.build import network_of_ties


@pytest.fixture(scope="module")
def opened(bundled: Dataset) -> Opened:
    """The bundled graph."""
    return Opened(bundled)


@pytest.fixture(scope="module")
def ties(opened: Opened) -> Network:
    """The partnerships as they may have held on a day."""
    return opened.network("partnerships").at("2019-06-01")


def test_one_line_opens_the_bundled_graph() -> None:
    """With what its rules derive, and the names of its networks."""
    found = open_dataset()

    assert "partnerships" in found.networks()
    assert repr(found).startswith("<Dataset: ")
    assert len(found.network("SELECT ?a ?b { ?a mlg:landsAt ?b }")) == 44


def test_a_store_is_opened_by_its_path(tmp_path: Path) -> None:
    """And one that isn't there is refused."""
    with pytest.raises(MaillageError, match="there is no store here"):
        open_dataset(tmp_path / "none.db")


def test_names_texts_and_files_give_networks(opened: Opened, tmp_path: Path) -> None:
    """Parameters of a named query are given by name."""
    (tmp_path / "q.rq").write_text("CONSTRUCT { ?a <x:r> ?b } { ?a <http://www.w3.org/ns/org#role> ?b }")

    by_file = opened.network(tmp_path / "q.rq")
    before = opened.network("ties/core-on-a-day", day="2016-12-31")

    assert by_file.number_of_edges() > 0
    assert before.measure("core_number").summary["degeneracy"] == 2


def test_a_picture_and_a_summary_are_shown(ties: Network) -> None:
    """The picture is the service's; the words say how large the network is and who has most ties."""
    picture, page = ties._repr_svg_(), ties._repr_html_()

    assert picture
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own text
    assert f"{len(ties)} nodes" in page
    assert "as of 2019-06-01" in page
    assert "<svg" in page
    assert "<td>Aix-Marseille French Tech</td>" in page


def test_a_picture_is_not_told_twice(ties: Network) -> None:
    """It bears title and words itself; a network that is too large for one has them as text."""
    large = network_of_ties(" ".join(f"a-n{at}" for at in range(1_001)))

    page, words = ties._repr_html_(), large._repr_html_()

    assert page.startswith("<div")
    assert "<p>1002 nodes and 1001 ties" in words.replace(",", "")


@pytest.mark.parametrize("text", ["", " ".join(f"a-n{at}" for at in range(3000))], ids=["empty", "large"])
def test_what_can_not_be_drawn_is_told_within_bounds(text: str) -> None:
    """No picture, and a page of a few kilobytes."""
    network = network_of_ties(text)

    assert network._repr_svg_() is None
    assert len(network._repr_html_()) < 5_000


def test_markup_in_labels_is_text() -> None:
    """A label can't become part of the page."""
    network = Network.of([], [Node("x:a", "<script>alert(1)</script>", "", "<b>")])

    assert "<script" not in network._repr_html_()


def test_measures_are_methods_and_show_tables(ties: Network) -> None:
    """The same numbers as the service's, as text and as a table with the method under it."""
    result = ties.measure("betweenness")

    assert result.scores == measure(ties, "betweenness").scores
    assert repr(result).startswith("<betweenness>\n  id:")
    assert result.method.sentence() in result._repr_html_().replace("&quot;", '"')
    assert len(repr(measure(network_of_ties(" ".join(f"a-n{at}" for at in range(900))), "degree"))) < 1_000


def test_the_table_of_a_measure_has_the_names_of_nodes(ties: Network) -> None:
    """As people call them; years and groups, which are no nodes, as they are."""
    brokers, groups = ties.measure("betweenness"), ties.measure("homophily", group="type")

    assert brokers.labels[expand("id:pascal-lorne")] == "Pascal Lorne"
    assert "<td>Pascal Lorne</td>" in brokers._repr_html_()
    assert groups.labels == {}


def test_networkx_takes_it_as_it_is(ties: Network) -> None:
    """And as a copy of its own."""
    copy = ties.to_networkx()

    assert isinstance(copy, nx.MultiGraph)
    assert (len(copy), copy.size()) == (len(ties), ties.number_of_edges())


def test_pandas_gets_ties_and_nodes(ties: Network) -> None:
    """Days as times, ends with their labels."""
    frame, nodes = ties.to_pandas(), ties.to_pandas("nodes")

    assert isinstance(frame, pd.DataFrame)
    assert list(frame["id"]) == [edge.id for edge in ties.edges]
    assert list(nodes["label"]) == [node.label for node in ties.nodes]
    meeting = frame[frame["target_label"].str.contains("June", na=False)]
    assert set(meeting["from"].dt.date) <= {date(2019, 6, 14)}
    with pytest.raises(UnknownName, match="nodes"):
        ties.to_pandas("node")


def test_polars_gets_ties_and_nodes(ties: Network) -> None:
    """Days as dates, what is unknown as null, sources as lists."""
    frame, nodes, empty = ties.to_polars(), ties.to_polars("nodes"), network_of_ties("").to_polars()

    assert isinstance(frame, pl.DataFrame)
    assert frame["id"].to_list() == [edge.id for edge in ties.edges]
    assert frame["from"].to_list() == [edge.start for edge in ties.edges]
    assert frame["evidence"].to_list() == [list(edge.evidence) for edge in ties.edges]
    assert nodes["label"].to_list() == [node.label for node in ties.nodes]
    assert (len(empty), empty.columns[:2]) == (0, ["id", "source"])


def test_arrow_gets_ties_and_nodes(ties: Network) -> None:
    """The same, and typed."""
    table, nodes = ties.to_arrow(), ties.to_arrow("nodes")

    assert isinstance(table, pa.Table)
    table.validate(full=True)
    assert table.schema.field("from").type == pa.date32()
    assert table["from"].to_pylist() == [edge.start for edge in ties.edges]
    assert table["source"].to_pylist() == [edge.source for edge in ties.edges]
    assert nodes["type"].to_pylist() == [node.type or None for node in ties.nodes]


@pytest.mark.parametrize(
    ("method", "library", "extra"),
    [("to_polars", "polars", "polars"), ("to_arrow", "pyarrow", "arrow"), ("to_pandas", "pandas", "pandas")],
)
def test_a_library_that_is_not_there_is_named_with_its_extra(
    ties: Network, method: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What to install is said."""
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(NetworkError, match=rf"needs {library}.*maillage\[{extra}\]"):
        getattr(ties, method)()


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_file_takes_its_format_from_its_ending(ties: Network, name: str, tmp_path: Path) -> None:
    """The bytes are those of the service."""
    path = ties.write(tmp_path / f"ties.{EXPORTS[name].ending}")

    assert path.read_bytes() == EXPORTS[name].write(ties)


def test_importing_the_package_imports_nothing_heavy(root: Path) -> None:
    """NetworkX asks it for the backend whenever it is imported."""
    code = "import sys, graph; print(sorted({'networkx', 'duckdb', 'scipy', 'rustworkx'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_every_measure_is_named_where_one_is_unknown(ties: Network) -> None:
    """With the nearest."""
    with pytest.raises(UnknownName, match="Did you mean betweenness"):
        ties.measure("betweeness")
    assert "betweenness" in MEASURES


def test_a_query_that_breaks_the_grammar_is_placed(opened: Opened) -> None:
    """Line and column, as everywhere."""
    with pytest.raises(QuerySyntaxError, match="query:1:"):
        opened.network("SELECT ?a ?b { ?a }")
    with pytest.raises(ParameterError):
        opened.network("ties/core-on-a-day", day="soon")
