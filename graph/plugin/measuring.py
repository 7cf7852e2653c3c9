"""Measures for queries through RDFLib: ``SERVICE <maillage:network/NAME/MEASURE>``."""

from graph.catalog import read_catalog
from graph.engine import ColumnarEngine, Known, Reading, Tells
from graph.knowledge.observations import measures_of
from graph.resources import queries_folder
from graph.terms import Iri

__all__ = ["measuring"]


def measuring(engine: ColumnarEngine) -> ColumnarEngine:
    """The engine, with measures that its queries can ask for.

    They are computed in this process, which is the user's own: a script that starts processes would have to
    be written for it. The named networks are read when the first one is asked for.
    """
    tellers: list[Tells] = []

    def tell(address: Iri, reading: Reading) -> Known:
        if not tellers:
            tellers.append(measures_of(read_catalog(queries_folder()), is_apart=False))
        return tellers[0](address, reading)

    return engine.serving(tell)
