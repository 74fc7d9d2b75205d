"""The real catalogue, parsed once for the tests that read it, and an encoder that needs no model."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoder import Vectors, unit
from retrieval.importers import BadLine, open_catalogue
from retrieval.procedure import Procedure
from retrieval.text import syllables

SNAPSHOT = date(2026, 7, 1)


class HashEncoder:
    """A deterministic bag of syllables: no model, no training."""

    name = "test:hash"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of 64 dimensions."""
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for word in syllables(text):
                vectors[row, int(hashlib.sha256(word.encode()).hexdigest(), 16) % 64] += 1
        return unit(vectors)


@pytest.fixture
def hash_encoder() -> HashEncoder:
    """An encoder for tests of search that are not about the model."""
    return HashEncoder()


@pytest.fixture(scope="session")
def official_lines(shared_dir: Path) -> list[Procedure | BadLine]:
    """Every line of the real catalogue."""
    return list(open_catalogue(shared_dir / "catalogue" / "procedures.jsonl.gz", snapshot=SNAPSHOT))


@pytest.fixture(scope="session")
def official(official_lines: list[Procedure | BadLine]) -> dict[str, Procedure]:
    """The real records by code."""
    return {line.code: line for line in official_lines if isinstance(line, Procedure)}
