"""Measures as knowledge: results saved as observations, and asked for within queries."""

from graph.knowledge.observations.listing import Saved, saved_results
from graph.knowledge.observations.measured import Finding
from graph.knowledge.observations.saving import Kept, save
from graph.knowledge.observations.telling import measures_of, with_measures

__all__ = ["Finding", "Kept", "Saved", "measures_of", "save", "saved_results", "with_measures"]
