"""Where to file, online or not, conditions, forms, legal basis, steps, result."""

import re

from retrieval.procedure import Channel, Procedure
from retrieval.telling.sentences import sentences_of
from retrieval.telling.words import Told, bullets, quoted, short

_LAWS = 6
_DEED_ONLINE = re.compile(r"Được, (?P<deed>(?!chỉ )\w+(?: \w+){0,3}) trực tuyến(?!\w)")
_BARE_YES = re.compile(r"Được(?P<pause>[,.;:]?)(?!\w)")
_LIMITS_IT = re.compile(r" (?:nếu|với|trên|qua|bằng|khi)(?!\w)")
_FILED_AT = re.compile(
    r"(?:nộp|gửi)(?! (?:lệ )?phí| tiền| lại| bổ sung)(?: [^\s.;:]+){0,30}? (?:tại|đến|tới|về|cho)(?: [^\s.;:]+){0,6}? "
    r"(?:ủy ban|uỷ ban|UBND|trung tâm|bộ phận|công an|sở|cục|chi cục|phòng|cơ quan|văn phòng|ban|bảo hiểm|thuế|ngân hàng|tòa án|toà án|bộ|cổng dịch vụ|đội|trường|hội đồng)(?!\w)",
    re.IGNORECASE,
)
_BY_AN_OFFICE = re.compile(
    r"(?:bước \d+\W+)?(?:ủy ban|uỷ ban|UBND|sở|cục|công an|cơ quan|bộ phận|hội đồng)(?!\w)(?! đề nghị| có nhu cầu)|.{0,160}(?:công chức|cán bộ|chuyên viên)",
    re.IGNORECASE,
)
"""Opens a sentence of what the office does."""


def tell_place(procedure: Procedure) -> Told | None:
    """Return the address or agencies of the record, else the sentence of its steps or ways that says where to file."""
    parts = []
    if procedure.place:
        parts.append(f"Nơi nộp: {short(procedure.place, 300)}")
    elif procedure.agencies:
        parts.append(f"Cơ quan thực hiện: {short(', '.join(procedure.agencies), 300)}.")
    elif (told := filed_at(procedure)) is not None:
        parts.append(f"Về nơi nộp, bản ghi ghi: {quoted(told, 300)}.")
    if not parts:
        return None
    channels = list(dict.fromkeys(method.channel.value for method in procedure.methods))
    if channels:
        parts.append(f"Cách nộp trong bản ghi: {', '.join(channels)}.")
    return Told("\n".join(parts))


def filed_at(procedure: Procedure) -> str | None:
    """Return the sentence of steps or ways of filing that says where the citizen files; None where there is none."""
    texts = [procedure.steps, *(method.description for method in procedure.methods)]
    return next(
        (
            one
            for text in filter(None, texts)
            for one in sentences_of(text)
            if _FILED_AT.search(one[:300]) and not _BY_AN_OFFICE.match(one)
        ),
        None,
    )


def tell_online(procedure: Procedure) -> Told | None:
    """Return whether the record has an online row, and what that row says."""
    if not procedure.methods:
        return None
    online = next((method for method in procedure.methods if method.channel == Channel.ONLINE), None)
    if online is None:
        return Told("Bản ghi không có cách nộp trực tuyến cho thủ tục này.")
    where = f" Vào {procedure.link}" if procedure.link else ""
    more = f" {short(online.description, 260)}" if online.description else ""
    return Told(f"Nộp trực tuyến được.{where}{more}".strip())


def online_in_words(summary: str) -> str:
    """Return what a card says of filing online with a bare opening "Được" told in words: "Nộp trực tuyến được, …".

    Any other text ("Chỉ đặt lịch được …", "Bản ghi không có …") is returned as it is.
    """
    deed = _DEED_ONLINE.match(summary)
    if deed is not None:
        said = deed["deed"]
        return f"{said[:1].upper()}{said[1:]} trực tuyến được{summary[deed.end() :]}"
    bare = _BARE_YES.match(summary)
    if bare is None:
        return summary
    sign = ":" if bare["pause"] == "," and not _LIMITS_IT.match(summary, bare.end()) else bare["pause"]
    return f"Nộp trực tuyến được{sign}{summary[bare.end() :]}"


def tell_conditions(procedure: Procedure) -> Told | None:
    """Return the conditions, cut for a phone."""
    return Told(f"Điều kiện: {short(procedure.conditions, 600)}") if procedure.conditions else None


def tell_form(procedure: Procedure) -> Told | None:
    """Return the forms named in the list of papers."""
    forms: dict[str, str] = {}
    for group in procedure.document_groups:
        for document in group.documents:
            if document.form:
                name = (
                    document.form
                    if document.form.lower().startswith(("mẫu", "tờ", "đơn"))
                    else f"Mẫu {document.form}"
                )
                forms.setdefault(name, short(document.name, 120))
    if not forms:
        named = [document.name for group in procedure.document_groups for document in group.documents if re.match(r"(?:Tờ khai|Đơn|Phiếu|Giấy đề nghị|Văn bản đề nghị)", document.name)]  # fmt: skip
        forms = {short(name, 140): "" for name in named[:3]}
    if not forms:
        return None
    lines = [f"{name}: {said}" if said and said != name else name for name, said in list(forms.items())[:5]]
    where = f"\nTải mẫu tại {procedure.link}" if procedure.link else ""
    return Told("Mẫu cần điền:\n" + bullets(lines) + where)


def tell_legal(procedure: Procedure) -> Told | None:
    """Return the legal documents the record cites; it may still cite repealed ones, so nothing is called in force."""
    if not procedure.legal_basis:
        return None
    lines = [
        f"{law.number}: {short(law.name, 110)}" if law.number else short(law.name, 130)
        for law in procedure.legal_basis
    ]
    more = len(lines) - _LAWS
    tail = [f"và {more} văn bản khác"] if more > 0 else []
    text = "Bản ghi dẫn các văn bản sau (có thể có văn bản đã được thay thế):\n" + bullets(
        [*lines[:_LAWS], *tail]
    )
    return Told(text)


def tell_steps(procedure: Procedure) -> Told | None:
    """Return the steps, one a line, cut for a phone."""
    if not procedure.steps:
        return None
    lines = [re.sub(r"^[\s*+\-–•]+", "", line).strip() for line in procedure.steps.splitlines()]
    kept = [short(line, 220) for line in lines if line]
    if len(kept) == 1:
        return Told(f"Các bước: {short(procedure.steps, 700)}")
    more = [f"… còn {len(kept) - 5} bước nữa, xem đầy đủ trong bản ghi"] if len(kept) > 5 else []
    return Told("Các bước:\n" + bullets([*kept[:5], *more]))


def tell_result(procedure: Procedure) -> Told | None:
    """Return what the citizen receives."""
    return (
        Told(f"Kết quả nhận được: {short('; '.join(procedure.results), 400)}.") if procedure.results else None
    )
