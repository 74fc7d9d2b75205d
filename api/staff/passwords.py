"""Passwords of staff: the rules for a new one, argon2 hashes, and work that takes as long for a stranger."""

import asyncio
import unicodedata
from functools import lru_cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from api.staff.errors import WeakPasswordError

MIN_LENGTH = 10
"""Characters. NIST SP 800-63B asks for 8 at least, and for length rather than kinds of characters."""
MAX_LENGTH = 128
MIN_DISTINCT = 5

_hasher = PasswordHash((Argon2Hasher(),))


def check_rules(password: str, *, username: str) -> None:
    """Accept `password` for `username`, or say what is wrong with it.

    Raises:
        WeakPasswordError: too short, too long, too few different characters, or it contains the user name.
    """
    length = len(_normal(password))
    if length < MIN_LENGTH:
        raise WeakPasswordError("too short", sentence=f"Mật khẩu cần ít nhất {MIN_LENGTH} ký tự.")
    if length > MAX_LENGTH:
        raise WeakPasswordError("too long", sentence=f"Mật khẩu dài tối đa {MAX_LENGTH} ký tự.")
    if len(set(password)) < MIN_DISTINCT:
        raise WeakPasswordError(
            "too uniform", sentence=f"Mật khẩu cần ít nhất {MIN_DISTINCT} ký tự khác nhau."
        )
    if username.casefold() in password.casefold():
        raise WeakPasswordError("contains the user name", sentence="Mật khẩu không được chứa tên đăng nhập.")


async def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`; the work is done off the event loop."""
    return await asyncio.to_thread(_hasher.hash, _normal(password))


async def verify(password: str, stored: str | None) -> bool:
    """Tell whether `password` matches `stored`; with None (no such account) do the same work and say no."""
    if len(password) > MAX_LENGTH:
        password = ""
    matches = await asyncio.to_thread(_hasher.verify, _normal(password), stored or _nobodys_hash())
    return matches and stored is not None


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash("no account has this password")
