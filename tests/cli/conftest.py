"""The command, run as a person runs it, in a process of its own kind of quiet."""

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run ``maillage`` with arguments, in an empty folder, without settings of this machine."""
    for name in [name for name in os.environ if name.startswith("MAILLAGE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object, stdin: str | None = None) -> Result:
        # An error that is not said in words shall fail the test as what it is.
        words = [str(each) for each in arguments]
        done = CliRunner().invoke(main, words, input=stdin, catch_exceptions=False)
        # A store closes when nothing refers to it any more; a process that ends does the same.
        done.exc_info = done.exception = None
        gc.collect()
        return done

    return invoke


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    """A small file of sound data."""
    file = tmp_path / "firm.ttl"
    file.write_text(
        "@prefix mlg: <https://w3id.org/maillage/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://example.org/firm> a mlg:StartUp ; rdfs:label "Firm"@en , "Boîte"@fr .\n',
        "utf-8",
    )
    return file
