"""The fee of a record. Never "miễn phí" where the note carries an amount or points to a rule (design §6)."""

import re
from datetime import date

from retrieval.fees import amounts_in, expired, running
from retrieval.procedure import Fee, Method, Procedure
from retrieval.telling.sentences import sentences_of
from retrieval.telling.words import CHANNEL_NAMES, Told, bullets, day, money, quoted, short

_ZERO = "0 đồng (bản ghi in 0 đồng, không kèm khoản thu nào)"
_TAKEN = re.compile(
    r"(?:tạm thu|thu|nộp|đóng)(?! hồi)(?: [^\s.;:,]+){0,2} (?:lệ phí|phí)(?! và lệ phí theo quy định \(nếu)",
    re.IGNORECASE,
)
"""Takes a fee, in a step of a record that prints none."""


def tell_fee(procedure: Procedure, today: date) -> Told | None:
    """Return the fees per way of filing, each with what its note says; None where no row has a fee."""
    rows: dict[str, list[str]] = {}
    for method in procedure.methods:
        told = _row(method, today)
        if told:
            rows.setdefault(told, [])
            if CHANNEL_NAMES[method.channel] not in rows[told]:
                rows[told].append(CHANNEL_NAMES[method.channel])
    if not rows:
        return None
    certain = fees_certain(procedure, today)
    if set(rows) == {_ZERO} and (step := _step_with_a_fee(procedure)) is not None:
        return Told(
            f"Lệ phí: bản ghi in 0 đồng, nhưng trong các bước có ghi: {quoted(step, 320)}.", certain=False
        )
    if len(rows) == 1 and len(procedure.methods) > 1:
        return Told(f"Lệ phí (mọi cách nộp): {next(iter(rows))}", certain)
    return Told(
        "Lệ phí:\n" + bullets([f"{_together(names)}: {told}" for told, names in rows.items()]), certain
    )


def _step_with_a_fee(procedure: Procedure) -> str | None:
    """Return the sentence of the steps in which a fee is taken; None where none is."""
    steps = sentences_of(procedure.steps or "")
    return next((one for one in steps if _TAKEN.search(one[:300])), None)


def fees_certain(procedure: Procedure, today: date) -> bool:
    """Tell whether every fee line is the amount to pay on `today`."""
    fees = [fee for method in procedure.methods for fee in method.fees]
    return bool(fees) and all(fee.certain and expired(fee.note, today) is None for fee in fees)


def cautions(text: str, today: date) -> str:
    """Return a sentence on the periods named in `text` that are over on `today`, or ""."""
    end = expired(text, today)
    if end is None:
        return ""
    later = running(text, today)
    rest = f" Mốc {day(later)} vẫn còn." if later else ""
    return f"Lưu ý: mức áp dụng đến hết ngày {day(end)} đã qua thời hạn.{rest}"


def _together(names: list[str]) -> str:
    return ", ".join([names[0], *(name.removeprefix("Nộp ") for name in names[1:])])


def _row(method: Method, today: date) -> str:
    parts = [_fee(fee, today) for fee in method.fees[:5]]
    if len(method.fees) > 5:
        parts.append(f"còn {len(method.fees) - 5} mức khác trong bản ghi")
    told = amounts_in(" ".join(fee.note for fee in method.fees))
    if method.fees and set(amounts_in(method.description)) - set(told):
        parts.append(f"bản ghi nói thêm: {quoted(_with_amounts(method.description), 260)}")
    return "; ".join(dict.fromkeys(parts))


def _fee(fee: Fee, today: date) -> str:
    note = re.sub(r"\s+", " ", fee.note).strip()
    caution = cautions(note, today)
    tail = f" ({caution.rstrip('.')})" if caution else ""
    if fee.amount is None:
        return (
            f"bản ghi không in số tiền, chỉ ghi {quoted(note)}{tail}" if note else "bản ghi không in số tiền"
        )
    if fee.currency != "VND":
        return f"{int(fee.amount)} {fee.currency}{_per(note)} (bản ghi in đơn vị VNĐ)"
    if fee.amount == 0:
        if fee.certain:
            return _ZERO
        return (
            f"mức cụ thể theo ghi chú của bản ghi: {quoted(note, 260)}{tail}"
            if note
            else "bản ghi chưa nêu rõ mức thu"
        )
    if fee.certain:
        return f"{money(fee.amount)}{_per(note)}"
    if fee.amount < 1000:
        return (
            f"bản ghi in số {int(fee.amount)}, chưa rõ đơn vị"
            + (f", kèm ghi chú {quoted(note)}" if note else "")
            + tail
        )
    return f"bản ghi in {money(fee.amount)}" + (f", kèm ghi chú {quoted(note, 260)}" if note else "") + tail


def _per(note: str) -> str:
    if not note:
        return ""
    return note if note.startswith("/") and len(note) < 30 else f" ({short(note.strip(' -+.;'), 140)})"


def _with_amounts(text: str) -> str:
    """Return the sentences of a row's description that name amounts."""
    sentences = re.split(r"(?<=[;.])\s+(?=[A-ZĐ\-+*])", text)
    return " ".join(sentence for sentence in sentences if amounts_in(sentence)) or text
