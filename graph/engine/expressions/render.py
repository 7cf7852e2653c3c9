"""Ids as text, in SQL: what each tag's payload and dictionary entry say, written out."""

from collections.abc import Iterator, Sequence

from graph.engine.names import sql_text
from graph.store.ids import DICTIONARY_TAGS, Tag, tag_bit
from graph.terms import XSD

__all__ = [
    "DICTIONARY",
    "by_tag",
    "datatype_of",
    "language_of",
    "lexical_of",
    "tags_in",
    "text_datatype",
    "text_language",
    "text_lexical",
    "text_of",
]

DICTIONARY = sum(tag_bit(tag) for tag in DICTIONARY_TAGS)
"""Mask of the tags whose terms are in the table ``term``."""

_TYPED = {
    Tag.INTEGER: "integer",
    Tag.DECIMAL: "decimal",
    Tag.BOOLEAN: "boolean",
    Tag.DATE: "date",
    Tag.DATETIME_UTC: "dateTime",
    Tag.DATETIME: "dateTime",
}
_LITERALS = (Tag.OTHER, Tag.NUMERIC, Tag.TEMPORAL)


def tags_in(mask: int) -> Iterator[Tag]:
    """The tags of a mask."""
    return (tag for tag in Tag if mask & tag_bit(tag))


def by_tag(id_: str, mask: int, branches: Sequence[tuple[int, str]]) -> str:
    """SQL that picks by the tag of an id whose tags are in ``mask``; NULL where no branch serves the tag.

    Args:
        id_: SQL of the id.
        mask: the tags that it may have.
        branches: masks, which do not overlap, and what stands for their tags.
    """
    kept = [(mask & tags, sql) for tags, sql in branches if mask & tags]
    if len(kept) == 1 and kept[0][0] == mask:
        return kept[0][1]
    whens = " ".join(f"WHEN {has_tag(id_, tags)} THEN {sql}" for tags, sql in kept)
    return f"CASE {whens} END" if whens else "NULL"


def has_tag(id_: str, mask: int) -> str:
    """SQL that says whether the id has one of these tags."""
    tags = [str(int(tag)) for tag in tags_in(mask)]
    return f"({id_} & 15) = {tags[0]}" if len(tags) == 1 else f"({id_} & 15) IN ({', '.join(tags)})"


def text_of(id_: str, entry: str, mask: int) -> str:
    """SQL of a term as text, from its id and the alias of its row of ``term``."""
    lexical = f"{entry}.lex"
    inlined = [
        (tag_bit(tag), f"""('"' || {_inlined(tag, id_)} || {sql_text(f'"^^<{XSD}{name}>')})""")
        for tag, name in _TYPED.items()
    ]
    return by_tag(
        id_,
        mask,
        [
            (tag_bit(Tag.IRI), f"('<' || {lexical} || '>')"),
            (tag_bit(Tag.BLANK), f"('_:' || {lexical})"),
            (tag_bit(Tag.STRING), f"""('"' || {lexical} || '"')"""),
            (tag_bit(Tag.LANGUAGE), f"""('"' || {lexical} || '"@' || {entry}.lang)"""),
            (
                sum(map(tag_bit, _LITERALS)),
                f"""('"' || {lexical} || '"^^<' || {entry}.dt || '>')""",
            ),
            (tag_bit(Tag.TRIPLE), lexical),
            *inlined,
        ],
    )


def lexical_of(id_: str, entry: str, mask: int) -> str:
    """SQL of the lexical form of a literal, or of an IRI; of anything else NULL."""
    held = DICTIONARY & ~tag_bit(Tag.BLANK) & ~tag_bit(Tag.TRIPLE)
    inlined = [(tag_bit(tag), _inlined(tag, id_)) for tag in _TYPED]
    return by_tag(id_, mask, [(held, f"{entry}.lex"), *inlined])


def datatype_of(id_: str, entry: str, mask: int) -> str:
    """SQL of the datatype's IRI of a literal without language; of anything else NULL."""
    inlined = [(tag_bit(tag), sql_text(XSD + name)) for tag, name in _TYPED.items()]
    return by_tag(
        id_,
        mask,
        [
            (tag_bit(Tag.STRING), sql_text(f"{XSD}string")),
            (sum(map(tag_bit, _LITERALS)), f"{entry}.dt"),
            *inlined,
        ],
    )


def language_of(id_: str, entry: str, mask: int) -> str:
    """SQL of language and direction of a literal (``ar--rtl``), '' where it has none; of the rest NULL."""
    plain = sum(map(tag_bit, (*_TYPED, *_LITERALS, Tag.STRING)))
    return by_tag(id_, mask, [(tag_bit(Tag.LANGUAGE), f"{entry}.lang"), (plain, "''")])


def text_lexical(text: str) -> str:
    """SQL of the lexical form of a literal, or of an IRI, that is written as TEXT; else NULL."""
    return (
        f"CASE {text}[1] WHEN '\"' THEN {_quoted(text)} WHEN '<' THEN"
        f" CASE WHEN {text}[2] <> '<' THEN {text}[2:-2] END END"
    )


def text_datatype(text: str) -> str:
    """SQL of the datatype's IRI of a literal without language that is written as TEXT; else NULL."""
    suffix = _suffix(text)
    return (
        f"CASE WHEN {text}[1] = '\"' THEN CASE WHEN {suffix} = '' THEN {sql_text(f'{XSD}string')}"
        f" WHEN {suffix}[1] = '^' THEN {suffix}[4:-2] END END"
    )


def text_language(text: str) -> str:
    """SQL of language and direction of a literal that is written as TEXT, '' where it has none; else NULL."""
    suffix = _suffix(text)
    return f"CASE WHEN {text}[1] = '\"' THEN CASE WHEN {suffix}[1] = '@' THEN {suffix}[2:] ELSE '' END END"


def _quoted(text: str) -> str:
    """SQL of what is between the first and the last quotation mark."""
    return f"left({text}, -length({_suffix(text)}) - 1)[2:]"


def _suffix(text: str) -> str:
    """SQL of what follows the last quotation mark."""
    return f"""split_part({text}, '"', -1)"""


def _inlined(tag: Tag, id_: str) -> str:
    match tag:
        case Tag.INTEGER:
            return f"({id_} >> 4)::VARCHAR"
        case Tag.DECIMAL:
            return _decimal(id_)
        case Tag.BOOLEAN:
            return f"CASE WHEN {id_} >> 4 = 1 THEN 'true' ELSE 'false' END"
        case Tag.DATE:
            return f"strftime(DATE '1970-01-01' + ({id_} >> 4)::INTEGER, '%Y-%m-%d')"
        case _:
            return "NULL"


def _decimal(id_: str) -> str:
    """SQL of a decimal's lexical form; its payload is mantissa × 8 + scale."""
    scale = f"(({id_} >> 4) & 7)::INTEGER"
    digits = f"abs({id_} >> 7)::VARCHAR"
    padded = f"lpad({digits}, greatest(length({digits}), {scale} + 1)::INTEGER, '0')"
    sign = f"CASE WHEN {id_} < 0 THEN '-' ELSE '' END"
    return f"({sign} || left({padded}, -{scale}) || '.' || right({padded}, {scale}))"
