"""The texts of `data/texts.yml`."""

from pathlib import Path

from api.attachments.models import FileKind
from api.texts import TextFile

TEXTS = TextFile(Path(__file__).parent / "data" / "texts.yml")

KIND = {kind: TEXTS.text(f"kind.{kind.value}") for kind in FileKind}

TOO_LARGE = TEXTS.text("refused.too_large", "kind", "limit")
UNKNOWN_TYPE = TEXTS.text("refused.unknown_type")
BROKEN_PICTURE = TEXTS.text("refused.broken_picture")
TOO_MANY_PIXELS = TEXTS.text("refused.too_many_pixels")
TOO_MANY = TEXTS.text("refused.too_many")
EMPTY = TEXTS.text("refused.empty")
NOT_FETCHED = TEXTS.text("refused.not_fetched")
