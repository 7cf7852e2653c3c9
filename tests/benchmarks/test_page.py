"""The page about speed says what the kept results say."""

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.page import page

ROOT = Path(__file__).resolve().parents[2]

_RUN = {
    "triples": 1000,
    "ours": "maillage",
    "limit_s": 60,
    "machine": dict.fromkeys(
        ("date", "processors", "processor", "memory_gib", "system", "python", "load_average"), "x"
    ),
}
"""What results of every run have."""


def test_the_page_follows_from_the_results(golden: Callable[[Path, str], None]) -> None:
    """``make golden`` writes it anew after a run."""
    golden(ROOT / "docs" / "explanation" / "performance.md", page())


def test_a_query_that_failed_or_differs_is_told(tmp_path: Path) -> None:
    """Time limit, error and difference stand in the table and below it."""
    answers = {
        "maillage": {"median_ms": 12.34, "rows": 3, "problem": "", "differs": ""},
        "one": {"problem": "over 60 s", "rows": 0, "differs": ""},
        "two": {"problem": "status 500: no", "rows": 0, "differs": ""},
        "three": {"median_ms": 1234.5, "rows": 3, "problem": "", "differs": "1 rows differ"},
    }
    results = _RUN | {
        "peers": {name: {"version": "1"} for name in answers},
        "queries": {"path": {"measures": "a path", "answers": answers}},
        "geometric_means": {"one": {"all": 4862.2, "eleven": 4862.2, "queries": 1}},
        "left_out": {"four": "there is no java"},
    }
    (tmp_path / "1000.json").write_text(json.dumps(results), "utf-8")

    text = page(tmp_path)

    assert "| `path` | 3 | 12.3 | over 60 s | error | 1,234 ≠ |" in text
    assert "- `path`, three: 1 rows differ" in text
    assert "times: " not in text
    assert "- four is left out: there is no java" in text
    assert "one takes 4862.20 times as long as maillage over 1 queries" in text


def test_a_load_alone_has_a_table_of_its_own(tmp_path: Path) -> None:
    """After that of Turtle, whose results may not say what was loaded."""
    results = _RUN | {
        "peers": {"maillage": {"load_s": 2.5}, "one": {"load_s": 5.0}},
        "queries": {},
        "geometric_means": {},
        "left_out": {},
    }
    (tmp_path / "1000-nt.json").write_text(json.dumps(results | {"syntax": "nt"}), "utf-8")
    (tmp_path / "1000.json").write_text(json.dumps(results), "utf-8")

    lines = page(tmp_path).splitlines()

    assert [line for line in lines if line.startswith("## 1")] == [
        "## 1,000 triples",
        "## 1,000 triples from N-Triples",
    ]
    assert lines.count("| load, s | 2.5 | 5 |") == 2
    assert not any(line.startswith("| query") for line in lines)


def test_a_peer_that_is_far_ahead_is_told_with_the_reason(tmp_path: Path) -> None:
    """Of those that gave the same answer; three times as long is not far."""
    asked = {
        "lookup": {"maillage": 4.0, "one": 1.0},
        "count": {"maillage": 3.0, "one": 1.0},
        "distinct": {"maillage": 50.0, "one": 2.0},
    }
    answer = {"rows": 1, "problem": "", "differs": ""}
    results = _RUN | {
        "peers": {name: {"version": "1"} for name in ("maillage", "one")},
        "queries": {
            name: {"answers": {peer: answer | {"median_ms": took} for peer, took in times.items()}}
            for name, times in asked.items()
        },
        "geometric_means": {},
        "left_out": {},
    }
    (tmp_path / "1000.json").write_text(json.dumps(results), "utf-8")

    told = [line for line in page(tmp_path).splitlines() if "times: " in line]

    assert [line.partition(":")[0] for line in told] == ["- `lookup`, 4.0 times", "- `distinct`, 25.0 times"]
    assert told[0].endswith("a peer walks an index meanwhile")
    assert told[1].endswith("why is not known")
