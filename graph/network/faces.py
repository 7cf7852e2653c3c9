"""How a network shows itself in a notebook, and what it becomes there: a picture, a table, a frame, a file.

Measures, pictures and files are made of networks; so `Network` reaches this module when it is asked.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx as nx
import numpy as np

from graph.errors import NetworkError, UnknownName
from graph.network.draw import draw
from graph.network.export import EXPORTS, format_of
from graph.network.export.arrow import edge_arrays, node_arrays
from graph.network.export.fields import Field, edge_fields, edge_ids, ends_of, node_fields, node_ids
from graph.network.measures import MEASURES, Result, measure
from graph.network.measures.result import MOST_SHOWN
from graph.network.network import Network
from graph.network.picture.pages import PICTURES
from graph.network.picture.words import summary
from graph.network.rows import edge_attributes, node_attributes
from graph.network.text import escaped
from graph.terms import shorten

__all__ = [
    "html",
    "measured",
    "result_html",
    "svg",
    "to_arrow",
    "to_networkx",
    "to_pandas",
    "to_polars",
    "write",
]

_MOST_DRAWN = 1_000
_SHOWN = 10


def measured(network: Network, name: str, **options: Any) -> Result:
    """The numbers of a measure, with their method."""
    return measure(network, name, **options)


def svg(network: Network) -> str | None:
    """The picture; None of a network that has no nodes, or too many ties to be read on a screen."""
    if not len(network) or network.number_of_edges() > _MOST_DRAWN:
        return None
    return draw(network)


def html(network: Network) -> str:
    """The picture, which says in words what it shows, or these words alone; and the nodes with most ties."""
    degrees = measure(network, "degree")
    rows = [
        f"<tr><td>{escaped(network.by_id[name].label)}</td><td>{escaped(network.by_id[name].type_label)}</td>"
        f"<td>{score:g}</td></tr>"
        for name, score in degrees.scores[:_SHOWN]
    ]
    drawn = svg(network)
    title = f"<strong>{escaped(network.origin.title)}</strong>" if network.origin.title else ""
    words = f"{title}<p>{escaped(summary(network, degrees))}</p>"
    shown = f'<div style="max-width:60em">{_embedded(drawn)}</div>' if drawn else words
    table = f"<table><tr><th>node</th><th>type</th><th>ties</th></tr>{''.join(rows)}</table>" if rows else ""
    left = len(network) - len(rows)
    rest = f"<p>… and {left:,} more</p>" if left > 0 else ""
    return f"{shown}{table}{rest}"


def _embedded(picture: str) -> str:
    return picture[picture.index("<svg") :]


def write(network: Network, path: str | Path, name: str = "") -> Path:
    """Write the network to a file, in the format of that name or of the ending of the path.

    Raises:
        UnknownName: there is no such format.
        NetworkError: the file can't be written.
    """
    target = Path(path)
    form = name or format_of(target.name) or target.suffix.removeprefix(".").lower()
    if form in PICTURES:
        body = PICTURES[form].write(draw(network))
    elif form in EXPORTS:
        body = EXPORTS[form].write(network)
    else:
        raise UnknownName("format of networks", form, (*PICTURES, *EXPORTS))
    try:
        target.write_bytes(body)
    except OSError as error:
        raise NetworkError(f"{target}: can't be written: {error.strerror}.") from error
    return target


def to_networkx(network: Network) -> Any:
    """The network as a graph of NetworkX; edge ids are the keys, what is unknown is left out."""
    forms = ((nx.MultiGraph, nx.MultiDiGraph), (nx.Graph, nx.DiGraph))
    found: Any = forms[bool(network.merge_rule)][network.has_direction]()
    about = {"snapshot": network.origin.snapshot, "query_hash": network.origin.query_hash}
    found.graph.update({name: value for name, value in about.items() if value})
    for node in network.nodes:
        found.add_node(node.id, **node_attributes(node))
    for edge in network.edges:
        key = {"key": edge.id} if network.is_multigraph() else {"id": edge.id}
        found.add_edge(edge.source, edge.target, **key, **edge_attributes(edge))
    return found


def to_arrow(network: Network, of: str = "ties") -> Any:
    """Ties or nodes as a `pyarrow.Table`."""
    return _library("pyarrow", "arrow").table(_arrays(of)(network))


def to_polars(network: Network, of: str = "ties") -> Any:
    """Ties or nodes as a `polars.DataFrame`."""
    return _library("polars", "polars").DataFrame(_arrays(of)(network))


def to_pandas(network: Network, of: str = "ties") -> Any:
    """Ties or nodes as a `pandas.DataFrame`; days are midnights, several sources are one text."""
    pandas = _library("pandas", "pandas")
    _arrays(of)
    if of == "nodes":
        fields: tuple[Field, ...] = (node_ids(network), *node_fields(network))
        return pandas.DataFrame(_columns(fields))
    label = node_fields(network)[0]
    names = label.taken(label.texts)
    columns: dict[str, Any] = {"id": edge_ids(network)}
    for end in ends_of(network):
        columns |= {end.name: end.taken(end.texts), f"{end.name}_label": end.taken(names)}
    return pandas.DataFrame(columns | _columns(edge_fields(network)))


def _columns(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {field.name: _column(field) for field in fields}


def _column(field: Field) -> Any:
    match field.kind:
        case "number":
            return np.array([float(text) for text in field.texts], np.float64)[field.codes]
        case "day":
            return np.array([text or "NaT" for text in field.texts], "datetime64[s]")[field.codes]
        case _:
            return np.array([*(text or None for text in field.texts), None], np.object_)[field.codes]


_ARRAYS: Mapping[str, Callable[[Network], Any]] = MappingProxyType(
    {"ties": edge_arrays, "nodes": node_arrays}
)


def _arrays(of: str) -> Callable[[Network], Any]:
    if of not in _ARRAYS:
        raise UnknownName("table of a network", of, _ARRAYS)
    return _ARRAYS[of]


def _library(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise NetworkError(
            f"This needs {name}, which is not installed: pip install 'maillage[{extra}]'."
        ) from error


def result_html(result: Result) -> str:
    """The first scores as a table, with the method under it."""
    parts = list(result.parts)
    head = "".join(
        f"<th>{escaped(name)}</th>" for name in (MEASURES[result.measure].scope, result.measure, *parts)
    )
    rows = "".join(
        f"<tr><td>{escaped(result.labels.get(name) or shorten(name))}</td><td>{score:.4g}</td>"
        + "".join(f"<td>{result.parts[part].get(name, float('nan')):.4g}</td>" for part in parts)
        + "</tr>"
        for name, score in result.scores[:MOST_SHOWN]
    )
    table = f"<table><tr>{head}</tr>{rows}</table>" if rows else ""
    numbers = ", ".join(f"{name} {value:.4g}" for name, value in result.summary.items())
    return f"{table}<p>{escaped(numbers)}</p><p><small>{escaped(result.method.sentence())}</small></p>"
