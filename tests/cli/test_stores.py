"""Paths that are no store, and stores that can't be opened: one clear line, for every command."""

from pathlib import Path

import pytest

from graph.store import ColumnStore
from tests.cli.conftest import Run

COMMANDS = [
    ("query", "ASK {}"),
    ("network", "partnerships"),
    ("export",),
    ("validate",),
    ("infer",),
    ("load", "firm.ttl"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
@pytest.mark.usefixtures("turtle")
def test_a_path_that_is_no_store_is_refused(command: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """A file, a folder, a store of an earlier version, a store in use."""
    (tmp_path / "file").write_text("a")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "theirs").write_text("a")
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "format").write_text("maillage-store-1\n")
    used = ColumnStore(tmp_path / "used")

    said = {name: run(*command, "--store", name) for name in ("file", "folder", "older", "used")}

    assert {result.exit_code for result in said.values()} == {1}
    assert said["file"].stderr == "maillage: file: this file is not a store; name another one.\n"
    assert said["folder"].stderr.startswith("maillage: folder: a store is a file, and this is a folder")
    assert said["older"].stderr.startswith("maillage: older: the store is a folder, as an earlier version")
    assert said["used"].stderr.startswith("maillage: used: the store is open already, in this process")
    assert len(used) == 0


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if each[0] != "load"], ids=lambda each: each[0]
)
def test_a_mistyped_store_is_not_made(command: tuple[str, ...], run: Run) -> None:
    """Only loading makes a store."""
    refused = run(*command, "--store", "my.bd")

    assert refused.exit_code == 1
    assert refused.stderr == (
        "maillage: my.bd: there is no store here. maillage load FILE --store my.bd makes one.\n"
    )
    assert not Path("my.bd").exists()


def test_a_path_that_can_be_none_is_refused(run: Run) -> None:
    """One line."""
    refused = run("query", "ASK {}", "--store", "a" * 300)

    assert refused.exit_code == 1
    assert refused.stderr.endswith(": can't be used as a store: File name too long.\n")


def test_an_unknown_setting_stops_every_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not passed over."""
    monkeypatch.setenv("MAILLAGE_STORE", "s.db")

    refused = run("query", "ASK {}")

    assert refused.exit_code == 1
    assert refused.stderr.startswith("maillage: There is no setting 'store'. There is: ")
