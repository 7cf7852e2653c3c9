"""The backend ``maillage`` made known to NetworkX where nothing is installed: in a checkout.

An installed package has entry points, which NetworkX reads when it is imported. This does what its own tests
do for a backend that comes later (``networkx/conftest.py``).
"""

from importlib import import_module
from importlib.metadata import EntryPoint
from typing import Any

import networkx as nx
from networkx.utils import Config

from graph.networkx_info import NAME, info

__all__ = ["register"]


def register() -> None:
    """Let NetworkX dispatch to the backend, if it does not already."""
    dispatch: Any = import_module("networkx.utils.backends")
    if NAME in dispatch.backends:
        return
    dispatch.backends[NAME] = EntryPoint(NAME, "graph.network.backend:backend", "networkx.backends")
    dispatch.backend_info[NAME] = info()
    nx.config.backends = Config(**{NAME: Config()}, **nx.config.backends)
    kind = dispatch._dispatchable  # noqa: SLF001 - it has no other door
    kind.__call__ = kind._call_if_any_backends_installed  # noqa: SLF001
