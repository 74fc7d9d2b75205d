"""Whether somebody else may go in the citizen's place, or who must come in person, as card and record say it.

Records speak of powers of attorney in many other matters (an office that acts for another, a company's representative,
the owner of a product); only a sentence that plainly speaks of filing, of fetching or of being present counts.
"""

import re
from typing import Final

from retrieval.procedure import Aspect, Procedure
from retrieval.telling.sentences import sentences, sentences_of
from retrieval.telling.words import Told, quotes, short

_MOST = 3
_SHOWN = 320
_POWER: Final = r"(?:ủy|uỷ) quyền"
_FILING: Final = (
    r"(?:(?:thực hiện|làm) (?:các )?(?:thủ tục|việc|nộp|đăng ký|yêu cầu|ghi chú|TTHC)|nộp (?:hồ sơ|đơn|tờ khai|yêu cầu)"
    r"|nhận (?:kết quả|thẻ|giấy)|đi (?:làm|nộp|xin|nhận)|đăng ký (?:khai|lại|kết|nhận|giám)|(?:yêu cầu|đề nghị|xin) cấp)"
)
_SAYS: Final = re.compile(
    rf"{_POWER}(?: [^\s.;:]+){{0,14}}? {_FILING}"
    rf"|{_FILING}(?: [^\s.;:,]+){{0,4}} (?:thông qua|qua) (?:{_POWER}|người đại diện|người được {_POWER}|đại diện)"
    rf"|yêu cầu được nộp thông qua (?:người )?đại diện"
    rf"|người (?:nộp hồ sơ|đi nộp) (?:là|không phải là) người được {_POWER}"
    rf"|người được {_POWER} là (?:ông|cha|vợ|chồng|người thân)"
    rf"|không (?:được |nhận )?{_POWER} (?:cho|nộp|làm|người)|không được {_POWER}"
    rf"|(?:hai bên|nam, nữ|cả hai|người (?:yêu cầu|nhận con nuôi|đăng ký|đề nghị)|vợ chồng|cha|mẹ|các bên)[^.;:]{{0,50}} (?:phải|đều|cùng|cần|không thể) (?:cùng |đều )?có mặt"
    rf"|(?:ký|điểm chỉ)(?: [^\s.;:]+){{0,8}} trước mặt"
    rf"|không (?:phải|cần|bắt buộc)(?: phải)?(?: có| nộp| lập)? ?(?:văn bản |giấy )?{_POWER}(?! lại)"
    rf"|(?<!\w)(?:cha|mẹ|ông|bà|vợ|chồng|người (?:thân(?: thích)?(?: khác)?|giám hộ|đại diện hợp pháp))(?!\w)[^.;:]{{0,60}} có trách nhiệm (?:đi )?(?:đăng ký khai|khai (?:sinh|tử)|đăng ký cho con)"
    rf"|(?<!\w)đưa (?:bé|con|trẻ|cháu|người (?:dưới|được|chưa|mất)[^.;:]{{0,40}}?) (?:đến|tới|đi)(?!\w)"
    rf"|(?<!\w)(?:đi|làm|nộp) (?:thay|hộ)(?! (?:đổi|thế|gia|tịch|chiếu|kinh|khẩu|nghèo|chủ)|\w)"
    rf"|nhờ người (?:khác|ngoài|thân|nhà|đi)|phải tự (?:nộp|đi|làm)|(?<!\w)tự nộp,? không",
    re.IGNORECASE,
)
_HINT: Final = re.compile(r"quyền|mặt| thay| hộ|nhờ|đại diện|tự |đưa |trách nhiệm", re.IGNORECASE)
"""Told without: most sentences hold none of these and need no closer look."""
_BY_WAY: Final = re.compile(
    rf"(?:nộp|gửi)(?=[^.;]{{0,400}} hoặc (?:qua |thông qua )?{_POWER}(?! cho))", re.IGNORECASE
)
"""Names a power of attorney among the ways of filing; says least, so it is told after the others."""
_FORBIDS: Final = re.compile(rf"không (?:được )?{_POWER}", re.IGNORECASE)
_EXEMPTS: Final = re.compile(
    rf"không (?:phải|cần|bắt buộc)(?: phải)?(?: có| nộp| lập)? ?(?:văn bản |giấy )?{_POWER}", re.IGNORECASE
)
_FORM: Final = re.compile(r"(?:tờ khai|đơn|mẫu) ", re.IGNORECASE)
_OF_IT: Final = re.compile(rf"(?:văn bản|giấy) {_POWER} này", re.IGNORECASE)
_OTHER: Final = re.compile(
    rf"(?i:đại diện theo (?:pháp luật|{_POWER})|phân cấp|lưu hành|chủ sở hữu|nhà sản xuất|khấu trừ|nhà thầu|thuế|bên mua|cổ đông|hội đồng"
    rf"|đơn vị cung cấp dịch vụ|quản lý và sử dụng|C/O|khiếu nại|tố cáo|xác thực điện tử|bản sao (?:thẻ|hộ chiếu|giấy tờ|hợp đồng)|chịu trách nhiệm|{_POWER} lại|đã {_POWER}|xác nhận không|biên nhận|tính đầy đủ)"
    rf"|(?:Bộ|Cục|Sở|Ủy ban|Uỷ ban|Chủ tịch|UBND|[Cc]ơ quan|Giám đốc|Thủ trưởng|Trưởng|Chánh|Cảng vụ|Ngân hàng)[^.;]{{0,60}} (?i:{_POWER})(?! theo quy định của pháp luật)"
    rf"|(?i:{_POWER}) (?:cho|của) (?:Bộ|Cục|Sở|Ủy|Uỷ|Chủ tịch|UBND|[Cc]ơ quan|[Tt]rưởng|Phó)",
)
_CARD: Final = (
    Aspect.DOCUMENTS, Aspect.CONDITIONS, Aspect.PLACE, Aspect.ONLINE, Aspect.STEPS, Aspect.RESULT
)  # fmt: skip


def tell_representative(procedure: Procedure) -> Told | None:
    """Return what our card and the record say of going in somebody's place; None where they say nothing plain."""
    plain = _of_the_card(procedure)[:_MOST]
    said = of_representatives(procedure)[: _MOST - len(plain)]
    if not plain and not said:
        return None
    told = [quotes("Về việc đi thay hay phải có mặt, bản ghi ghi", said, _SHOWN)] if said else []
    return Told("\n".join([*plain, *told]))


def of_representatives(procedure: Procedure) -> tuple[str, ...]:
    """Return the sentences of the record that plainly speak of it, each once, what forbids it first, the ways of filing last."""
    told: dict[str, str] = {}
    ways: dict[str, str] = {}
    follows = False
    for sentence in sentences(procedure):
        key = re.sub(r"\W+", " ", sentence).lower().replace("uỷ", "ủy")
        if _speaks_of_it(sentence) or (follows and _OF_IT.match(sentence)):
            told.setdefault(key, sentence)
            follows = True
            continue
        follows = False
        if len(sentence) < _SHOWN and _BY_WAY.search(sentence) and "tính đầy đủ" not in sentence:
            ways.setdefault(key, sentence)
    plain = sorted(
        told.values(),
        key=lambda one: (
            _FORBIDS.search(one) is None and _EXEMPTS.search(one) is None,
            _FORM.match(one) is not None,
        ),
    )
    return (*plain, *ways.values())


def _speaks_of_it(sentence: str) -> bool:
    shown = sentence[: _SHOWN - 20]
    if sentence.endswith(":") or _HINT.search(shown) is None:
        return False
    return _SAYS.search(shown) is not None and _OTHER.search(shown) is None


def _of_the_card(procedure: Procedure) -> list[str]:
    card = procedure.card
    if card is None or card.decision != procedure.decision:
        return []
    texts = [card.summaries[aspect] for aspect in _CARD if aspect in card.summaries]
    found = [one for text in texts for one in sentences_of(text) if _SAYS.search(one)]
    return [f"{one[:1].upper()}{short(one[1:], _SHOWN).rstrip(';.')}." for one in dict.fromkeys(found)]
