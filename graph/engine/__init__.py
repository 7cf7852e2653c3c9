"""The engines: a dataset and a query in, an answer out."""

from graph.engine.columnar import ColumnarEngine, resources
from graph.engine.limits import QueryLimits
from graph.engine.reference import ReferenceEngine
from graph.engine.seam import Engine

__all__ = ["ColumnarEngine", "Engine", "QueryLimits", "ReferenceEngine", "resources"]
