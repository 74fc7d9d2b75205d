"""Secrets and the Rasa model: made once, made again only when their sources change."""

from pathlib import Path

import pytest

from api.bootstrap import artefacts


def test_secrets_are_written_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    assert artefacts.ensure_secrets(tmp_path)
    file = tmp_path / "secrets.env"
    first = file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert not artefacts.ensure_secrets(tmp_path)
    assert file.read_text() == first


def test_a_model_without_a_stamp_is_not_current(tmp_path: Path) -> None:
    model = artefacts.model_path(tmp_path)
    model.parent.mkdir(parents=True)
    model.write_bytes(b"model")
    assert not artefacts.model_is_current(tmp_path)
    model.with_suffix(".fingerprint").write_text(artefacts.model_fingerprint())
    assert artefacts.model_is_current(tmp_path)


def test_the_model_is_not_trained_again_for_how_it_is_served(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("bot/signs.py", "bot/endpoints.yml", "bot/serving/rest.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("before")
    monkeypatch.setattr(artefacts, "ROOT", tmp_path)
    monkeypatch.setattr(artefacts, "_MODEL_SOURCES", ("bot",))
    before = artefacts.model_fingerprint()
    (tmp_path / "bot/endpoints.yml").write_text("after")
    (tmp_path / "bot/serving/rest.py").write_text("after")
    assert artefacts.model_fingerprint() == before
    (tmp_path / "bot/signs.py").write_text("after")
    assert artefacts.model_fingerprint() != before


def test_rasa_gets_nothing_of_our_environment_but_what_any_program_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secrets = ("SECRET_KEY", "DATABASE_URL", "TELEGRAM_TOKEN", "ZALO_ACCESS_TOKEN", "AWS_SECRET_ACCESS_KEY")
    for name in secrets:
        monkeypatch.setenv(name, "not for Rasa")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    given = artefacts.rasa_environment()
    assert "not for Rasa" not in given.values()
    assert (given["LC_ALL"], given["OMP_NUM_THREADS"]) == ("C.UTF-8", "2")
    assert {"PATH", "HOME"} <= set(given)
    assert given["RASA_TELEMETRY_ENABLED"] == "false"
