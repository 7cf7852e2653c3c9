"""Networks as files, read back by others."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from tempfile import NamedTemporaryFile
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import networkx as nx
import pytest

from graph.network import EXPORTS, Edge, Network, Node, Origin
from tests.unit.network.build import network_of_ties, tie

GEXF = "{http://gexf.net/1.3}"
TABLES = frozenset({"csv", "nodes", "parquet", "nodes-parquet"})
GRAPHS = sorted(EXPORTS.keys() - TABLES)


def ties() -> Network:
    """Parallel ties, one with both bounds, one with one, one with none."""
    edges = [
        tie("a-b", id="e1", start=date(2019, 4, 3), until=date(2022, 4, 2), evidence=("x:p1", "x:p2")),
        tie("a-b", id="e2", start=date(2014, 1, 1), weight=2.5),
        tie("b-c", id="e3", status="x:planned"),
    ]
    nodes = [Node("a", 'A "quoted" & <b>', "x:T", "T", groups=(("sphere", "x:industry"),)), Node("b", "B")]
    return Network.of(edges, nodes, origin=Origin(snapshot="5a5a", query_hash="9f9f", title="Ties"))


def read(name: str, data: bytes) -> Any:
    """The file as NetworkX reads it."""
    match name:
        case "graphml":
            return nx.read_graphml(BytesIO(data), force_multigraph=True)
        case "gexf":
            return nx.read_gexf(BytesIO(data))
        case "net":
            return nx.read_pajek(BytesIO(data))
        case "gml":
            return nx.read_gml(BytesIO(data), label="id")
        case "cyjs":
            return nx.cytoscape_graph(json.loads(data))
        case _:
            return nx.node_link_graph(json.loads(data))


def in_parquet(data: bytes) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    with NamedTemporaryFile(suffix=".parquet") as file, duckdb.connect() as connection:
        file.write(data)
        file.flush()
        found = connection.execute("SELECT * FROM read_parquet(?)", [file.name])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("name", ["graphml", "gexf", "json", "cyjs"])
@pytest.mark.parametrize("is_directed", [False, True])
def test_networkx_reads_back_the_same_nodes_and_ties(name: str, *, is_directed: bool) -> None:
    """Counts, direction, labels and parallel ties survive."""
    plain = ties()
    network = Network.of(plain.edges, plain.nodes, is_directed=is_directed, origin=plain.origin)

    found = read(name, EXPORTS[name].write(network))

    assert found.is_directed() == is_directed
    assert (found.number_of_nodes(), found.number_of_edges()) == (3, 3)
    assert found.number_of_edges("a", "b") == 2
    assert found.nodes["a"]["label"] == 'A "quoted" & <b>'
    assert sorted(values["weight"] for *_, values in found.edges(data=True)) == [1.0, 1.0, 2.5]


def test_graphml_says_where_it_comes_from() -> None:
    """Snapshot and query stand in the graph's own data."""
    found = read("graphml", EXPORTS["graphml"].write(ties()))

    assert (found.graph["snapshot"], found.graph["query_sha256"]) == ("5a5a", "9f9f")
    assert found["a"]["b"]["e1"]["evidence"] == "x:p1 x:p2"


def test_gexf_intervals_stand_only_where_bounds_are_known() -> None:
    """An unknown end is left out, not written as a word."""
    root = ET.fromstring(EXPORTS["gexf"].write(ties()))  # noqa: S314 - our own text

    edges = {each.get("id"): each for each in root.iter(f"{GEXF}edge")}
    assert (edges["e1"].get("start"), edges["e1"].get("end")) == ("2019-04-03", "2022-04-02")
    assert (edges["e2"].get("start"), edges["e2"].get("end")) == ("2014-01-01", None)
    assert (edges["e3"].get("start"), edges["e3"].get("end")) == (None, None)
    assert root.find(f"{GEXF}graph").get("timeformat") == "date"  # type: ignore[union-attr]
    assert "snapshot: 5a5a" in "".join(root.itertext())


def test_a_network_without_dates_is_a_static_gexf() -> None:
    """Gephi shows no timeline where there is no time."""
    root = ET.fromstring(EXPORTS["gexf"].write(Network.of([tie("a-b")])))  # noqa: S314 - our own text

    assert root.find(f"{GEXF}graph").get("mode") == "static"  # type: ignore[union-attr]


def test_csv_has_one_row_a_tie_and_one_a_node() -> None:
    """Several sources share a cell; every row names its snapshot."""
    rows = list(csv.DictReader(StringIO(EXPORTS["csv"].write(ties()).decode(), newline="")))
    nodes = list(csv.DictReader(StringIO(EXPORTS["nodes"].write(ties()).decode(), newline="")))

    # Of two ties with the same ends, the one that starts earlier comes first.
    assert [row["id"] for row in rows] == ["e2", "e1", "e3"]
    assert {row["snapshot"] for row in rows + nodes} == {"5a5a"}
    by_id = {row["id"]: row for row in rows}
    assert by_id["e1"]["evidence"] == "x:p1 x:p2"
    assert (by_id["e2"]["from"], by_id["e2"]["until"]) == ("2014-01-01", "")
    assert [(node["id"], node["sphere"]) for node in nodes] == [("a", "x:industry"), ("b", ""), ("c", "")]


@pytest.mark.parametrize("name", sorted(EXPORTS))
@pytest.mark.parametrize(
    "label", ["nul\x00\x0b\x1b", "</node><node>", 'a "x"\r\nb', "\ud800", "👩‍💻 عجمان", "\ufffe"]
)
def test_hostile_names_can_not_break_a_file(name: str, label: str) -> None:
    """Signs that a format has no form for are dropped, others kept; counts stay."""
    network = Network.of([Edge("e1", "x:a", "x:b", "x:r", label)], [Node("x:a", label, "x:T", label)])

    data = EXPORTS[name].write(network)

    if name in {"csv", "nodes"}:
        rows = list(csv.reader(StringIO(data.decode(), newline="")))
        assert len(rows) == {"csv": 2, "nodes": 3}[name]
        assert len({len(row) for row in rows}) == 1
    elif name in TABLES:
        assert len(in_parquet(data)) == {"parquet": 1, "nodes-parquet": 2}[name]
    else:
        found = read(name, data)
        assert (found.number_of_nodes(), found.number_of_edges()) == (2, 1)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_an_empty_network_is_a_readable_file(name: str) -> None:
    """No nodes, no ties, still a document."""
    data = EXPORTS[name].write(Network())

    if name in {"csv", "nodes"}:
        assert data.count(b"\r\n") == 1
    elif name in TABLES:
        assert in_parquet(data) == []
    else:
        assert read(name, data).number_of_nodes() == 0


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_the_order_of_ties_does_not_change_the_file(name: str) -> None:
    """The same network is the same bytes."""
    edges = network_of_ties("a-b b-c c-a a-b").edges

    assert EXPORTS[name].write(Network.of(edges)) == EXPORTS[name].write(Network.of(reversed(edges)))
