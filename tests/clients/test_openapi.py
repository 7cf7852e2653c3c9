"""The description of the service is true: schemathesis draws requests from it and finds nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.web.openapi import OPERATIONS
from tests.serving import ROOT, Served, served

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of its own, for what is drawn is written as well."""
    with served(tmp_path_factory.mktemp("described"), query_timeout_s=20) as running:
        yield running


def _found(service: Served, examples: int) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("schemathesis"))]
    command += ["--config-file", str(HERE / "schemathesis.toml"), "run", f"{service.address}/openapi.json"]
    command += ["--header", f"Authorization: Bearer {service.admin}", "--no-color", "--seed", "20190614"]
    command += ["--phases", "coverage,fuzzing", "--max-examples", str(examples), "--generation-deterministic"]
    told = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.clients.sparql_bodies", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)


def test_schemathesis_finds_nothing(service: Served, request: pytest.FixtureRequest) -> None:
    """Answers are as described, and what breaks that is refused; ``make described`` draws 1,000 times."""
    done = _found(service, request.config.getoption("--examples"))

    assert done.returncode == 0, done.stdout[-8_000:]
    assert "No issues found" in done.stdout


def test_every_address_of_the_document_is_there(service: Served) -> None:
    """The description is an OpenAPI 3.1 document, with an operation for each line of the table."""
    reply = service.ask("GET", "/openapi.json")

    document = json.loads(reply.body)
    told = {(method, path) for path, methods in document["paths"].items() for method in methods}
    assert document["openapi"] == "3.1.0"
    assert told == {(each.method, each.path) for each in OPERATIONS}
    assert len({each.name for each in OPERATIONS}) == len(OPERATIONS)
