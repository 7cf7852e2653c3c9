"""Conditions on a graph: its tag, what is not sent again, and writes that hold only while it is the same."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest
from flask.testing import FlaskClient

from tests.serving import served
from tests.web.graph_store import TURTLE, A, numbers, store_client, triples


@pytest.fixture
def own(tmp_path: Path) -> FlaskClient:
    """A client with a token to edit all graphs."""
    return store_client(tmp_path)


def test_the_tag_of_a_graph_changes_with_it_alone(own: FlaskClient) -> None:
    """A strong one, of the graph and the format."""
    tag = own.get(A).headers["ETag"]
    assert tag == own.head(A).headers["ETag"] == own.get(A).headers["ETag"]
    assert tag != own.get(f"{A}&format=nt").headers["ETag"]
    assert not tag.startswith("W/")

    own.put("/graphs?graph=x:b", data="<x:s> <x:p> 9 .", headers=TURTLE)
    own.post("/sparql", data="INSERT DATA { <x:s> <x:p> 9 }", content_type="application/sparql-update")
    assert own.get(A).headers["ETag"] == tag

    update = "INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 9 } }"
    own.post("/sparql", data=update, content_type="application/sparql-update")
    assert own.get(A).headers["ETag"] != tag


def test_what_the_client_has_is_not_sent_again(own: FlaskClient) -> None:
    """304 as long as the tag is that of this format."""
    tag = own.get(A).headers["ETag"]

    known = own.get(A, headers={"If-None-Match": f'"x", {tag}'})
    assert (known.status_code, known.data, known.headers["ETag"]) == (304, b"", tag)
    assert own.get(A, headers={"If-None-Match": f"W/{tag}"}).status_code == 304
    assert own.get(f"{A}&format=nt", headers={"If-None-Match": tag}).status_code == 200
    assert own.get("/graphs?graph=x:none", headers={"If-None-Match": "*"}).status_code == 404


def test_a_blank_tag_names_no_state(own: FlaskClient) -> None:
    """It holds for no graph, so a write that wants it is refused and one that excludes it goes on."""
    triple = "<x:s> <x:p> 5 ."

    assert own.put(A, data=triple, headers={**TURTLE, "If-Match": '""'}).status_code == 412
    assert own.put(A, data=triple, headers={**TURTLE, "If-None-Match": 'W/"", ""'}).status_code == 204
    assert own.get(A, headers={"If-None-Match": '""'}).status_code == 200


def test_a_graph_is_coded_as_the_client_takes_it(own: FlaskClient) -> None:
    """What is coded has a tag of its own, and the tag is good for a write all the same."""
    own.put(A, data=" ".join(f"<x:s> <x:p> {number} ." for number in range(1000)), headers=TURTLE)

    plain, coded = own.get(A), own.get(A, headers={"Accept-Encoding": "gzip"})

    assert (coded.headers["Content-Encoding"], gzip.decompress(coded.data)) == ("gzip", plain.data)
    assert coded.content_length == len(coded.data) < len(plain.data)
    assert {"Accept", "Accept-Encoding"} <= set(coded.vary)
    assert coded.headers["ETag"] != plain.headers["ETag"]
    known = {"Accept-Encoding": "gzip", "If-None-Match": coded.headers["ETag"]}
    assert own.get(A, headers=known).status_code == 304
    assert own.delete(A, headers={"If-Match": coded.headers["ETag"]}).status_code == 204


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
def test_a_write_holds_only_while_the_graph_is_as_it_was_seen(own: FlaskClient, method: str) -> None:
    """412 after a change, and where there is no graph; the tag of any format will do."""
    body, kind = ("<x:s> <x:p> 7 .", "text/turtle")
    if method == "PATCH":
        body, kind = ("INSERT DATA { <x:s> <x:p> 7 }", "application/sparql-update")
    old = own.get(f"{A}&format=nt").headers["ETag"]
    own.post(A, data="<x:s> <x:p> 5 .", headers=TURTLE)

    def write(target: str, **conditions: str) -> int:
        headers = {name.replace("_", "-"): value for name, value in conditions.items()}
        return own.open(target, method=method, data=body, content_type=kind, headers=headers).status_code

    new = own.get(f"{A}&format=nt").headers["ETag"]
    assert write(A, If_Match=old) == 412
    assert write(A, If_Match=f"W/{new}") == 412
    assert write(A, If_None_Match="*") == 412
    assert write(A, If_None_Match=new) == 412
    assert write("/graphs?graph=x:none", If_Match="*") == 412
    assert numbers(own, A) == ["1", "5"]
    assert write(A, If_Match=f"{old}, {new}", If_None_Match=old) == 204
    if method != "DELETE":
        assert write("/graphs?graph=x:none", If_None_Match="*") == 201


def test_of_two_who_saw_the_same_one_writes(tmp_path: Path) -> None:
    """The condition is held against the graph within the write: nothing that somebody wrote is lost."""
    together = Barrier(4)
    with served(tmp_path) as service:
        headers = {"Content-Type": "application/sparql-update"} | service.authority

        def add(number: int) -> int:
            """Add a number to what was seen, as often as needed; gives how often."""
            for tries in count(1):
                seen = service.ask("HEAD", "/graphs?graph=x:n").headers.get("ETag")
                if tries == 1 and number <= together.parties:
                    together.wait(60)
                condition = {"If-Match": seen} if seen else {"If-None-Match": "*"}
                text = (
                    f"DELETE {{ <x:n> <x:sum> ?old }} INSERT {{ <x:n> <x:sum> ?new }} WHERE"
                    f" {{ OPTIONAL {{ <x:n> <x:sum> ?old }} BIND (COALESCE(?old, 0) + {number} AS ?new) }}"
                )
                reply = service.ask("PATCH", "/graphs?graph=x:n", text, headers | condition)
                assert reply.status in {201, 204, 412}, reply.body
                if reply.status != 412:
                    return tries
            raise AssertionError

        with ThreadPoolExecutor(together.parties) as pool:
            tries = sum(pool.map(add, range(1, 17)))
        reply = service.ask("GET", "/graphs?graph=x:n", headers={"Accept": "application/n-triples"})

    assert triples(reply.body, "nt") == {("x:n", "x:sum", str(sum(range(1, 17))))}
    assert tries >= 16 + together.parties - 1
