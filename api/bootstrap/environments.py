"""The two environments: `.venv` (app, Python 3.11) and `.venv-bot` (Rasa, Python 3.10)."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from api.bootstrap.progress import SetupError, done_already, say, step

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / ".venv"
BOT = ROOT / ".venv-bot"
UV = APP / "bin" / "uv"
_STAMP = ".installed"
_TESTS_STAMP = ".installed-tests"
_DISK_NEEDED_GIB = 6


def make_environments(*, tests: bool = False) -> None:
    """Make or bring up to date both environments; those whose lock file has not changed are left alone.

    With `tests` the app's gets what checks and tests need too.

    Raises:
        SetupError: a wrong Python, no way to a Python 3.10, a full disk, or a failed installation.
    """
    if not (3, 11) <= sys.version_info[:2] < (3, 13):
        raise SetupError(
            f"Cần Python 3.11 hoặc 3.12, máy đang dùng {sys.version.split()[0]}: "
            "hãy cài python3.11 rồi chạy lại với `make PYTHON=python3.11 run`."
        )
    app_lock, bot_lock = ROOT / "requirements" / "app.txt", ROOT / "requirements" / "bot.txt"
    if not _up_to_date(APP, app_lock) or not _up_to_date(BOT, bot_lock):
        _check_disk()
    if _up_to_date(APP, app_lock):
        done_already("Môi trường ứng dụng (.venv)")
    else:
        with step("Môi trường ứng dụng (.venv, Python 3.11)"):
            _make_app(app_lock)
    if tests:
        _add_tests(ROOT / "requirements" / "test.txt")
    if _up_to_date(BOT, bot_lock):
        done_already("Môi trường Rasa (.venv-bot)")
    else:
        with step("Môi trường Rasa (.venv-bot, Python 3.10)"):
            _make_bot(bot_lock)


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _up_to_date(environment: Path, lock: Path, stamp_name: str = _STAMP) -> bool:
    stamp = environment / stamp_name
    return (
        (environment / "bin" / "python").exists()
        and stamp.exists()
        and stamp.read_text().strip() == _fingerprint(lock)
    )


def _check_disk() -> None:
    free = shutil.disk_usage(ROOT).free / 2**30
    if free < _DISK_NEEDED_GIB:
        raise SetupError(
            f"Đĩa chỉ còn {free:.1f} GiB, cài đặt cần khoảng {_DISK_NEEDED_GIB} GiB: hãy dọn bớt rồi chạy lại."
        )


def _run(command: list[str], failure: str, env: dict[str, str] | None = None) -> None:
    try:
        subprocess.run(command, cwd=ROOT, env=env or _uv_environment(), check=True)  # noqa: S603 - our own commands
    except FileNotFoundError as error:
        raise SetupError(f"{failure} (không tìm thấy lệnh {command[0]}).") from error
    except subprocess.CalledProcessError as error:
        raise SetupError(
            f"{failure} (lệnh {Path(command[0]).name} dừng với mã {error.returncode})."
        ) from error


def _uv_environment() -> dict[str, str]:
    """Hand pip's own settings (a mirror, a folder of wheels) on to uv, which does not read them."""
    env = dict(os.environ)
    for pip_name, uv_name in (
        ("PIP_FIND_LINKS", "UV_FIND_LINKS"),
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_EXTRA_INDEX_URL", "UV_INDEX"),
    ):
        if pip_name in env:
            env.setdefault(uv_name, env[pip_name])
    return env


def _torch_options() -> list[str]:
    """Ask uv for the CPU build of torch, unless a folder of wheels at hand already holds it."""
    for folder in os.environ.get("PIP_FIND_LINKS", "").split():
        if any(Path(folder).glob("torch-*+cpu-*.whl")):
            return []
    return ["--torch-backend", "cpu"]


def _make_app(lock: Path) -> None:
    if not (APP / "bin" / "python").exists():
        _run(
            [sys.executable, "-m", "venv", str(APP)],
            "Không tạo được .venv; trên Debian hãy cài gói python3-venv",
        )
    if not UV.exists():
        _run([str(APP / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"], "Không cài được uv")
    install = [str(UV), "pip", "install", "--python", str(APP)]
    _run([*install, *_torch_options(), "-r", str(lock)], "Không cài được các gói của ứng dụng")
    _run([*install, "--no-deps", "--quiet", "-e", str(ROOT)], "Không cài được lệnh troly")
    (APP / _STAMP).write_text(_fingerprint(lock))


def _add_tests(lock: Path) -> None:
    if _up_to_date(APP, lock, _TESTS_STAMP):
        done_already("Công cụ kiểm thử (.venv)")
        return
    with step("Công cụ kiểm thử (.venv)"):
        _run(
            [str(UV), "pip", "install", "--python", str(APP), "-r", str(lock)],
            "Không cài được công cụ kiểm thử",
        )
    (APP / _TESTS_STAMP).write_text(_fingerprint(lock))


def _make_bot(lock: Path) -> None:
    python = find_python310()
    say(f"  dùng Python 3.10 tại {python}")
    _run([str(UV), "venv", "--quiet", "--clear", "--python", python, str(BOT)], "Không tạo được .venv-bot")
    _run([str(UV), "pip", "install", "--python", str(BOT), "-r", str(lock)], "Không cài được Rasa")
    (BOT / _STAMP).write_text(_fingerprint(lock))


def find_python310() -> str:
    """Return a working Python 3.10: $PYTHON310, one on the path, pyenv's, uv's own, or one uv installs.

    Raises:
        SetupError: none was found and none could be installed.
    """
    for candidate in _candidates():
        if _is_310(candidate):
            return candidate
    say("  không thấy Python 3.10, đang nhờ uv tải về")
    try:
        subprocess.run([str(UV), "python", "install", "3.10"], check=True, env=_uv_environment())  # noqa: S603
        found = _output([str(UV), "python", "find", "--managed-python", "3.10"])
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(
            "Không có Python 3.10 (Rasa cần đúng bản này): hãy cài bằng `uv python install 3.10` hoặc pyenv, "
            "rồi chỉ đường dẫn qua biến PYTHON310."
        ) from error
    return found


def _candidates() -> list[str]:
    found = [os.environ.get("PYTHON310", ""), shutil.which("python3.10") or ""]
    for root in (os.environ.get("PYENV_ROOT", ""), _output(["pyenv", "root"]), str(Path.home() / ".pyenv")):
        if root:
            found += sorted(
                (str(path) for path in Path(root).glob("versions/3.10*/bin/python")), reverse=True
            )
    found.append(_output([str(UV), "python", "find", "--managed-python", "3.10"]))
    return [candidate for candidate in found if candidate]


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""


def _is_310(python: str) -> bool:
    return _output([python, "-c", "import sys, venv; print(sys.version_info[:2] == (3, 10))"]) == "True"
