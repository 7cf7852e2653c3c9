"""Property paths as SQL (https://www.w3.org/TR/sparql11-query/#propertypaths)."""

from graph.engine.paths.expected import expected
from graph.engine.paths.forms import Chain, Choice, Form, Repeated, Step, form_of, inverted, ways_to_stay
from graph.engine.paths.pairs import RECURSIVE, Start, Steps, pairs, predicate_conditions

__all__ = [
    "RECURSIVE",
    "Chain",
    "Choice",
    "Form",
    "Repeated",
    "Start",
    "Step",
    "Steps",
    "expected",
    "form_of",
    "inverted",
    "pairs",
    "predicate_conditions",
    "ways_to_stay",
]
