"""SPARQL Update on the columns, operation by operation (https://www.w3.org/TR/sparql11-update/)."""

import re
from collections.abc import Callable

import pytest

from graph.dataset import Dataset
from graph.errors import QueryError, QuerySyntaxError
from graph.terms import XSD, BlankNode, Literal, Term, n3

Make = Callable[..., Dataset]
TWO_GRAPHS = "<x:a> <x:p> 1 . <x:g> { <x:a> <x:p> 1 , 2 } <x:h> { <x:b> <x:p> 3 }"


def _lines(dataset: Dataset) -> list[str]:
    """The quads, sorted, with ``_:`` for any blank node."""
    return sorted(" ".join(_shown(term) for term in quad if term) for quad in dataset.quads())


def _shown(term: Term) -> str:
    return "_:" if isinstance(term, BlankNode) else n3(term).split("^^")[0].replace("x:", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { <x:c> <x:p> 4 . GRAPH <x:n> { <x:c> <x:p> 5 } }", '+<c> <p> "4" +<c> <p> "5" <n>'),
        ("DELETE DATA { <x:a> <x:p> 1 . GRAPH <x:h> { <x:a> <x:p> 1 } }", '-<a> <p> "1"'),
        ("DELETE WHERE { ?s <x:p> ?o }", '-<a> <p> "1"'),
        ("DELETE WHERE { GRAPH ?g { ?s <x:p> 1 } }", '-<a> <p> "1" <g>'),
        ("DELETE WHERE { GRAPH <x:g> { ?s ?p ?o } }", '-<a> <p> "1" <g> -<a> <p> "2" <g>'),
        ("WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", '-<a> <p> "1" <g> -<a> <p> "2" <g>'),
        ("WITH <x:h> INSERT { ?s <x:q> ?o } WHERE { ?s <x:p> ?o }", '+<b> <q> "3" <h>'),
        (
            "WITH <x:h> INSERT { ?s <x:q> ?o } USING <x:g> WHERE { ?s <x:p> ?o }",
            '+<a> <q> "1" <h> +<a> <q> "2" <h>',
        ),
        (
            "INSERT { ?s <x:q> ?g } USING NAMED <x:h> WHERE { GRAPH ?g { ?s <x:p> ?o } }",
            "+<b> <q> <h>",
        ),
        (
            "INSERT { ?s <x:q> ?o } USING <x:g> USING <x:h> WHERE { ?s <x:p> ?o }",
            '+<a> <q> "1" +<a> <q> "2" +<b> <q> "3"',
        ),
        ("DELETE { ?s <x:p> ?o } INSERT { ?o <x:p> ?s } WHERE { ?s <x:p> ?o }", '-<a> <p> "1"'),
        ("DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", ""),
        ("INSERT { GRAPH ?s { ?s <x:q> ?o } } WHERE { ?s <x:p> ?o }", '+<a> <q> "1" <a>'),
        ("INSERT { GRAPH ?o { ?s <x:q> ?o } } WHERE { ?s <x:p> ?o }", ""),
        ("CLEAR DEFAULT", '-<a> <p> "1"'),
        ("CLEAR GRAPH <x:h>", '-<b> <p> "3" <h>'),
        ("DROP GRAPH <x:h>", '-<b> <p> "3" <h>'),
        ("DROP GRAPH <x:none>", ""),
        ("CLEAR NAMED", '-<a> <p> "1" <g> -<a> <p> "2" <g> -<b> <p> "3" <h>'),
        ("DROP ALL", '-<a> <p> "1" -<a> <p> "1" <g> -<a> <p> "2" <g> -<b> <p> "3" <h>'),
        ("CREATE GRAPH <x:none>", ""),
        ("CREATE SILENT GRAPH <x:g>", ""),
        ("ADD <x:h> TO <x:g>", '+<b> <p> "3" <g>'),
        ("ADD DEFAULT TO <x:g>", ""),
        ("COPY <x:h> TO DEFAULT", '-<a> <p> "1" +<b> <p> "3"'),
        ("COPY <x:h> TO <x:h>", ""),
        ("COPY SILENT <x:none> TO <x:h>", ""),
        ("MOVE <x:h> TO <x:g>", '-<a> <p> "1" <g> -<a> <p> "2" <g> +<b> <p> "3" <g> -<b> <p> "3" <h>'),
        ("MOVE <x:h> TO <x:h>", ""),
        ("INSERT DATA { <x:c> <x:p> 4 } ; DELETE WHERE { ?s ?p 4 } ; CLEAR GRAPH <x:h>", '-<b> <p> "3" <h>'),
    ],
)
def test_an_operation_changes_what_it_says(text: str, expected: str, columns: Make) -> None:
    """Quads that go are noted with ``-``, those that come with ``+``."""
    dataset = columns(TWO_GRAPHS)
    before = set(_lines(dataset))

    dataset.update(text)

    after = set(_lines(dataset))
    changes = [f"-{line}" for line in before - after] + [f"+{line}" for line in after - before]
    assert sorted(changes) == sorted(re.split(r" (?=[+-]<)", expected) if expected else [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("CREATE GRAPH <x:g>", "there is a graph <x:g> already"),
        ("COPY <x:none> TO <x:g>", "COPY: there is no graph <x:none>"),
        ("MOVE <x:none> TO DEFAULT", "MOVE: there is no graph <x:none>"),
        ("ADD <x:none> TO <x:g>", "ADD: there is no graph <x:none>"),
        ("LOAD <x:a>", "LOAD is not allowed here"),
    ],
)
def test_an_operation_that_fails_undoes_those_before_it(text: str, problem: str, columns: Make) -> None:
    """A request is one transaction."""
    dataset = columns(TWO_GRAPHS)
    before = dataset.snapshot, _lines(dataset)

    with pytest.raises(QueryError, match=problem):
        dataset.update(f"CLEAR DEFAULT ; INSERT DATA {{ <x:new> <x:p> <x:newer> }} ; {text}")

    assert (dataset.snapshot, _lines(dataset)) == before
    assert dataset.table("SELECT * { <x:new> ?p ?o }").rows == ()


def test_a_request_with_an_error_in_it_changes_nothing(columns: Make) -> None:
    """It is read to its end before anything is done."""
    dataset = columns(TWO_GRAPHS)

    with pytest.raises(QuerySyntaxError):
        dataset.update("CLEAR ALL ; INSERT DATA { <x:a> <x:b> }")

    assert dataset.snapshot.version == 1


def test_blank_nodes_of_a_template_are_new_in_each_solution(columns: Make) -> None:
    """And one node within a solution; those of INSERT DATA are new as well."""
    dataset = columns("<x:a> <x:p> 1 , 2 . _:b <x:p> 3 .")

    dataset.update(
        "INSERT { _:b <x:of> ?o . ?s <x:to> _:b } WHERE { ?s <x:p> ?o } ; INSERT DATA { _:b <x:of> 9 }"
    )

    made = [quad.subject for quad in dataset.quads() if quad.predicate.value == "x:of"]
    reached = {quad.object for quad in dataset.quads() if quad.predicate.value == "x:to"}
    old = [quad.subject for quad in dataset.quads() if quad.predicate.value == "x:p"]
    assert len(set(made)) == 4
    assert len(reached) == 3
    assert reached < set(made)
    assert not set(made) & set(old)


def test_later_operations_see_what_earlier_ones_did(columns: Make) -> None:
    """Also terms that the store has only since then."""
    dataset = columns()

    dataset.update(
        "INSERT DATA { <x:a> <x:p> 'new' } ; INSERT { ?o <x:q> ?s } WHERE { ?s <x:p> ?o } ;"
        "INSERT { ?s <x:q> ?o } WHERE { ?s <x:p> ?o } ; DELETE DATA { <x:a> <x:p> 'new' }"
    )

    assert _lines(dataset) == ['<a> <q> "new"']


def test_the_pattern_of_an_update_sees_the_default_graph_alone(columns: Make) -> None:
    """As operations write there; GRAPH and USING reach the others."""
    dataset = columns(TWO_GRAPHS, is_union=True)

    dataset.update("INSERT { <x:seen> <x:is> ?o } WHERE { ?s <x:p> ?o }")

    assert [str(quad.object) for quad in dataset.quads() if quad.subject.value == "x:seen"] == [
        str(Literal("1", f"{XSD}integer"))
    ]


def test_an_update_is_a_commit_and_its_blank_nodes_are_named_alike(columns: Make) -> None:
    """The same updates on the same data give the same snapshot, everywhere."""
    datasets = [columns(TWO_GRAPHS), columns(TWO_GRAPHS)]

    commits = [each.update("INSERT DATA { [] <x:p> [] } ; CLEAR GRAPH <x:h>") for each in datasets]

    assert (commits[0].version, commits[0].added, commits[0].quads) == (2, 0, 4)
    assert commits[0].id == commits[1].id
    assert set(datasets[0].quads()) == set(datasets[1].quads())


@pytest.mark.parametrize(
    ("quad", "made"),
    [
        ("?made <x:p> 1", "IRI('http://a:port/')"),
        ("<x:a> ?made 1", "IRI('http://a:port/')"),
        ("GRAPH ?made { <x:a> <x:p> 1 }", "IRI('http://a:port/')"),
        ("<x:a> <x:p> ?made", "STRDT('1', IRI('http://a:port/'))"),
        ("<x:a> <x:p> ?made", "TRIPLE(<x:a>, <x:p>, IRI('http://a:port/'))"),
        ("<x:a> <x:p> <http://a:port/>", "1"),
    ],
)
def test_what_no_document_can_hold_is_not_stored(quad: str, made: str, columns: Make) -> None:
    """It would be in the store and in no dump of it; nothing of the request holds."""
    dataset = columns(TWO_GRAPHS)
    before = _lines(dataset)

    with pytest.raises(QueryError, match="no RDF document can hold"):
        dataset.update(f"INSERT {{ <x:c> <x:p> 4 . {quad} }} WHERE {{ BIND({made} AS ?made) }}")

    assert _lines(dataset) == before
