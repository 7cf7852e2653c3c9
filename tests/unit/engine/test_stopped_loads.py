"""Documents on their way into the store can be stopped, at any stage; then nothing of them is there."""

from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep

import pytest

from graph.engine import Asker, ColumnarEngine, Running
from graph.errors import QueryCancelled
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document, document_from_text
from graph.store import unconditional
from graph.store.columnar import ColumnStore, Resources
from graph.terms import Iri

GRAPH = Iri("x:g")
MANY = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(80_000))
PATIENCE_S = 60
WAYS = [pytest.param(10**9, id="read by this process"), pytest.param(0, id="read by children")]

Write = Callable[[ColumnarEngine], object]


def _document(text: str) -> Document:
    return document_from_text(text, syntax_by_name("ttl"))


def _put(engine: ColumnarEngine) -> object:
    return engine.put(GRAPH, [_document(MANY)], unconditional, is_whole=True)


def _load(engine: ColumnarEngine) -> object:
    return engine.load(_document(MANY), GRAPH)


def _engine(small_bytes: int, started: Callable[[Running], None]) -> ColumnarEngine:
    engine = ColumnarEngine(ColumnStore(None, Resources(small_bytes=small_bytes)))
    engine.load(_document("<x:a> <x:b> <x:c> ."), GRAPH)
    return engine.asked_by(Asker(started=started))


def _assert_untouched(engine: ColumnarEngine) -> None:
    assert engine.running() == ()
    assert [quad.subject for quad in engine.quads(GRAPH)] == [Iri("x:a")]
    engine.load(_document("<x:d> <x:e> <x:f> ."), GRAPH)
    assert len(list(engine.quads(GRAPH))) == 2


@pytest.mark.parametrize("write", [_put, _load])
@pytest.mark.parametrize("small_bytes", WAYS)
def test_a_document_is_stopped_while_it_is_read(small_bytes: int, write: Write) -> None:
    """By this process or by children of it."""
    told: list[Running] = []
    faults: list[QueryCancelled] = []
    engine = _engine(small_bytes, told.append)

    def written() -> None:
        try:
            write(engine)
        except QueryCancelled as fault:
            faults.append(fault)

    thread = Thread(target=written)
    thread.start()
    until = monotonic() + PATIENCE_S
    while not (told and told[0].progress.documents and told[0].progress.documents[0][0]):
        assert monotonic() < until
        sleep(0.001)
    told[0].cancel()
    thread.join(PATIENCE_S)

    assert len(faults) == 1
    _assert_untouched(engine)


@pytest.mark.parametrize("small_bytes", WAYS)
def test_a_document_is_stopped_while_it_is_written(small_bytes: int) -> None:
    """Stopped when all of it has been read, or before the first quad is in."""
    told: list[Running] = []
    engine = _engine(small_bytes, told.append)

    def stop(_: object) -> None:
        told[0].cancel()

    with pytest.raises(QueryCancelled):
        engine.put(GRAPH, [_document(MANY)], stop, is_whole=True)

    _assert_untouched(engine)
