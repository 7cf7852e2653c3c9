"""Lines of N-Triples made by SQL, for graphs too large to be made in Python.

https://www.w3.org/TR/rdf12-n-triples/#sec-grammar
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from graph.engine.derive import derived, named
from graph.engine.relation import RESOURCE_TAGS, Column, Relation
from graph.engine.writing.notation import Constant, Part, concatenated
from graph.engine.writing.rows import are_ids, can_write, cell_of, dictionary_join
from graph.engine.writing.term_text import n_triples_term
from graph.sparql.syntax import TriplePattern, Variable
from graph.store.ids import Tag, tag_bit
from graph.terms import Iri, Literal, n3

__all__ = ["can_construct", "triple_lines"]

_SPACE, _END = Constant(" "), Constant(" .\n")


def can_construct(template: Sequence[TriplePattern], relation: Relation) -> bool:
    """Whether SQL can write what the template makes: no blank node in it, no computed or triple term."""
    parts = [part for each in template for part in (each.subject, each.predicate, each.object)]
    variables = [part.name for part in parts if isinstance(part, Variable)]
    return (
        can_write(relation, variables)
        and are_ids(relation, variables)
        and all(isinstance(part, Variable | Iri | Literal) for part in parts)
    )


def triple_lines(template: Sequence[TriplePattern], relation: Relation, *, are_sorted: bool = False) -> str:
    """A SELECT of one line for each different triple that the template makes of the solutions.

    Args:
        template: what to make; `can_construct` holds for it.
        relation: the solutions.
        are_sorted: whether lines of one triple of the template come in an order that its solutions give.
    """
    made = [each for each in template if _is_made(each, relation.columns)]
    if not made:
        return "SELECT '' AS line WHERE false"
    if len(made) == 1:
        only = _lines(made[0], relation.columns, derived(relation, "a"))
        return f"{only}\nORDER BY {_order(made[0], relation.columns)}" if are_sorted else only
    lines = (_lines(each, relation.columns, "found AS a") for each in made)
    return f"{named(found=relation)}\n" + "\nUNION\n".join(lines)


def _is_made(pattern: TriplePattern, columns: Mapping[str, Column]) -> bool:
    """Whether any triple can come of it: every variable may be bound, and to what may stand there."""
    places = (
        (pattern.subject, RESOURCE_TAGS),
        (pattern.predicate, tag_bit(Tag.IRI)),
        (pattern.object, -1),
    )
    return not isinstance(pattern.subject, Literal) and all(
        not isinstance(part, Variable) or (part.name in columns and columns[part.name].tags & tags)
        for part, tags in places
    )


def _lines(pattern: TriplePattern, columns: Mapping[str, Column], source: str) -> str:
    """The lines of one triple of the template, each once."""
    parts = (pattern.subject, pattern.predicate, pattern.object)
    names = list(dict.fromkeys(part.name for part in parts if isinstance(part, Variable)))
    listed = ", ".join(f"a.{columns[name].sql}" for name in names) or "1 AS unit"
    conditions = [each for place, part in enumerate(parts) for each in _conditions(place, part, columns)]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    kept = f"(SELECT DISTINCT {listed} FROM {source}{where}) AS d"
    joins = [
        join
        for number, name in enumerate(names)
        for join in dictionary_join(f"d.{columns[name].sql}", columns[name], f"t{number}")
    ]
    texts = [_parts(part, columns, names) for part in parts]
    line = concatenated([*texts[0], _SPACE, *texts[1], _SPACE, *texts[2], _END])
    return "\n".join((f"SELECT {line} AS line", f"FROM {kept}", *joins))


def _order(pattern: TriplePattern, columns: Mapping[str, Column]) -> str:
    names = [
        part.name
        for part in (pattern.subject, pattern.predicate, pattern.object)
        if isinstance(part, Variable)
    ]
    return ", ".join(f"d.{columns[name].sql}" for name in names)


def _parts(part: object, columns: Mapping[str, Column], names: Sequence[str]) -> list[Part]:
    """A term of the template as N-Triples."""
    if not isinstance(part, Variable):
        return [Constant(n3(cast("Iri | Literal", part)))]
    column = replace(columns[part.name], is_sure=True)
    return cell_of(n_triples_term, part.name, column, f"d.{column.sql}", f"t{names.index(part.name)}").parts()


def _conditions(place: int, part: object, columns: Mapping[str, Column]) -> Iterator[str]:
    """What a cell must be to stand at this place of a triple."""
    if not isinstance(part, Variable):
        return
    column = columns[part.name]
    tags = (RESOURCE_TAGS, tag_bit(Tag.IRI), -1)[place]
    if column.tags & ~tags:
        allowed = ", ".join(f"{tag:d}" for tag in Tag if tags & tag_bit(tag))
        yield f"a.{column.sql} & 15 IN ({allowed})"
    elif not column.is_sure:
        yield f"a.{column.sql} IS NOT NULL"
