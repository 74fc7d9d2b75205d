"""Rules for new passwords, and checking them."""

import unicodedata

import pytest

from api.staff import passwords
from api.staff.errors import WeakPasswordError


@pytest.mark.parametrize(
    "password",
    ["ngan", "aaaaaaaaaaaaaaa", "hoa.tdv-2026", "x1y2z3w4v5" * 13],
    ids=["short", "uniform", "name", "long"],
)
def test_a_weak_password_is_refused_with_a_sentence(password: str) -> None:
    with pytest.raises(WeakPasswordError) as refused:
        passwords.check_rules(password, username="hoa.tdv")
    assert "ật khẩu" in refused.value.sentence


def test_a_long_plain_sentence_is_a_good_password() -> None:
    passwords.check_rules("trời hôm nay mưa to quá", username="hoa.tdv")


async def test_a_password_matches_however_its_accents_are_composed() -> None:
    stored = await passwords.hash_password(unicodedata.normalize("NFC", "trời mưa to quá"))
    assert await passwords.verify(unicodedata.normalize("NFD", "trời mưa to quá"), stored)
    assert not await passwords.verify("trời mưa to", stored)


async def test_a_stranger_is_refused_after_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    real = passwords._hasher.verify

    def counting(password: str, stored: str) -> bool:
        verified.append(stored)
        return real(password, stored)

    monkeypatch.setattr(passwords._hasher, "verify", counting)
    assert not await passwords.verify("no account has this password", None)
    assert [stored.split("$")[1:4] for stored in verified] == [
        (await passwords.hash_password("another")).split("$")[1:4]
    ]
