"""The processing time of a record; a bare number is shown as one, times that mix cases as a range."""

import re
from decimal import Decimal

from retrieval.procedure import Duration, DurationUnit, Method, Procedure
from retrieval.telling.words import CHANNEL_NAMES, Told, bullets, number, quoted

_MIXED = (
    "Bản ghi in thời gian khác nhau giữa các cách nộp, có thể do lẫn các trường hợp khác nhau. "
    "Anh/chị hỏi lại nơi nhận hồ sơ để biết đúng trường hợp của mình."
)


def is_land(procedure: Procedure) -> bool:
    """Tell whether a procedure is about land, whose printed times mix cases with ways of filing."""
    return "đất đai" in (procedure.field or "").lower()


def tell_duration(procedure: Procedure) -> Told | None:
    """Return the time per way of filing, or a range with a caution; None where no row has a time."""
    rows = [(method, _as_worded(method, method.duration)) for method in procedure.methods if method.duration]
    if not rows:
        return None
    told = list(dict.fromkeys(phrase(duration) for _, duration in rows))
    certain = all(
        duration.value is not None and duration.unit != DurationUnit.UNKNOWN for _, duration in rows
    )
    if len(told) == 1:
        text = f"Thời gian giải quyết: {told[0]}."
        return Told(
            f"{text} {_land_caution()}" if is_land(procedure) else text, certain and not is_land(procedure)
        )
    if span := _range([duration for _, duration in rows]):
        return Told(f"Thời gian giải quyết: {span} tùy trường hợp. {_MIXED}", certain=False)
    return Told("Thời gian giải quyết:\n" + bullets(_by_channel(rows)) + f"\n{_MIXED}", certain=False)


def _as_worded(method: Method, duration: Duration) -> Duration:
    """Return a time printed in days as working days where the words of its row give the same number only as such."""
    if duration.value is None or duration.unit != DurationUnit.DAY:
        return duration
    days = rf"(?<![\d.,/])0?{number(duration.value)} ?(?:\([^)]{{1,30}}\) ?)?ngày"
    said = len(re.findall(days, method.description, re.IGNORECASE))
    working = len(re.findall(rf"{days} làm việc", method.description, re.IGNORECASE))
    return (
        duration.model_copy(update={"unit": DurationUnit.WORKING_DAY})
        if working and working == said
        else duration
    )


def phrase(duration: Duration) -> str:
    """Return a time in words: "5 ngày làm việc", or that the record prints a number without a unit."""
    if duration.value is None:
        return f"bản ghi ghi {quoted(duration.text, 220)}"
    value = number(duration.value)
    if duration.unit == DurationUnit.UNKNOWN:
        text = f"bản ghi in số {value}, không ghi đơn vị (giờ hay ngày)"
        return f"{text}; {duration.text}" if duration.text and duration.text not in text else text
    return f"{value} {duration.unit.value}"


def _land_caution() -> str:
    return "Thời gian thủ tục đất đai thay đổi theo từng trường hợp, anh/chị hỏi lại nơi nhận hồ sơ."


def _range(durations: list[Duration]) -> str:
    """Return "4–18 ngày làm việc" where all times are numbers of one unit, else ""."""
    values: list[Decimal] = [duration.value for duration in durations if duration.value is not None]
    units = {duration.unit for duration in durations}
    if len(values) < len(durations) or len(units) != 1 or DurationUnit.UNKNOWN in units:
        return ""
    return f"từ {number(min(values))} đến {number(max(values))} {next(iter(units)).value}"


def _by_channel(rows: list[tuple[Method, Duration]]) -> list[str]:
    lines: dict[str, list[str]] = {}
    for method, duration in rows:
        lines.setdefault(phrase(duration), []).append(CHANNEL_NAMES[method.channel])
    return [f"{', '.join(dict.fromkeys(names))}: {told}" for told, names in lines.items()]
