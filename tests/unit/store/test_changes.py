"""Quads come and go as in a set of Python, and what the store says of them stays true."""

from collections import defaultdict
from collections.abc import Iterable
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store.columnar import ColumnStore
from graph.store.ids import tag_bit, tag_of
from graph.terms import XSD, BlankNode, Iri, Literal, Quad, TripleTerm

_SUBJECTS = (Iri("x:a"), Iri("x:b"), BlankNode("c"))
_PREDICATES = (Iri("x:p"), Iri("x:q"), Iri("x:r"))
_OBJECTS = (
    *_SUBJECTS,
    Literal("1", f"{XSD}integer"),
    Literal("01", f"{XSD}integer"),
    Literal("a"),
    TripleTerm(Iri("x:a"), Iri("x:p"), Literal("a")),
)
_GRAPHS = (None, Iri("x:g"), Iri("x:h"), BlankNode("i"))
_QUADS = st.builds(
    Quad,
    st.sampled_from(_SUBJECTS),
    st.sampled_from(_PREDICATES),
    st.sampled_from(_OBJECTS),
    st.sampled_from(_GRAPHS),
)
# Up to few and more than few take different ways through the store.
_SETS = st.one_of(st.lists(_QUADS, max_size=4), st.lists(_QUADS, min_size=21, max_size=60))
_STEPS = st.one_of(
    st.tuples(st.just("insert"), _SETS),
    st.tuples(st.just("delete"), _SETS),
    st.tuples(st.just("clear"), st.sampled_from(_GRAPHS)),
    st.tuples(st.just("replace"), st.lists(_QUADS, max_size=6)),
    st.tuples(st.just("clear_all"), st.none()),
)
_COMMITS = st.lists(st.lists(_STEPS, min_size=1, max_size=4), max_size=4)


def _apply(store: ColumnStore, model: set[Quad], steps: Iterable[tuple[str, object]]) -> None:
    """Do the steps to both, holding each count that the store gives against the model's."""
    with store.writer("steps", repr(steps)) as writer:
        for act, what in steps:
            before = set(model)
            match act, what:
                case "insert", list(quads):
                    model |= set(quads)
                    assert writer.insert(quads) == len(model - before)
                case "delete", list(quads):
                    model -= set(quads)
                    assert writer.delete(quads) == len(before - model)
                case "clear", graph:
                    model -= {quad for quad in model if quad.graph == graph}
                    assert writer.clear(graph) == len(before - model)  # type: ignore[arg-type]
                case "replace", list(quads):
                    fresh = [quad._replace(graph=Iri("x:g")) for quad in quads]
                    model -= {quad for quad in model if quad.graph == Iri("x:g")}
                    model |= set(fresh)
                    writer.replace(Iri("x:g"), fresh)
                case _:
                    model.clear()
                    assert writer.clear_all() == len(before)
            assert writer.statistics.total.quads == len(model)


def _check(store: ColumnStore, model: set[Quad]) -> None:
    with store.reader() as reader:
        assert list(reader.quads()) == list(dict.fromkeys(reader.quads()))
        assert set(reader.quads()) == model
        assert reader.head.quads == len(model)
        assert set(reader.graphs()) == {quad.graph for quad in model} - {None}
        same = "SELECT count(*) FROM (SELECT * FROM {} EXCEPT ALL SELECT * FROM {})"
        run = reader.connection.execute
        assert (
            run(same.format("spo", "pos")).fetchall() == run(same.format("pos", "spo")).fetchall() == [(0,)]
        )
        firsts = run("SELECT s, p, o FROM spo WHERE first").fetchall()
        assert len(firsts) == len(set(firsts)) == len({quad[:3] for quad in model})
        _check_statistics(store, model)


def _check_statistics(store: ColumnStore, model: set[Quad]) -> None:
    by = defaultdict[Iri, list[Quad]](list)
    for quad in model:
        by[quad.predicate].append(quad)
    with store.reader() as reader:
        terms = {part for quad in model for part in quad if part is not None}
        ids = reader.ids(terms)
        assert ids.keys() == terms
        found = reader.statistics
        assert found.by_predicate.keys() == {ids[predicate] for predicate in by}
        for predicate, quads in by.items():
            numbers = found.of(ids[predicate])
            assert numbers.quads == len(quads)
            assert numbers.subjects == len({quad.subject for quad in quads})
            assert numbers.objects == len({quad.object for quad in quads})
            assert numbers.repeats == len(quads) - len({quad[:3] for quad in quads})
            assert all(numbers.subject_tags & tag_bit(tag_of(ids[quad.subject])) for quad in quads)
            assert all(numbers.object_tags & tag_bit(tag_of(ids[quad.object])) for quad in quads)
        assert found.total.quads == len(model)
        assert found.total.subjects == sum(each.subjects for each in found.by_predicate.values())
        assert found.total.repeats == sum(each.repeats for each in found.by_predicate.values())
        assert found.graphs == len({quad.graph for quad in model} - {None})


@given(_COMMITS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_changes_leave_what_a_set_would_hold(commits: list[list[tuple[str, object]]]) -> None:
    """Quads, counts, graphs, both copies, the firsts and the statistics, after every commit."""
    store, model = ColumnStore(), set[Quad]()
    for steps in commits:
        _apply(store, model, steps)
        _check(store, model)
    store.close()


@given(_COMMITS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_history_gives_every_past_state(commits: list[list[tuple[str, object]]]) -> None:
    """What was there as of a commit is what is there and came before, with what went after."""
    store, model = ColumnStore(), set[Quad]()
    past = [set[Quad]()]
    for steps in commits:
        _apply(store, model, steps)
        past.append(set(model))

    with store.reader() as reader:
        for version, expected in enumerate(past):
            rows = reader.connection.execute(
                f"SELECT s, p, o, g FROM spo WHERE v <= {version} UNION ALL"
                f" SELECT s, p, o, g FROM history WHERE vf <= {version} AND vt > {version}"
            ).fetchall()
            terms = reader.terms({part for row in rows for part in row if part})
            found = [tuple(terms.get(part) for part in row) for row in rows]
            assert sorted(map(repr, found)) == sorted(repr(tuple(quad)) for quad in expected)
    store.close()


def test_nothing_of_a_failed_change_remains() -> None:
    """Neither quads nor terms nor numbers; ids are given anew."""
    store = ColumnStore()
    quad = Quad(Iri("x:a"), Iri("x:p"), Literal("a"), None)

    def fail() -> None:
        with store.writer("fails", "") as writer:
            writer.insert([quad])
            assert set(writer.quads()) == {quad}
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.writer("holds", "") as writer:
        writer.insert([Quad(Iri("x:b"), Iri("x:q"), Iri("x:c"), None)])

    assert set(store.quads()) == {Quad(Iri("x:b"), Iri("x:q"), Iri("x:c"), None)}
    with store.reader() as reader:
        assert reader.ids([Iri("x:a"), Iri("x:p")]) == {}
    assert (store.head.version, len(store)) == (1, 1)


def test_a_reader_keeps_its_snapshot() -> None:
    """What is committed later is not in it: neither quads nor statistics nor the head."""
    store = ColumnStore()
    one, two = (Quad(Iri("x:a"), Iri("x:p"), Literal(text), None) for text in "ab")
    with store.writer("one", "") as writer:
        writer.insert([one])

    with store.reader() as reader:
        with store.writer("two", "") as writer:
            writer.insert([two])

        assert set(reader.quads()) == {one}
        assert (reader.head.version, reader.statistics.total.quads) == (1, 1)
    with store.reader() as reader:
        assert (reader.head.version, reader.statistics.total.quads) == (2, 2)


def test_readers_beside_a_writer_see_whole_commits() -> None:
    """Quads, head and statistics of one state, whichever moment a reader begins at."""
    store = ColumnStore()
    is_done = Event()
    states: list[tuple[int, int, int, int]] = []

    def read() -> None:
        while not is_done.is_set():
            with store.reader() as reader:
                [(count,)] = reader.connection.execute("SELECT count(*) FROM pos").fetchall()
                statistics = reader.statistics.total.quads
                states.append((reader.head.version * 3, reader.head.quads, count, statistics))

    threads = [Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(25):
        with store.writer("three", str(number)) as writer:
            writer.insert(Quad(Iri(f"x:{number}"), Iri("x:p"), Literal(f"{part}"), None) for part in range(3))
    is_done.set()
    for thread in threads:
        thread.join()

    assert len(states) > 3
    assert all(len(set(state)) == 1 for state in states)
    store.close()
