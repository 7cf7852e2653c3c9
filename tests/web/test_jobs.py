"""Long measures over HTTP: begun, looked at, stopped, and refused beyond a number."""

from time import monotonic, sleep
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.settings import Settings
from server import create_app

NETWORK = "/networks/partnerships/measures"
ENDLESS = f"{NETWORK}/rich_club?replicas=100000000"


@pytest.fixture
def own(served: Dataset) -> FlaskClient:
    """A service of one job at a time."""
    return create_app(Settings(concurrent_measures=1), served).test_client()


def ended(client: FlaskClient, address: str) -> dict[str, Any]:
    """What a job says when it no longer runs."""
    until = monotonic() + 60
    while (document := client.get(address).get_json())["state"] == "running":
        assert monotonic() < until, "it has not ended"
        sleep(0.1)
    return dict(document)


def test_a_measure_is_begun_and_its_numbers_are_where_it_says(own: FlaskClient) -> None:
    """202 with the address of the job, which has the numbers and the method as a question has."""
    begun = own.post(f"{NETWORK}/betweenness?error=0.1&status=stated")
    found = ended(own, begun.headers["Location"])

    assert begun.status_code == 202
    assert begun.get_json()["state"] == "running"
    assert (found["state"], found["progress"], found["limit_s"]) == ("done", 1.0, 600)
    assert found["result"]["measure"] == "betweenness"
    assert found["result"]["method_details"]["parameters"]["error"] == 0.1
    assert found["result"]["method_details"]["steps"] == ["only stated ties"]
    assert found["result"]["scores"][0]["label"]


def test_a_job_is_stopped_and_makes_room_for_another(own: FlaskClient) -> None:
    """One too many is refused with what the limit is; stopping twice does no harm."""
    address = own.post(ENDLESS).headers["Location"]
    refused = own.post(ENDLESS)

    stopped = [own.delete(address).status_code for _ in range(2)]
    found = own.get(address).get_json()
    after = own.post(f"{NETWORK}/degree")

    assert refused.status_code == 429
    assert "concurrent_measures" in refused.get_json()["detail"]
    assert stopped == [204, 204]
    assert (found["state"], found["problem"]) == ("cancelled", "The job was cancelled.")
    assert after.status_code == 202
    assert ended(own, after.headers["Location"])["state"] == "done"


def test_a_job_that_fails_says_why(own: FlaskClient) -> None:
    """In the words of the measure."""
    found = ended(own, own.post(f"{NETWORK}/nestedness").headers["Location"])

    assert found["state"] == "failed"
    assert "two-mode" in found["problem"]
    assert "result" not in found


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (f"{NETWORK}/betweeness", 404, "betweenness"),
        (f"{NETWORK}/degree?replicas=3", 400, "does not take"),
        (f"{NETWORK}/betweenness?error=much", 400, "a number"),
        ("/networks/partnershops/measures/degree", 404, "partnerships"),
    ],
)
def test_what_can_not_be_is_refused_at_once(own: FlaskClient, address: str, status: int, words: str) -> None:
    """No process is started for it."""
    refused = own.post(address)

    assert refused.status_code == status
    assert words in refused.get_json()["detail"]


def test_an_unknown_job_is_not_there(own: FlaskClient) -> None:
    """Whoever guesses finds nothing."""
    assert own.get("/jobs/1").status_code == 404
    assert own.delete("/jobs/1").status_code == 404
