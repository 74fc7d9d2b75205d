"""The texts of `data/texts.yml`."""

from pathlib import Path

from api.texts import TextFile

TEXTS = TextFile(Path(__file__).parent / "data" / "texts.yml")

NOTICE = TEXTS.text("notice")
NOTHING_TO_READ = TEXTS.text("nothing_to_read")
OUT_OF_DATE = TEXTS.text("out_of_date")
FAILED = TEXTS.text("failed")
PHOTO_SENT = TEXTS.text("photo_sent")
PHOTO_KEPT = TEXTS.text("photo_kept")
LOCATION_SENT = TEXTS.text("location_sent", "lat", "lon")
ERASED = TEXTS.text("erased")
ALREADY_FILED = TEXTS.text("already_filed", "code")
OPERATOR_JOINED = TEXTS.text("handoff.operator_joined")
PUT_BACK = TEXTS.text("handoff.put_back")
GIVEN_BACK = TEXTS.text("handoff.given_back")
REASON_FAILED = TEXTS.text("handoff.reason_failed")
REASON_SILENT = TEXTS.text("handoff.reason_silent")
REASON_LEFT = TEXTS.text("handoff.reason_left")
REASON_EMERGENCY = TEXTS.text("handoff.reason_emergency", "kinds")
EMERGENCY_CALL = TEXTS.text("emergency.call")
EMERGENCY_LINE = TEXTS.text("emergency.line", "number", "name")
EMERGENCY_CLOSING = TEXTS.text("emergency.closing")
EMERGENCY_FILE = TEXTS.text("emergency.file_choice")
EMERGENCY_HUMAN = TEXTS.text("emergency.human_choice")
