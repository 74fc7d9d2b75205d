"""Encryption and keyed hashes for personal data; every key is derived from `SECRET_KEY`, one per purpose."""

import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.errors import TrolyError
from api.settings import settings

_VERSION = b"\x01"
_NONCE_BYTES = 12


class CannotDecryptError(TrolyError):
    """The data was changed, or was encrypted under another `SECRET_KEY`."""

    status = 500
    sentence = "Dữ liệu bảo mật không đọc được. Vui lòng báo quản trị hệ thống."


@lru_cache(maxsize=64)
def _key(secret: str, purpose: str) -> bytes:
    """Return the 256-bit key of `purpose` (RFC 5869)."""
    derivation = HKDF(algorithm=SHA256(), length=32, salt=b"troly1022", info=purpose.encode())
    return derivation.derive(secret.encode())


def _key_for(purpose: str) -> bytes:
    return _key(settings().secret_key.get_secret_value(), purpose)


def encrypt(text: str) -> bytes:
    """Return `text` encrypted with AES-256-GCM: a version byte, the nonce, the ciphertext with its tag."""
    return encrypt_bytes(text.encode())


def encrypt_bytes(content: bytes) -> bytes:
    """Return `content` encrypted as `encrypt` does a text."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(_key_for("encrypt")).encrypt(nonce, content, _VERSION)


def decrypt(data: bytes) -> str:
    """Return the text that `encrypt` was given.

    Raises:
        CannotDecryptError: the data is not ours, was changed, or the secret key is another one.
    """
    try:
        return decrypt_bytes(data).decode()
    except UnicodeDecodeError as error:
        raise CannotDecryptError("data is no text") from error


def decrypt_bytes(data: bytes) -> bytes:
    """Return what `encrypt_bytes` was given.

    Raises:
        CannotDecryptError: the data is not ours, was changed, or the secret key is another one.
    """
    version, nonce, sealed = data[:1], data[1 : 1 + _NONCE_BYTES], data[1 + _NONCE_BYTES :]
    if version != _VERSION:
        raise CannotDecryptError(f"unknown version byte {version!r}")
    try:
        return AESGCM(_key_for("encrypt")).decrypt(nonce, sealed, version)
    except (InvalidTag, ValueError) as error:
        raise CannotDecryptError("data was changed or belongs to another SECRET_KEY") from error


def digest(purpose: str, value: str) -> bytes:
    """Return the HMAC-SHA256 (32 bytes) of `value` under the key of `purpose`, to find a value unread."""
    return hmac.digest(_key_for(f"digest:{purpose}"), value.encode(), "sha256")
