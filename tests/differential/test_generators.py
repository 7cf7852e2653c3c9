"""What the generators make is worth asking: queries that parse, that differ, and that mostly have answers."""

from collections import Counter
from random import Random

import pytest

from graph.errors import QuerySyntaxError
from graph.sparql import parse_query
from graph.terms import BlankNode
from tests.conformance.sameness import difference, same_rows
from tests.differential.data import iri, quads
from tests.differential.draw import Draw
from tests.differential.parts import part, plain_text_of, shrunk, text_of
from tests.differential.queries import PROLOGUE, names_of, question, seen
from tests.differential.reference import Reference

_CONSTRUCTS = (
    *("OPTIONAL", "UNION", "MINUS", "FILTER", "EXISTS", "BIND", "VALUES", "GRAPH", "{ SELECT", "DISTINCT"),
    *("GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "ASK", "CONSTRUCT", "FROM NAMED", "UNDEF"),
    *(
        "IN (",
        "REGEX",
        "REPLACE",
        "COALESCE",
        "IF(",
        "SUM(",
        "AVG(",
        "MIN(",
        "COUNT(*)",
        ")+",
        ")*",
        "!(",
        "^(",
    ),
)


def test_generated_questions_are_queries_that_the_reference_answers() -> None:
    """Nearly all parse and are answered, every construct comes up, and a good part have solutions."""
    reference, counts, texts = Reference(), Counter[str](), []
    try:
        for seed in range(10):
            random = Random(seed)
            data = quads(random)
            for _ in range(40):
                asked = question(Draw(random, is_blank_free=seed % 2 == 0))
                text = PROLOGUE + text_of(asked.tree).replace("§", asked.clauses)
                texts.append(text)
                counts["parsed"] += _is_query(text)
                sight = seen(asked, data)
                plain = plain_text_of(asked.tree, names_of(sight)).replace("§", "")
                reply = reference.ask(sight, PROLOGUE + plain)
                counts[reply.kind] += 1
                counts["some"] += bool(reply.rows)
    finally:
        reference.close()

    assert counts["parsed"] > 390, counts
    assert counts["rows"] > 320, counts
    assert counts["some"] > 120, counts
    assert counts["nothing"] == 0, counts
    assert [name for name in _CONSTRUCTS if not any(name in text for text in texts)] == []


def _is_query(text: str) -> bool:
    try:
        parse_query(text)
    except QuerySyntaxError:
        return False
    return True


def test_alternatives_of_paths_are_said_as_union() -> None:
    """A sequence of alternatives becomes the union of sequences; what is repeated stays."""
    choice = part("path", "(", part("path", ":p"), "|", part("path", "!(:p|^:q)"), ")")
    path = part("path", "(", choice, "/", part("path", "(", choice, ")*"), ")")

    text = plain_text_of(part("route", "?s", path, "?x"), ())

    closure = "((:p|!(:p|^:q)))*"
    ways = [f"{{ ?s ({first}/{closure}) ?x . }}" for first in (":p", "!:p", "!(^:q)")]
    assert text == " UNION ".join([*ways, "{ :none :none ?s , ?x . }"])


def test_a_tree_is_cut_down_to_what_fails() -> None:
    """Nothing stays that is not needed for the failure."""
    inner = part(
        "group",
        "{ ",
        part("element", "?s :p ?o . "),
        part("element", "FILTER(", part("expression", "?bad"), ") "),
        "}",
    )
    tree = part(
        "query", "SELECT * WHERE ", part("group", "{ ", part("element", "OPTIONAL ", inner, " "), "}")
    )

    found = shrunk(tree, lambda some: "?bad" in text_of(some))

    assert text_of(found) == "SELECT * WHERE { FILTER(?bad) }"


@pytest.mark.parametrize("size", [1, 3, 40])
def test_rings_of_blank_nodes_are_the_same_whatever_their_names(size: int) -> None:
    """Two rings of one size are the same rows; two halves of it are not."""

    def ring(names: str, length: int) -> list[tuple[BlankNode, BlankNode]]:
        nodes = [BlankNode(f"{names}{place}") for place in range(length)]
        return [(nodes[place - 1], nodes[place]) for place in range(length)]

    assert same_rows(ring("a", size), ring("b", size))
    assert not same_rows(ring("a", 2 * size), [*ring("b", size), *ring("c", size)])


def test_a_difference_names_the_rows() -> None:
    """The rows that one side alone has are told."""
    told = difference([(iri("a"),), (iri("b"),)], [(iri("b"),)])

    assert told == "2 rows, not the 1 expected\n  only found:    <http://example.org/a>"
