"""Terms as N-Triples by SQL: https://www.w3.org/TR/rdf12-n-triples/#sec-grammar."""

from graph.engine.expressions.render import lexical_of
from graph.engine.writing.notation import Constant, Part, escaped
from graph.store.ids import Tag, tag_bit
from graph.store.inline import INLINED_DATATYPES

__all__ = ["inlined", "n_triples_term"]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_QUOTE = Constant('"')


def inlined(tag: Tag, id_: str) -> str:
    """SQL of the lexical form of a literal that its id holds."""
    return lexical_of(id_, "", tag_bit(tag))


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
