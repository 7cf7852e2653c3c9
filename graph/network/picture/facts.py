"""How a picture came about, for machines: JSON in its metadata."""

import json
from dataclasses import asdict
from typing import Any

from graph.network.measures import Result
from graph.network.network import Network
from graph.network.picture.palette import Looks

__all__ = ["facts"]

_NOT_REPEATED = frozenset({"elapsed_ms"})
"""What differs from run to run, so that the same picture has the same bytes."""


def facts(network: Network, result: Result, looks: Looks, *, layout: str, left_out: str) -> str:
    """Query, snapshot, layout, what size, shape and colour stand for, and what is left out."""
    method = {name: value for name, value in result.method.document().items() if name not in _NOT_REPEATED}
    kinds = [asdict(each) for each in looks.kinds]
    found: dict[str, Any] = {
        "software": "maillage",
        "query_sha256": network.origin.query_hash,
        "snapshot": network.origin.snapshot,
        "nodes": len(network),
        "ties": network.number_of_edges(),
        "left_out": left_out,
        "layout": layout,
        "size": {"measure": result.measure, "method": method},
        "shape_and_colour": {"by": looks.by, "kinds": kinds, "method": looks.told},
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True)
