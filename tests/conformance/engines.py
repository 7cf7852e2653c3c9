"""The engines that the suites are run against, each as a maker of empty datasets."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from graph.dataset import Dataset
from graph.engine import AllowList, ColumnarEngine, Elsewhere
from tests.reference import ReferenceEngine

__all__ = ["ENGINES", "Make"]

Make = Callable[[str], Dataset]
"""Makes an empty dataset that may contact an address and what is below it, and no other."""


def _reference(_: str) -> Dataset:
    return Dataset(ReferenceEngine(), is_union=False)


def _columnar(address: str) -> Dataset:
    allowed = AllowList.of(address)
    return Dataset(ColumnarEngine(elsewhere=Elsewhere(allowed, allowed)), is_union=False)


ENGINES: Mapping[str, Make] = MappingProxyType({"reference": _reference, "columnar": _columnar})
"""Name → maker. The default graph is the one without a name, as the suites assume."""
