"""An answer in columns: for each variable the places of its terms in a list, and no object for each row.

It says of a term whether it is a resource, and its text: what a network is made of. Literals that differ in
datatype or language alone may share a place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.answer.texts import Texts
from graph.answer.values import About, Answer, Table, Triples
from graph.errors import NetworkError
from graph.terms import BlankNode, Iri, Literal, Term, TripleTerm, n3

__all__ = ["GRAPH_COLUMNS", "Columns", "Kind", "columns_of"]

GRAPH_COLUMNS = ("subject", "predicate", "object")
"""The columns of triples."""


class Kind(IntEnum):
    """What a term is."""

    IRI = 0
    BLANK = 1
    LITERAL = 2
    TRIPLE = 3


@dataclass(frozen=True, eq=False)
class Columns:
    """Solutions, or triples, in columns.

    Attributes:
        names: the variables, in order; `GRAPH_COLUMNS` for triples.
        codes: name → for each row the place of its term among ``texts``; -1 where it is unbound.
        kinds: what each term is (`Kind`).
        texts: IRI, ``_:label``, lexical form, or N-Triples of a triple term; sorted.
        is_graph: whether the rows are triples.
        about: where the answer came from.
    """

    names: tuple[str, ...]
    codes: Mapping[str, npt.NDArray[np.integer[Any]]]
    kinds: npt.NDArray[np.uint8]
    texts: Texts
    is_graph: bool
    about: About

    def __len__(self) -> int:
        return len(next(iter(self.codes.values()), ()))


def columns_of(answer: Answer) -> Columns:
    """An answer that is there in rows, in columns.

    Raises:
        NetworkError: it is a truth value.
    """
    match answer:
        case Table(names, rows, about):
            return _columns(names, rows, about, is_graph=False)
        case Triples(triples, about):
            return _columns(GRAPH_COLUMNS, triples, about, is_graph=True)
        case _:
            raise NetworkError("ASK gives a truth value, not ties. Use SELECT or CONSTRUCT for a network.")


def _columns(
    names: tuple[str, ...], rows: Sequence[Sequence[Term | None]], about: About, *, is_graph: bool
) -> Columns:
    told = sorted({_told(term) for row in rows for term in row if term is not None})
    place = {each: at for at, each in enumerate(told)}
    codes = {
        name: np.fromiter((-1 if term is None else place[_told(term)] for term in column), np.int32)
        for name, column in zip(names, zip(*rows, strict=True) if rows else repeat(()), strict=False)
    }
    kinds = np.array([kind for _, kind in told], np.uint8)
    return Columns(names, codes, kinds, Texts.of(text for text, _ in told), is_graph, about)


def _told(term: Term) -> tuple[str, Kind]:
    match term:
        case Iri(value):
            return value, Kind.IRI
        case BlankNode(value):
            return f"_:{value}", Kind.BLANK
        case Literal(value):
            return value, Kind.LITERAL
        case TripleTerm():
            return n3(term), Kind.TRIPLE
