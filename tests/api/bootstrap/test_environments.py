"""Finding a Python 3.10 and the CPU build of torch, whatever the machine has."""

from pathlib import Path

import pytest

from api.bootstrap import environments
from api.bootstrap.environments import ROOT
from api.bootstrap.progress import SetupError


def test_a_named_python_that_is_not_310_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong, right = tmp_path / "wrong", tmp_path / "right"
    wrong.write_text("#!/bin/sh\necho False\n")
    right.write_text("#!/bin/sh\necho True\n")
    for file in (wrong, right):
        file.chmod(0o755)
    monkeypatch.setattr(environments, "_candidates", lambda: [str(wrong), str(right)])
    assert environments.find_python310() == str(right)


def test_no_python_310_anywhere_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environments, "_candidates", list)
    monkeypatch.setattr(environments, "UV", tmp_path / "no-uv")
    with pytest.raises(SetupError, match=r"Không có Python 3\.10"):
        environments.find_python310()


def test_the_cpu_build_is_asked_for_unless_a_folder_of_wheels_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    assert environments._torch_options() == ["--torch-backend", "cpu"]
    (tmp_path / "torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl").touch()
    assert environments._torch_options() == []


def test_a_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 2**30})
    monkeypatch.setattr(environments.shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(SetupError, match=r"Đĩa chỉ còn 1\.0 GiB"):
        environments._check_disk()


def _installed(monkeypatch: pytest.MonkeyPatch, root: Path) -> list[str]:
    """Lay out a project whose environments are up to date; returns the lock files that get installed from then on."""
    installed: list[str] = []
    monkeypatch.setattr(environments, "ROOT", root)
    for name in ("APP", "BOT"):
        folder = root / name
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "python").touch()
        monkeypatch.setattr(environments, name, folder)
    (root / "requirements").mkdir()
    for name in ("app", "bot", "test"):
        (root / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    for folder, lock in ((environments.APP, "app"), (environments.BOT, "bot")):
        lock_file = root / "requirements" / f"{lock}.txt"
        (folder / environments._STAMP).write_text(environments._fingerprint(lock_file))
    monkeypatch.setattr(environments, "_run", lambda command, _: installed.append(Path(command[-1]).name))
    return installed


def test_what_tests_need_is_installed_for_tests_alone_and_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed = _installed(monkeypatch, tmp_path)
    environments.make_environments()
    assert installed == []
    environments.make_environments(tests=True)
    environments.make_environments(tests=True)
    assert installed == ["test.txt"]


def test_an_app_cannot_be_asked_for_what_tests_need() -> None:
    told = {line.partition("==")[0] for line in (ROOT / "requirements" / "app.txt").read_text().splitlines()}
    assert not told & {"pytest", "moto", "flask", "ruff", "mypy", "playwright", "hypothesis"}


def test_lock_files_name_no_index() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        lines = lock.read_text().splitlines()
        assert [line for line in lines if "://" in line or line.startswith("-")] == []
