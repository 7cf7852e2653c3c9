"""No text makes the service contact another address."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from graph.dataset import Dataset
from graph.errors import MaillageError, QueryError

pytestmark = pytest.mark.usefixtures("each_engine")

SERVICES = [
    "SELECT * { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { SERVICE SILENT <URL> { ?a ?b ?c } }",
    "SELECT * { sErViCe<URL>{ ?a ?b ?c } }",
    "SELECT * { SERVICESILENT<URL>{ ?a ?b ?c } }",
    "PREFIX ex: <URL> SELECT * { SERVICEex:a{ ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { SERVICE:a{ ?a ?b ?c } }",
    "SELECT * { SERVICE#x\n<URL>#y\r\n{ ?a ?b ?c } }",
    "PREFIX ex: <x:> SELECT * { ?x ex:p ?y.SERVICE<URL>{ ?a ?b ?c } }",
    "PREFIX ex: <x:> SELECT * { ?x ex:p ex:.SERVICE<URL>{ ?a ?b ?c } }",
    "SELECT * { ?x ?y trueSERVICE<URL>{ ?a ?b ?c } }",
    "SELECT * { VALUES ?y { <URL> } FILTER(1<2)SERVICE?y#>\n{ ?a ?b ?c } }",
    "SELECT * { FILTER(1<2)#>'''\nSERVICE<URL>{ ?a ?b ?c }#'''\n}",
    "SELECT * { SER\\u0056ICE <URL> { ?a ?b ?c } }",
    "INSERT { ?a ?b ?c } WHERE { SERVICE <URL> { ?a ?b ?c } }",
]
HARMLESS = [
    "PREFIX dcat: <x:> SELECT * { ?x dcat:service ?y { ?a ?b ?c } }",
    "PREFIX dcat: <x:> SELECT * { ?x a dcat:DataService . ?service ?p <x:service> { ?a ?b ?c } }",
    "# what the service\nSELECT * { ?x ?y 'a service', \"service <x>\" }",
    "SELECT ?load { ?load ?p 'load <x:a>' } # load <x:b>",
    "PREFIX service: <x:> SELECT * { service:a service:b service:c . ?a ?b ?c }",
]


@contextmanager
def _listening() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and a note of each time it is contacted."""
    contacts: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def note() -> None:
            try:
                while True:
                    connection, _ = server.accept()
                    contacts.append("contact")
                    connection.close()
            except OSError:
                return

        threading.Thread(target=note, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", contacts
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("text", SERVICES)
def test_no_query_contacts_an_address(text: str) -> None:
    """No evaluator gets to open a connection; SILENT may pass over that."""
    with _listening() as (url, contacts):
        with suppress(MaillageError) if "SILENT" in text else pytest.raises(MaillageError):
            Dataset.in_memory().query(text.replace("URL", url))

        assert contacts == []


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_only_look_like_keywords_pass(text: str) -> None:
    """Names, variables, labels and comments may speak of services."""
    Dataset.in_memory().query(text)


@pytest.mark.parametrize(
    "text", ["LOAD <URL>", "LOAD SILENT <URL> INTO GRAPH <x:g>", "CLEAR ALL;loadSILENT<URL>", "LOAD#x\n<URL>"]
)
def test_load_is_refused_in_updates(text: str) -> None:
    """An update reads no address."""
    with _listening() as (url, contacts):
        with pytest.raises(QueryError, match="LOAD is not allowed here"):
            Dataset.in_memory().update(text.replace("URL", url))

        assert contacts == []


def test_load_in_a_name_passes() -> None:
    """A property may be called load."""
    Dataset.in_memory().update("PREFIX ex: <x:> INSERT DATA { ex:a ex:load ex:b }")


@pytest.mark.parametrize("text", ["SELECT * { SERVICE <x:a> { } }", "ASK { { SERVICE SILENT ?s { } } }"])
def test_service_is_refused_by_name(text: str) -> None:
    """The error says what is not allowed."""
    with pytest.raises(QueryError, match=r"SERVICE (is not allowed here|\?s: nothing beside it tells)"):
        Dataset.in_memory().query(text)
