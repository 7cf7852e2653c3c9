"""Limits: whatever a query is doing when its time is over, it is stopped; the engine goes on answering."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import monotonic, sleep

import pytest

from graph.answer import Answer, Table, Triples, Truth
from graph.dataset import Dataset
from graph.engine import ColumnarEngine, QueryLimits
from graph.engine.limits import Gate, Running
from graph.errors import QueryCancelled, QueryError, QueryTimeout, QueryTooLarge, TooManyQueries
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.store.columnar import ColumnStore

GENEROUS_S = 20
"""Long enough for a busy machine; what is stopped here would run for minutes or for ever."""

SMALL = "\n".join(f"<x:s{n}> <x:p> <x:s{(7 * n + 3) % 2000}> , {n} ." for n in range(2000))
_TRIES = 16
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


@pytest.fixture(scope="module")
def store() -> ColumnStore:
    """Four thousand triples: a product of three copies has 64 thousand million rows."""
    store = ColumnStore()
    store.load(document_from_text(SMALL, syntax_by_name("ttl")), None)
    return store


def _limited(store: ColumnStore, **limits: float) -> ColumnarEngine:
    return ColumnarEngine(store, QueryLimits(**limits))  # type: ignore[arg-type]


def _assert_alive(engine: ColumnarEngine) -> None:
    answer = Dataset(engine).query("SELECT ?o { <x:s1> <x:p> ?o }")
    assert isinstance(answer, Table)
    assert len(answer) == 2
    assert engine.running() == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"SELECT * {{ {CROSS} }}", id="fetching"),
        pytest.param(f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }}", id="making distinct"),
        pytest.param(f"ASK {{ {{ SELECT DISTINCT * {{ {CROSS} }} OFFSET {10**12} }} }}", id="asking"),
        pytest.param(f"SELECT * {{ {CROSS} }} ORDER BY ?c DESC(?f) ?i", id="sorting"),
        pytest.param(
            f"SELECT ?a ?d (COUNT(DISTINCT ?g) AS ?n) {{ {CROSS} }} GROUP BY ?a ?d ?e ?f", id="grouping"
        ),
        pytest.param(f"SELECT (GROUP_CONCAT(STR(?c)) AS ?all) {{ {CROSS} }}", id="concatenating"),
        pytest.param(
            f"SELECT (COUNT(DISTINCT ?m) AS ?n) {{ {CROSS} BIND(SHA512(CONCAT(STR(?c), STR(?f))) AS ?m) }}",
            id="functions in Python",
        ),
        pytest.param(
            f"SELECT ?a {{ {CROSS} FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(a*)*(a*)*\\\\1b')) }}",
            id="expressions that RE2 can't match",
        ),
        pytest.param(
            f"SELECT ?a {{ {CROSS} FILTER NOT EXISTS {{ ?a ?z ?w . ?d ?z ?v . FILTER(?w + ?v > ?c) }} }}",
            id="existence",
        ),
        pytest.param(f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} }}", id="constructing"),
        pytest.param(f"DESCRIBE ?a ?d {{ {CROSS} }}", id="describing"),
        pytest.param(
            "SELECT DISTINCT * { ?a (<x:p>|^<x:p>)* ?b . ?c (<x:p>/^<x:p>)* ?d . ?e <x:p>+ ?f }", id="paths"
        ),
        pytest.param(
            f"SELECT DISTINCT ?a {{ ?a ?b ?c . ?d ?e ?f MINUS {{ ?a ?x ?y . ?f ?z ?w . {CROSS} }} }}",
            id="minus",
        ),
        pytest.param(f"SELECT * {{ ?x ?y ?z OPTIONAL {{ {CROSS} }} }}", id="optional"),
        pytest.param(
            "SELECT * { " + " ".join(f"?s <x:p> ?o{n} ." for n in range(60)) + " }", id="a wide star"
        ),
    ],
)
def test_a_query_is_stopped_whatever_it_is_doing(text: str, store: ColumnStore) -> None:
    """The error names the limit; the next query is answered."""
    engine = _limited(store, time_s=0.3)
    start = monotonic()

    with pytest.raises(QueryTimeout, match=r"stopped at its time limit of 0\.3 s"):
        Dataset(engine).query(text)

    assert monotonic() - start < GENEROUS_S
    _assert_alive(_limited(store))
    assert engine.running() == ()


def test_a_string_beyond_the_limit_is_refused(store: ColumnStore) -> None:
    """Nine doublings by ten of ten characters would be ten thousand million."""
    doublings = " ".join(
        f"BIND(CONCAT({', '.join([f'?v{number}'] * 10)}) AS ?v{number + 1})" for number in range(9)
    )

    with pytest.raises(QueryError, match=r"makes a string of 1,000,000 characters; the limit is 200,000"):
        Dataset(_limited(store, string_length=200_000)).query(
            f"SELECT (STRLEN(?v9) AS ?n) {{ BIND('0123456789' AS ?v0) {doublings} }}"
        )


def test_an_update_that_is_stopped_leaves_nothing(store: ColumnStore) -> None:
    """Neither what its earlier operations did, nor a lock."""
    before = store.log.head

    with pytest.raises(QueryTimeout):
        Dataset(_limited(store, time_s=0.5)).update(
            f"INSERT DATA {{ <x:new> <x:p> 1 }} ; INSERT {{ ?a ?e ?i }} WHERE {{ {CROSS} }}"
        )

    assert store.log.head == before
    dataset = Dataset(_limited(store))
    assert dataset.table("SELECT * { <x:new> ?p ?o }").rows == ()
    assert dataset.update("DELETE DATA { <x:new> <x:p> 1 }").added == 0


def test_a_long_text_is_read_within_the_limit(store: ColumnStore) -> None:
    """A text within the limits on texts may still take seconds to read."""
    cells = " ".join(f"({n} {n})" for n in range(45_000))

    with pytest.raises(QueryTimeout):
        Dataset(_limited(store, time_s=0.2)).query(f"SELECT * {{ VALUES (?a ?b) {{ {cells} }} }}")


def test_an_answer_is_cut_at_the_limit_on_rows_and_says_so(store: ColumnStore) -> None:
    """A table, triples and a description alike; a table that must be complete is refused."""
    dataset = Dataset(_limited(store, rows=10))

    table = dataset.query("SELECT * { ?s ?p ?o }")
    exact = dataset.query("SELECT * { ?s ?p ?o } LIMIT 10")
    triples = dataset.query("CONSTRUCT { ?s <x:q> ?o . ?o <x:q> ?s } { ?s ?p ?o }")
    told = dataset.query("DESCRIBE ?s { ?s ?p 1, 2 } LIMIT 1")

    assert isinstance(table, Table)
    assert isinstance(triples, Triples)
    assert (len(table), table.about.is_complete) == (10, False)
    assert table.about.reason == "the answer is cut at its limit of 10 rows"
    assert (len(triples), triples.about.is_complete) == (10, False)
    assert exact.about.is_complete
    assert told.about.is_complete
    with pytest.raises(QueryTooLarge, match="cut at its limit of 10 rows"):
        dataset.table("SELECT * { ?s ?p ?o }")


def test_an_update_of_too_many_solutions_is_refused(store: ColumnStore) -> None:
    """It is never done in part."""
    before = store.log.head

    with pytest.raises(QueryTooLarge, match="more than 10 solutions"):
        Dataset(_limited(store, rows=10)).update("DELETE WHERE { ?s ?p ?o }")

    assert store.log.head == before


def test_a_query_beyond_the_memory_is_refused() -> None:
    """The error names what is lacking; the process and the engine live on."""
    engine = ColumnarEngine(bounds=QueryLimits(memory_mb=20))
    engine.load(document_from_text(SMALL, syntax_by_name("ttl")), None)

    with pytest.raises(QueryTooLarge, match="needs more memory than all queries may take together"):
        Dataset(engine).query(f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }}")

    _assert_alive(engine)


def test_a_query_can_be_cancelled_from_another_thread(store: ColumnStore) -> None:
    """Whoever asked gets an error; the list of what runs says what it was."""
    engine = _limited(store)
    caught: list[QueryError] = []

    def ask() -> None:
        try:
            Dataset(engine).query(f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }}")
        except QueryError as error:
            caught.append(error)

    thread = Thread(target=ask)
    thread.start()
    _wait(lambda: len(engine.running()) == 1)
    (running,) = engine.running()
    sleep(0.1)
    running.cancel()
    thread.join(GENEROUS_S)

    assert [type(error) for error in caught] == [QueryCancelled]
    assert (running.kind, len(running.text_hash)) == ("query", 64)
    _assert_alive(engine)


def test_queries_wait_for_their_turn(store: ColumnStore) -> None:
    """Where one runs at a time, the second is answered when the first has ended."""
    engine = _limited(store, at_once=1)
    answers: list[Answer] = []
    slow = Thread(target=_swallowed, args=(engine, f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }}"))
    quick = Thread(target=lambda: answers.append(Dataset(engine).query("ASK { <x:s1> <x:p> 1 }")))
    slow.start()
    _wait(lambda: len(engine.running()) == 1)
    quick.start()
    _wait(lambda: len(engine.running()) == 2)

    before = list(answers)
    engine.running()[0].cancel()
    quick.join(GENEROUS_S)
    slow.join(GENEROUS_S)

    assert before == []
    assert [isinstance(each, Truth) and each.value for each in answers] == [True]


def test_waiting_counts_against_the_time() -> None:
    """Who gets no turn gets an answer that says so."""
    gate = Gate(1)
    first, second = (Running("query", "", QueryLimits(time_s=time_s)) for time_s in (GENEROUS_S, 0.1))

    with gate.place(first), pytest.raises(QueryTimeout), gate.place(second):
        pass

    with gate.place(first):
        pass


def _swallowed(engine: ColumnarEngine, text: str) -> None:
    with pytest.raises(QueryError):
        Dataset(engine).query(text)


def _wait(is_so: Callable[[], bool]) -> None:
    until = monotonic() + GENEROUS_S
    while not is_so() and monotonic() < until:
        sleep(0.005)
    assert is_so()


def test_a_crowd_is_refused_at_once_and_those_who_wait_are_not(store: ColumnStore) -> None:
    """One runs, one waits, the third is refused; when they are gone others are let in."""
    engine = _limited(store, at_once=1, waiting=1)
    raised: list[Exception] = []

    def ask() -> None:
        try:
            Dataset(engine).query(f"SELECT DISTINCT * {{ {CROSS} }}")
        except QueryError as error:
            raised.append(error)

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    until = monotonic() + GENEROUS_S
    while [each.is_waiting for each in engine.running()] != [False, True] and monotonic() < until:
        sleep(0.01)

    with pytest.raises(TooManyQueries, match="2 queries and updates run or wait already"):
        Dataset(engine).query("ASK {}")

    for running in engine.running():
        running.cancel()
    for thread in threads:
        thread.join(GENEROUS_S)
    assert [type(error) for error in raised] == [QueryCancelled, QueryCancelled]
    _assert_alive(engine)


@pytest.mark.parametrize("is_cancelled", [True, False], ids=["cancelled", "late"])
def test_what_is_stopped_between_two_statements_begins_no_other(*, is_cancelled: bool) -> None:
    """There is no SQL to interrupt at that moment, and nobody comes a second time."""
    running = Running("query", "", QueryLimits(time_s=GENEROUS_S if is_cancelled else 0.01))
    if is_cancelled:
        running.cancel()
    sleep(0.2)  # the watchdog has looked by now

    with pytest.raises(QueryCancelled if is_cancelled else QueryTimeout), running.on(_Endless()):
        pytest.fail("it has begun")


class _Endless:
    """A statement that nobody interrupts."""

    def interrupt(self) -> None:
        pytest.fail("nothing runs")

    def query_progress(self) -> float:
        pytest.fail("nobody asks")


def test_columns_lent_to_sql_do_not_hide_that_it_was_stopped() -> None:
    """A path that is asked for again is walked, and its many ends are lent to SQL as numbers."""
    chain = "".join(f"<x:s{number}> <x:p> <x:s{number + 1}> .\n" for number in range(3_000))
    store = ColumnStore()
    store.load(document_from_text(chain, syntax_by_name("ttl")), None)
    dataset = Dataset(_limited(store, time_s=1))
    text = (
        "SELECT (COUNT(*) AS ?n) { <x:s0> <x:p>* ?a , ?b , ?c FILTER(STRLEN(CONCAT(STR(?a), STR(?c))) = 1) }"
    )

    for _ in range(3):
        with pytest.raises(QueryTimeout):
            dataset.query(text)

    assert dataset.running() == ()


def test_paths_between_all_pairs_return_whenever_they_are_stopped() -> None:
    """On several processors too, where one in ten did not."""
    # Neighbours are as good as random: multiplicative hashing.
    links = "\n".join(
        f"<x:s{n % 4_000}> <x:p> <x:s{(2_654_435_761 * n % 2**32 >> 8) % 4_000}> ." for n in range(12_000)
    )
    store = ColumnStore()
    store.load(document_from_text(links, syntax_by_name("nt")), None)
    stopped: list[float] = []

    def ask() -> None:
        for time_s in [0.1 + 0.02 * number for number in range(_TRIES)]:
            with suppress(QueryTimeout):
                Dataset(_limited(store, time_s=time_s)).query("SELECT (COUNT(*) AS ?n) { ?a <x:p>+ ?b }")
            stopped.append(time_s)

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_TRIES * GENEROUS_S / 4)

    assert len(stopped) == _TRIES
