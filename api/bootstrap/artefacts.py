"""What set-up makes inside the environments: secrets, the database with the starter catalogue, the Rasa model.

Each is made once and made again only when what it is made from has changed.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
from pathlib import Path

from api.bootstrap.environments import BOT, ROOT
from api.bootstrap.progress import SetupError

_MODEL_SOURCES = ("config.yml", "bot", "nlu_data/nlu", "nlu_data/rules", "api/feedback/data/examples", "requirements/bot.txt", "retrieval/text.py", "retrieval/codes.py", "retrieval/gazetteer.py", "retrieval/place_finder.py",
                  "retrieval/places.py", "retrieval/lexicon/teencode.tsv", "retrieval/data")  # fmt: skip
_NOT_TRAINED_FROM = ("bot/serving/", "bot/endpoints.yml", "bot/credentials.yml")
_KINDS = {".yml", ".py", ".tsv", ".txt"}


_PASSED_ON = {"PATH", "HOME", "LANG", "LANGUAGE", "TMPDIR", "TZ", "LD_LIBRARY_PATH"}
_PASSED_ON_GROUPS = ("LC_", "OMP_", "MKL_", "OPENBLAS_", "TF_")
"""Locale, and how many threads the numeric libraries may use."""


def _passed_on(name: str) -> bool:
    return name in _PASSED_ON or name.startswith(_PASSED_ON_GROUPS)


def ensure_secrets(var: Path) -> bool:
    """Write random secrets to `var/secrets.env` (mode 0600) unless they are there; True when written."""
    file = var / "secrets.env"
    if file.exists():
        return False
    var.mkdir(parents=True, exist_ok=True)
    lines = f"SECRET_KEY={secrets.token_urlsafe(48)}\nACTION_SECRET={secrets.token_urlsafe(32)}\n"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(lines)
    return True


def model_path(var: Path) -> Path:
    """Return where the trained Rasa model lies."""
    return var / "model" / "1022.tar.gz"


def model_fingerprint() -> str:
    """Return a hash of everything the Rasa model is trained from."""
    digest = hashlib.sha256()
    for name in _MODEL_SOURCES:
        source = ROOT / name
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        for file in files:
            path = file.relative_to(ROOT).as_posix()
            if path.startswith(_NOT_TRAINED_FROM) or "__pycache__" in file.parts:
                continue
            if file.is_file() and file.suffix in _KINDS:
                digest.update(path.encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def model_is_current(var: Path) -> bool:
    """Tell whether the trained model was made from the files as they are now."""
    stamp = model_path(var).with_suffix(".fingerprint")
    return model_path(var).exists() and stamp.exists() and stamp.read_text() == model_fingerprint()


def train_model(var: Path) -> Path:
    """Train the Rasa model; the one in use is replaced only by a whole new one.

    Raises:
        SetupError: training failed; the log's last lines are in the message.
    """
    if not (BOT / "bin" / "python").exists():
        raise SetupError("Chưa có môi trường Rasa (.venv-bot): hãy chạy `make setup`.")
    fingerprint = model_fingerprint()
    target, work, log = model_path(var), var / "model.new", var / "logs" / "train.log"
    shutil.rmtree(work, ignore_errors=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [str(BOT / "bin" / "python"), "-m", "rasa", "train", "--config", "config.yml", "--domain", "bot/domain",
               "--data", "nlu_data/nlu", "nlu_data/rules", "--out", str(work), "--fixed-model-name", "1022", "--skip-validation"]  # fmt: skip
    with log.open("w") as out:
        result = subprocess.run(  # noqa: S603 - our own command
            command, cwd=ROOT, env=rasa_environment(), stdout=out, stderr=subprocess.STDOUT, check=False
        )
    made = work / "1022.tar.gz"
    if result.returncode or not made.exists():
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise SetupError(f"Huấn luyện Rasa không thành công, xem {log}:\n{tail}")
    target.parent.mkdir(parents=True, exist_ok=True)
    made.replace(target)
    target.with_suffix(".fingerprint").write_text(fingerprint)
    shutil.rmtree(work, ignore_errors=True)
    return target


def rasa_environment() -> dict[str, str]:
    """Return the environment Rasa runs in: no telemetry, our modules on the path, quiet libraries.

    Of the environment of this process it gets what any program needs, and no address, key or token of ours; what it has
    to know of them its supervisor adds.
    """
    return {
        **{name: value for name, value in os.environ.items() if _passed_on(name)},
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONHASHSEED": "0",
    }
