"""The command as a process: exit codes, pipes, Ctrl-C, and becoming the service."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import sleep
from urllib.request import urlopen

import pytest

from graph.dataset import ONTOLOGY_GRAPH
from graph.store import ColumnStore

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def environment() -> dict[str, str]:
    """This process's environment without settings of the service, and with the package on its path."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
    return mine | {"PYTHONPATH": str(ROOT)}


@pytest.fixture(autouse=True)
def _as_from_a_terminal() -> Iterator[None]:
    """What a shell runs in the background ignores Ctrl-C, and so would its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _start(*arguments: str, folder: Path, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "graph", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--version",), (0, r"maillage 0\.1\.0\n", "")),
        (("query", "ASK { ?x a mlg:StartUp }"), (0, r"yes \(.*\)\n", "")),
        (
            ("query", "ASK {"),
            (1, "", r"maillage: query:1:6: the text ends too early; .*\n {7}\^\n.*add }\.\n"),
        ),
        (("query", "--colour"), (2, "", r"Usage: maillage query .*No such option.*")),
    ],
)
def test_exit_codes_tell_what_happened(
    arguments: tuple[str, ...], expected: tuple[int, str, str], tmp_path: Path, environment: dict[str, str]
) -> None:
    """0 done, 1 a problem of data or query, 2 not understood; answers and complaints on two streams."""
    process = _start(*arguments, folder=tmp_path, environment=environment)

    said, complained = process.communicate(timeout=60)

    assert process.returncode == expected[0]
    assert re.fullmatch(expected[1], said)
    assert re.fullmatch(expected[2], complained, re.DOTALL)


def test_a_reader_that_leaves_is_no_error(tmp_path: Path, environment: dict[str, str]) -> None:
    """As with ``| head``."""
    process = _start("export", folder=tmp_path, environment=environment)
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdout.read(100)
    process.stdout.close()

    assert process.stderr.read() == ""
    process.wait(timeout=60)
    process.stderr.close()


def test_ctrl_c_stops_a_load_and_keeps_nothing_of_it(tmp_path: Path, environment: dict[str, str]) -> None:
    """No traceback, and a store that can be opened again."""
    (tmp_path / "big.nt").write_text("".join(f"<x:s{n}> <x:p> <x:o{n}> .\n" for n in range(200_000)))
    settings = environment | {"MAILLAGE_VALIDATION_TRIPLE_LIMIT": "1"}
    process = _start("load", "big.nt", "--store", "s.db", folder=tmp_path, environment=settings)
    assert process.stderr is not None

    started = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=60)

    assert started.startswith("big.nt: not validated")
    assert (process.returncode, said, complained) == (1, "", "\nAborted!\n")
    assert ColumnStore(tmp_path / "s.db").graphs() == (ONTOLOGY_GRAPH,)


def test_ctrl_c_ends_a_query_at_once(tmp_path: Path, environment: dict[str, str]) -> None:
    """Although the evaluator never looks for it."""
    header = '#+ summary = "All"\n#+ question = "How many?"\n#+ [columns]\n#+ n = "many"\n'
    (tmp_path / "long.rq").write_text(
        f"{header}SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}\n"
    )
    process = _start("query", "long.rq", folder=tmp_path, environment=environment)
    assert process.stdout is not None

    question = process.stdout.readline()
    sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=10)

    assert question == "How many?\n"
    assert (process.returncode, complained) == (-signal.SIGINT, "")


def test_a_load_that_takes_a_while_shows_how_far_it_is(tmp_path: Path, environment: dict[str, str]) -> None:
    """A bar in bytes on a terminal; nothing of it in a pipe."""
    (tmp_path / "big.nt").write_text("".join(f"<x:s{n}> <x:p> <x:o{n}> .\n" for n in range(60_000)))
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "graph", "load", "big.nt", "--store", "s.db", "--no-infer"]
    settings = environment | {"MAILLAGE_VALIDATION_TRIPLE_LIMIT": "1", "TERM": "xterm", "COLUMNS": "100"}

    with subprocess.Popen(
        command, cwd=tmp_path, env=settings, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        screen = b"".join(iter(partial(_read, ours), b"")).decode()
    os.close(ours)

    assert process.returncode == 0
    assert re.search(r"big\.nt .*1\.[0-9]/1\.[0-9] MB", screen)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4_096)
    except OSError:
        # A terminal whose other side was closed ends so on Linux.
        return b""


@pytest.fixture
def service(tmp_path: Path, environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """``maillage serve`` on a free port."""
    process = _start("serve", "--bind", "127.0.0.1:0", folder=tmp_path, environment=environment)
    yield process
    process.terminate()
    process.communicate(timeout=60)


def test_serve_becomes_the_service(service: "subprocess.Popen[str]") -> None:
    """In the same process, at the address that it prints."""
    assert service.stdout is not None

    line = service.stdout.readline()

    address = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert address is not None
    with urlopen(f"{address[0]}health") as answer:  # noqa: S310 - our own service
        assert answer.status == 200
    if Path("/proc").is_dir():
        assert b"server.py" in Path(f"/proc/{service.pid}/cmdline").read_bytes()


@pytest.mark.parametrize(
    ("bind", "said"), [("8000", "takes host:port"), ("localhost:http", "takes host:port")]
)
def test_serve_refuses_an_impossible_address(
    bind: str, said: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    """Before anything is started."""
    process = _start("serve", "--bind", bind, folder=tmp_path, environment=environment)

    _, complained = process.communicate(timeout=60)

    assert process.returncode == 1
    assert said in complained


def test_a_load_reads_what_validates_and_measures_only_where_it_does(environment: dict[str, str]) -> None:
    """Large files are not validated unasked, and begin sooner without it."""
    code = (
        "import sys, graph.cli.load; print(sorted({'graph.engine', 'pyshacl', 'scipy'} & sys.modules.keys()))"
    )

    found = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment
    )

    assert found.stdout == "['graph.engine']\n"
