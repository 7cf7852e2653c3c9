"""The page about the speed of measures says what the kept results say, and the run keeps what it prints."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import network
from benchmarks.network_measures import MEASURES
from benchmarks.network_page import RESULTS, page

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_follows_from_the_results(golden: Callable[[Path, str], None]) -> None:
    """``make golden`` writes it anew after a run."""
    golden(ROOT / "docs" / "explanation" / "network-performance.md", page())


def test_the_kept_results_hold_the_three_sizes() -> None:
    """Of a region, a country, and more."""
    assert {path.stem for path in RESULTS.glob("*.json")} == {"11000", "112000", "1100000"}


def test_a_run_keeps_what_it_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each measure with each library that has it; the page tells a row of it."""
    monkeypatch.setattr(network, "RESULTS", tmp_path)
    monkeypatch.setattr(sys, "argv", ["network", "--ties", "300", "--runs", "1", "--keep"])

    network.main()

    found = json.loads((tmp_path / "300.json").read_text("utf-8"))
    assert found["ties"] == 300
    assert set(found["milliseconds"]) == set(MEASURES)
    assert {"networkx", "maillage", "rustworkx"} <= set(found["versions"])
    assert found["milliseconds"]["clustering"]["rustworkx"] == []
    assert f"## 300 ties, {found['nodes']:,} nodes" in page(tmp_path)
