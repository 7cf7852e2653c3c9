"""Networks: nodes and edges taken from answers, measures, layout, pictures and files."""

from graph.network.arrange import Positions, arrange
from graph.network.draw import Link, draw
from graph.network.ego import draw_ego
from graph.network.export import EXPORTS, Export
from graph.network.measures import MEASURES, Measure, Method, Options, Result, measure
from graph.network.network import Edge, Network, Node, Origin
from graph.network.picture.words import summary
from graph.network.project import EDGE_COLUMNS, network_from_answer
from graph.network.select import Filters, select
from graph.network.simple import simple_graph

__all__ = [
    "EDGE_COLUMNS",
    "EXPORTS",
    "MEASURES",
    "Edge",
    "Export",
    "Filters",
    "Link",
    "Measure",
    "Method",
    "Network",
    "Node",
    "Options",
    "Origin",
    "Positions",
    "Result",
    "arrange",
    "draw",
    "draw_ego",
    "measure",
    "network_from_answer",
    "select",
    "simple_graph",
    "summary",
]
