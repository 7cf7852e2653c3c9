"""Lexical forms are kept: literals of one value and two forms are two terms, in patterns, joins and groups.

The reference keeps values, not forms, so it is asked about the same data with a plain string in place of each
such literal; nothing in these queries looks into a literal.
"""

from collections import Counter
from random import Random

import pytest

from graph.errors import QuerySyntaxError
from graph.sparql import parse_query
from graph.terms import XSD, Literal, Quad, Term, n3
from tests.differential.compare import verdict
from tests.differential.data import quads
from tests.differential.draw import Draw
from tests.differential.known import resolved
from tests.differential.parts import plain_text_of, text_of
from tests.differential.queries import PROLOGUE, names_of, question, seen
from tests.differential.reference import Reference
from tests.differential.reply import Reply
from tests.differential.subject import Subject

# No count of solutions looks like one of these.
_FORMS = {
    "integer": ("4711", "04711", "+4711", "-0", "00", "123456789012345678901234567890", "", "1 "),
    "decimal": ("1.0", "1.00", "01.0", "1", ".5", "0.5", "-0.0", "0.12345678901234567890"),
    "double": ("1", "1.0", "1e0", "1E0", "1.0E0", "INF", "+INF", "NaN", "-0", "0"),
    "float": ("1", "1e0", "0.1"),
    "boolean": ("true", "1", "false", "0", "TRUE"),
    "int": ("1", "01"),
    "byte": ("1", "200"),
    "date": ("2020-01-01", "2020-01-01Z", "2020-01-01+00:00", "-0001-01-01", "2020-02-30"),
    "dateTime": (
        *(
            "2020-01-01T00:00:00",
            "2020-01-01T00:00:00Z",
            "2020-01-01T00:00:00.0Z",
            "2020-01-01T00:00:00.000Z",
        ),
        *("2020-01-01T00:00:00+00:00", "2019-12-31T24:00:00Z", "2020-01-01T01:00:00+01:00"),
    ),
    "gYear": ("2020", "02020"),
    "string": ("1", "true"),
}
_ODD = tuple(Literal(form, XSD + name) for name, forms in _FORMS.items() for form in forms)
_STAND_INS: dict[Term, Literal] = {term: Literal(f"form {place}.") for place, term in enumerate(_ODD)}


def _data(random: Random) -> tuple[Quad, ...]:
    few = random.sample(_ODD, 12)
    every = quads(random)
    return tuple(
        dict.fromkeys(
            each._replace(object=random.choice(few)) if isinstance(each.object, Literal) else each
            for each in every
        )
    )


def _plain(data: tuple[Quad, ...]) -> tuple[Quad, ...]:
    return tuple(each._replace(object=_STAND_INS.get(each.object, each.object)) for each in data)


def _plain_text(text: str) -> str:
    for term, stand_in in _STAND_INS.items():
        text = text.replace(f"{n3(term)} ", f"{n3(stand_in)} ").replace(f"{n3(term)})", f"{n3(stand_in)})")
    return text


def _plain_reply(reply: Reply) -> Reply:
    rows = (tuple(_STAND_INS.get(term, term) if term else None for term in row) for row in reply.rows)
    return Reply(reply.kind, reply.columns, tuple(rows), reply.note)


def _check(seed: int, questions: int, reference: Reference) -> Counter[str]:
    random = Random(f"forms {seed}")
    data = _data(random)
    subject = Subject(data)
    counts: Counter[str] = Counter()
    literals = tuple({each.object for each in data if isinstance(each.object, Literal)})
    for _ in range(questions):
        asked = question(Draw(random, literals=literals, is_structural=True))
        text = PROLOGUE + text_of(asked.tree).replace("§", asked.clauses)
        try:
            parse_query(text)
        except QuerySyntaxError:
            continue
        sight = seen(asked, _plain(data))
        plain = plain_text_of(asked.tree, names_of(sight)).replace("§", "")
        wanted = reference.ask(sight, PROLOGUE + _plain_text(plain))
        if wanted.kind in {"large", "nothing", "error"} or resolved(text):
            continue
        found = _plain_reply(subject.ask(text, is_union=asked.is_union))
        assert verdict(found, wanted) == "", (text, data)
        counts["some" if wanted.rows else "none"] += 1
    return counts


def test_forms_are_terms_of_their_own() -> None:
    """What is asked of odd forms is answered as if each were a string of its own."""
    reference = Reference()
    try:
        counts = sum((_check(seed, 20, reference) for seed in range(6)), Counter[str]())
    finally:
        reference.close()

    assert counts["some"] > 30


@pytest.mark.slow
def test_forms_are_terms_of_their_own_in_many_queries() -> None:
    """The same over 2,000 queries."""
    reference = Reference()
    try:
        counts = sum((_check(seed, 50, reference) for seed in range(100, 140)), Counter[str]())
    finally:
        reference.close()

    assert counts["some"] > 500
