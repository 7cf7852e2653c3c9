"""A query as a resource: what its answer depends on, and the name of that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from graph import __version__
from graph.answer import Formats
from graph.settings import Settings
from graph.sparql import Circumstances
from graph.sparql.repeatable import is_repeatable
from graph.sparql.tokens import Form, form
from graph.terms import Term, n3

__all__ = ["Question"]

_LENGTH = 32
_NOTHING_GIVEN = Circumstances()


@dataclass(frozen=True, slots=True)
class Question:
    """A query and how its answer is to be written.

    Attributes:
        text: the query.
        formats: the format for each kind of answer; the coding is no part of what the answer says.
        bindings: terms that take the place of variables.
        given: what holds for it beside its text.
    """

    text: str
    formats: Formats
    bindings: Mapping[str, Term] = field(default_factory=dict)
    given: Circumstances = _NOTHING_GIVEN

    @property
    def format(self) -> str:
        """The short name of the format that the answer will come in; empty for terms, or for no query."""
        formats = self.formats
        match form(self.text):
            case Form.SELECT:
                return formats.table
            case Form.ASK:
                return formats.truth
            case Form.CONSTRUCT | Form.DESCRIBE:
                return formats.triples
            case _:
                return ""

    def name(self, snapshot: str, settings: Settings) -> str:
        """What names the answer on a snapshot: the same name, the same answer, in every process.

        Empty where an answer has no name: it is not written, or another time it may be another one.
        """
        if not self.format or not is_repeatable(self.text):
            return ""
        parts = (
            __version__,
            snapshot,
            self.text,
            *(f"{name} {n3(term)}" for name, term in sorted(self.bindings.items())),
            *(f"{graph.name.value} {graph.is_named}" for graph in self.given.graphs),
            str(self.given.is_union),
            self.given.base,
            self.format,
            str(settings.row_limit),
            str(settings.string_length_limit),
        )
        told = "\0".join(f"{len(part)} {part}" for part in parts)
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
