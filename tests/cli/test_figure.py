"""The figure of a real network in the documents is what its commands give."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FIGURE = "docs/images/ilab.svg"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def commands(root: Path) -> list[str]:
    """The arguments of the last command on the page, the one that draws."""
    text = (root / "docs/explanation/networks.md").read_text("utf-8")
    drawn = text[text.index("maillage network laureates") :].split("\n\n")[0]
    return re.findall(r'"[^"]*"|[^\s\\]+', drawn)[1:]


@pytest.mark.slow
def test_the_figure_of_i_lab_is_what_its_commands_give(root: Path, shared: Path, run: Run) -> None:
    """Word for word; numbers may differ in their last digit on another machine."""
    arguments = [each.strip('"') for each in commands(root)]

    run("import", "ilab", shared / "data" / "ilab-laureates.csv", "--output", "ilab.trig")
    run("load", "ilab.trig", "--store", "ilab.db")
    run(*arguments)

    found, kept = Path("ilab.svg").read_text("utf-8"), (root / FIGURE).read_text("utf-8")
    numbers = [[float(each) for each in NUMBER.findall(text)] for text in (found, kept)]
    assert NUMBER.sub("#", found) == NUMBER.sub("#", kept)
    assert numbers[0] == pytest.approx(numbers[1], abs=0.11)
