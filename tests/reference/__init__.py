"""The reference: pyoxigraph's evaluator behind the dataset's seam, to hold the engine's answers against."""

from tests.reference.engine import ReferenceEngine

__all__ = ["ReferenceEngine"]
