"""When a printed fee may be told as the fee to pay.

The portal prints 0 ("Miễn phí") for every fee it does not know, with the real one or a pointer to a rule in
the note; it prints dollars as đồng, and keeps notes whose period is over (domain facts, data traps).
"""

import re
from datetime import date
from decimal import Decimal

from retrieval.procedure import Fee

_FREE = re.compile(
    r"^[\s(.]*(?:miễn (?:lệ )?phí(?:, lệ phí)?|không thu (?:lệ )?phí|không|không có|không mất phí)[\s).]*$"
)
_UNTIL = re.compile(
    r"đến\s*(?:hết)?\s*(?:ngày)?\s*(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})", re.IGNORECASE
)
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{4,})\s*(?:đ\b|đồng|vnđ|vnd|/)", re.IGNORECASE)
_LEFT_OPEN = re.compile(r"hội đồng nhân dân|hđnd|mức .{0,30}cụ thể|tối đa|không quá", re.IGNORECASE)
_POINTER = re.compile(
    r"theo quy định|thông tư|nghị quyết|nghị định|\bluật\b|biểu phí|biểu mức", re.IGNORECASE
)
_CITATION = re.compile(r"\d+/\d{4}/[\w-]+|\d{1,2}/\d{1,2}/\d{4}")


def amounts_in(note: str) -> tuple[Decimal, ...]:
    """Return the amounts in đồng that stand in `note` ("135.000 đồng/lần"), in order; numbers of laws are none."""
    return tuple(Decimal(re.sub(r"[.,]", "", amount)) for amount in _AMOUNT.findall(_CITATION.sub(" ", note)))


def ends(note: str) -> tuple[date, ...]:
    """Return the last days named in `note` ("đến hết ngày 31/12/2025"), in order; impossible dates are left out."""
    found = []
    for day, month, year in _UNTIL.findall(note):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(found)


def expired(note: str, today: date) -> date | None:
    """Return the latest last day named in `note` that is before `today`, if any."""
    return max((end for end in ends(note) if end < today), default=None)


def running(note: str, today: date) -> date | None:
    """Return the earliest last day named in `note` that is still to come on `today`, if any."""
    return min((end for end in ends(note) if end >= today), default=None)


def fee_of(amount: Decimal | None, note: str, description: str = "") -> Fee:
    """Return the fee line for a printed `amount` in đồng with its `note` and the row's `description`.

    `certain` only where the printed number is what is paid: a positive amount of at least 1.000 đồng that its
    note neither contradicts nor leaves to another authority, and names no period for, or a zero without note or with one that merely
    repeats it. A number that note or description calls dollars becomes currency USD, not certain.
    """
    note = note.strip()
    if amount is None:
        return Fee(note=note)
    dollars = re.search(rf"(?<!\d){amount}\s*(?:USD|đô la|đô-la)", f"{note} {description}", re.IGNORECASE)
    if dollars and amount > 0:
        return Fee(amount=amount, currency="USD", note=note)
    if amount == 0:
        certain = (not note or bool(_FREE.match(note.lower()))) and not _fee_told(description)
        return Fee(amount=amount, note=note, certain=certain)
    told = amounts_in(note)
    agrees = amount in told if told else not _LEFT_OPEN.search(note)
    return Fee(amount=amount, note=note, certain=amount >= 1000 and agrees and not ends(note))


def leaves_open(note: str) -> bool:
    """Tell whether a note carries an amount or points to a rule, so that a zero beside it is not "free"."""
    return bool(amounts_in(note) or _LEFT_OPEN.search(note) or _POINTER.search(note))


def _fee_told(description: str) -> bool:
    """Tell whether a row's free text speaks of a fee to pay although the column prints zero."""
    text = description.lower()
    if amounts_in(text) or "usd" in text:
        return True
    return bool(re.search(r"(?:mức thu|mức phí|mức lệ phí|(?:nộp|thu|đóng) (?:phí|lệ phí))(?! bưu)", text))
