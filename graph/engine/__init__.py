"""The engines: a dataset and a query in, an answer out."""

from graph.engine.columnar import ColumnarEngine, resources
from graph.engine.limits import QueryLimits
from graph.engine.reference import ReferenceEngine
from graph.engine.seam import Engine, Explaining

__all__ = ["ColumnarEngine", "Engine", "Explaining", "QueryLimits", "ReferenceEngine", "resources"]
