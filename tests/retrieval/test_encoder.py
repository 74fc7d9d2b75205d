"""The own encoder: small, without torch, true to sentence-transformers, trained the same way twice."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoder import OWN_MODEL, EncoderError, StaticEncoder, load_encoder
from retrieval.procedure import Procedure
from retrieval.tokens import as_tokens
from retrieval.training import train_encoder


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in OWN_MODEL.iterdir()) <= 15 * 2**20


def test_vectors_have_length_one_and_unknown_words_none() -> None:
    vectors = load_encoder().encode(["đăng ký khai sinh", "zzzzqq"])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(vectors[1]) == 0


def test_accented_and_unaccented_text_are_near_each_other_and_other_accents_farther() -> None:
    texts = ["làm sổ đỏ cho đất ở", "lam so do cho dat o", "làm sơ đồ cho đất ở"]
    accented, bare, other = load_encoder().encode(texts)
    assert accented @ bare > 0.7
    assert accented @ other < accented @ bare


def test_everyday_and_official_words_are_near_and_others_far() -> None:
    said, meant, other = load_encoder().encode(["nhập hộ khẩu", "đăng ký thường trú", "đăng kiểm tàu biển"])
    assert said @ meant > said @ other + 0.2


def test_sentence_transformers_reads_the_model_and_agrees() -> None:
    from sentence_transformers import SentenceTransformer

    text = "Đăng ký thường trú cho con"
    theirs = SentenceTransformer(str(OWN_MODEL)).encode([as_tokens(text)], normalize_embeddings=True)
    assert np.allclose(theirs, load_encoder().encode([text]), atol=2e-3)


def test_importing_search_loads_neither_torch_nor_transformers() -> None:
    code = "import sys, retrieval.index, retrieval.encoder as e; e.load_encoder().encode(['a']); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_model_that_is_not_there_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError) as error:
        load_encoder("nowhere/no-such-model")
    assert "nowhere/no-such-model" in error.value.sentence


def test_training_twice_gives_the_same_vectors(tmp_path: Path) -> None:
    names = (
        "Đăng ký khai sinh",
        "Đăng ký kết hôn",
        "Đăng ký thường trú",
        "Cấp lại thẻ căn cước",
        "Đổi giấy phép lái xe",
    )
    few = [
        Procedure(
            code=f"1.{number:06d}",
            name=name,
            field="Thử",
            results=(f"Giấy {name}",),
            snapshot=date(2026, 7, 1),
        )
        for number, name in enumerate(names * 4)
    ]
    told: list[float] = []
    one = StaticEncoder(train_encoder(few, tmp_path / "one", 3, lambda _what, share: told.append(share)))
    two = StaticEncoder(train_encoder(few, tmp_path / "two", 3))
    assert np.allclose(one.encode(list(names)), two.encode(list(names)))
    assert told[-1] == 1.0
