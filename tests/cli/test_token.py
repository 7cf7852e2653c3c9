"""``maillage token``: makes, lists and revokes, and shows a secret once."""

from pathlib import Path

from graph.tokens import Role, TokenFile
from tests.cli.conftest import Run


def test_a_token_that_was_made_is_known(run: Run, tmp_path: Path) -> None:
    """Standard output holds the secret alone, for scripts."""
    done = run("token", "add", "ana", "--role", "editor", "--file", "t.json")

    token = TokenFile(tmp_path / "t.json").find(done.stdout.strip())
    assert token is not None
    assert (token.name, token.role, token.graphs) == ("ana", Role.EDITOR, None)
    assert "shown this once" in done.stderr


def test_the_list_shows_no_secret(run: Run) -> None:
    """Names, roles, graphs."""
    secret = run("token", "add", "press", "--role", "editor", "--graph", "g:press", "--file", "t.json").stdout

    listed = run("token", "list", "--file", "t.json").stdout

    assert secret.strip() not in listed
    assert "press" in listed
    assert "https://w3id.org/maillage/graph/press" in listed


def test_a_revoked_token_is_gone(run: Run, tmp_path: Path) -> None:
    """From the list and for the service."""
    secret = run("token", "add", "ana", "--role", "admin", "--file", "t.json").stdout.strip()

    assert run("token", "revoke", "ana", "--file", "t.json").exit_code == 0

    assert TokenFile(tmp_path / "t.json").find(secret) is None
    assert run("token", "revoke", "ana", "--file", "t.json").exit_code == 1


def test_the_file_may_come_from_the_settings(run: Run, monkeypatch: object, tmp_path: Path) -> None:
    """As for the service."""
    monkeypatch.setenv("MAILLAGE_TOKEN_FILE", str(tmp_path / "s.json"))  # type: ignore[attr-defined]

    run("token", "add", "ana", "--role", "reader")

    assert [token.name for token in TokenFile(tmp_path / "s.json").all()] == ["ana"]


def test_without_a_file_nothing_is_made(run: Run) -> None:
    """A token that no service knows would be of no use."""
    refused = run("token", "add", "ana", "--role", "reader")

    assert refused.exit_code == 2
    assert "MAILLAGE_TOKEN_FILE" in refused.stderr


def test_a_graph_that_is_no_iri_is_refused(run: Run, tmp_path: Path) -> None:
    """And no token is made."""
    refused = run("token", "add", "ana", "--role", "editor", "--graph", "a b", "--file", "t.json")

    assert refused.exit_code == 1
    assert "absolute IRI" in refused.stderr
    assert not (tmp_path / "t.json").exists()
