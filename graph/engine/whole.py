"""A large graph as a whole, as lines of N-Triples that SQL writes."""

import sys
from collections.abc import Iterator

from graph.engine.compiled import Frame, compiled, context_of
from graph.engine.limits import Running
from graph.engine.visible_graphs import Sight
from graph.engine.writing import SMALL, can_construct
from graph.engine.writing.arrow import joined_texts
from graph.engine.writing.triples import triple_lines
from graph.sparql.algebra import Bgp, Pattern
from graph.sparql.syntax import TriplePattern, Variable
from graph.store.columnar import Reader
from graph.store.ids import DEFAULT_GRAPH
from graph.terms import Iri

__all__ = ["lines_of"]

_SPO = (Variable("s"), Variable("p"), Variable("o"))


def lines_of(reader: Reader, graph: Iri | None, running: Running) -> Iterator[bytes] | None:
    """The triples of a graph, of the default graph for None, in the order of their ids; all, however many.

    None where there are few, or where some are beyond SQL (triple terms).

    Raises:
        QueryTimeout, QueryCancelled, QueryTooLarge: as ``graph.engine.faults`` says.
    """
    id_ = DEFAULT_GRAPH if graph is None else reader.ids((graph,)).get(graph)
    if id_ is None or reader.statistics.by_graph.get(id_, 0) <= SMALL:
        return None
    frame = Frame(Sight(default=graph), context_of(running, ""))
    relation = compiled(reader, Bgp((Pattern(*_SPO),)), frame).relation
    template = (TriplePattern(*_SPO),)
    if not can_construct(template, relation):
        return None
    lines = triple_lines(template, relation, are_sorted=True)
    return (piece for piece, _, _ in joined_texts(reader, lines, sys.maxsize, running))
