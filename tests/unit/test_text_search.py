"""``mlg:matches`` in a pattern becomes an ordinary pattern over the strings that were found."""

from collections.abc import Sequence

import pytest

from graph.engine.text_search import MOST_MATCHES, with_matches
from graph.errors import QueryError
from graph.sparql import parse_query, translate
from graph.sparql.show import show
from graph.terms import Literal, Term

PREFIX = "PREFIX mlg: <https://w3id.org/maillage/ontology#> "


def _search(text: str, limit: int) -> Sequence[Term]:
    return [Literal(text.upper())] * min(limit, 1 if text != "everything" else MOST_MATCHES + 1)


def _shown(group: str) -> str:
    pattern = translate(parse_query(f"{PREFIX} SELECT * {group}"))
    return " ".join(show(with_matches(pattern, _search)).split())


def test_a_match_is_a_property_with_a_found_string() -> None:
    """The thing is given once, whatever number of its strings match; the rest of the group is joined."""
    assert _shown('{ ?e mlg:matches "aix" ; a ?type }') == (
        "(project (?e ?type) (join"
        " (bgp (triple ?e <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?type))"
        " (distinct (project (?e) (join (bgp (triple ?e ?_:matched by ?.matched text))"
        ' (table (?.matched text) (row "AIX")))))))'
    )


def test_a_match_within_exists_is_found_too() -> None:
    """Filters may search."""
    pattern = translate(parse_query(PREFIX + 'ASK { ?e a ?t FILTER EXISTS { ?e mlg:matches "aix" } }'))

    assert '"AIX"' in repr(with_matches(pattern, _search)).replace("'", '"')


def test_what_does_not_search_stays_as_it_is() -> None:
    """Nothing is built anew."""
    pattern = translate(parse_query("SELECT * { ?s ?p ?o OPTIONAL { ?o ?q ?r } }"))

    assert with_matches(pattern, _search) is pattern


@pytest.mark.parametrize("group", ["{ ?e mlg:matches ?text }", '{ ?e mlg:matches "everything" }'])
def test_a_search_that_can_not_be_answered_whole_is_refused(group: str) -> None:
    """Neither a variable text nor too many matches is answered in part."""
    with pytest.raises(QueryError, match=r"text|strings match"):
        _shown(group)
