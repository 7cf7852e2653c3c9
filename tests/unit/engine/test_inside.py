"""SERVICE that this process answers, and graphs that a question within a question does not see."""

import pytest

from graph.answer import Table
from graph.engine import ColumnarEngine, Known, Reading
from graph.engine.allowed import AllowList
from graph.engine.elsewhere import Elsewhere
from graph.errors import QueryCancelled, QueryError
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.sparql import Circumstances, Limits
from graph.terms import XSD, Iri, Literal, Term

LIMITS = Limits()
TRIG = """
@prefix x: <x:> .
x:g { x:a x:name "A" ; x:near x:b . x:b x:name "B" . }
x:hidden-one { x:c x:name "C" ; x:near x:b . x:a x:name "A" }
"""
SCORE, OTHER = Iri("x:score"), Iri("x:other")


def _number(value: int) -> Literal:
    return Literal(str(value), f"{XSD}integer")


def _tell(address: Iri, reading: Reading) -> Known:
    """Two scores, and whom the snapshot names."""
    if address.value == "maillage:wrong":
        raise QueryError("no such thing")
    if address.value == "maillage:over":
        raise QueryCancelled("cancelled")
    names = reading.columns("SELECT ?s { ?s <x:name> ?n }", given=Circumstances(without="x:hidden-"))
    named = sorted({names.texts[code] for code in names.codes["s"].tolist()})
    return {
        SCORE: [(Iri("x:a"), _number(3)), (Iri("x:b"), _number(1)), (Iri("x:z"), _number(7))],
        OTHER: [(Iri(each), Iri(each)) for each in named],
    }


@pytest.fixture
def engine() -> ColumnarEngine:
    """An engine that may ask everyone, so that a request going out would be seen to fail otherwise."""
    plain = ColumnarEngine(elsewhere=Elsewhere(AllowList.of("*")))
    plain.load(document_from_text(TRIG, syntax_by_name("trig")), None)
    return plain.serving(_tell)


def _rows(engine: ColumnarEngine, text: str) -> set[tuple[str | None, ...]]:
    found = engine.answer(f"PREFIX x: <x:> {text}", {}, Circumstances(), limits=LIMITS)
    assert isinstance(found, Table)
    return {tuple(_shown(term) for term in row) for row in found.rows}


def _shown(term: Term | None) -> str | None:
    return getattr(term, "value", None)


def test_what_is_told_joins_what_is_stored(engine: ColumnarEngine) -> None:
    """Names come from the store, scores from the service; who has no name drops out."""
    asked = "SELECT ?name ?score { ?s x:name ?name SERVICE <maillage:it> { ?s x:score ?score } }"

    assert _rows(engine, asked) == {("A", "3"), ("B", "1")}


def test_the_group_may_filter_compute_and_hold_constants(engine: ColumnarEngine) -> None:
    """All of SPARQL that needs no graph works in there."""
    filtered = "SELECT ?s { SERVICE <maillage:it> { ?s x:score ?n FILTER(?n > 2) } }"
    computed = "SELECT ?m { SERVICE <maillage:it> { x:a x:score ?n BIND(?n * 2 AS ?m) } }"
    optional = "SELECT ?s ?o { SERVICE <maillage:it> { ?s x:score 7 OPTIONAL { ?s x:other ?o } } }"
    twice = "SELECT ?s { SERVICE <maillage:it> { ?s x:other ?s ; x:score ?n } }"

    assert _rows(engine, filtered) == {("x:a",), ("x:z",)}
    assert _rows(engine, computed) == {("6",)}
    assert _rows(engine, optional) == {("x:z", None)}
    assert _rows(engine, twice) == {("x:a",), ("x:b",)}


def test_scores_order_and_add_up(engine: ColumnarEngine) -> None:
    """They are numbers to whatever stands around."""
    asked = "SELECT (SUM(?n) AS ?all) (MAX(?n) AS ?most) { SERVICE <maillage:it> { ?s x:score ?n } }"

    assert _rows(engine, asked) == {("11", "7")}


def test_it_is_asked_within_exists(engine: ColumnarEngine) -> None:
    """As any pattern."""
    asked = """SELECT ?s { ?s x:name ?name
      FILTER EXISTS { SERVICE <maillage:it> { ?s x:score ?n FILTER(?n > 2) } } }"""

    assert _rows(engine, asked) == {("x:a",)}


def test_the_snapshot_is_asked_without_what_is_hidden(engine: ColumnarEngine) -> None:
    """The name of x:a stands in both graphs, that of x:c in the hidden one alone."""
    assert _rows(engine, "SELECT ?s { SERVICE <maillage:it> { ?s x:other ?o } }") == {("x:a",), ("x:b",)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT ?s { ?s x:name ?n }", {"x:a", "x:b"}),
        ("SELECT ?s { GRAPH ?g { ?s x:name ?n } }", {"x:a", "x:b"}),
        ("SELECT ?s { GRAPH x:hidden-one { ?s x:name ?n } }", set()),
        ("SELECT ?s FROM x:hidden-one { ?s x:name ?n }", set()),
        ("SELECT ?s FROM x:hidden-one FROM x:g { ?s x:name ?n }", {"x:a", "x:b"}),
        ("SELECT ?s { ?s x:near+ x:b }", {"x:a"}),
    ],
)
def test_a_hidden_graph_is_seen_in_no_way(engine: ColumnarEngine, text: str, names: set[str]) -> None:
    """Not in the union, by GRAPH, by FROM or along a path; no plan made for one serves the other."""
    circumstances = Circumstances(without="x:hidden-")
    every = engine.answer(f"PREFIX x: <x:> {text}", {}, Circumstances(), limits=LIMITS)

    found = engine.answer(f"PREFIX x: <x:> {text}", {}, circumstances, limits=LIMITS)

    assert isinstance(found, Table)
    assert isinstance(every, Table)
    assert {_shown(row[0]) for row in found.rows} == names
    assert len(found.rows) < len(every.rows)


def test_an_update_writes_down_what_is_told_of_what_it_has_done_so_far(engine: ColumnarEngine) -> None:
    """The second operation sees the name that the first gave."""
    engine.update(
        """INSERT DATA { <x:new> <x:name> "N" } ;
        INSERT { ?s <x:told> true } WHERE { SERVICE <maillage:it> { ?s <x:other> ?o } }""",
        Circumstances(),
        limits=LIMITS,
    )

    assert _rows(engine, "SELECT ?s { ?s x:told true }") == {("x:a",), ("x:b",), ("x:new",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SERVICE <maillage:wrong> { ?s x:score ?n }", "no such thing"),
        ("SERVICE <maillage:it> { ?s x:name ?n }", "<x:name>"),
        ("SERVICE <maillage:it> { ?s ?p ?n }", "this pattern"),
        ("SERVICE <maillage:it> { ?s x:score+ ?n }", "this pattern"),
        ("SERVICE <maillage:it> { GRAPH ?g { ?s x:score ?n } }", "no GRAPH"),
        ("VALUES ?e { <maillage:it> } SERVICE ?e { ?s x:score ?n }", "not a variable"),
    ],
)
def test_what_it_cannot_tell_is_refused_in_words(engine: ColumnarEngine, text: str, said: str) -> None:
    """And nothing of it is asked outside, which would not be allowed or reached."""
    with pytest.raises(QueryError, match=said):
        _rows(engine, f"SELECT * {{ {text} }}")


def test_silence_gives_one_empty_solution(engine: ColumnarEngine) -> None:
    """As for any service that fails; but not where it is the query that is over."""
    assert _rows(engine, "SELECT ?n { SERVICE SILENT <maillage:wrong> { ?s x:score ?n } }") == {(None,)}
    with pytest.raises(QueryCancelled):
        _rows(engine, "SELECT ?n { SERVICE SILENT <maillage:over> { ?s x:score ?n } }")


def test_an_engine_that_serves_nothing_says_so() -> None:
    """The address is no place of the network, whatever may be asked there."""
    engine = ColumnarEngine(elsewhere=Elsewhere(AllowList.of("*")))

    with pytest.raises(QueryError, match="nothing answers for it here"):
        _rows(engine, "SELECT * { SERVICE <maillage:it> { ?s x:score ?n } }")
