"""The child process that converts: it ends with its parent, and without a word."""

import os
import subprocess
import sys
from pathlib import Path

from graph.rdf.convert import Job


def test_a_child_whose_parent_has_ended_complains_to_nobody(tmp_path: Path) -> None:
    """The folder that it was to write to is gone, and nobody reads what it says."""
    document = tmp_path / "some.nt"
    document.write_text("<x:s> <x:p> <x:o> .\n")
    job = Job("some.nt", str(document), "nt", None, None, None, str(tmp_path / "gone" / "0"), 1_000_000)
    unread, said = os.pipe()
    os.close(unread)

    command = [sys.executable, "-m", "graph.rdf.convert", job.text()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=subprocess.PIPE) as process:
        os.close(said)
        assert process.stderr is not None
        complained = process.stderr.read()

    assert (process.returncode, complained) == (1, b"")
