"""Tokens: kept as digests in a file of their owner's, and good until they are revoked."""

import json
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from graph.errors import SettingsError, UnknownName
from graph.terms import Iri
from graph.tokens import Role, TokenFile, as_graphs

PRESS = Iri("https://example.org/press")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the tokens will be."""
    return tmp_path / "tokens.json"


def test_a_token_is_found_by_its_secret_alone(path: Path) -> None:
    """Not by its name, its digest, a part of it or nothing."""
    tokens = TokenFile(path)
    secret = tokens.add("ana", Role.EDITOR)

    found = tokens.find(secret)

    assert found is not None
    assert (found.name, found.role, found.graphs) == ("ana", Role.EDITOR, None)
    for other in ("", "ana", found.digest, secret[:-1], f"{secret} ", secret.swapcase(), "é\ud800"):
        assert tokens.find(other) is None


def test_the_file_holds_digests_and_no_secret(path: Path) -> None:
    """SHA-256 of 256 random bits, in a file that only its owner reads and writes."""
    secret = TokenFile(path).add("ana", Role.EDITOR)

    text = path.read_text("utf-8")
    assert secret not in text
    assert sha256(secret.encode()).hexdigest() in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(secret) == len("mlg_") + 43
    assert [each.name for each in path.parent.iterdir()] == ["tokens.json"]


def test_a_token_shows_nothing_of_its_digest(path: Path) -> None:
    """Its representation may get into a log."""
    tokens = TokenFile(path)
    tokens.add("ana", Role.EDITOR)

    [token] = tokens.all()

    assert token.digest not in repr(token)


def test_no_two_tokens_are_the_same(path: Path) -> None:
    """Each is made of its own random bits."""
    tokens = TokenFile(path)

    assert len({tokens.add(f"a{number}", Role.READER) for number in range(20)}) == 20


def test_another_process_revokes_and_adds(path: Path) -> None:
    """Who has read the file before sees the change at the next look."""
    reading, writing = TokenFile(path), TokenFile(path)
    secret = writing.add("ana", Role.EDITOR)
    assert reading.find(secret) is not None

    writing.revoke("ana")
    other = writing.add("ben", Role.READER)

    assert reading.find(secret) is None
    assert reading.find(other) is not None


def test_without_its_file_no_token_is_known(path: Path) -> None:
    """A file that was removed takes its tokens along."""
    tokens = TokenFile(path)
    secret = tokens.add("ana", Role.ADMIN)

    path.unlink()

    assert tokens.find(secret) is None


def test_graphs_come_back_as_they_were_given(path: Path) -> None:
    """Named ones and the default graph."""
    TokenFile(path).add("press", Role.EDITOR, as_graphs([PRESS.value, "DEFAULT"]))

    [token] = TokenFile(path).all()

    assert token.graphs == frozenset({PRESS, None})


@pytest.mark.parametrize("name", ["", " ", "a b", "-a", "a\n", "a" * 65, "../x"])
def test_a_name_is_plain(name: str, path: Path) -> None:
    """It will stand in lists and logs."""
    with pytest.raises(SettingsError, match="A name is letters"):
        TokenFile(path).add(name, Role.READER)


def test_a_name_is_given_once(path: Path) -> None:
    """Or revoking it would be ambiguous."""
    tokens = TokenFile(path)
    tokens.add("ana", Role.READER)

    with pytest.raises(SettingsError, match="already"):
        tokens.add("ana", Role.ADMIN)


def test_revoking_what_is_not_there_says_what_is(path: Path) -> None:
    """And leaves the file as it is."""
    tokens = TokenFile(path)
    secret = tokens.add("ana", Role.READER)

    with pytest.raises(UnknownName, match="Did you mean ana"):
        tokens.revoke("anna")

    assert tokens.find(secret) is not None


def test_two_commands_do_not_change_the_file_at_once(path: Path) -> None:
    """The second is refused, so that none brings a revoked token back."""
    tokens = TokenFile(path)
    path.with_name("tokens.json.new").touch()

    with pytest.raises(SettingsError, match="another command changes the tokens"):
        tokens.add("ana", Role.READER)


def test_a_file_that_others_may_write_is_refused(path: Path) -> None:
    """They could make themselves tokens."""
    TokenFile(path).add("ana", Role.READER)
    path.chmod(0o622)

    with pytest.raises(SettingsError, match="others may write"):
        TokenFile(path).all()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"tokens": [{}]}',
        '{"tokens": [{"name": "a", "role": "king", "sha256": "%s", "since": ""}]}',
        '{"tokens": [{"name": "a", "role": "admin", "sha256": "", "since": ""}]}',
        '{"tokens": [{"name": "a", "role": "editor", "sha256": "%s", "since": "", "graphs": []}]}',
        '{"tokens": [{"name": "a", "role": "editor", "sha256": "%s", "since": "", "graphs": ["x"]}]}',
    ],
)
def test_a_damaged_file_is_refused_whole(text: str, path: Path) -> None:
    """No token of it is taken, and an empty list of graphs does not come to mean all."""
    path.write_text(text.replace("%s", "0" * 64), "utf-8")
    path.chmod(0o600)

    with pytest.raises(SettingsError):
        TokenFile(path).all()


def test_the_file_is_one_that_people_can_read(path: Path) -> None:
    """Names, roles, graphs and when each was made."""
    TokenFile(path).add("press", Role.EDITOR, as_graphs([PRESS.value]))

    [entry] = json.loads(path.read_text("utf-8"))["tokens"]

    assert set(entry) == {"name", "role", "sha256", "since", "graphs"}
    assert (entry["role"], entry["graphs"]) == ("editor", [PRESS.value])
