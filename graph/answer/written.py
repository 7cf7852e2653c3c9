"""Answers as text in a format, held ready to be sent."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.answer.formats import put_answer
from graph.answer.spool import Spool
from graph.answer.values import About, Answer, Table, Truth

__all__ = ["Formats", "Written", "written"]


@dataclass(frozen=True, slots=True)
class Formats:
    """How an answer is to be written, by the kind it turns out to be.

    Attributes:
        table: the short name of the format for a table; empty: it is to come as terms.
        truth: the same for a truth value.
        triples: the same for triples.
        coding: the content coding of the text, one of ``graph.answer.coding.CODINGS``, or empty.
    """

    table: str = ""
    truth: str = ""
    triples: str = ""
    coding: str = ""

    def format_of(self, answer: Answer) -> str:
        """The short name of the format for this answer."""
        if isinstance(answer, Table):
            return self.table
        return self.truth if isinstance(answer, Truth) else self.triples


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in a format, complete.

    Attributes:
        format: the format's short name.
        text: what is to be sent; whoever has it closes it.
        rows: how many rows or triples are in it.
        about: where it came from.
    """

    format: str
    text: Spool
    rows: int
    about: About

    def __len__(self) -> int:
        return self.rows


def written(
    answer: Answer, formats: Formats, make: Callable[[], Spool], check: Callable[[], None]
) -> Answer | Written:
    """The answer in the format that is wanted for its kind; as it is where none is.

    Args:
        answer: what to write.
        formats: which.
        make: gives an empty text.
        check: called now and then; raises when it is time to stop.

    Raises:
        UnknownName: an answer of this kind has no such format.
        QueryError: the format has no form for it.
        QueryTooLarge: there is no room.
    """
    name = formats.format_of(answer)
    if not name:
        return answer
    with make() as text:
        put_answer(answer, name, text.write, check)
    return Written(name, text, 1 if isinstance(answer, Truth) else len(answer), answer.about)
