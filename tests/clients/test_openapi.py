"""The description of the service is true: schemathesis draws requests from it and finds nothing."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import ROOT, Served, served

HERE = Path(__file__).parent
FAMILIES = ("SPARQL", "Graph store", "Things", "Questions", "Networks", "Operation")
_GLANCE = 5
_TESTED = re.compile(r"Tested: ([0-9]+)")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of its own, for what is drawn is written as well."""
    with served(tmp_path_factory.mktemp("described"), query_timeout_s=5, concurrent_measures=1) as running:
        yield running


def _tested(service: Served, examples: int, phases: str, *which: str) -> int:
    """How many operations schemathesis has drawn requests for, and found nothing."""
    command = [str(Path(sys.executable).with_name("schemathesis"))]
    command += ["--config-file", str(HERE / "schemathesis.toml"), "run", f"{service.address}/openapi.json"]
    command += ["--header", f"Authorization: Bearer {service.admin}", "--no-color", *which]
    command += ["--phases", phases, "--max-examples", str(examples), "--generation-deterministic"]
    # Longer than what is asked may take, so that the limit is the service's own.
    command += ["--request-timeout", "120"]
    told = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.clients.drawn", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8_000:]
    found = _TESTED.search(done.stdout)
    assert found, done.stdout
    return int(found[1])


def test_a_few_requests_for_each_operation_find_nothing(service: Served) -> None:
    """What a run takes a quarter of a minute for."""
    assert _tested(service, _GLANCE, "fuzzing") >= 100


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_schemathesis_finds_nothing(service: Served, family: str, request: pytest.FixtureRequest) -> None:
    """The bounds of each parameter, and ``--examples`` requests for each operation of a family."""
    examples = request.config.getoption("--examples")

    assert _tested(service, examples, "coverage,fuzzing", "--include-tag", family)
