"""The formats that there are for each kind of answer."""

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS, Answer, Format, Triples, Truth

__all__ = ["ANSWER_FORMATS", "TRUTH_FORMATS", "offers_of"]

ANSWER_FORMATS = (*BINDING_FORMATS, *TRIPLE_FORMATS)
TRUTH_FORMATS = tuple(each for each in BINDING_FORMATS if each.name in {"json", "xml"})


def offers_of(answer: Answer) -> tuple[Format, ...]:
    """The formats that this answer can be sent in, the default first."""
    if isinstance(answer, Triples):
        return TRIPLE_FORMATS
    return TRUTH_FORMATS if isinstance(answer, Truth) else BINDING_FORMATS
