"""Questions about a dossier or report whose state was just told: what to do now, when it will be done.

Imports nothing of Rasa. Compared without accents.
"""

import re

from retrieval.text import fold, normalise

_WHAT_TO_DO = re.compile(
    r"\b(?:(?:phai|can|nen|gio|bay gio|roi|vay|the|thi|toi|tui|em|minh|chi|anh|tiep theo|ke tiep)(?: \w+){0,3} lam (?:gi|sao|chi|the nao)"
    r"|lam (?:gi|sao) (?:nua|tiep|bay gio|day|gio)|lam sao (?:day|gio|bay gio)|tinh sao|gio sao|phai sao|phai the nao|sao bay gio|tiep theo (?:la )?(?:gi|sao))\b"
)
_WHEN = re.compile(
    r"\b(?:bao gio|chung nao|khi nao|hoi nao|may (?:bua|ngay|hom|tuan) nua|bao lau nua|con (?:may|bao) \w+)(?: \w+){0,4}"
    r" (?:xong|sua|co|lay|nhan|tra|giai quyet|xu ly|tra loi|xuong|lam|duyet|ra)\b|\bsao (?:lau|cham|tre)\b|\b(?:xong|co) chua\b"
)
_LONGEST = 16


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(normalise(text)).lower()))


def asks_what_to_do(text: str) -> bool:
    """Tell whether `text` asks what is to be done now: "vậy giờ tôi phải làm gì"."""
    words = _plain(text)
    return len(words.split()) <= _LONGEST and bool(_WHAT_TO_DO.search(words))


def asks_onward(text: str) -> bool:
    """Tell whether `text` asks on about what was just told: what to do now, or when it will be done."""
    words = _plain(text)
    return asks_what_to_do(text) or (len(words.split()) <= _LONGEST and bool(_WHEN.search(words)))
