"""Where a webhook may go: to public addresses over https, and to what the city names of its own network.

An agency types the address, our server calls it: without this check it could be made to call the services around it
(server-side request forgery).
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from api.errors import TrolyError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_CARRIES_IPV4 = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "2002::/16", "2001::/32"))
"""IPv6 that leads to an IPv4 address inside it (NAT64, 6to4, Teredo)."""
_LONGEST_URL = 2000


class BadAllowedError(ValueError):
    """`WEBHOOK_ALLOWED` holds something that is neither a host nor a network."""


class BadUrlError(TrolyError):
    """The address of an endpoint cannot be used; its sentence says why."""

    status = 422


class AddressRefusedError(TrolyError):
    """The host leads nowhere, or into a network that is not allowed."""

    status = 422
    sentence = "Địa chỉ này thuộc mạng nội bộ. Nếu đúng là hệ thống của cơ quan, quản trị viên thêm vào WEBHOOK_ALLOWED."


@dataclass(frozen=True)
class Allowed:
    """What the city names of its own network: hosts by name, networks by CIDR."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[_Network, ...] = ()

    def names(self, host: str) -> bool:
        """Tell whether `host`, a name or an address, is named."""
        if host.lower() in self.hosts:
            return True
        try:
            return self.holds(ipaddress.ip_address(host))
        except ValueError:
            return False

    def holds(self, address: _Address) -> bool:
        """Tell whether `address` lies in a named network."""
        return any(address.version == net.version and address in net for net in self.networks)


def read_allowed(listed: str) -> Allowed:
    """Read `WEBHOOK_ALLOWED`, such as "10.20.0.0/16, portal.local".

    Raises:
        BadAllowedError: an entry is neither a host nor a network.
    """
    hosts, networks = set(), []
    for entry in (part.strip().lower() for part in listed.split(",") if part.strip()):
        try:
            networks.append(ipaddress.ip_network(entry))
        except ValueError as error:
            if "/" in entry or ":" in entry or " " in entry or entry.replace(".", "").isdigit():
                raise BadAllowedError(f"WEBHOOK_ALLOWED: {entry}: {error}") from error
            hosts.add(entry)
    return Allowed(frozenset(hosts), tuple(networks))


def check_url(url: str, *, allowed: Allowed) -> SplitResult:
    """Return the parts of an endpoint's address. Without https only what the city names is reached.

    Raises:
        BadUrlError: no address of a web service, or not https.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadUrlError(f"bad url: {error}", sentence="Địa chỉ không đúng dạng https://…") from error
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0 or len(url) > _LONGEST_URL:
        raise BadUrlError("bad url", sentence="Địa chỉ không đúng dạng https://…")
    if parts.username or parts.password or parts.fragment:
        raise BadUrlError(
            "url with credentials or fragment", sentence="Địa chỉ không được có tên, mật khẩu hay dấu #."
        )
    if not url.isascii() or any(sign.isspace() for sign in url):
        raise BadUrlError("url with odd characters", sentence="Địa chỉ chỉ gồm chữ không dấu, số và dấu.")
    if parts.scheme != "https" and not allowed.names(parts.hostname):
        raise BadUrlError("not https", sentence="Địa chỉ phải bắt đầu bằng https://.")
    return parts


async def reachable_address(host: str, port: int, *, allowed: Allowed) -> str:
    """Return the network address to call for `host`, so that nobody changes the name's meaning after the check.

    Raises:
        AddressRefusedError: the name leads nowhere, or one of its addresses is not to be called.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise AddressRefusedError(
            f"{host}: {error.strerror or error}", sentence=f"Không tìm thấy máy chủ {host}."
        ) from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if host.lower() not in allowed.hosts:
        for address in addresses:
            if not may_call(ipaddress.ip_address(address), allowed=allowed):
                raise AddressRefusedError(f"{host} leads to {address}, which is not allowed")
    if not addresses:
        raise AddressRefusedError(f"{host} has no address", sentence=f"Không tìm thấy máy chủ {host}.")
    return addresses[0]


def may_call(address: _Address, *, allowed: Allowed) -> bool:
    """Tell whether `address` is public, or named by the city."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if allowed.holds(address):
        return True
    if any(address.version == net.version and address in net for net in _CARRIES_IPV4):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)
