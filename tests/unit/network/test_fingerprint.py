"""The fingerprint of a network tells what it holds, and not how it holds it."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from graph.network import Edge, Network, Node
from graph.network.columns import Coded
from graph.network.tables import EdgeTable, NodeTable


def network(**changes: object) -> Network:
    """Two ties with all that can be known of them, or with changes to the first."""
    plain = Edge(
        "", "http://x/a", "http://x/b", "r:one", "one", "t:1", date(2019, 1, 1), None, "s:stated", ("e:1",)
    )
    nodes = [Node("http://x/a", "A", "k:A", "Kind", ("k:A", "k:B"), (("sphere", "industry"),))]
    return Network.of([replace(plain, **changes), Edge("", "http://x/b", "http://x/c")], nodes)  # type: ignore[arg-type]


def test_equal_networks_have_one_fingerprint() -> None:
    """Made twice, or of its own rows, whose ids are written out."""
    again = Network.of(network().edges, network().nodes)

    assert network().fingerprint == network().fingerprint == again.fingerprint


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "own"},
        {"target": "http://x/c"},
        {"relation": "r:two"},
        {"relation_label": "two"},
        {"tie": "t:2"},
        {"start": date(2019, 1, 2)},
        {"until": date(2020, 1, 1)},
        {"status": ""},
        {"evidence": ("e:1", "e:2")},
        {"graphs": ("g:1",)},
        {"weight": 2.0},
    ],
    ids=str,
)
def test_every_change_of_a_tie_shows(changes: dict[str, object]) -> None:
    """Each column counts."""
    assert network(**changes).fingerprint != network().fingerprint


@pytest.mark.parametrize("name", ["label", "type", "type_label", "kinds", "groups"])
def test_every_change_of_a_node_shows(name: str) -> None:
    """Each column counts here too."""
    whole = network()
    first, *others = whole.nodes
    other: Any = () if name in {"kinds", "groups"} else "other"
    changed = replace(first, **{name: other})

    assert Network.of(whole.edges, [changed, *others]).fingerprint != whole.fingerprint


def test_direction_counts() -> None:
    """The same ties, read otherwise."""
    assert replace(network(), has_direction=True).fingerprint != network().fingerprint


def test_how_texts_are_coded_does_not_show() -> None:
    """Codes in another order, texts in no row, names that follow from ids, a grouping without values."""
    ends = (np.array([0], np.int32), np.array([1], np.int32))
    one = NodeTable.named(Coded(np.array([0, 1], np.int32), ("http://x/a", "http://x/b")))
    other = replace(
        NodeTable.named(Coded(np.array([2, 0], np.int32), ("http://x/b", "nobody", "http://x/a"))),
        label=Coded.of(["a", "b"]),
        groups={"place": Coded.same("", 2)},
    )

    made = {Network(nodes, EdgeTable.plain(*ends)).fingerprint for nodes in (one, other)}

    assert len(made) == 1
