"""Training the project's own static encoder: a start by latent semantics, then telling every procedure from all others.

Reproducible: the same procedures and seed give the same weights on the same machine.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.class_training import tell_apart
from retrieval.encoder import TOKENS
from retrieval.encoder_vocabulary import known, plain_vocabulary, tokenizer_of, with_fine
from retrieval.example_questions import shipped_questions
from retrieval.lessons import lessons_of
from retrieval.procedure import Procedure
from retrieval.searched_texts import Questions, asked_of
from retrieval.tokens import is_accented, plain_tokens_of, tokens_of

Progress = Callable[[str, float], None]
DIMENSION = 256


def train_encoder(
    procedures: Sequence[Procedure],
    out_dir: Path,
    seed: int = 1022,
    progress: Progress | None = None,
    *,
    questions: Questions | None = None,
) -> Path:
    """Train on `procedures`, their everyday questions and the synonyms; write a sentence-transformers model to `out_dir`.

    `questions` by code; None takes those that ship with the project. `progress(what, share)` is called with a Vietnamese
    step and 0–1. Writes tokenizer.json, model.safetensors (float16, under 15 MB), modules.json and encoder.json. Takes some
    minutes on two cores for 5,652 records.
    """
    tell = progress or (lambda _what, _share: None)
    tell("Đọc danh mục và câu hỏi", 0.0)
    asked = shipped_questions() if questions is None else questions
    lessons = lessons_of(procedures, asked, seed)
    documents = [_document(procedure, asked_of(procedure, asked)) for procedure in procedures]
    plain = plain_vocabulary([*documents, *(" ".join(plain_tokens_of(one.text)) for one in lessons)])
    vocabulary = with_fine(plain, [text for one in procedures for text in asked_of(one, asked)])
    tell("Khởi tạo từ đồng xuất hiện", 0.1)
    start = np.pad(_latent(documents, plain, seed), ((0, len(vocabulary) - len(plain)), (0, 0)))
    weights = tell_apart(
        start,
        [known(vocabulary, tokens_of(one.text)) for one in lessons],
        _numbered([one.name for one in lessons]),
        np.array([one.importance for one in lessons], np.float32),
        np.array([is_accented(token) for token in vocabulary]),
        seed,
        lambda share: tell("Học phân biệt thủ tục", 0.3 + 0.65 * share),
    )
    tell("Ghi mô hình", 0.97)
    _write(out_dir, tokenizer_of(vocabulary), weights, seed, len(procedures))
    tell("Xong", 1.0)
    return out_dir


def _document(procedure: Procedure, asked: Sequence[str]) -> str:
    papers = " . ".join(
        document.name[:120] for group in procedure.document_groups[:3] for document in group.documents[:6]
    )
    name = f"{procedure.name} . {procedure.name}"
    parts = [
        name,
        " . ".join(asked),
        procedure.field or "",
        " . ".join(procedure.results[:3]),
        papers,
        (procedure.steps or "")[:500],
    ]
    return " ".join(plain_tokens_of(" . ".join(parts)))


def _latent(documents: Sequence[str], vocabulary: dict[str, int], seed: int) -> npt.NDArray[np.float32]:
    """Return a start by latent semantic analysis: token vectors (tokens, DIMENSION), rarer tokens longer."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        vocabulary=vocabulary, tokenizer=str.split, token_pattern=None, lowercase=False, sublinear_tf=True
    )
    matrix = vectorizer.fit_transform(documents)
    size = min(DIMENSION, min(matrix.shape) - 1)
    svd = TruncatedSVD(n_components=size, random_state=seed).fit(matrix)
    vectors = np.zeros((len(vocabulary), DIMENSION), np.float32)
    vectors[:, :size] = svd.components_.T
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    noise = np.random.default_rng(seed).normal(size=vectors.shape).astype(np.float32) / np.sqrt(DIMENSION)
    directions = np.where(lengths > 1e-6, vectors / np.maximum(lengths, 1e-6), noise)
    rarity = vectorizer.idf_ / vectorizer.idf_.max()
    start: npt.NDArray[np.float32] = (directions * rarity[:, None]).astype(np.float32)
    start[0] = 0
    return start


def _numbered(names: Sequence[str]) -> npt.NDArray[np.int64]:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.int64)


def _write(folder: Path, tokenizer: Any, weights: npt.NDArray[np.float32], seed: int, records: int) -> None:
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    save_file({"embedding.weight": weights.astype(np.float16)}, str(folder / "model.safetensors"))
    module = {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}
    about = {
        "tokens": TOKENS,
        "dimension": DIMENSION,
        "vocabulary": len(weights),
        "seed": seed,
        "records": records,
    }
    for name, content in (("modules.json", [module]), ("encoder.json", about)):
        (folder / name).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
