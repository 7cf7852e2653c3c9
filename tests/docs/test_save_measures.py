"""The how-to on joining measures with facts does what it says, line by line, on a store of its own."""

import gc
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.dataset import Dataset

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "save-measures.md"
FIRMS = """
@prefix ex: <https://example.org/> .
@prefix mlg: <https://w3id.org/maillage/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix st: <https://w3id.org/maillage/scheme/status/> .
ex:one a mlg:StartUp . ex:two a mlg:StartUp .
ex:g1 mlg:funder ex:fund ; mlg:funded ex:one ; mlg:epistemicStatus st:stated ; prov:wasDerivedFrom ex:page .
ex:g2 mlg:funder ex:fund ; mlg:funded ex:two ; mlg:epistemicStatus st:stated ; prov:wasDerivedFrom ex:page .
"""


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def _run(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    # A store closes when nothing refers to it any more.
    done.exc_info = None
    gc.collect()
    return done.output


def test_the_first_query_joins_scores_with_labels(bundled: Dataset) -> None:
    """The ecosystem, in both languages, with what was worked out by hand in the competency tests."""
    found = bundled.table(_blocks("sparql")[0]).rows

    assert {str(getattr(row[1], "value", "")) for row in found} == {"0.125"}
    assert len(found) == 2


def test_the_lines_of_the_how_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are saved, joined, and marked stale once more data is loaded."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firms.ttl").write_text(FIRMS, "utf-8")
    [lines] = _blocks("sh")
    _, joined, stale = _blocks("sparql")
    (tmp_path / "joined.rq").write_text(joined, "utf-8")
    (tmp_path / "stale.rq").write_text(stale, "utf-8")

    for line in lines.splitlines():
        shown = _run(*shlex.split(line.removeprefix("maillage")))
    scores = _run("query", "joined.rq", "--format", "csv", "--store", "my.db")
    fresh = _run("query", "stale.rq", "--format", "csv", "--store", "my.db")
    (tmp_path / "more.ttl").write_text("<https://example.org/x> a <https://example.org/Y> .", "utf-8")
    _run("load", "more.ttl", "--store", "my.db")
    later = _run("query", "quality/saved-results", "--format", "csv", "--store", "my.db")
    listed = _run("network", "--saved", "--store", "my.db")

    assert shown.count("of the present data") == 2
    assert scores.split() == ["node,score", "https://example.org/one,0.0", "https://example.org/two,0.0"]
    assert (fresh.count(",false"), fresh.count(",true")) == (2, 0)
    assert (later.count(",false"), later.count(",true")) == (0, 2)
    assert listed.count("stale: the data has changed since") == 2
