"""Readers beside a writer, for ten seconds: each answer belongs to one snapshot."""

from collections.abc import Iterator

import pytest

from benchmarks.ecosystem import write_ecosystem
from benchmarks.mixed import Load, Seen, run, summary
from graph.dataset import open_store
from graph.rdf.read import document_from_file
from graph.terms import BASE, Iri
from tests.serving import Served, served


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A store of some thousand triples."""
    folder = tmp_path_factory.mktemp("mixed")
    write_ecosystem(folder / "small.nt", 20_000)
    dataset = open_store(folder / "store.db")
    dataset.load(document_from_file(folder / "small.nt"), Iri(f"{BASE}graph/ecosystem"))
    del dataset
    with served(folder, store_path=folder / "store.db") as running:
        yield running


def test_readers_beside_a_writer_see_one_snapshot_each(service: Served) -> None:
    """Nothing is torn, nothing goes back in time, and every status is 200."""
    seen = run(Load(service.host, service.admin, readers=8, seconds=10))

    assert seen.wrong == []
    assert all(len(times) > 5 for times in seen.times_ms.values()), list(summary(seen))


def test_what_is_wrong_is_seen(service: Served) -> None:
    """A writer whose token is not known, and a sum that does not add up, are told."""
    refused = run(Load(service.host, "mlg_unknown", readers=1, seconds=0.5))
    service.update("INSERT DATA { GRAPH <https://example.org/mixed> { <x:another> <x:holds> 1 } }")

    assert any(problem.startswith("write: 401") for problem in refused.wrong)
    assert any(problem.startswith("torn") for problem in _read_on(service).wrong)


def _read_on(service: Served) -> Seen:
    """Reading alone, for the writer begins by setting everything right."""
    return run(Load(service.host, "mlg_unknown", readers=1, seconds=1))
