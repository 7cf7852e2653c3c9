"""The engines that the suites are run against, each as a maker of empty datasets."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from graph.dataset import Dataset

__all__ = ["ENGINES"]


def _reference() -> Dataset:
    return Dataset.in_memory(is_union=False)


ENGINES: Mapping[str, Callable[[], Dataset]] = MappingProxyType({"reference": _reference})
"""Name → maker. The default graph is the one without a name, as the suites assume."""
