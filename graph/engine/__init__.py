"""The engines: a dataset and a query in, an answer out."""

from graph.engine.allowed import AllowList
from graph.engine.asker import ANYONE, Asker
from graph.engine.columnar import ColumnarEngine, resources
from graph.engine.elsewhere import NOWHERE, Elsewhere
from graph.engine.inside import Known
from graph.engine.limits import QueryLimits, Running
from graph.engine.progress import Stage
from graph.engine.protocol import Endpoint
from graph.engine.reading import Reading
from graph.engine.remote import RemoteEngine
from graph.engine.seam import Engine, Explaining, InColumns, OfWords, Serving, Tells

__all__ = [
    "ANYONE",
    "NOWHERE",
    "AllowList",
    "Asker",
    "ColumnarEngine",
    "Elsewhere",
    "Endpoint",
    "Engine",
    "Explaining",
    "InColumns",
    "Known",
    "OfWords",
    "QueryLimits",
    "Reading",
    "RemoteEngine",
    "Running",
    "Serving",
    "Stage",
    "Tells",
    "resources",
]
