"""What the dataset and the service say about themselves, in numbers that are counted and not guessed."""

from graph.knowledge.describe.catalogue import Addresses, catalogue
from graph.knowledge.describe.counting import Counts, Measured, Sizes, measured, sizes
from graph.knowledge.describe.service import Offered, service_description

__all__ = [
    "Addresses",
    "Counts",
    "Measured",
    "Offered",
    "Sizes",
    "catalogue",
    "measured",
    "service_description",
    "sizes",
]
