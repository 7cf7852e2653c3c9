"""Settings: one table, read once; what is unknown or impossible stops the start."""

from pathlib import Path

import pytest

from graph.errors import SettingsError
from graph.settings import read_settings


def test_defaults_hold_where_nothing_is_said() -> None:
    """The service listens on this machine alone and serves the bundled graph."""
    settings = read_settings({"PATH": "/bin"})

    assert (settings.host, settings.port, settings.store_path) == ("127.0.0.1", 8000, "")


def test_later_sources_win(tmp_path: Path) -> None:
    """File before environment before options."""
    file = tmp_path / "settings.toml"
    file.write_text('bind = "127.0.0.1:1"\nthreads = 20\nbody_bytes_limit = 3\n')
    environment = {
        "MAILLAGE_SETTINGS": str(file),
        "MAILLAGE_THREADS": "40",
        "MAILLAGE_BODY_BYTES_LIMIT": "5",
    }

    settings = read_settings(environment, body_bytes_limit=6, store_path=None)

    assert (settings.port, settings.threads, settings.body_bytes_limit) == (1, 40, 6)


def test_an_unknown_setting_is_named_with_those_there_are() -> None:
    """A misspelt variable is not passed over."""
    with pytest.raises(SettingsError, match=r"no setting 'thread'\. There is: .*threads"):
        read_settings({"MAILLAGE_THREAD": "1"})


@pytest.mark.parametrize("text", ["many", "", "1.5", "1e3", "٣", "1_0"])
def test_a_number_is_written_in_digits(text: str) -> None:
    """No guess is made at anything else."""
    with pytest.raises(SettingsError, match="threads takes a whole number"):
        read_settings({"MAILLAGE_THREADS": text})


@pytest.mark.parametrize("value", ["8.7", "true", "[1]", "{ a = 1 }", "2020-01-01"])
def test_a_value_of_another_type_is_refused(value: str, tmp_path: Path) -> None:
    """TOML has types: a fraction is not cut to a whole number, nor a list taken for a text."""
    file = tmp_path / "settings.toml"
    for name in ("threads", "bind"):
        file.write_text(f"{name} = {value}\n")

        with pytest.raises(SettingsError, match=f"{name} takes"):
            read_settings({"MAILLAGE_SETTINGS": str(file)})


def test_threads_are_left_for_what_is_no_query() -> None:
    """Or nobody could see and stop what runs."""
    assert read_settings({}, concurrent_queries=2, waiting_queries=3, threads=6).threads == 6

    with pytest.raises(SettingsError, match="threads is to be more than"):
        read_settings({}, concurrent_queries=2, waiting_queries=3, threads=5)


@pytest.mark.parametrize("value", ["0", "-1"])
def test_limits_are_at_least_one(value: str) -> None:
    """A limit of nothing would answer nothing."""
    with pytest.raises(SettingsError, match="threads must be at least 1"):
        read_settings({"MAILLAGE_THREADS": value})


@pytest.mark.parametrize(
    "bind", ["8000", ":8000", "localhost", "localhost:", "localhost:http", "h:65536", "h:٣"]
)
def test_an_impossible_address_is_refused(bind: str) -> None:
    """Host and port are both needed, and ports end at 65535."""
    with pytest.raises(SettingsError, match="bind takes host:port"):
        read_settings({}, bind=bind)


def test_an_address_may_be_of_version_six() -> None:
    """Brackets part the address from the port."""
    settings = read_settings({}, bind="[::1]:0")

    assert (settings.host, settings.port) == ("::1", 0)


@pytest.mark.parametrize("content", [None, b"bind = ", b"\xff"])
def test_an_unreadable_file_is_named(content: bytes | None, tmp_path: Path) -> None:
    """Missing, not TOML, or not text."""
    file = tmp_path / "settings.toml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(SettingsError, match=f"settings file {file} can't be read"):
        read_settings({"MAILLAGE_SETTINGS": str(file)})
