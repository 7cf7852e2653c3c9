"""Ids as text, in SQL: what each tag's payload and dictionary entry say, written out."""

from collections.abc import Iterator, Sequence

from graph.engine.names import sql_text
from graph.store.ids import DICTIONARY_TAGS, Tag, tag_bit
from graph.store.inline import INLINED_DATATYPES
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

INLINED = sum(tag_bit(tag) for tag in INLINED_DATATYPES)
"""Mask of the tags whose ids hold their literals."""

TYPED = tag_bit(Tag.OTHER) | tag_bit(Tag.NUMERIC) | tag_bit(Tag.TEMPORAL)
"""Mask of the tags whose terms have a datatype in the table ``term``."""


_SIMPLE = {
    Tag.INTEGER: "({0} >> 4)::VARCHAR",
    Tag.BOOLEAN: "CASE {0} >> 4 WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
    # DuckDB may ask it of an id that a join leaves out later: of what is no date it is NULL, not an error.
    Tag.DATE: "TRY(DATE '1970-01-01' + ({0} >> 4)::INTEGER)::VARCHAR",
}
"""SQL of the lexical form of what is inlined, where that is short: DuckDB plans the macros for long."""


def _written(tag: Tag, lexical: str) -> str:
    suffix = sql_text(f'"^^<{INLINED_DATATYPES[tag]}>')
    return f"('\"' || {lexical} || {suffix})"


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
        sql = kept[0][1]
        return f"CASE WHEN {id_} IS NOT NULL THEN {sql} END" if sql.startswith("'") else sql
    whens = " ".join(f"WHEN {has_tag(id_, tags)} THEN {sql}" for tags, sql in kept)
    return f"CASE {whens} END" if whens else "NULL"


def has_tag(id_: str, mask: int) -> str:
    """SQL that says whether the id has one of these tags."""
    tags = [str(int(tag)) for tag in tags_in(mask)]
    return f"({id_} & 15) = {tags[0]}" if len(tags) == 1 else f"({id_} & 15) IN ({', '.join(tags)})"


def text_of(id_: str, entry: str, mask: int) -> str:
    """SQL of a term as text, from its id and the alias of its row of ``term``."""
    lexical = f"{entry}.lex"
    return by_tag(
        id_,
        mask,
        [
            (tag_bit(Tag.IRI), f"('<' || {lexical} || '>')"),
            (tag_bit(Tag.BLANK), f"('_:' || {lexical})"),
            (tag_bit(Tag.STRING), f"""('"' || {lexical} || '"')"""),
            (tag_bit(Tag.LANGUAGE), f"""('"' || {lexical} || '"@' || {entry}.lang)"""),
            (
                TYPED,
                f"""('"' || {lexical} || '"^^<' || {entry}.dt || '>')""",
            ),
            (tag_bit(Tag.TRIPLE), lexical),
            *((tag_bit(tag), _written(tag, sql.format(id_))) for tag, sql in _SIMPLE.items()),
            (
                INLINED & ~sum(map(tag_bit, _SIMPLE)),
                f"mlg_text({id_}, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR)",
            ),
        ],
    )


def lexical_of(id_: str, entry: str, mask: int) -> str:
    """SQL of the lexical form of a literal, or of an IRI; of anything else NULL."""
    held = DICTIONARY & ~tag_bit(Tag.BLANK) & ~tag_bit(Tag.TRIPLE)
    simple = ((tag_bit(tag), sql.format(id_)) for tag, sql in _SIMPLE.items())
    others = (INLINED & ~sum(map(tag_bit, _SIMPLE)), f"mlg_lex({id_}, NULL::VARCHAR)")
    return by_tag(id_, mask, [(held, f"{entry}.lex"), *simple, others])


def datatype_of(id_: str, entry: str, mask: int) -> str:
    """SQL of the datatype's IRI of a literal without language; of anything else NULL."""
    inlined = [(tag_bit(tag), sql_text(datatype)) for tag, datatype in INLINED_DATATYPES.items()]
    return by_tag(
        id_,
        mask,
        [
            (tag_bit(Tag.STRING), sql_text(f"{XSD}string")),
            (TYPED, f"{entry}.dt"),
            *inlined,
        ],
    )


def language_of(id_: str, entry: str, mask: int) -> str:
    """SQL of language and direction of a literal (``ar--rtl``), '' where it has none; of the rest NULL."""
    plain = INLINED | TYPED | tag_bit(Tag.STRING)
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
