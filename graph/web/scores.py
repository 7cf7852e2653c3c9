"""The answer to a question about a network, as JSON and CSV: each measure's numbers and its method."""

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from graph.catalog import NamedQuery
from graph.network import Network, Result

__all__ = ["scored", "scores_csv", "scores_json"]


def scores_json(query: NamedQuery, network: Network, results: Sequence[Result]) -> str:
    """One object: the question; for each measure its method in words and by attribute, and its numbers."""
    measures = [scored(network, result) for result in results]
    document = {"question": query.question, "snapshot": network.origin.snapshot, "measures": measures}
    return json.dumps(document, ensure_ascii=False)


def scored(network: Network, result: Result) -> dict[str, Any]:
    """The numbers of one measure and its method, ready for JSON."""
    names = _names(network)
    return {
        "measure": result.measure,
        "method": result.method.sentence(),
        "method_details": result.method.document(),
        "warnings": list(result.method.warnings),
        "summary": dict(result.summary),
        "scores": [
            {"id": name, "label": names.get(name, name), "value": value}
            | {part: values.get(name) for part, values in result.parts.items()}
            for name, value in result.scores
        ],
    }


def scores_csv(network: Network, results: Sequence[Result]) -> str:
    """One number a row: which measure, which part of it, of which node or tie (none: of the whole)."""
    names = _names(network)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("measure", "part", "id", "label", "value"))
    for result in results:
        writer.writerows((result.measure, name, "", "", value) for name, value in result.summary.items())
        for part, values in {"": dict(result.scores), **result.parts}.items():
            writer.writerows(
                (result.measure, part, name, names.get(name, name), value) for name, value in values.items()
            )
    return text.getvalue()


def _names(network: Network) -> Mapping[str, str]:
    nodes = {node.id: node.label for node in network.nodes}
    return nodes | {edge.id: f"{nodes[edge.source]} – {nodes[edge.target]}" for edge in network.edges}
