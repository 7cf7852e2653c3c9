"""Terms as N-Triples by SQL: https://www.w3.org/TR/rdf12-n-triples/#sec-grammar."""

from graph.engine.expressions.render import lexical_of
from graph.engine.names import sql_text
from graph.engine.writing.notation import Constant, Part, escaped
from graph.store.ids import Tag, tag_bit
from graph.store.inline import INLINED_DATATYPES

__all__ = ["inlined", "language_parts", "n_triples_term"]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_QUOTE = Constant('"')


def inlined(tag: Tag, id_: str) -> str:
    """SQL of the lexical form of a literal that its id holds."""
    return lexical_of(id_, "", tag_bit(tag))


def language_parts(alias: str, opening: str, turning: tuple[str, str]) -> list[Part]:
    """The language of a literal, of the alias of its row of ``term``, between quotation marks; its direction.

    Args:
        alias: the alias.
        opening: what comes before the language, with the mark.
        turning: what stands around the direction, where there is one.
    """
    language, direction = (f"split_part({alias}.lang, '--', {part})" for part in (1, 2))
    before, after = map(sql_text, turning)
    turned = f"CASE WHEN {direction} <> '' THEN concat({before}, {direction}, {after}) END"
    return [Constant(opening), language, _QUOTE, turned]


def n_triples_term(tag: Tag, id_: str, alias: str) -> list[Part]:
    """The parts of a term of that tag, of its id, and of the alias of its row of ``term``."""
    match tag:
        case Tag.IRI:
            return [Constant("<"), f"{alias}.lex", Constant(">")]
        case Tag.BLANK:
            return [Constant("_:"), f"{alias}.lex"]
        case _ if tag in INLINED_DATATYPES:
            return [_QUOTE, inlined(tag, id_), Constant(f'"^^<{INLINED_DATATYPES[tag]}>')]
        case Tag.STRING:
            return [_QUOTE, escaped(f"{alias}.lex", _ESCAPES), _QUOTE]
        case Tag.LANGUAGE:
            return [_QUOTE, escaped(f"{alias}.lex", _ESCAPES), Constant('"@'), f"{alias}.lang"]
        case _:
            text = escaped(f"{alias}.lex", _ESCAPES)
            return [_QUOTE, text, Constant('"^^<'), f"{alias}.dt", Constant(">")]
