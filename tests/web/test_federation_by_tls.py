"""SERVICE and LOAD over HTTPS: certificates are checked against the authorities that this machine trusts."""

import shutil
import ssl
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.documents import Document, Documents, documents
from tests.serving import Served, served

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")

RESULTS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"x:far"}}]}}'
# As https://www.rfc-editor.org/rfc/rfc5280 asks, and Python from 3.13 on.
_OF_AUTHORITY = ("keyUsage=critical,keyCertSign",)
_OF_SERVER = ("basicConstraints=critical,CA:FALSE", "authorityKeyIdentifier=keyid")
_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc")


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority of certificates, made for one run.

    Attributes:
        folder: where its files are.
    """

    folder: Path

    @property
    def certificate(self) -> Path:
        """What whoever trusts it has."""
        return self.folder / "authority.pem"

    def context(self, name: str) -> ssl.SSLContext:
        """For a server that has a certificate for that name (``IP:127.0.0.1``, ``DNS:localhost``)."""
        certificate, key = (self.folder / f"server.{ending}" for ending in ("pem", "key"))
        signed = ("-CA", self.certificate, "-CAkey", self.folder / "authority.key")
        _made(certificate, key, "/CN=server", (f"subjectAltName={name}", *_OF_SERVER), *signed)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context


def _made(certificate: Path, key: Path, subject: str, extensions: Iterable[str], *more: object) -> None:
    told = [part for extension in extensions for part in ("-addext", extension)]
    command = ["openssl", "req", "-x509", *_KEY, "-days", "2", "-subj", subject, *told]
    subprocess.run(
        [*command, "-keyout", key, "-out", certificate, *map(str, more)], check=True, capture_output=True
    )


def _authority(folder: Path) -> Authority:
    authority = Authority(folder)
    _made(authority.certificate, folder / "authority.key", "/CN=authority", _OF_AUTHORITY)
    return authority


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that the service trusts."""
    return _authority(tmp_path_factory.mktemp("trusted"))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, trusted: Authority) -> Iterator[Served]:
    """A Maillage that may ask whatever is on loopback."""
    allowed = "* 127.0.0.0/8"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SSL_CERT_FILE", str(trusted.certificate))
        folder = tmp_path_factory.mktemp("service")
        with served(folder, service_allow=allowed, load_allow=allowed, query_timeout_s=20) as running:
            yield running


def _filled(source: Documents) -> str:
    source.given["sparql"] = Document(RESULTS, "application/sparql-results+json")
    source.given["a.ttl"] = Document(b"<x:s> <x:p> 1 .")
    return source.address


def test_a_service_and_a_document_are_asked_over_tls(service: Served, trusted: Authority) -> None:
    """Where an authority that is trusted vouches for the address."""
    with documents(trusted.context("IP:127.0.0.1")) as source:
        address = _filled(source)
        asked = service.query(f"SELECT ?s {{ SERVICE <{address}sparql> {{ ?s ?p ?o }} }}")
        loaded = service.update(f"LOAD <{address}a.ttl> INTO GRAPH <x:tls>")

    assert [row["s"]["value"] for row in asked.document["results"]["bindings"]] == ["x:far"]
    assert (loaded.status, loaded.document["added"]) == (200, 1)


def test_a_certificate_for_another_name_is_refused(service: Served, trusted: Authority) -> None:
    """And nothing is asked there."""
    with documents(trusted.context("DNS:elsewhere.example")) as source:
        reply = service.query(f"SELECT ?s {{ SERVICE <{_filled(source)}sparql> {{ ?s ?p ?o }} }}")

        assert source.asked == []

    assert reply.status == 400
    assert "certificate" in reply.document["detail"]


def test_a_certificate_of_an_unknown_authority_is_refused(service: Served, tmp_path: Path) -> None:
    """By SERVICE and by LOAD; SILENT gives what it gives for a service that fails."""
    with documents(_authority(tmp_path).context("IP:127.0.0.1")) as source:
        address = _filled(source)
        asked = service.query(f"SELECT ?s {{ SERVICE <{address}sparql> {{ ?s ?p ?o }} }}")
        silent = service.query(f"SELECT ?s {{ SERVICE SILENT <{address}sparql> {{ ?s ?p ?o }} }}")
        loaded = service.update(f"LOAD <{address}a.ttl> INTO GRAPH <x:no>")

        assert source.asked == []

    assert (asked.status, loaded.status) == (400, 400)
    assert "certificate" in asked.document["detail"]
    assert silent.document["results"]["bindings"] == [{}]
