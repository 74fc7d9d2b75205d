"""Reading "cách thức thực hiện": the rows of channel, time and fees that the portal prints as one text."""

import re
from decimal import Decimal

from retrieval.fees import fee_of
from retrieval.importers.lines import cell
from retrieval.procedure import Channel, Duration, DurationUnit, Fee, Method

_ROW = re.compile(r"(?:^|\n)\s*\* Hình thức nộp:\s*")
_ROW_PARTS = re.compile(
    r"(?P<channel>\w+)[^\n]*"
    r"(?:\n\s*Thời hạn giải quyết:(?P<time>.*?))?"
    r"(?:\n\s*Phí, lệ phí:(?P<fees>.*?))?"
    r"(?:\n\s*Mô tả:(?P<description>.*))?",
    re.DOTALL,
)
_NEXT_FEE = re.compile(r"(?<=\)) \| (?=[\d.,]*\s?VNĐ \()")
_FEE = re.compile(r"(?P<amount>\d[\d.,]*)\s*VNĐ \((?P<note>.*)\)", re.DOTALL)
_PLAIN_FEE = re.compile(r"(\d[\d.,]*)\s*(?:đồng|đ|VNĐ|VND)?\.?", re.IGNORECASE)
_CHANNELS = {"ONLINE": Channel.ONLINE, "POSTAL": Channel.POSTAL, "DIRECT": Channel.DIRECT}
_UNITS = {"WORKING_DAY": DurationUnit.WORKING_DAY, "DAY": DurationUnit.DAY, "ngày": DurationUnit.DAY,
          "HOUR": DurationUnit.HOUR, "giờ": DurationUnit.HOUR, "MONTH": DurationUnit.MONTH, "tháng": DurationUnit.MONTH,
          "ngày làm việc": DurationUnit.WORKING_DAY, "OTHER": DurationUnit.UNKNOWN, "": DurationUnit.UNKNOWN}  # fmt: skip
_TIME = re.compile(
    r"(?P<value>\d+(?:[.,]\d+)?)\s*(?P<unit>WORKING_DAY|DAY|HOUR|MONTH|OTHER|ngày làm việc|ngày|giờ|tháng|)\.?"
)
_SHORT_TEXT = re.compile(r"(?:Không quá\s+)?(?P<value>\d+)\s+(?P<unit>ngày làm việc|ngày)\.?", re.IGNORECASE)


def methods_of(text: str | None) -> tuple[Method, ...]:
    """Return the rows of the portal's text; a row whose channel is unknown raises ValueError."""
    rows = _ROW.split(text or "")[1:]
    return tuple(_method(row) for row in rows)


def duration_of(text: str | None) -> Duration | None:
    """Return the processing time of a cell such as "5 WORKING_DAY", "1 OTHER" (no unit) or free text.

    None where nothing is said. A zero and whatever is not a plain number stays text.
    """
    text = (cell(text) or "").strip()
    if match := _TIME.fullmatch(text):
        value = Decimal(match["value"].replace(",", "."))
        if value == 0:
            return None
        return Duration(value=value, unit=_UNITS[match["unit"]])
    if match := re.fullmatch(r"(\d+) YEAR", text):
        return Duration(text=f"{match[1]} năm")
    words = cell(re.sub(r"\s*\b(?:OTHER|WORKING_DAY|DAY|HOUR|MONTH)$", "", text))
    if words is None:
        return None
    words = re.sub(r"\s+", " ", words)
    if match := _SHORT_TEXT.fullmatch(words):
        return Duration(value=Decimal(match["value"]), unit=_UNITS[match["unit"].lower()], text=words)
    return Duration(text=words)


def fees_of(text: str | None, description: str = "") -> tuple[Fee, ...]:
    """Return the fee lines of a cell such as "7000 VNĐ (note) | 0 VNĐ (note)" or free text."""
    text = cell(text)
    if text is None:
        return ()
    if match := _PLAIN_FEE.fullmatch(text):
        return (fee_of(Decimal(re.sub(r"[.,]", "", match[1])), "", description),)
    if not _FEE.match(text):
        notes = dict.fromkeys(part.strip() for part in text.split(" | "))
        return tuple(Fee(note=note) for note in notes if cell(note))
    fees = []
    for part in _NEXT_FEE.split(text):
        match = _FEE.fullmatch(part.strip())
        if not match:
            fees.append(Fee(note=part.strip()))
            continue
        note = re.sub(r"\s*\bĐồng\b(?=\s*(?:-|$))", "", re.sub(r"\s+", " ", match["note"])).strip()
        fees.append(
            fee_of(Decimal(re.sub(r"[.,]", "", match["amount"])), _without_brackets(note), description)
        )
    return tuple(dict.fromkeys(fees))


def _without_brackets(note: str) -> str:
    """Return `note` without brackets that enclose the whole of it."""
    while note.startswith("(") and note.endswith(")") and note.count("(") == note.count(")"):
        note = note[1:-1].strip()
    return note


def _method(row: str) -> Method:
    match = _ROW_PARTS.fullmatch(row.strip())
    if not match or match["channel"] not in _CHANNELS:
        raise ValueError(f"hình thức nộp lạ: {row[:40]!r}")
    description = cell(match["description"]) or ""
    return Method(
        channel=_CHANNELS[match["channel"]],
        duration=duration_of(match["time"]),
        fees=fees_of(match["fees"], description),
        description=description,
    )
