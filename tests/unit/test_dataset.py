"""The dataset: one door, whatever is behind it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.dataset import ONTOLOGY_GRAPH, Dataset, graph_for, open_bundled, open_store
from graph.errors import QueryError, StoreError
from graph.terms import Iri

pytestmark = pytest.mark.usefixtures("each_engine")


def test_a_table_is_asked_of_a_select_alone(dataset_of: Callable[[str], Dataset]) -> None:
    """Other forms have no rows."""
    with pytest.raises(QueryError, match="A SELECT query is needed here"):
        dataset_of("<x:a> <x:b> 1 .").table("ASK { ?s ?p ?o }")


def test_a_new_store_knows_the_ontology_and_an_old_one_is_left_as_it_is(tmp_path: Path) -> None:
    """Terms have labels from the start."""
    made = open_store(tmp_path / "store")
    commits, graphs = list(made.commits()), made.graphs()
    del made

    again = open_store(tmp_path / "store")

    assert graphs == (ONTOLOGY_GRAPH,)
    assert list(again.commits()) == commits


def test_a_store_that_should_be_there_is_not_made(tmp_path: Path) -> None:
    """A mistyped path is not answered by an empty store."""
    path = tmp_path / "none"

    with pytest.raises(
        StoreError, match=f"{path}: there is no store here. maillage load FILE --store {path}"
    ):
        open_store(path, is_expected=True)

    assert not path.exists()


def test_the_bundled_graph_is_the_same_everywhere(bundled: Dataset) -> None:
    """Its snapshot depends on the files alone, and no path of a machine is in its log."""
    again = open_bundled()

    assert again.commits()[-1].id in {commit.id for commit in bundled.commits()}
    assert all(commit.note.startswith("load ") and "/" not in commit.note for commit in again.commits())
    assert len(again) == len(list(again.quads()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.ttl", "a"),
        ("My Dump (2).nt.gz", "my-dump-2"),
        ("Été à Aix.ttl", "ete-a-aix"),
        (".ttl", "file"),
        ("…", "file"),
    ],
)
def test_a_file_names_its_graph(name: str, expected: str) -> None:
    """In small letters, digits and hyphens."""
    assert graph_for(Path("folder") / name) == Iri(f"https://w3id.org/maillage/graph/{expected}")
