"""NetworkX's functions on arrays give what NetworkX gives."""

import logging
import math
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.network import Edge, Network
from graph.network.backend import FUNCTIONS, ArrayGraph, backend
from graph.networkx_info import NAME, info
from tests.unit.network.networkx_calls import CALLS, Call, G, graphs, random_graph

nx: Any = import_module("networkx")


def outcome(call: Call, graph: G, options: dict[str, Any]) -> tuple[Any, type | None]:
    """What a call gives, or the kind of error it raises."""
    try:
        return call(graph, options), None
    except Exception as error:  # noqa: BLE001 - any error is to be the same
        return None, type(error)


def assert_same(found: Any, expected: Any) -> None:
    """Equal values of equal types; fractions within rounding; NaN equals NaN."""
    if isinstance(expected, bool | str | type) or expected is None:
        assert found is expected or found == expected
    elif isinstance(expected, float | int):
        assert isinstance(found, float | int), type(found)
        assert not isinstance(found, np.generic), type(found)
        assert (math.isnan(found) and math.isnan(expected)) or found == pytest.approx(
            expected, rel=1e-9, abs=1e-12
        )
    elif isinstance(expected, dict):
        assert set(found) == set(expected)
        for key, value in expected.items():
            assert_same(found[key], value)
    elif isinstance(expected, list | tuple):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_same(one, other)
    else:
        assert found == expected


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """NetworkX says once for each graph that it keeps conversions."""
    nx.config.warnings_to_ignore.add("cache")
    yield
    nx.config.warnings_to_ignore.discard("cache")


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore:.*constant")
@pytest.mark.parametrize("name", CALLS)
def test_every_function_gives_what_networkx_gives(name: str) -> None:
    """On graphs of all kinds: the same values, types and errors; what is left to NetworkX says so."""
    call = CALLS[name]
    ran = 0
    for told, graph in graphs():
        expected, error = outcome(call, graph, {"backend": "networkx"})
        found, other = outcome(call, graph, {"backend": "maillage"})
        if other is NotImplementedError:
            continue
        ran += 1
        assert other is error, (told, other, error)
        try:
            assert_same(found, expected)
        except AssertionError as difference:
            raise AssertionError(f"{told}: {found} is not {expected}") from difference
    assert ran >= 3, "the function is left to NetworkX almost always"


def test_every_function_is_held_against_networkx(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is without a call above, and NetworkX is told of each of them."""
    called: set[str] = set()

    def noted(name: str) -> Callable[..., Any]:
        def function(*args: Any, **kwargs: Any) -> Any:
            called.add(name)
            return FUNCTIONS[name](*args, **kwargs)

        return function

    for name in FUNCTIONS:
        monkeypatch.setattr(backend, name, noted(name))

    for call in CALLS.values():
        for kind in ("graph", "digraph"):
            outcome(call, random_graph(kind, 12, 20, seed=1), {"backend": "maillage"})

    assert called == set(FUNCTIONS) == set(info()["functions"])
    assert len(FUNCTIONS) >= 60


def a_network(*, is_directed: bool = False) -> Network:
    """Parallel ties, a loop, a node apart."""
    ties = [
        ("a", "b", 2.0),
        ("a", "b", 1.0),
        ("b", "c", 0.5),
        ("c", "a", 1.0),
        ("c", "c", 1.0),
        ("d", "c", 3.0),
    ]
    edges = [Edge(str(at), one, two, weight=weight) for at, (one, two, weight) in enumerate(ties)]
    return Network.of([*edges, Edge("x", "e", "e")], is_directed=is_directed)


GIVE_GRAPHS = ("truss", "spanning tree", "projection", "projection by share")


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore:.*constant")
@pytest.mark.parametrize("is_directed", [False, True])
@pytest.mark.parametrize("name", [name for name in CALLS if name not in GIVE_GRAPHS])
def test_a_network_goes_to_the_backend_by_itself(name: str, *, is_directed: bool) -> None:
    """With no word of a backend, a network gives what its copy gives in NetworkX."""
    whole = a_network(is_directed=is_directed)
    for network in (whole, whole.merged("sum")):
        copy = network.to_networkx()
        found, error = outcome(CALLS[name], network, {})
        if error is NotImplementedError:
            continue
        expected, other = outcome(CALLS[name], copy, {"backend": "networkx"})
        assert error is other, (error, other)
        assert_same(found, expected)


def test_what_the_backend_lacks_falls_back_where_that_is_allowed(caplog: pytest.LogCaptureFixture) -> None:
    """And says so in the log; otherwise the error says what to do."""
    network = a_network().merged("sum")
    with pytest.raises(NotImplementedError, match="not implemented by"):
        nx.node_clique_number(network)

    nx.config.fallback_to_nx = True
    try:
        with caplog.at_level(logging.INFO, "maillage.networkx"):
            found = nx.node_clique_number(network)
    finally:
        nx.config.fallback_to_nx = False

    assert found["a"] == 3
    assert "done by NetworkX" in caplog.text


def test_a_call_that_is_left_to_networkx_has_a_reason() -> None:
    """As NetworkX writes it in its log."""
    graph = nx.path_graph(3)

    assert "cutoff" in str(backend.can_run("newman_betweenness_centrality", (graph,), {"cutoff": 2}))
    assert "function" in str(backend.can_run("pagerank", (graph,), {"weight": lambda *_: 1}))
    assert "directed" in str(backend.can_run("clustering", (nx.DiGraph(),), {}))
    assert "multigraph" in str(backend.can_run("triangles", (nx.MultiGraph(),), {}))
    assert "loops" in str(backend.can_run("constraint", (nx.Graph([("a", "a")]),), {}))
    assert "loops" in str(backend.can_run("edge_betweenness_centrality", (nx.Graph([("a", "a")]),), {}))
    assert "multigraph" in str(backend.can_run("edge_betweenness_centrality", (nx.MultiGraph(),), {}))
    assert "fewer than 3" in str(backend.can_run("hits", (nx.path_graph(2),), {}))
    assert "fewer than 2" in str(
        backend.can_run("current_flow_closeness_centrality", (nx.path_graph(1),), {})
    )
    assert "fewer than 3" in str(
        backend.can_run("current_flow_betweenness_centrality", (nx.path_graph(2),), {})
    )
    assert "more than 5,000" in str(
        backend.can_run("current_flow_closeness_centrality", (nx.path_graph(5_001),), {})
    )
    assert "no edges" in str(backend.can_run("hits", (nx.empty_graph(3),), {}))
    assert "each node" in str(backend.can_run("katz_centrality", (graph,), {"nstart": {0: 1.0}}))
    assert "no such" in str(backend.can_run("such", (graph,), {}))
    assert backend.can_run("pagerank", (graph,), {}) is True


def test_a_weight_that_is_no_number_is_left_to_networkx() -> None:
    """So is one that floats can't hold."""
    for weight in ("heavy", None, 1 << 60):
        graph = nx.Graph()
        graph.add_edge(1, 2, weight=weight)
        with pytest.raises(NotImplementedError):
            nx.pagerank(graph, backend="maillage")


def test_conversions_are_kept_and_let_go_when_the_graph_changes() -> None:
    """A second call takes the arrays of the first; after an edge is added they are made anew."""
    graph = nx.path_graph(4)
    first = nx.closeness_centrality(graph, backend="maillage")

    graph.add_edge(0, 3)

    assert nx.closeness_centrality(graph, backend="maillage") != first


def test_array_graphs_compare_as_objects() -> None:
    """NetworkX compares what it keeps with a text."""
    arrays: Any = backend.convert_from_nx(nx.path_graph(3), edge_attrs={"weight": 1})

    assert (arrays == "FAILED_TO_CONVERT") is False
    assert isinstance(arrays, ArrayGraph)
    assert (a_network() == "FAILED_TO_CONVERT") is False


def test_an_installed_package_makes_the_backend_known(root: Path) -> None:
    """Its entry points lead to what NetworkX loads."""
    points = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]

    loaded = {
        group: EntryPoint(NAME, points[group][NAME], group).load()
        for group in ("networkx.backends", "networkx.backend_info")
    }

    assert loaded["networkx.backends"] is backend
    assert loaded["networkx.backend_info"]()["backend_name"] == NAME
