"""Networks: nodes and edges taken from answers, measures, layout, pictures and files."""

from graph.network.arrange import Positions, arrange
from graph.network.compare import Comparison, compare
from graph.network.draw import Link, View, draw
from graph.network.ego import draw_ego
from graph.network.export import EXPORTS, Export, format_of
from graph.network.measures import MEASURES, Measure, Method, Options, Result, measure
from graph.network.modes import one_mode
from graph.network.network import Network
from graph.network.picture.crowd import MOST_NODES
from graph.network.picture.looks import COLOURED_BY
from graph.network.picture.pages import PICTURES, PictureFormat
from graph.network.picture.words import headline, summary
from graph.network.registration import register
from graph.network.rows import Edge, Node, Origin
from graph.network.rules import EDGE_COLUMNS, network_from_answer, network_from_columns
from graph.network.select import Filters, select
from graph.network.simple import simple_graph

__all__ = [
    "COLOURED_BY",
    "EDGE_COLUMNS",
    "EXPORTS",
    "MEASURES",
    "MOST_NODES",
    "PICTURES",
    "Comparison",
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
    "PictureFormat",
    "Positions",
    "Result",
    "View",
    "arrange",
    "compare",
    "draw",
    "draw_ego",
    "format_of",
    "headline",
    "measure",
    "network_from_answer",
    "network_from_columns",
    "one_mode",
    "select",
    "simple_graph",
    "summary",
]

register()
