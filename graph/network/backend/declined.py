"""How a function of the backend declines a graph that it has already begun to look at."""

__all__ = ["LeftToNetworkX"]


class LeftToNetworkX(NotImplementedError):
    """The call is left to NetworkX, for the reason told.

    NetworkX's dispatcher takes a NotImplementedError of a backend for "not with this graph": where
    ``nx.config.fallback_to_nx`` allows it, or a next backend stands ready, it hands the call on, otherwise
    the caller sees the error (https://networkx.org/documentation/stable/reference/backends.html). What can
    be seen of the arguments alone is declined before, by `dispatch.can_run`.
    """
