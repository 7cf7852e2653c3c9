"""One frozen table of settings, read once at start; an unknown or impossible one stops the start.

Order: defaults, then a TOML file (named by ``MAILLAGE_SETTINGS``), then ``MAILLAGE_*`` variables,
then command-line options. Units stand in the names.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from graph.errors import SettingsError

__all__ = ["Settings", "read_settings"]

_PREFIX = "MAILLAGE_"
# Read by the test suite and the make targets; not settings of the service.
_FOREIGN = frozenset({"MAILLAGE_SHARED", "MAILLAGE_SETTINGS"})
# What every walk through a query can follow without exhausting the stack.
_DEEPEST = 200
# As a browser writes it: in lower case, without a path.
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")


def _setting(default: Any, meaning: str, choices: tuple[str, ...] = (), *, least: int = 1) -> Any:
    return field(default=default, metadata={"meaning": meaning, "choices": choices, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose; ``docs/reference/settings.md`` is generated from this table."""

    bind: str = _setting("127.0.0.1:8000", "address and port the service listens on, as host:port")
    store_path: str = _setting(
        "",
        "file of the store, or the address of a SPARQL service that holds the data; "
        "empty: the bundled graph, in memory",
    )
    store_update_address: str = _setting(
        "", "where a SPARQL service that holds the data takes updates; empty: it is only read"
    )
    threads: int = _setting(
        16,
        "requests answered at the same time; more than run and wait as queries, so that `/running` "
        "and `/health` answer whatever runs",
    )
    body_bytes_limit: int = _setting(1_000_000, "largest request body accepted, in bytes")
    graph_bytes_limit: int = _setting(
        100_000_000, "largest body or file that `/graphs` accepts, in bytes; it is kept on disk meanwhile"
    )
    query_bytes_limit: int = _setting(1_000_000, "longest query or update read, in bytes of UTF-8")
    query_depth_limit: int = _setting(100, "most brackets within one another in a query, at most 200")
    query_timeout_s: int = _setting(
        60, "longest time from a query or update being asked to its complete answer, in seconds"
    )
    query_memory_mb: int = _setting(4_000, "most memory that all running queries take together, in MB")
    query_temp_mb: int = _setting(
        20_000, "most temporary disk space that all running queries take together, in MB"
    )
    answer_memory_mb: int = _setting(
        500, "most memory that the texts of answers take together, from being written to being sent, in MB"
    )
    answer_disk_mb: int = _setting(
        10_000, "most disk space that those take together which do not fit into that memory, in MB"
    )
    cache_mb: int = _setting(
        100, "memory for answers that are remembered until the data changes, in MB; 0: none are", least=0
    )
    row_limit: int = _setting(
        5_000_000,
        "most rows or triples in an answer, which is cut there and says so; in an update, solutions",
    )
    string_length_limit: int = _setting(1_000_000, "longest string that a query may make, in characters")
    concurrent_queries: int = _setting(
        4, "queries and updates that run at the same time; more wait for their turn"
    )
    query_threads: int = _setting(
        0,
        "processors that work on the queries that run; 0: all there are, and two at least",
        least=0,
    )
    waiting_queries: int = _setting(
        8, "queries and updates that wait for their turn; more are refused with 429"
    )
    service_allow: str = _setting(
        "", "where SERVICE may ask: beginnings of addresses, parted by spaces; * for every public one"
    )
    load_allow: str = _setting("", "what LOAD may read, as for `service_allow`")
    token_file: str = _setting("", "file of the tokens, which `maillage token` keeps; empty: there are none")
    reads: str = _setting(
        "public", "who may read: `public`, everyone; `token`, who sends a token", ("public", "token")
    )
    writes: str = _setting(
        "token",
        "who may write and see what runs: `token`, who sends a token; `open`, everyone on this machine, "
        "which a service that listens elsewhere too refuses",
        ("token", "open"),
    )
    cors_origins: str = _setting(
        "",
        "pages of which other sites may read answers: origins such as https://app.example, parted by "
        "spaces; `*` for all; never with credentials",
    )
    requests_per_minute: int = _setting(
        0, "requests that one client, a token or an address, may send a minute; 0: no limit", least=0
    )
    request_burst: int = _setting(60, "requests that one client may send at once before that counts")
    default_graph: str = _setting(
        "union",
        "what a query at `/sparql` sees outside GRAPH where nothing chooses: `union`, all graphs together; "
        "`default`, only what is in no named graph",
        ("union", "default"),
    )
    trusted_proxy: str = _setting(
        "", "address of a proxy in front, whose X-Forwarded-For, -Proto and -Host are believed"
    )
    request_log: str = _setting(
        "", "file that gets a line of JSON for each request; `-`: standard error; empty: none"
    )
    slow_query_s: int = _setting(10, "queries that take longer are logged with their text, in seconds")
    network_edge_limit: int = _setting(200_000, "most edges a network page, picture or measure takes")
    measure_timeout_s: int = _setting(600, "longest time of a measure that runs as a job, in seconds")
    measure_memory_mb: int = _setting(8_000, "most memory of a measure that runs as a job, in MB")
    concurrent_measures: int = _setting(
        2, "measures that run as jobs at the same time; more are refused with 429"
    )
    validation_triple_limit: int = _setting(
        200_000,
        "most triples, of file and store together, that loading validates unasked; "
        "more are validated with --strict or on demand",
    )

    @property
    def host(self) -> str:
        """The host part of ``bind``."""
        return self.bind.rpartition(":")[0].strip("[]")

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the service."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def port(self) -> int:
        """The port part of ``bind``; 0 lets the system choose."""
        return int(self.bind.rpartition(":")[2])


def read_settings(environment: Mapping[str, str], **options: Any) -> Settings:
    """Settings from a file, the environment and options, later ones winning.

    Args:
        environment: usually ``os.environ``.
        **options: settings by name; ``None`` means "not given".

    Raises:
        SettingsError: a name is unknown, a value has the wrong type or is impossible.
    """
    chosen: dict[str, Any] = {}
    if path := environment.get(f"{_PREFIX}SETTINGS"):
        chosen |= _from_file(Path(path))
    for name, text in environment.items():
        if name.startswith(_PREFIX) and name not in _FOREIGN:
            chosen[name.removeprefix(_PREFIX).lower()] = text
    chosen |= {name: value for name, value in options.items() if value is not None}
    return _checked(replace(Settings(), **{name: _typed(name, value) for name, value in chosen.items()}))


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The settings file {path} can't be read: {error}") from error


def _typed(name: str, value: Any) -> Any:
    types = {entry.name: type(entry.default) for entry in fields(Settings)}
    if name not in types:
        raise SettingsError(f"There is no setting {name!r}. There is: {', '.join(sorted(types))}.")
    if types[name] is int:
        return _whole_number(name, value)
    if not isinstance(value, str):
        raise SettingsError(f"The setting {name} takes a text, not {value!r}.")
    return value


def _whole_number(name: str, value: Any) -> int:
    text = value if isinstance(value, str) else repr(value)
    if not re.fullmatch(r"\s*[+-]?[0-9]+\s*", text):
        raise SettingsError(f"The setting {name} takes a whole number, not {value!r}.")
    return int(text)


def _checked(settings: Settings) -> Settings:
    host, _, port = settings.bind.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65_535:  # noqa: PLR2004 - the highest port there is
        raise SettingsError(
            f"The setting bind takes host:port, such as 127.0.0.1:8000, not {settings.bind!r}."
        )
    for entry in fields(Settings):
        value = getattr(settings, entry.name)
        least = entry.metadata["least"]
        if isinstance(value, int) and value < least:
            raise SettingsError(f"The setting {entry.name} must be at least {least}, not {value}.")
        choices = entry.metadata["choices"]
        if choices and value not in choices:
            raise SettingsError(f"The setting {entry.name} is {' or '.join(choices)}, not {value!r}.")
    if settings.query_depth_limit > _DEEPEST:
        raise SettingsError(
            f"The setting query_depth_limit is at most {_DEEPEST}, not {settings.query_depth_limit}."
        )
    for origin in settings.cors_origins.split():
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"The setting cors_origins takes origins such as https://app.example, or *, not {origin!r}."
            )
    if settings.threads <= settings.concurrent_queries + settings.waiting_queries:
        raise SettingsError(
            f"The setting threads is to be more than concurrent_queries and waiting_queries together, "
            f"not {settings.threads}, or nothing else is answered while they all run and wait."
        )
    if settings.writes == "open" and not settings.is_local:
        raise SettingsError(
            f"With writes = open everyone who reaches {settings.bind} could write. "
            "Listen on 127.0.0.1, or make tokens: maillage token add."
        )
    return settings
