"""Turning text into vectors: any sentence-transformers model, or the project's own small static encoder.

The own encoder (model/) is a sentence-transformers `StaticEmbedding` in float16. Its mean of token vectors is
computed here with numpy, so that neither torch nor transformers is loaded to serve it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from retrieval.tokens import RUN, RUN_MARK, words_and_letters

Vectors = npt.NDArray[np.float32]
OWN_MODEL = Path(__file__).parent / "model"
TOKENS = "retrieval.tokens"
"""What encoder.json of our own encoder says of where its tokens come from."""


class EncoderError(Exception):
    """The encoder named by the settings cannot be loaded."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"encoder {name!r}: {detail}")
        self.sentence = f"Không nạp được mô hình tìm kiếm “{name}”. Kiểm tra biến ENCODER."


class Encoder(Protocol):
    """Whatever turns texts into vectors; `name` identifies it in a saved index."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of shape (len(texts), dim), each of length 1 (or 0 where no word is known)."""
        ...


def load_encoder(name: str | None = None) -> Encoder:
    """Return the encoder `name`: a path or hub name of a sentence-transformers model; None means our own.

    Raises:
        EncoderError: there is no such model, or it cannot be read.
    """
    folder = Path(name) if name else OWN_MODEL
    if _is_static(folder):
        return StaticEncoder(folder)
    return TransformerEncoder(name or str(folder))


class StaticEncoder:
    """A static encoder read without torch: mean of the vectors of a text's tokens (tokens.py)."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            weights = load_file(folder / "model.safetensors")["embedding.weight"]
        except Exception as error:  # the libraries raise bare Exception and OSError alike
            raise EncoderError(str(folder), str(error)) from error
        self._weights: Vectors = weights.astype(np.float32)
        self._vocabulary: dict[str, int] = self._tokenizer.get_vocab()
        self._runs, self._rows_of_runs = _runs_in(self._vocabulary)
        self._cuts = _settings(folder).get("tokens") == TOKENS
        self.name = f"static:{folder.resolve().name}:{weights.shape}:{float(np.abs(weights[:64]).sum()):.3f}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dim)."""
        from retrieval import vector_loops

        vectors = np.empty((len(texts), self._weights.shape[1]), np.float32)
        for row, (known, letters) in enumerate(self._tokens(texts)):
            words = np.array(known, np.int64)
            vector_loops.mean_direction(
                self._weights, words, letters, self._runs, self._rows_of_runs, vectors[row]
            )
        return vectors

    def _tokens(self, texts: Sequence[str]) -> Iterator[tuple[list[int], npt.NDArray[np.uint8]]]:
        """Yield per text the rows of the tokens known, and letters whose runs are tokens; our own need no tokenizer, being
        cut already."""
        if self._cuts:
            find = self._vocabulary.get
            for text in texts:
                words, letters = words_and_letters(text)
                known = [row for row in map(find, words) if row is not None]
                yield known, np.frombuffer(letters.encode(), np.uint8)
        else:
            for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False):
                yield encoding.ids, np.frombuffer(b"", np.uint8)


class TransformerEncoder:
    """Any sentence-transformers model, by path or hub name."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(name)
        except Exception as error:  # hub, file and format errors have no common class
            raise EncoderError(name, str(error)) from error
        self.name = f"sentence-transformers:{name}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dim)."""
        vectors = self._model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return unit(np.asarray(vectors, np.float32))


def unit(vectors: Vectors) -> Vectors:
    """Return `vectors` with every row of length 1; rows of zeros stay."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


def _runs_in(vocabulary: Mapping[str, int]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Return the runs of letters of a vocabulary, four bytes each, ascending, and their rows."""
    found = sorted(
        (int.from_bytes(token[1:].encode()), row)
        for token, row in vocabulary.items()
        if token.startswith(RUN_MARK) and len(token) == len(token.encode()) == RUN + 1
    )
    return np.array([run for run, _ in found], np.uint32), np.array([row for _, row in found], np.int64)


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / "encoder.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _is_static(folder: Path) -> bool:
    modules = folder / "modules.json"
    if not modules.is_file():
        return False
    listed = json.loads(modules.read_text(encoding="utf-8"))
    return bool(listed) and str(listed[0]["type"]).endswith("StaticEmbedding")
