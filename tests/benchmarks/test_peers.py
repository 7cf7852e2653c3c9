"""A peer is loaded, started on a free port, asked and stopped; what goes wrong is told."""

import sys
from pathlib import Path

import pytest

from benchmarks.asking import Fetched, Refused, TookTooLong, media_type
from benchmarks.comparing import rows_of
from benchmarks.ecosystem import write_ecosystem
from benchmarks.measuring import Outcome, measure, update_rates
from benchmarks.ontology import write_ontology
from benchmarks.peers import PEERS, Documents
from benchmarks.peers.peer import Running
from benchmarks.process import Failed, Watched, ran
from benchmarks.questions import questions
from benchmarks.reporting import geometric_means

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """A tiny ecosystem and the ontology."""
    folder = tmp_path_factory.mktemp("documents")
    documents = Documents(folder / "ontology.nt", folder / "ecosystem.ttl")
    write_ontology(documents.ontology)
    write_ecosystem(documents.ecosystem, 2000)
    return documents


def test_peers_that_are_here_hold_the_same_triples(documents: Documents, tmp_path: Path) -> None:
    """Oxigraph and this project's own server count the same triples and refuse the same broken query."""
    counts = []
    for name in ("oxigraph", "maillage"):
        folder = tmp_path / name
        folder.mkdir()

        assert PEERS[name].missing() == ""
        assert PEERS[name].load(documents, folder) > 0
        engine = PEERS[name].start(folder)
        try:
            counts.append(rows_of(engine.ask(COUNT, 20).body, media_type(COUNT)))
            with pytest.raises(Refused, match="status 400"):
                engine.ask("SELECT", 20)
        finally:
            engine.stop()
        with pytest.raises(Refused):
            engine.ask(COUNT, 20)
    assert counts[0] == counts[1]


def test_a_query_that_takes_too_long_is_told_as_such(documents: Documents, tmp_path: Path) -> None:
    """The outcome names the limit, and the engine is started anew."""
    peer = PEERS["oxigraph"]
    peer.load(documents, tmp_path)
    engine = peer.start(tmp_path)
    anew = []

    def restarted(name: str) -> object:
        anew.append(name)
        return engine

    try:
        question = questions("class-count")[0]
        outcomes = measure(question, {"oxigraph": engine}, runs=2, limit_s=1e-4, restarted=restarted)  # type: ignore[arg-type]
    finally:
        engine.stop()
    assert anew == ["oxigraph"]
    assert outcomes["oxigraph"].problem == "over 0 s"
    assert outcomes["oxigraph"].runs_ms == []


def test_a_command_that_fails_says_its_last_words(tmp_path: Path) -> None:
    """The message holds the code and what was said last; a missing command is told too."""
    with pytest.raises(Failed, match=r"code 3; its last words: not like this"):
        ran(
            (sys.executable, "-c", "print('not like this'); raise SystemExit(3)"),
            tmp_path / "log",
            limit_s=20,
        )
    with pytest.raises(Failed, match="can't be started"):
        Watched(("no-such-command",), tmp_path / "log")


def test_a_command_is_stopped_at_its_limit(tmp_path: Path) -> None:
    """What takes too long is ended, children included."""
    with pytest.raises(Failed, match="took longer"):
        ran(("sh", "-c", "sleep 50 & sleep 50"), tmp_path / "log", limit_s=0.2)


def test_the_geometric_mean_counts_a_limit_as_time() -> None:
    """Twice and eight times as long make four times; a query that ours does not answer is left out."""
    results = {
        "ours": "maillage",
        "limit_s": 8.0,
        "peers": {"maillage": {}, "other": {}},
        "queries": {
            "path": {"answers": {"maillage": _answered(10.0), "other": _answered(20.0)}},
            "star": {"answers": {"maillage": _answered(1000.0), "other": {"problem": "over 8 s"}}},
            "union": {"answers": {"maillage": {"problem": "status 400"}, "other": _answered(1.0)}},
        },
    }

    means = geometric_means(results, "maillage")

    assert means == {"other": {"all": 4.0, "eleven": 2.0, "queries": 2}}


def _answered(median_ms: float) -> dict[str, object]:
    return {"median_ms": median_ms, "problem": "", "differs": ""}


def test_the_median_is_of_the_runs_that_count() -> None:
    """The first run only warms up."""
    assert Outcome(first_ms=90.0, runs_ms=[3.0, 1.0, 2.0]).median_ms == 2.0


def test_a_timed_out_answer_is_no_answer() -> None:
    """Errors of asking are of two kinds, and neither is the other."""
    assert not issubclass(TookTooLong, Refused)


@pytest.mark.parametrize(("singles", "tenths"), [(4, 4), (20, 10)])
def test_updates_are_told_of_tenth_by_tenth(singles: int, tenths: int) -> None:
    """Each takes a millisecond longer than the one before; fewer than ten are told of one by one."""
    texts: list[str] = []

    def update(text: str, _limit_s: float) -> float:
        texts.append(text)
        return float(len(texts))

    def ask(text: str, limit_s: float) -> Fetched:
        raise Refused(f"{text}, {limit_s}")

    engine = Running(ask, update, lambda: 0, lambda: None)

    found = dict(update_rates(engine, singles=singles, batches=1, batch=3))

    rates = found["updates_per_s_by_tenth"]
    assert isinstance(rates, list)
    assert len(set(texts)) == singles + 1
    assert len(rates) == tenths
    assert texts[-1].count("New") == 3
    assert rates == sorted(rates, reverse=True)
    assert found["updates"] == singles
    assert found["updates_per_s_at_worst"] == rates[-1]
    assert found["updates_per_s"] == pytest.approx(2000 / (singles + 1))
