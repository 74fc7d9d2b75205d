"""The texts of `data/texts.yml`."""

from pathlib import Path

from api.feedback.models import Status
from api.texts import TextFile

TEXTS = TextFile(Path(__file__).parent / "data" / "texts.yml")

STATUS = {status: TEXTS.text(f"status.{status.value}") for status in Status}
ASSIGNED = TEXTS.text("told.assigned", "code", "agency", "due")
ACCEPTED = TEXTS.text("told.accepted", "code", "agency", "due")
RETURNED = TEXTS.text("told.returned", "code", "agency", "due")
ANSWERED = TEXTS.text("told.answered", "code", "agency", "answer")
KHIEU_NAI = TEXTS.text("legal.khieu_nai")
TO_CAO = TEXTS.text("legal.to_cao")
