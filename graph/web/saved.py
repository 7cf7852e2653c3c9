"""Saved results on pages: what there is, and what the data has outrun."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.knowledge.observations import Saved, saved_results
from graph.web.access import Role, caller
from graph.web.addresses import address_of
from graph.web.service import service

__all__ = ["SavedPart", "saved_part"]


@dataclass(frozen=True, slots=True)
class SavedPart:
    """What a page says of saved results.

    Attributes:
        results: the results, each with the address of its graph.
        can_save: whether a form of this page may save one.
    """

    results: Sequence[tuple[Saved, str]]
    can_save: bool


def saved_part(network: str = "") -> SavedPart:
    """The saved results of a network, or of all, for a page."""
    listed = saved_results(service().dataset, network)
    role = caller().role
    can_save = role is not None and role >= Role.EDITOR and service().dataset.has_snapshots
    return SavedPart(tuple((each, address_of(each.graph)) for each in listed), can_save)
