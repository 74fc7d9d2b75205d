"""Training the project's own static encoder: syllables and pairs, LSA start, contrastive finish.

Reproducible: the same procedures and seed give the same weights on the same machine.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.contrast import TokenVectors
from retrieval.encoder import with_pairs
from retrieval.example_questions import shipped_questions
from retrieval.pairs import Pair, pairs_of
from retrieval.procedure import Procedure
from retrieval.searched_texts import Questions, asked_of

Progress = Callable[[str, float], None]
DIMENSION = 256
VOCABULARY = 16_000
EPOCHS = 6
BATCH = 256
TEMPERATURE = 0.06
LEARNING_RATE = 0.004
_UNKNOWN = "[UNK]"


def train_encoder(
    procedures: Sequence[Procedure],
    out_dir: Path,
    seed: int = 1022,
    progress: Progress | None = None,
    *,
    questions: Questions | None = None,
) -> Path:
    """Train on `procedures`, their everyday questions and the synonyms; write a sentence-transformers model to `out_dir`.

    `questions` by code; None takes those that ship with the project. `progress(what, share)` is called with a Vietnamese step and 0–1. Writes tokenizer.json, model.safetensors
    (float16, under 10 MB), modules.json and encoder.json. Takes some minutes on two cores for 5,652 records.
    """
    tell = progress or (lambda _what, _share: None)
    tell("Cắt cặp câu từ danh mục", 0.0)
    asked = shipped_questions() if questions is None else questions
    pairs = pairs_of(procedures, asked, seed)
    documents = [_document(procedure, asked_of(procedure, asked)) for procedure in procedures]
    vocabulary = _vocabulary([*documents, *(with_pairs(pair.anchor) for pair in pairs)])
    tokenizer = _tokenizer(vocabulary)
    tell("Khởi tạo từ đồng xuất hiện", 0.1)
    start = _latent(documents, vocabulary, seed)
    weights = _contrast(
        start, tokenizer, pairs, seed, lambda share: tell("Học từ cặp câu", 0.25 + 0.7 * share)
    )
    tell("Ghi mô hình", 0.97)
    _write(out_dir, tokenizer, weights, seed, len(procedures))
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
    return with_pairs(" . ".join(parts))


def _vocabulary(texts: Sequence[str]) -> dict[str, int]:
    """Return the syllables met in at least 2 texts, then the most frequent pairs, up to VOCABULARY tokens."""
    counts = Counter(token for text in texts for token in set(text.split()))
    words = sorted((token for token, count in counts.items() if "_" not in token and count >= 2), key=lambda token: (-counts[token], token))  # fmt: skip
    words = words[: VOCABULARY // 2]
    joined = sorted((token for token, count in counts.items() if "_" in token and count >= 4), key=lambda token: (-counts[token], token))  # fmt: skip
    kept = [_UNKNOWN, *words, *joined[: VOCABULARY - len(words) - 1]]
    return {token: number for number, token in enumerate(kept)}


def _tokenizer(vocabulary: dict[str, int]) -> Any:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=_UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFD(),
            normalizers.Lowercase(),
            normalizers.Replace("đ", "d"),
            normalizers.StripAccents(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(
        Regex(r"[0-9a-z_]+(?:[./-][0-9a-z]+)*"), behavior="removed", invert=True
    )
    return tokenizer


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


def _contrast(
    start: npt.NDArray[np.float32],
    tokenizer: Any,
    pairs: Sequence[Pair],
    seed: int,
    tell: Callable[[float], None],
) -> npt.NDArray[np.float32]:
    """Return the token vectors after in-batch contrastive learning; half of the batches hold siblings of one field."""
    ids = [
        _ids(tokenizer, [pair.anchor for pair in pairs]),
        _ids(tokenizer, [pair.positive for pair in pairs]),
    ]
    texts, groups = _numbered([pair.positive for pair in pairs]), _numbered([pair.group for pair in pairs])
    vectors = TokenVectors(start, temperature=TEMPERATURE, rate=LEARNING_RATE)
    chance = random.Random(seed)
    for epoch in range(EPOCHS):
        batches = _batches(pairs, chance)
        for number, batch in enumerate(batches):
            anchors, positives = ([side[one] for one in batch] for side in ids)
            vectors.learn(anchors, positives, _same(texts[batch]) | _same(groups[batch]))
            tell((epoch + number / len(batches)) / EPOCHS)
    return vectors.weights


def _ids(tokenizer: Any, texts: Sequence[str]) -> list[npt.NDArray[np.int32]]:
    found = tokenizer.encode_batch([with_pairs(text) for text in texts])
    return [np.array(encoding.ids or [0], np.int32) for encoding in found]


def _numbered(names: Sequence[str]) -> npt.NDArray[np.int64]:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.int64)


def _same(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    return np.asarray(numbers[:, None] == numbers[None, :], np.bool_)


def _batches(pairs: Sequence[Pair], chance: random.Random) -> list[list[int]]:
    """Return the pairs in shuffled batches; half of them hold siblings side by side, so that they are told apart."""
    order = list(range(len(pairs)))
    chance.shuffle(order)
    half = len(order) // 2
    siblings = sorted(order[:half], key=lambda one: pairs[one].group)
    turn = chance.randrange(BATCH)
    siblings = siblings[turn:] + siblings[:turn]
    cut = [
        part[start : start + BATCH]
        for part in (siblings, order[half:])
        for start in range(0, len(part), BATCH)
    ]
    batches = [batch for batch in cut if len(batch) > 1]
    chance.shuffle(batches)
    return batches


def _write(folder: Path, tokenizer: Any, weights: npt.NDArray[np.float32], seed: int, records: int) -> None:
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    save_file({"embedding.weight": weights.astype(np.float16)}, str(folder / "model.safetensors"))
    module = {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}
    about = {
        "syllable_pairs": True,
        "dimension": DIMENSION,
        "tokens": len(weights),
        "seed": seed,
        "records": records,
    }
    for name, content in (("modules.json", [module]), ("encoder.json", about)):
        (folder / name).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
