"""Help that teaches, and a command line that is understood or says why not."""

import shlex

import click
import pytest

from graph.cli import main
from tests.cli.conftest import Run

ON_STORES = ["serve", "load", "query", "network", "export", "validate", "infer"]
COMMANDS = ["serve", "load", "query", "network", "export", "import", "validate", "infer", "token"]


def _examples(command: str) -> list[str]:
    found = main.get_command(click.Context(main), command)
    text = (found.help if found else "") or ""
    return [
        line.strip() for line in text.partition("Examples:")[2].splitlines() if line.startswith("  maillage")
    ]


RUNNABLE = [
    line
    for command in ("query", "network", "export", "import", "validate", "infer")
    for line in _examples(command)
    if not any(word in line for word in ("--store", ".rq", ".ttl", "|", "--output"))
]


def test_every_command_is_listed_with_what_it_does(run: Run) -> None:
    """No line of the list is cut off."""
    listed = run("--help").stdout

    assert main.list_commands(click.Context(main)) == COMMANDS
    assert all(f"\n  {name} " in listed for name in COMMANDS)
    assert "..." not in listed.partition("Commands:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples_and_the_store(command: str, run: Run) -> None:
    """Two examples or more, one a line."""
    shown = run(command, "--help")

    assert shown.exit_code == 0
    assert len(_examples(command)) >= 2
    assert all(example in shown.stdout for example in _examples(command))
    assert ("--store PATH" in shown.stdout) == (command in ON_STORES)


@pytest.mark.parametrize("example", RUNNABLE)
def test_an_example_works_as_it_stands(example: str, run: Run) -> None:
    """Those that need no file of the reader's."""
    done = run(*shlex.split(example)[1:])

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout


def test_some_examples_are_run() -> None:
    """The list above does not empty itself unseen."""
    assert len(RUNNABLE) >= 8


def test_version_is_that_of_the_package(run: Run) -> None:
    """One line."""
    assert run("--version").stdout == "maillage 0.1.0\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Usage: maillage"),
        (("quary",), "No such command 'quary'"),
        (("query",), "What is the question?"),
        (("query", "ASK {}", "--format", "yaml"), "'yaml' is not one of 'table', 'json'"),
        (("network",), "Which network?"),
        (("network", "partnerships", "--top", "0"), "'--top'"),
        (("network", "partnerships", "--output", "a.doc"), "What shall a.doc be? Give --format: svg, png"),
        (("load",), "Missing argument 'FILE...'"),
        (
            ("load", "a.ttl", "--graph", "no iri", "--store", "s"),
            "an absolute IRI or a name such as g:article",
        ),
        (("export", "--format", "doc"), "'doc' is not one of 'ttl'"),
    ],
)
def test_a_command_line_that_is_not_understood_ends_with_two(
    arguments: tuple[str, ...], said: str, run: Run
) -> None:
    """And says what is wrong with it."""
    refused = run(*arguments)

    assert refused.exit_code == 2
    assert said in refused.stderr


def test_the_group_is_a_click_command() -> None:
    """So that shells can complete it."""
    assert isinstance(main, click.Group)
