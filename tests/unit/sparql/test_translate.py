"""What queries mean, by https://www.w3.org/TR/sparql11-query/#sparqlQuery, and how that is shown."""

import pytest

from graph.sparql import parse_query, translate
from graph.sparql.show import show
from graph.sparql.visible import visible

PREFIX = "PREFIX x: <x:> "


def _shown(text: str) -> str:
    return show(translate(parse_query(PREFIX + text)))


# The left column quotes the shapes of the examples in section 18.2.3 of the recommendation.
EXAMPLES = {
    "{ ?s x:p ?o }": "(bgp (triple ?s <x:p> ?o))",
    "{ ?s x:p ?a ; x:q ?b }": "(bgp (triple ?s <x:p> ?a) (triple ?s <x:q> ?b))",
    "{ { ?s x:p ?a } UNION { ?s x:q ?b } }": "(union (bgp (triple ?s <x:p> ?a)) (bgp (triple ?s <x:q> ?b)))",
    "{ ?s x:p ?a OPTIONAL { ?s x:q ?b } }": (
        "(leftjoin (bgp (triple ?s <x:p> ?a)) (bgp (triple ?s <x:q> ?b)))"
    ),
    "{ ?s x:p ?a OPTIONAL { ?s x:q ?b FILTER(?b < 5) } }": (
        '(leftjoin (< ?b "5"^^<http://www.w3.org/2001/XMLSchema#integer>)'
        " (bgp (triple ?s <x:p> ?a)) (bgp (triple ?s <x:q> ?b)))"
    ),
    "{ ?s x:p ?a OPTIONAL { { ?s x:q ?b FILTER(?b = ?a) } } }": (
        "(leftjoin (bgp (triple ?s <x:p> ?a)) (filter (= ?b ?a) (bgp (triple ?s <x:q> ?b))))"
    ),
    "{ ?s x:p ?a FILTER(?a = x:a) ?s x:q ?b }": (
        "(filter (= ?a <x:a>) (bgp (triple ?s <x:p> ?a) (triple ?s <x:q> ?b)))"
    ),
    "{ ?s x:p ?a { SELECT ?a { ?t x:q ?a } } }": (
        "(join (bgp (triple ?s <x:p> ?a)) (project (?a) (bgp (triple ?t <x:q> ?a))))"
    ),
    "{ ?s x:p ?a MINUS { ?s x:q ?b } }": "(minus (bgp (triple ?s <x:p> ?a)) (bgp (triple ?s <x:q> ?b)))",
    "{ ?s x:p ?a BIND(STR(?a) AS ?b) ?b x:q ?c }": (
        "(join (extend ((?b (str ?a))) (bgp (triple ?s <x:p> ?a))) (bgp (triple ?b <x:q> ?c)))"
    ),
    "{ GRAPH ?g { ?s x:p|^x:q ?a } }": "(graph ?g (bgp (path ?s (<x:p>|^<x:q>) ?a)))",
    "{ ?s (x:p/x:q)+ ?a ; !(x:p|^x:q) ?b }": (
        "(bgp (path ?s (<x:p>/<x:q>)+ ?a) (path ?s !(<x:p>|^<x:q>) ?b))"
    ),
    "{ VALUES (?a ?b) { (x:a UNDEF) } }": "(table (?a ?b) (row <x:a> undef))",
    "{ ?s (^x:p)*/^(x:q+) ?a }": "(bgp (path ?s ((^<x:p>)*/^<x:q>+) ?a))",
    "{}": "(bgp)",
}


@pytest.mark.parametrize("group", EXAMPLES)
def test_a_group_translates_as_the_recommendation_says(group: str) -> None:
    """Patterns, filters and their scopes become the forms of section 18.2."""
    shown = " ".join(_shown(f"ASK {group}").split())

    assert shown.startswith("(project (")
    assert shown.partition(") ")[2] == EXAMPLES[group] + ")"


def test_modifiers_wrap_in_the_order_of_the_recommendation() -> None:
    """Grouping, HAVING, AS, ORDER BY, projection, DISTINCT, slice: inside out (18.2.4, 18.2.5)."""
    shown = _shown(
        "SELECT DISTINCT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > ?p)"
        " ORDER BY DESC(?n) LIMIT 3 OFFSET 2"
    )

    assert shown == (
        "(slice 2 3\n"
        "  (distinct\n"
        "    (project (?p ?n)\n"
        "      (orderby ((desc ?n))\n"
        "        (extend ((?n ?.agg0))\n"
        "          (filter (> ?.agg0 ?p)\n"
        "            (group (?p) ((?.agg0 (count)))\n"
        "              (bgp\n"
        "                (triple ?s ?p ?o)))))))))"
    )


def test_what_is_neither_key_nor_aggregate_is_sampled() -> None:
    """In ORDER BY a variable that is no key stands for a sample of its group (18.2.4.1)."""
    shown = _shown("SELECT ?p { ?s ?p ?o } GROUP BY ?p ORDER BY ?o")

    assert "(orderby ((asc ?.agg0))" in shown
    assert "(group (?p) ((?.agg0 (sample ?o)))" in shown


def test_values_after_the_query_join_what_was_grouped() -> None:
    """The trailing VALUES comes after HAVING and before AS (18.2.4.3)."""
    shown = " ".join(_shown("SELECT (1 AS ?y) { ?s ?p ?o } VALUES ?s { x:a }").split())

    assert "(extend ((?y" in shown
    assert "(join (bgp (triple ?s ?p ?o)) (table (?s) (row <x:a>)))" in shown


def test_blank_nodes_are_not_visible() -> None:
    """A star shows what the text names: no blank node, nothing from MINUS."""
    pattern = translate(
        parse_query(PREFIX + "SELECT * { [] x:p ?a . _:b x:q [ ?c ?a ] MINUS { ?a x:p ?d } }")
    )

    assert visible(pattern) == ("a", "c")


def test_five_hundred_optionals_translate() -> None:
    """The widest text that is admitted nests by hundreds and is translated, and its variables found."""
    text = "ASK { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 400 + "}"

    assert visible(translate(parse_query(text))) == ("s", "p", "o")
