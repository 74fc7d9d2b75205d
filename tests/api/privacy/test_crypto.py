import pytest

from api.privacy import crypto
from api.settings import Settings, settings


def test_what_is_encrypted_reads_back(app_settings: Settings) -> None:
    assert crypto.decrypt(crypto.encrypt("0903 123 456 – Trần Thị Bưởi")) == "0903 123 456 – Trần Thị Bưởi"


def test_the_same_text_never_encrypts_to_the_same_bytes(app_settings: Settings) -> None:
    assert crypto.encrypt("0903123456") != crypto.encrypt("0903123456")


def test_changed_data_is_refused(app_settings: Settings) -> None:
    data = bytearray(crypto.encrypt("0903123456"))
    data[-1] ^= 1
    with pytest.raises(crypto.CannotDecryptError):
        crypto.decrypt(bytes(data))


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x02" + b"0" * 40, b"\x01short"])
def test_foreign_data_is_refused(app_settings: Settings, data: bytes) -> None:
    with pytest.raises(crypto.CannotDecryptError):
        crypto.decrypt(data)


def test_another_secret_key_reads_nothing(app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    data = crypto.encrypt("0903123456")
    monkeypatch.setenv("SECRET_KEY", "another-" + "x" * 40)
    settings.cache_clear()
    with pytest.raises(crypto.CannotDecryptError):
        crypto.decrypt(data)


def test_a_digest_depends_on_value_and_purpose(app_settings: Settings) -> None:
    one = crypto.digest("vault", "0903123456")
    assert one == crypto.digest("vault", "0903123456")
    assert len(one) == 32
    assert len({one, crypto.digest("vault", "0903123457"), crypto.digest("address", "0903123456")}) == 3
