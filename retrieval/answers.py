"""A record and the aspects asked → a short, cited answer. Nothing is generated: the record is the only source.

An aspect is answered by our plain card where the card was written for the record's decision, else by the record.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retrieval.city import CityRules
from retrieval.procedure import Aspect, Procedure
from retrieval.telling.duration import tell_duration
from retrieval.telling.fee import cautions, fees_certain, tell_fee
from retrieval.telling.outdated import NOTE, is_outdated
from retrieval.telling.papers import brief, tell_papers
from retrieval.telling.representative import tell_representative
from retrieval.telling.rest import (
    online_in_words,
    tell_conditions,
    tell_form,
    tell_legal,
    tell_online,
    tell_place,
    tell_result,
    tell_steps,
)
from retrieval.telling.time_limit import tell_time_limit, told_of_lateness
from retrieval.telling.words import Told, clipped, day, short
from retrieval.traits import elsewhere

ASPECT_NAMES = {
    Aspect.GENERAL: "thông tin chung",
    Aspect.DOCUMENTS: "giấy tờ cần nộp",
    Aspect.FEE: "lệ phí",
    Aspect.DURATION: "thời gian giải quyết",
    Aspect.TIME_LIMIT: "thời hạn anh/chị phải làm, việc phạt khi trễ",
    Aspect.PLACE: "nơi nộp",
    Aspect.ONLINE: "việc nộp trực tuyến",
    Aspect.CONDITIONS: "điều kiện",
    Aspect.REPRESENTATIVE: "việc nhờ người khác đi thay hay phải tự mình đi",
    Aspect.FORM: "mẫu đơn, tờ khai",
    Aspect.LEGAL: "căn cứ pháp lý",
    Aspect.STEPS: "các bước thực hiện",
    Aspect.RESULT: "kết quả",
}
_ASK = "Anh/chị hỏi tổng đài 1022 hoặc Trung tâm Phục vụ hành chính công nơi nộp hồ sơ."
_MORE = "Anh/chị muốn biết kỹ phần nào: giấy tờ, lệ phí, thời gian, nơi nộp hay cách nộp trực tuyến?"
_OF_THE_OFFICE = frozenset({Aspect.PLACE, Aspect.STEPS})
_TELLERS: dict[Aspect, Callable[[Procedure], Told | None]] = {
    Aspect.DOCUMENTS: tell_papers,
    Aspect.DURATION: tell_duration,
    Aspect.TIME_LIMIT: tell_time_limit,
    Aspect.PLACE: tell_place,
    Aspect.ONLINE: tell_online,
    Aspect.CONDITIONS: tell_conditions,
    Aspect.REPRESENTATIVE: tell_representative,
    Aspect.FORM: tell_form,
    Aspect.LEGAL: tell_legal,
    Aspect.STEPS: tell_steps,
    Aspect.RESULT: tell_result,
}


@dataclass(frozen=True)
class Answer:
    """An answer: `text` to show, `citation` of the record, whether all of it is `certain`, aspects left `unknown`."""

    text: str
    citation: str
    certain: bool
    unknown: tuple[Aspect, ...]

    @property
    def full(self) -> str:
        """Return text and citation as one message."""
        return f"{self.text}\n\n{self.citation}"


def answer(
    procedure: Procedure, aspects: tuple[Aspect, ...] = (), *, today: date, city: CityRules | None = None
) -> Answer:
    """Return the answer to `aspects` of `procedure` as known on `today`; no aspect means an overview.

    `city` adds the rules of the city where the citizen lives, each with its source.
    """
    asked = tuple(dict.fromkeys(aspect for aspect in aspects if aspect != Aspect.GENERAL))
    parts = [_opening(procedure)]
    unknown: list[Aspect] = []
    certain = True
    if not asked:
        overview = _overview(procedure, today, city)
        parts += [overview.text, _MORE]
        certain = overview.certain
    for aspect in asked:
        told = _told(procedure, aspect, today)
        if told is None:
            unknown.append(aspect)
        else:
            parts.append(told.text)
            certain = certain and told.certain
        parts += [line for line in _city_lines(procedure, aspect, city) if line not in parts]
    if unknown:
        named = ", ".join(ASPECT_NAMES[aspect] for aspect in unknown)
        parts.append(f"Bản ghi chưa nêu {named}. {_ASK}")
    if (not asked or _OF_THE_OFFICE.intersection(asked)) and is_outdated(procedure):
        parts.append(NOTE)
        certain = False
    return Answer("\n".join(parts), citation(procedure), certain and not unknown, tuple(unknown))


def citation(procedure: Procedure) -> str:
    """Return the source line: the record's day, name, code, decision, link."""
    decision = f", Quyết định {procedure.decision}" if procedure.decision else ""
    line = f"Theo bản ghi ngày {day(procedure.snapshot)}: {clipped(procedure.name, 160)} (mã {procedure.code}{decision})."
    return f"{line}\n{procedure.link}" if procedure.link else line


def title(procedure: Procedure) -> str:
    """Return the name to show in a list of choices: the plain one where there is a card."""
    name = procedure.card.name if procedure.card else procedure.name.removeprefix("Thủ tục ")
    return clipped(name[:1].upper() + name[1:], 90)


def _opening(procedure: Procedure) -> str:
    line = f"Dạ, về “{title(procedure)}”:"
    if elsewhere(procedure):
        line += (
            f"\nLưu ý: đây là thủ tục do {procedure.ministry or 'tỉnh khác'} công bố, không phải của TP.HCM."
        )
    return line


def _told(procedure: Procedure, aspect: Aspect, today: date) -> Told | None:
    summary = _summary(procedure, aspect)
    if summary and aspect == Aspect.FEE:
        return Told(
            " ".join(filter(None, [summary, cautions(summary, today)])), fees_certain(procedure, today)
        )
    if summary and aspect == Aspect.TIME_LIMIT:
        return Told(summary if "trễ" in summary.lower() else f"{summary}\n{told_of_lateness(procedure)}")
    if summary:
        record = _TELLERS[aspect](procedure)
        if aspect == Aspect.ONLINE:
            summary = online_in_words(summary)
        return Told(summary, record.certain if record else True)
    if aspect == Aspect.FEE:
        return tell_fee(procedure, today)
    return _TELLERS[aspect](procedure)


def _summary(procedure: Procedure, aspect: Aspect) -> str | None:
    card = procedure.card
    if card is None or card.decision != procedure.decision:
        return None
    return card.summaries.get(aspect)


def _overview(procedure: Procedure, today: date, city: CityRules | None) -> Told:
    """Return papers, fee, time and place, a line or two each, and what the record leaves open."""
    general = _summary(procedure, Aspect.GENERAL)
    lines = [general] if general else []
    certain = True
    papers = _summary(procedure, Aspect.DOCUMENTS) or brief(procedure)
    if papers:
        lines.append(f"• Giấy tờ: {short(papers, 320)}")
    for aspect, label in ((Aspect.FEE, "Lệ phí"), (Aspect.DURATION, "Thời gian"), (Aspect.PLACE, "Nơi nộp")):
        told = _told(procedure, aspect, today)
        said = (
            _unlabelled(told.text)
            if told
            else f"bản ghi chưa nêu. {_ASK if aspect == Aspect.PLACE else ''}".strip()
        )
        certain = certain and told is not None and told.certain
        lines.append(f"• {label}: {short(said, 300)}")
        lines += _city_lines(procedure, aspect, city)
    return Told("\n".join(lines), certain)


def _unlabelled(text: str) -> str:
    for label in (
        "Lệ phí (mọi cách nộp):",
        "Lệ phí:",
        "Thời gian giải quyết:",
        "Nơi nộp:",
        "Cơ quan thực hiện:",
    ):
        text = text.removeprefix(label)
    return re.sub(r"(?<![.:;])\n(?!•)", ". ", text).replace("\n• ", "; ").lstrip("; ").strip()


def _city_lines(procedure: Procedure, aspect: Aspect, city: CityRules | None) -> list[str]:
    if city is None:
        return []
    return [f"{rule.text} (Nguồn: {rule.source}.)" for rule in city.about(procedure, aspect)]
