"""What is written is what is read: any network, in any format that others read, tie by tie."""

import csv
import json
import re
import warnings
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import EXPORTS, Edge, Network, Node
from graph.network.text import clean
from tests.unit.network.test_export import GEXF, in_parquet

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
TOKEN = re.compile(r"[\w.:\-]+", re.ASCII)

LABELS = st.text(max_size=12) | st.sampled_from(
    [
        '"',
        "'",
        "\\",
        'a "b"',
        "a\\",
        "a\nb",
        "\t",
        "\x00\x1b",
        "]]>",
        "&amp;",
        "مرسيليا",
        "👩‍💻",
        "",
        " ",
        "\u202eabc",
        "#x",
        "[]",
    ]
)
IRIS = st.sampled_from(
    [
        "https://w3id.org/maillage/id/a", "https://w3id.org/maillage/id/b", "id:a", "x:é", "x:a_x0020_b",
        "https://example.org/a/b?c=d&e=%20#f", "https://example.org/a/b", "_:b0", "urn:x:y",
    ]
)  # fmt: skip
DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
EDGES = st.builds(
    Edge,
    id=st.just(""),
    source=IRIS,
    target=IRIS,
    relation=st.sampled_from(["", "x:r", "x:s"]),
    relation_label=LABELS,
    tie=st.sampled_from(["", "x:t"]),
    start=DAYS,
    until=DAYS,
    status=st.sampled_from(["", "x:stated"]),
    evidence=st.sampled_from([(), ("x:p",), ("x:p", "x:q")]),
    weight=st.floats(1e-300, 1e300),
)
Told = tuple[Any, ...]


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """A network of up to six ties, parallel ones and loops among them, with labels of every kind."""
    edges = {
        (edge.source, edge.target, edge.relation, edge.tie): edge
        for edge in draw(st.lists(EDGES, max_size=6))
    }
    names = draw(st.lists(IRIS, unique=True, max_size=4))
    nodes = [Node(name, draw(LABELS), groups=(("place", "x:here"),)) for name in names]
    return Network.of(edges.values(), nodes, is_directed=draw(st.booleans()))


def ends(network: Network | Any, one: str, two: str) -> tuple[str, str]:
    """The ends of a tie; in order where it has no direction."""
    return (one, two) if network.is_directed() or one <= two else (two, one)


def told(network: Network, clear: Callable[[str], str]) -> tuple[Counter[Told], Counter[Told]]:
    """Nodes with labels, and ties with ends, relation, days and weight."""
    nodes = Counter((node.id, clear(node.label)) for node in network.nodes)
    edges = Counter(
        (
            *ends(network, edge.source, edge.target),
            edge.relation,
            clear(edge.relation_label),
            str(edge.start or ""),
            str(edge.until or ""),
            edge.weight,
        )
        for edge in network.edges
    )
    return nodes, edges


def found(
    graph: Any, iri: str, days: tuple[str, str] = ("from", "until")
) -> tuple[Counter[Told], Counter[Told]]:
    """The same of a graph of NetworkX whose nodes have their IRI as an attribute, or as their name."""
    name = {node: values.get(iri, node) for node, values in graph.nodes(data=True)}
    nodes = Counter((name[node], values.get("label") or "") for node, values in graph.nodes(data=True))
    edges = Counter(
        (
            *ends(graph, name[one], name[two]),
            values.get("relation", ""),
            values.get("relation_label") or "",
            *(values.get(day) or "" for day in days),
            values["weight"],
        )
        for one, two, values in graph.edges(data=True)
    )
    return nodes, edges


@given(networks())
@settings(max_examples=40, deadline=None)
def test_graphml_is_read_back_by_networkx(network: Network) -> None:
    """Ids are name tokens, and differ where the IRIs do."""
    graph = nx.read_graphml(BytesIO(EXPORTS["graphml"].write(network)), force_multigraph=True)

    assert graph.is_directed() == network.is_directed()
    assert found(graph, "iri") == told(network, clean)
    assert all(TOKEN.fullmatch(node) for node in graph)


@given(networks())
@settings(max_examples=40, deadline=None)
def test_gexf_is_read_back_by_networkx(network: Network) -> None:
    """Days are intervals."""
    graph = nx.read_gexf(BytesIO(EXPORTS["gexf"].write(network)))

    assert found(graph, "", ("start", "end")) == told(network, clean)


@given(networks())
@settings(max_examples=40, deadline=None)
def test_json_is_read_back_by_networkx(network: Network) -> None:
    """Both forms, whatever signs a label has."""
    linked = nx.node_link_graph(json.loads(EXPORTS["json"].write(network)))
    cytoscape = nx.cytoscape_graph(json.loads(EXPORTS["cyjs"].write(network)))

    assert found(linked, "") == found(cytoscape, "") == told(network, str)


def apart(label: str) -> str:
    """A label as GML has it: what NetworkX would read as an empty list is written with a space."""
    return {"[]": "[ ]", "()": "( )"}.get(label) or clean(label)


@given(networks())
@settings(max_examples=40, deadline=None)
def test_gml_is_read_back_by_networkx(network: Network) -> None:
    """Labels name nodes there, so one that is empty or another's is made its own by the id."""
    graph = nx.read_gml(BytesIO(EXPORTS["gml"].write(network)), label="label")
    plain = {node.id: " ".join(apart(node.label).split()) for node in network.nodes}

    assert found(graph, "iri")[1] == told(network, apart)[1]
    assert {values["iri"] for _, values in graph.nodes(data=True)} == set(network.ids)
    assert all(label.startswith(plain[values["iri"]]) for label, values in graph.nodes(data=True))


@given(networks())
@settings(max_examples=40, deadline=None)
def test_pajek_is_read_back_by_networkx(network: Network) -> None:
    """Ends and weights; it has no place for more."""
    graph = nx.read_pajek(BytesIO(EXPORTS["net"].write(network)))

    edges = Counter({key[:2] + key[-1:]: 0 for key in told(network, clean)[1]})
    for key, count in told(network, clean)[1].items():
        edges[key[:2] + key[-1:]] += count
    read: Counter[Told] = Counter()
    for key, count in found(graph, "url")[1].items():
        read[key[:2] + key[-1:]] += count
    assert graph.number_of_nodes() == len(network)
    assert read == edges


@given(networks())
@settings(max_examples=40, deadline=None)
def test_tables_hold_every_node_and_tie(network: Network) -> None:
    """CSV by its own rules, Parquet with dates, lists and nulls."""
    rows = list(csv.DictReader(StringIO(EXPORTS["csv"].write(network).decode(), newline="")))
    typed = in_parquet(EXPORTS["parquet"].write(network))
    nodes = in_parquet(EXPORTS["nodes-parquet"].write(network))

    assert [row["id"] for row in rows] == [row["id"] for row in typed] == [edge.id for edge in network.edges]
    assert [row["relation_label"] for row in rows] == [clean(edge.relation_label) for edge in network.edges]
    assert [float(row["weight"]) for row in rows] == [row["weight"] for row in typed]
    assert [row.get("from") for row in typed] == [edge.start for edge in network.edges]
    assert [tuple(row.get("evidence") or ()) for row in typed] == [edge.evidence for edge in network.edges]
    assert [(row["id"], row.get("label") or "") for row in nodes] == [
        (node.id, node.label) for node in network.nodes
    ]


@given(networks())
@settings(max_examples=20, deadline=None)
def test_igraph_reads_the_same_graph(tmp_path_factory: pytest.TempPathFactory, network: Network) -> None:
    """From GraphML, GML and Pajek."""
    folder = tmp_path_factory.mktemp("igraph")
    for name, form in (("graphml", "graphml"), ("gml", "gml"), ("net", "pajek")):
        path = Path(folder) / f"network.{name}"
        path.write_bytes(EXPORTS[name].write(network))
        with warnings.catch_warnings():
            # It knows no signs by number in GML, and says so.
            warnings.simplefilter("ignore", RuntimeWarning)
            graph = igraph.Graph.Read(str(path), format=form)

        assert graph.is_directed() == network.is_directed()
        assert (graph.vcount(), graph.ecount()) == (len(network), network.number_of_edges())
        weights = graph.es["weight"] if graph.ecount() else []
        assert sorted(weights) == pytest.approx(sorted(edge.weight for edge in network.edges), rel=1e-9)


@given(networks())
@settings(max_examples=40, deadline=None)
def test_graphml_and_gexf_keep_to_the_content_models_of_their_schemas(network: Network) -> None:
    """Elements in the order that the schemas give, ids that are name tokens, keys that are declared."""
    graphml = ET.fromstring(EXPORTS["graphml"].write(network))  # noqa: S314 - our own text
    gexf = ET.fromstring(EXPORTS["gexf"].write(network))  # noqa: S314 - our own text

    order = [child.tag.removeprefix(GRAPHML) for child in graphml]
    keys = {key.get("id") for key in graphml.iter(f"{GRAPHML}key")}
    assert order == ["key"] * (len(order) - 1) + ["graph"]
    assert {data.get("key") for data in graphml.iter(f"{GRAPHML}data")} <= keys
    assert {key.get("attr.type") for key in graphml.iter(f"{GRAPHML}key")} <= {"string", "double"}
    assert all(
        TOKEN.fullmatch(value)
        for element in graphml.iter()
        for name, value in element.items()
        if name in {"id", "source", "target", "key"}
    )
    assert [child.tag for child in gexf] == [f"{GEXF}meta", f"{GEXF}graph"]
    allowed = {"id", "source", "target", "label", "weight", "kind", "start", "end"}
    assert {name for edge in gexf.iter(f"{GEXF}edge") for name in edge.keys()} <= allowed  # noqa: SIM118 - no dict
    declared = {each.get("id") for each in gexf.iter(f"{GEXF}attribute")}
    assert {each.get("for") for each in gexf.iter(f"{GEXF}attvalue")} <= declared
    for size in gexf.iter("{http://gexf.net/1.3/viz}size"):
        assert float(size.get("value", "0")) > 0
