"""What all formats have in common when SQL writes them: texts of parts, rows of cells, cells of terms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from graph.engine.names import sql_text
from graph.store.ids import Tag

__all__ = ["Cell", "Constant", "Notation", "Part", "TermWriter", "concatenated", "escaped"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that is the same in all rows."""

    text: str


Part = str | Constant
"""A piece of a text: SQL of it, or what it is."""


def concatenated(parts: Sequence[Part]) -> str:
    """SQL that puts the parts together; what is NULL is left out.

    All at once: each ``||`` would copy what stands before it.
    """
    return f"concat({', '.join(_merged(parts))})" if parts else "''"


def _merged(parts: Sequence[Part]) -> Iterator[str]:
    for is_constant, some in groupby(parts, key=lambda part: isinstance(part, Constant)):
        if is_constant:
            yield sql_text("".join(part.text for part in some if isinstance(part, Constant)))
        else:
            yield from (part for part in some if isinstance(part, str))


def escaped(text: str, escapes: Mapping[str, str]) -> str:
    """SQL of a text with characters replaced, one after the other; few texts have any of them."""
    replaced = text
    for plain, written in escapes.items():
        replaced = f"replace({replaced}, chr({ord(plain)}), {sql_text(written)})"
    found = " OR ".join(f"contains({text}, chr({ord(plain)}))" for plain in escapes)
    return f"CASE WHEN {found} THEN {replaced} ELSE {text} END"


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a variable in a row.

    Attributes:
        name: the variable.
        id: SQL of the id of its term.
        terms: for each tag that the term may have, the parts of its text; none where it is never bound.
        is_sure: whether it is bound in every row.
    """

    name: str
    id: str
    terms: Mapping[Tag, Sequence[Part]]
    is_sure: bool

    def parts(self, before: str = "", after: str = "") -> list[Part]:
        """The parts of its text, with what stands before and after it; nothing where it is unbound."""
        around = Constant(before), Constant(after)
        if self.is_sure:
            return [around[0], *self._term(), around[1]]
        texts = {tag: concatenated([around[0], *parts, around[1]]) for tag, parts in self.terms.items()}
        return [self._chosen(texts)] if texts else []

    def _term(self) -> Sequence[Part]:
        if len(self.terms) == 1:
            return next(iter(self.terms.values()))
        return [self._chosen({tag: concatenated(parts) for tag, parts in self.terms.items()})]

    def _chosen(self, texts: Mapping[Tag, str]) -> str:
        cases = " ".join(f"WHEN {tag:d} THEN {text}" for tag, text in texts.items())
        return f"CASE {self.id} & 15 {cases} END"


TermWriter = Callable[[Tag, str, str], Sequence[Part]]
"""The parts of a term: of its tag, the SQL of its id, the alias of its row of ``term``."""


def _anything(text: bytes) -> bool:
    del text
    return True


@dataclass(frozen=True, slots=True)
class Notation:
    """How SQL writes the rows of one format.

    Attributes:
        term: writes a term.
        row: the parts of a row.
        separator: what each row begins with but the first one.
        can_hold: whether the format has a form for all characters of a text, as UTF-8.
    """

    term: TermWriter
    row: Callable[[Sequence[Cell]], Sequence[Part]]
    separator: str = ""
    can_hold: Callable[[bytes], bool] = _anything
