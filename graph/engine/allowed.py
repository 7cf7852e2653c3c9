"""Which other servers may be asked: an operator's list, held against addresses as written and as resolved."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import urlsplit

from graph.errors import SettingsError

__all__ = ["AllowList"]

_SCHEMES = ("http", "https")
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("::/96"))
"""IPv6 whose last 32 bits are IPv4 (https://www.rfc-editor.org/rfc/rfc6052, rfc4291#section-2.5.5.1)."""

_NEVER_PUBLIC = (ip_network("64:ff9b:1::/48"), ip_network("2002::/16"))
"""IPv6 that each network translates in its own way (https://www.rfc-editor.org/rfc/rfc8215), and 6to4, given
up by https://www.rfc-editor.org/rfc/rfc7526: versions of Python differ in what they hold of these."""

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class AllowList:
    """Which addresses may be contacted.

    Attributes:
        prefixes: beginnings of addresses up to a slash, such as ``https://query.example.org/sparql``; ``*``
            allows every public address.
        networks: ranges of addresses that are not public and may be contacted all the same.
    """

    prefixes: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, text: str) -> "AllowList":
        """The list that a setting says, parted by spaces or commas.

        An entry is ``*``, the beginning of an address, or a range of addresses (``10.1.0.0/16``). An address
        whose host is a number or ``localhost`` names that range as well.

        Raises:
            SettingsError: an entry is none of these.

        >>> AllowList.of("https://a.example/sparql, 10.1.0.0/16").prefixes
        ('https://a.example/sparql',)
        """
        prefixes: list[str] = []
        networks: list[Network] = []
        for entry in text.replace(",", " ").split():
            if entry == "*" or entry.startswith(("http://", "https://")):
                prefixes.append(entry)
                networks.extend(_named(urlsplit(entry).hostname or ""))
            else:
                networks.append(_network(entry))
        return cls(tuple(prefixes), tuple(networks))

    def admits(self, url: str) -> bool:
        """Whether an address is on the list, as written.

        >>> AllowList.of("https://a.example/data").admits("https://a.example/database")
        False
        """
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            # A port beyond all ports, or brackets around what is no IPv6.
            return False
        if parts.scheme not in _SCHEMES or not parts.hostname or "@" in parts.netloc or "\\" in url:
            return False
        return any(prefix == "*" or _begins(url, prefix) for prefix in self.prefixes)

    def admits_host(self, address: Address) -> bool:
        """Whether a resolved address is public or named, and so is each address that it leads to."""
        return all(map(self._admits_plain, _meant(address)))

    def _admits_plain(self, address: Address) -> bool:
        is_named = any(address in network for network in self.networks)
        is_kept_out = address.is_multicast or any(address in network for network in _NEVER_PUBLIC)
        return is_named or (address.is_global and not is_kept_out)


def _meant(address: Address) -> Iterator[Address]:
    """The addresses that stand for one: of IPv6 that carries IPv4, both, for a tunnel may lead to either."""
    if isinstance(address, IPv4Address):
        yield address
        return
    if address.ipv4_mapped:
        # Written otherwise, it is the IPv4 address.
        yield address.ipv4_mapped
        return
    yield address
    if address.sixtofour:
        yield address.sixtofour
    yield from address.teredo or ()
    if any(address in network for network in _TRANSLATED) and not address.is_loopback:
        yield IPv4Address(int(address) % 2**32)


def _begins(url: str, prefix: str) -> bool:
    wanted, found = urlsplit(prefix), urlsplit(url)
    is_same_server = (wanted.scheme, wanted.hostname, wanted.port) == (
        found.scheme,
        found.hostname,
        found.port,
    )
    if not is_same_server or ".." in found.path.split("/"):
        return False
    folder = wanted.path.rstrip("/")
    return found.path in (folder, wanted.path) or found.path.startswith(f"{folder}/")


def _named(host: str) -> tuple[Network, ...]:
    if host == "localhost":
        return ip_network("127.0.0.0/8"), ip_network("::1/128")
    try:
        return (ip_network(host),)
    except ValueError:
        return ()


def _network(entry: str) -> Network:
    try:
        return ip_network(entry)
    except ValueError as error:
        raise SettingsError(
            f"{entry!r}: an entry is the beginning of an http or https address, a range of addresses, or *."
        ) from error
