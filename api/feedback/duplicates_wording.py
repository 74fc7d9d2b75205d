"""The texts of `data/duplicates_texts.yml`."""

from pathlib import Path

from api.feedback.duplicates_judgement import Sign
from api.texts import TextFile

_TEXTS = TextFile(Path(__file__).parent / "data" / "duplicates_texts.yml")

OFFER = _TEXTS.text("offer", "code", "main", "field", "where", "day", "status")
OFFER_OWN = _TEXTS.text("offer_own", "code", "main", "field", "where", "day", "status")
NEAR = _TEXTS.text("near")
KEPT = _TEXTS.text("kept", "code")
OVER = _TEXTS.text("over", "code", "main")
JOINED = _TEXTS.text("joined", "code", "main")
JOINED_BEFORE = _TEXTS.text("joined_before", "code", "main")
FOLLOWING = _TEXTS.text("following", "code", "status")
FOLLOWING_BEFORE = _TEXTS.text("following_before", "code", "status")
OWN = _TEXTS.text("own", "code")
UNFOLLOWED = _TEXTS.text("unfollowed", "code")
NOT_FOLLOWED = _TEXTS.text("not_followed", "code")
BUTTON_JOIN = _TEXTS.text("button.join")
BUTTON_KEEP = _TEXTS.text("button.keep")
BUTTON_UNFOLLOW = _TEXTS.text("button.unfollow")
NOTE_JOINED = _TEXTS.text("note.joined")
NOTE_KEPT = _TEXTS.text("note.kept")
REASONS = {
    sign: _TEXTS.text(f"reason.{sign.value}")
    for sign in (Sign.POINT, Sign.NAME, Sign.HOUSE, Sign.NEAR_HOUSE, Sign.NUMBER, Sign.FIELD, Sign.PROBLEM)
}
REASON_DAYS = _TEXTS.text("reason.days", "days")
REASON_SAME_DAY = _TEXTS.text("reason.same_day")
