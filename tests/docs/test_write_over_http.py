"""The how-to on writing does what it says, line by line, against a running service."""

import os
import re
import subprocess
from pathlib import Path

from tests.serving import served

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "write-over-http.md"


def test_the_lines_of_the_how_to_run(tmp_path: Path) -> None:
    """Every block, in order, in one shell that stops at the first error; the last line says 412."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)

    with served(tmp_path) as service:
        run = subprocess.run(
            ["bash", "-e", "-c", "".join(blocks)],
            cwd=tmp_path,
            env={**os.environ, "S": service.address, "TOKEN": service.admin},
            capture_output=True,
            text=True,
            check=False,
        )
        label = 'ASK { GRAPH <https://example.org/press> { <https://example.org/acme> ?p "ACME"@en } }'
        is_written = service.query(label).document["boolean"]

    assert run.returncode == 0, run.stderr + run.stdout
    assert len(blocks) == 3
    assert run.stdout.splitlines()[-1] == "412"
    assert "HTTP/1.1 201" in run.stdout
    assert is_written is True
