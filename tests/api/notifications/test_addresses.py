"""Where a webhook may go: public addresses over https, and what the city names of its own network."""

import ipaddress
import socket
from typing import Any

import pytest

from api.notifications.addresses import (
    AddressRefusedError,
    BadAllowedError,
    BadUrlError,
    check_url,
    may_call,
    reachable_address,
    read_allowed,
)

NOTHING = read_allowed("")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fc00::1", "fe80::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::1", "2001:0:1::1",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_called(address: str) -> None:
    assert not may_call(ipaddress.ip_address(address), allowed=NOTHING)


@pytest.mark.parametrize("address", ["8.8.8.8", "113.161.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is_called(address: str) -> None:
    assert may_call(ipaddress.ip_address(address), allowed=NOTHING)


def test_the_citys_own_network_is_called_where_it_is_named() -> None:
    allowed = read_allowed("10.20.0.0/16, portal.local,")
    assert may_call(ipaddress.ip_address("10.20.3.4"), allowed=allowed)
    assert may_call(ipaddress.ip_address("::ffff:10.20.3.4"), allowed=allowed)
    assert not may_call(ipaddress.ip_address("10.21.3.4"), allowed=allowed)
    assert allowed.hosts == {"portal.local"}


@pytest.mark.parametrize("listed", ["10.0.0.0/40", "1.2.3", "http://portal", "10.1.2.3/8"])
def test_a_list_that_is_wrong_stops_with_the_entry(listed: str) -> None:
    with pytest.raises(BadAllowedError, match=listed.partition(",")[0].replace("/", "/")):
        read_allowed(listed)


@pytest.mark.parametrize(
    "url",
    [
        "", "portal", "ftp://portal.vn/x", "http://portal.vn/x", "https://", "https://a:b@portal.vn/", "https://portal.vn/#x",
        "https://portal.vn:0/", "https://portal.vn:99999/", "https://cổng.vn/", "https://portal.vn/a b", "https://portal.vn/" + "x" * 2000,
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(BadUrlError):
        check_url(url, allowed=NOTHING)


def test_without_https_only_what_is_named_is_reached() -> None:
    allowed = read_allowed("10.20.0.0/16, portal.local")
    for url in ("http://10.20.0.9:8080/hook", "http://portal.local/hook", "https://portal.vn/hook?a=b"):
        check_url(url, allowed=allowed)
    with pytest.raises(BadUrlError):
        check_url("http://10.21.0.9/hook", allowed=allowed)


async def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def found(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *_, **__: found(host, port))
    with pytest.raises(AddressRefusedError, match=r"10\.0\.0\.1"):
        await reachable_address("portal.vn", 443, allowed=NOTHING)
    assert await reachable_address("portal.vn", 443, allowed=read_allowed("portal.vn")) == "8.8.8.8"


async def test_the_name_of_this_machine_is_refused() -> None:
    with pytest.raises(AddressRefusedError):
        await reachable_address("localhost", 80, allowed=NOTHING)
