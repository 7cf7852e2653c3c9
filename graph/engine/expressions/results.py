"""Operands made of one form: what a function gives."""

from collections.abc import Callable
from functools import cache

from graph.engine.expressions.numbers import NUMBERS, number_lexical
from graph.engine.expressions.operand import Form, Number, Operand, Text, absent
from graph.store.ids import Tag, tag_bit

__all__ = ["STRINGS", "of_iri", "of_number", "of_text", "of_truth", "only"]

STRINGS = tag_bit(Tag.STRING) | tag_bit(Tag.LANGUAGE)


def of_truth(truth: Callable[[], Form | None]) -> Operand:
    """A boolean."""
    return Operand(tag_bit(Tag.BOOLEAN), truth=cache(truth))


def of_iri(iri: Callable[[], Form | None]) -> Operand:
    """An IRI."""
    kept = cache(iri)
    return Operand(tag_bit(Tag.IRI), iri=kept, lexical=kept)


def of_text(text: Callable[[], Text | None], tags: int = tag_bit(Tag.STRING)) -> Operand:
    """A string; ``tags`` say whether it may have a language."""
    kept = cache(text)

    def in_form(write: Callable[[Text], str]) -> Callable[[], Form | None]:
        def form() -> Form | None:
            known = kept()
            return Form(write(known), is_total=known.is_total) if known else None

        return form

    return Operand(
        tags,
        truth=in_form(_truth_of_text),
        text=kept,
        lexical=in_form(lambda known: known.sql),
        language=in_form(lambda known: f"CASE WHEN {known.sql} IS NOT NULL THEN {known.language} END"),
    )


def _truth_of_text(text: Text) -> str:
    if text.language == "''":
        return f"({text.sql} <> '')"
    return f"CASE WHEN {text.language} = '' THEN {text.sql} <> '' END"


def of_number(number: Callable[[], Number | None], tags: int = NUMBERS) -> Operand:
    """A number; ``tags`` say more where more than numbers may come of it."""
    kept = cache(number)

    def in_form(write: Callable[[Number], str]) -> Callable[[], Form | None]:
        def form() -> Form | None:
            known = kept()
            return Form(write(known), is_total=known.is_total) if known else None

        return form

    return Operand(
        tags,
        truth=in_form(lambda known: f"({known.sql} <> 0)"),
        number=kept,
        lexical=in_form(number_lexical) if not tags & ~NUMBERS else absent,
    )


def only(operand: Operand, tags: int) -> bool:
    """Whether the operand is surely of these tags, if it is not in error."""
    return not operand.tags & ~tags
