"""Who asks, and what an engine lets them do."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.engine.limits import Running
from graph.errors import NotAllowed
from graph.terms import Quad, Resource

__all__ = ["ANYONE", "Asker"]


def _nothing(_: Running) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Asker:
    """On whose behalf queries and updates run.

    Attributes:
        name: who it is, for the list of what runs.
        graphs: the graphs that may be written, None among them for the default graph; None: all.
        started: told of each query and update as it starts, so that it can be cancelled.
        time_s: how long each query and update may take; None: as long as the engine lets everyone.
    """

    name: str = ""
    graphs: frozenset[Resource | None] | None = None
    started: Callable[[Running], None] = _nothing
    time_s: float | None = None

    def check(self, graph: Resource | None) -> None:
        """Nothing, where this graph may be written.

        Raises:
            NotAllowed: it may not.
        """
        if self.graphs is not None and graph not in self.graphs:
            named = f"graph <{graph.value}>" if graph else "default graph"
            raise NotAllowed(f"The {named} may not be written with this token. Nothing was changed.")

    def checked(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The quads, each of a graph that may be written.

        Raises:
            NotAllowed: one is not.
        """
        for quad in quads:
            self.check(quad.graph)
            yield quad


ANYONE = Asker()
"""Nobody in particular, who may write everything."""
