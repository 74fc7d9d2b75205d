"""Over https the checked address is called, and the certificate must be of the host that was asked for."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from api import clock
from api.notifications import sending
from api.notifications.addresses import Allowed, read_allowed
from api.notifications.sending import Answer, Call

HOST = "portal.example.vn"
LOCAL = read_allowed("127.0.0.0/8")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of `HOST` with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "host.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
async def heard(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A https server of `HOST` on this machine: its port, and the beginnings of what it heard."""
    heads: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate)
    theirs = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(sending, "_certificates", lambda: theirs)
    server = await asyncio.start_server(take, "127.0.0.1", 0, ssl=ours)
    yield server.sockets[0].getsockname()[1], heads
    server.close()
    await server.wait_closed()


async def _call(url: str, monkeypatch: pytest.MonkeyPatch) -> Answer:
    async def local(host: str, port: int, *, allowed: Allowed) -> str:
        return "127.0.0.1"

    monkeypatch.setattr(sending, "reachable_address", local)
    call = Call(id="1", url=url, secret="whsec_" + "c2VjcmV0" * 6, body="{}")
    return await sending.post(call, now=clock.now(), allowed=LOCAL)


async def test_the_host_is_named_in_the_request_and_its_certificate_counts(
    heard: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, heads = heard
    answer = await _call(f"https://{HOST}:{port}/hook?a=b", monkeypatch)
    assert (answer.status, answer.response, answer.error) == (200, "ok", None)
    (head,) = heads
    assert head.startswith(b"POST /hook?a=b HTTP/1.1\r\n")
    assert f"host: {HOST}:{port}\r\n".encode() in head.lower()


async def test_a_certificate_of_another_host_is_refused(
    heard: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, heads = heard
    answer = await _call(f"https://other.example.vn:{port}/", monkeypatch)
    assert not answer.taken
    assert "certificate" in answer.reason.lower()
    assert heads == []


async def test_an_endpoint_that_is_slow_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TIMEOUT", 0.05)
    stop = asyncio.Event()

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await stop.wait()
        writer.close()

    server = await asyncio.start_server(wait, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    answer = await _call(f"http://127.0.0.1:{port}/", monkeypatch)
    stop.set()
    server.close()
    await server.wait_closed()
    assert not answer.taken
    assert answer.status is None
