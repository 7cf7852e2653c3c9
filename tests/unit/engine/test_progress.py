"""What runs tells how far it is: its stage, what it has found or written, and the share, if that is known."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import monotonic, sleep

import pytest

from graph.answer import Formats, Written
from graph.dataset import Dataset
from graph.engine import Asker, ColumnarEngine, Running, Stage
from graph.engine.limits import Gate, QueryLimits
from graph.errors import QueryCancelled
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document, document_from_text
from graph.terms import Iri

LINES = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(5_000))
MANY = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(110_000))
ALL = "SELECT * { ?s ?p ?o }"
PATIENCE_S = 60


def _document(text: str) -> Document:
    return document_from_text(text, syntax_by_name("ttl"))


def _told(text: str) -> tuple[Dataset, list[Running]]:
    """A dataset that holds a text, and everything that runs on it from now on."""
    told: list[Running] = []
    engine = ColumnarEngine()
    engine.load(_document(text), None)
    return Dataset(engine.asked_by(Asker(started=told.append))), told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ALL, "json"),
        (f"{ALL} ORDER BY ?o", "csv"),
        ("SELECT ?s { ?s ?p ?o FILTER(?o < 9) }", "xml"),
        ("CONSTRUCT { ?s <x:q> ?o } { ?s ?p ?o }", "nt"),
        ("CONSTRUCT { ?s <x:q> [] } { ?s ?p ?o FILTER(?o < 9) }", "rdf"),
    ],
)
def test_a_query_tells_what_it_has_found_and_what_it_has_written(text: str, name: str) -> None:
    """Whether SQL writes the answer or Python does; in the end that is all of it."""
    dataset, told = _told(LINES)

    written = dataset.written(text, Formats(table=name, triples=name))

    [running] = told
    far = running.how_far()
    assert isinstance(written, Written)
    assert (far["stage"], far["bytes"], far["share"]) == (Stage.WRITING, written.text.size, None)
    assert far["rows"] == len(written) > 0


def test_an_update_tells_how_many_triples_it_has_changed() -> None:
    """Those that go count as those that come."""
    dataset, told = _told(LINES)

    dataset.update("DELETE { ?s ?p ?o } INSERT { ?s <x:q> ?o } WHERE { ?s ?p ?o }")

    [running] = told
    assert running.how_far()["triples"] == 10_000
    assert running.how_far()["rows"] == 5_000


def test_what_reads_documents_tells_how_much_of_them_it_has_read() -> None:
    """In the end all; before, what came of each."""
    dataset, told = _told("<x:s> <x:p> 1 .")
    watched: list[int] = []

    dataset.load(_document(LINES), Iri("x:g"), watched.append)
    dataset.put(Iri("x:h"), [_document(LINES), _document(LINES)])

    assert [running.kind for running in told] == ["load", "put"]
    assert [running.how_far()["share"] for running in told] == [1.0, 1.0]
    assert [running.how_far()["stage"] for running in told] == [Stage.READING, Stage.READING]
    assert watched[-1] == len(LINES)


def test_documents_count_by_their_bytes() -> None:
    """Half of one of two that are equally long is a quarter."""
    running = Running("put", "", QueryLimits())

    first, _ = running.progress.reading(1_000), running.progress.reading(1_000)
    first(500)

    assert running.how_far()["share"] == 0.25


def test_what_waits_says_so() -> None:
    """Until its turn comes."""
    gate, running = Gate(0), Running("query", "", QueryLimits())

    def wait() -> None:
        with suppress(QueryCancelled), gate.place(running):
            """It never comes in."""

    thread = Thread(target=wait)
    thread.start()
    _until(lambda: running.is_waiting)

    assert running.how_far()["stage"] is Stage.WAITING

    running.cancel()
    thread.join(PATIENCE_S)


def test_a_large_query_tells_what_share_of_its_sql_is_done() -> None:
    """By the database's own estimate, which comes after two seconds; before, and of small ones, none."""
    dataset, told = _told(MANY)
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c + ?f < 0) }"

    def ask() -> None:
        with suppress(QueryCancelled):
            dataset.query(text)

    thread = Thread(target=ask)
    thread.start()
    try:
        _until(lambda: bool(told) and told[0].how_far()["share"] is not None)
        far = told[0].how_far()
    finally:
        told[0].cancel()
        thread.join(PATIENCE_S)

    assert far["stage"] is Stage.RUNNING
    assert 0 <= far["share"] <= 1


def _until(is_so: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE_S
    while not is_so():
        assert monotonic() < until, "it has not come to pass"
        sleep(0.02)
