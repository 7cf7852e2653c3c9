"""Who may do what over HTTP: by a token in one header, and by nothing that a browser sends unasked."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.dataset import Dataset
from graph.errors import SettingsError
from graph.settings import Settings, read_settings
from graph.terms import Iri
from graph.tokens import Role, TokenFile, as_graphs
from graph.web.access import require
from server import create_app

PRESS = Iri("https://example.org/press")
Make = Callable[..., FlaskClient]


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    """No tokens yet."""
    return TokenFile(tmp_path / "tokens.json")


@pytest.fixture
def make(served: Dataset, tmp_path: Path) -> Make:
    """A client of a service with these settings, and one address for each thing that may be needed."""

    def client(**settings: str) -> FlaskClient:
        path = str(tmp_path / "tokens.json")
        app = create_app(read_settings({}, token_file=path, **settings), served)
        _add(app, "/edit", lambda: require(Role.EDITOR))
        _add(app, "/admin", lambda: require(Role.ADMIN))
        _add(app, "/press", lambda: require(Role.EDITOR, {PRESS}))
        _add(app, "/default", lambda: require(Role.EDITOR, {None}))
        return app.test_client()

    return client


def _add(app: Flask, address: str, ask: Callable[[], None]) -> None:
    def view() -> str:
        ask()
        return "done"

    app.add_url_rule(address, address, view, methods=["POST"])


def _bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def _said(response: TestResponse) -> str:
    assert response.content_type == "application/problem+json"
    return str(json.loads(response.text)["detail"])


def test_writing_without_a_token_is_401_and_says_how(make: Make) -> None:
    """A problem document with the challenge of RFC 6750."""
    response = make().post("/edit")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="Maillage service"'
    assert "role editor" in _said(response)
    assert "maillage token add" in _said(response)


@pytest.mark.parametrize("secret", ["", "x", "mlg_", "é", "a" * 5_000])
def test_an_unknown_token_is_401_and_is_not_repeated(secret: str, make: Make, tokens: TokenFile) -> None:
    """Also where there are others."""
    tokens.add("ana", Role.EDITOR)

    response = make().post(
        "/edit", headers={"Authorization": f"Bearer {secret}".encode("latin-1").decode("latin-1")}
    )

    assert response.status_code == 401
    assert len(secret) < 3 or secret not in response.text


def test_an_unknown_token_is_401_where_none_is_needed(make: Make) -> None:
    """Who sends a revoked one learns it, and is not taken for the public."""
    response = make().get("/queries/", headers=_bearer("mlg_gone"))

    assert response.status_code == 401
    assert "error=invalid_token" in response.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.READER, (403, 403)), (Role.EDITOR, (200, 403)), (Role.ADMIN, (200, 200))],
)
def test_each_role_does_what_those_below_may(
    role: Role, expected: tuple[int, int], make: Make, tokens: TokenFile
) -> None:
    """Writing takes an editor, what others run an admin."""
    secret = tokens.add("ana", role)
    client = make()

    found = (
        client.post("/edit", headers=_bearer(secret)).status_code,
        client.post("/admin", headers=_bearer(secret)).status_code,
    )

    assert found == expected


def test_a_token_that_is_not_enough_is_told_what_is(make: Make, tokens: TokenFile) -> None:
    """403 names the role, the token's name, and nothing of the token."""
    secret = tokens.add("ana", Role.READER)

    response = make().post("/edit", headers=_bearer(secret))

    assert _said(response) == "This needs the role editor; the token 'ana' has reader."


def test_a_token_for_some_graphs_writes_no_other(make: Make, tokens: TokenFile) -> None:
    """The default graph is one of the others."""
    secret = tokens.add("press", Role.EDITOR, as_graphs([PRESS.value]))
    client = make()

    assert client.post("/press", headers=_bearer(secret)).status_code == 200
    refused = client.post("/default", headers=_bearer(secret))
    assert refused.status_code == 403
    assert _said(refused) == "The token 'press' may not write the graph DEFAULT."


def test_a_revoked_token_is_refused_by_the_service_that_runs(make: Make, tokens: TokenFile) -> None:
    """Without a new start."""
    secret = tokens.add("ana", Role.EDITOR)
    client = make()
    assert client.post("/edit", headers=_bearer(secret)).status_code == 200

    tokens.revoke("ana")

    assert client.post("/edit", headers=_bearer(secret)).status_code == 401


def test_a_token_is_read_from_its_header_alone(make: Make, tokens: TokenFile) -> None:
    """Not from the address, a form, a cookie, or another scheme."""
    secret = tokens.add("ana", Role.EDITOR)
    client = make()
    names = ("access_token", "token", "authorization")

    client.set_cookie("Authorization", f"Bearer {secret}")
    for name in names:
        assert client.post(f"/edit?{name}={secret}").status_code == 401
        assert client.post("/edit", data={name: secret}).status_code == 401
        client.set_cookie(name, secret)
        assert client.post("/edit").status_code == 401
    assert client.post("/edit", headers={"Authorization": f"Basic {secret}"}).status_code == 401
    assert client.post("/edit", headers={"Authorization": secret}).status_code == 401


def test_no_page_sets_a_cookie(make: Make) -> None:
    """So there is none that another site's form could use."""
    client = make(writes="open")

    for address in ("/", "/sparql", "/queries/", "/network", "/search?q=a", "/nowhere"):
        assert "Set-Cookie" not in client.get(address).headers, address


def test_tokens_that_can_not_be_read_any_more_open_nothing(
    make: Make, tokens: TokenFile, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """503, and where the file is stands in the log alone."""
    secret = tokens.add("ana", Role.EDITOR)
    client = make()
    (tmp_path / "tokens.json").write_text("{", "utf-8")

    response = client.post("/edit", headers=_bearer(secret))

    assert response.status_code == 503
    assert str(tmp_path) not in response.text
    assert str(tmp_path) in caplog.text
    assert secret not in caplog.text


def test_damaged_tokens_stop_the_start(served: Dataset, tmp_path: Path) -> None:
    """An operator learns it at once."""
    path = tmp_path / "tokens.json"
    path.write_text("{", "utf-8")

    with pytest.raises(SettingsError, match="can't be read"):
        create_app(Settings(token_file=str(path)), served)


@pytest.mark.parametrize("address", ["/", "/sparql?query=ASK+{}", "/queries/", "/id/gojob", "/nowhere"])
def test_reading_needs_a_token_where_the_setting_says_so(address: str, make: Make, tokens: TokenFile) -> None:
    """Any role will do; what there is and what not looks the same without one."""
    secret = tokens.add("ana", Role.READER)
    client = make(reads="token")

    assert client.get(address).status_code == 401
    assert client.get(address, headers=_bearer(secret)).status_code != 401


def test_health_needs_no_token(make: Make) -> None:
    """Whoever watches the service holds none."""
    assert make(reads="token").get("/health").status_code == 200


def test_open_writing_is_for_this_machine(make: Make) -> None:
    """Whoever works on it needs no token."""
    client = make(writes="open")

    assert client.post("/edit").status_code == 200
    assert client.post("/admin", base_url="http://127.0.0.1:8000").status_code == 200
    assert client.post("/edit", base_url="http://[::1]:8000").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
    ],
)
def test_open_writing_is_not_for_other_sites(headers: dict[str, str], make: Make) -> None:
    """A page elsewhere may make a browser post here, or lead its own name here; a proxy may let others in."""
    client = make(writes="open")

    assert client.post("/edit", headers=headers).status_code == 401


def test_open_writing_is_not_for_other_machines(make: Make) -> None:
    """Whatever name they use for this one."""
    response = make(writes="open").post("/edit", environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert response.status_code == 401


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "[::]:8000", "192.0.2.1:8000", "example.org:80"])
def test_writes_are_not_open_where_others_can_reach_the_service(bind: str) -> None:
    """The settings are refused, so the service does not start."""
    with pytest.raises(SettingsError, match="everyone who reaches"):
        read_settings({}, bind=bind, writes="open")


@pytest.mark.parametrize("bind", ["127.0.0.1:0", "[::1]:8000", "localhost:8000", "127.8.9.1:80"])
def test_writes_may_be_open_on_loopback(bind: str) -> None:
    """Local work needs no token."""
    assert read_settings({}, bind=bind, writes="open").writes == "open"
