"""By when the citizen must act, as the record says it, apart from the times that bind the office.

A record tells both in the same words ("trong thời hạn … ngày kể từ ngày …"). Only a sentence whose doer is plainly the
citizen (or company) and whose deed is filing, declaring, registering or telling counts; a time counted from a paper of
the office, or for mending a dossier, does not. What is not certain is left out.
"""

import re
from typing import Final

from retrieval.procedure import Procedure
from retrieval.telling.sentences import sentences
from retrieval.telling.words import Told, quoted, quotes

_MOST = 3
_SHOWN = 480
_LONGEST = 900
_UNIT = r"(?:giờ|ngày(?: làm việc)?|tuần|tháng|năm|quý)"
_AMOUNT = rf"\d+ ?(?:\([^)]{{1,30}}\) ?)?{_UNIT}"
_LIMIT: Final = re.compile(
    rf"(?:(?:trong|quá) (?:thời hạn|vòng|thời gian|khoảng thời gian) (?:không quá |tối đa |chậm nhất )?{_AMOUNT}[ ,]+"
    rf"(?:tính |kể )?(?:từ|trước|sau)"
    rf"|trong {_AMOUNT}[ ,]+(?:tính |kể )(?:từ|trước|sau)"
    rf"|(?:chậm|muộn) nhất (?:là |trong |vào |trước )*(?:{_AMOUNT}|ngày|cuối)"
    rf"|(?:ít|tối) (?:nhất|thiểu) (?:là )?{_AMOUNT},? trước"
    rf"|trước (?:khi|thời điểm|ngày)(?: \w+){{0,14}} (?:ít nhất|tối thiểu|chậm nhất)(?: là)? {_AMOUNT}"
    rf"|trước thời hạn ít nhất {_AMOUNT}"
    rf"|trước \d{{1,2}} giờ (?:của )?ngày"
    rf"|thời hạn (?:nộp hồ sơ|nộp đơn|nộp tờ khai|khai|kê khai|đăng ký|thông báo|trình báo|khai báo)\b"
    rf"(?! theo quy định| (?:\w+ ){{0,4}}(?:gia hạn|kéo dài))[^.;]{{0,90}}(?:{_AMOUNT}|ngày (?:thứ|cuối)|ngày \d))",
    re.IGNORECASE,
)
_CITIZEN: Final = (
    r"(?:người (?!có thẩm quyền|đứng đầu cơ quan|giải quyết|tiếp nhận|được giao|được phân công|làm nhiệm vụ|thụ lý|hướng dẫn|đại diện theo pháp luật của cơ quan)\w+"
    r"|công dân|cá nhân|tổ chức(?! (?:thẩm|kiểm|lấy|họp|xét|đánh|xác|lập|thực|đoàn|hội|cuộc|niêm))|doanh nghiệp|nhà đầu tư|cha(?: hoặc|,) mẹ|cha, mẹ|vợ|chủ (?!tịch|trì|tọa|nhiệm|động|yếu|quản)\w+"
    r"|hộ (?:kinh doanh|gia đình)|cơ sở(?! giáo dục)|thương nhân|hợp tác xã|đại diện hộ|thân nhân|đơn vị sử dụng lao động|bên \w+|thuyền trưởng|chi nhánh|văn phòng đại diện|văn phòng công chứng)"
)
_OFFICE: Final = (
    r"(?:ủy ban|uỷ ban|ubnd|cơ quan|sở|bộ(?! (?:hồ sơ|chứng từ|phận cấu))|cục|chi cục|tổng cục|phòng (?!khám|thí nghiệm|xét nghiệm)|công an|công chức|cán bộ|hội đồng|chủ tịch|trung tâm phục vụ|bộ phận"
    r"|ban (?:quản lý|chỉ huy|giám)|thủ tướng|bộ trưởng|giám đốc sở|thủ trưởng|văn phòng đăng ký|tòa án|bảo hiểm xã hội|ngân hàng nhà nước|cảng vụ|kho bạc|vụ \w+|thanh tra|đoàn \w+|tổ (?:thẩm|công|giúp)|chuyên viên|lãnh đạo|cấp có thẩm quyền|người (?:có thẩm quyền|giải quyết|tiếp nhận|được giao|được phân công|thụ lý)|viện|nhà trường|trường)"
)
_DEED: Final = r"(?:nộp|gửi|khai|kê khai|khai báo|đăng ký|thông báo|trình báo|báo cáo|đề nghị|làm thủ tục|thực hiện thủ tục|làm (?:đơn|hồ sơ)|lập (?:và )?(?:gửi )?hồ sơ|chuẩn bị hồ sơ|xin)"
_DOER: Final = re.compile(rf"(?<!\w){_CITIZEN}(?!\w)", re.IGNORECASE)
_OFFICIAL: Final = re.compile(rf"(?<!\w){_OFFICE}(?!\w)", re.IGNORECASE)
_DOES: Final = re.compile(rf"(?<!\w){_DEED}(?!\w)", re.IGNORECASE)
_DUTY: Final = re.compile(r"(?<!\w)(?:phải|có trách nhiệm|cần|có nghĩa vụ)(?!\w)", re.IGNORECASE)
_OF_THE_DOSSIER: Final = re.compile(
    r"(?:kể từ|tính từ|từ|sau|trước) (?:thời điểm |ngày |khi |lúc )*(?:\w+ ){0,4}?(?:nhận|tiếp nhận|có (?:văn bản|thông báo|kết quả|yêu cầu|ý kiến)|thông báo"
    r"|được thông báo|yêu cầu|trả|hồ sơ|kết thúc (?:thời hạn (?!tạm trú)|kiểm tra|thẩm định|niêm yết|đợt|việc)|họp|hội đồng|ban hành văn bản|hẹn)(?! chuyển| tài sản| bàn giao| thừa kế| chuyển giao)"
    r"|bổ sung(?:,| và)? (?:hồ sơ|hoàn (?:thiện|chỉnh)|thành phần|đầy đủ|các|tài liệu|giấy tờ)|hoàn (?:thiện|chỉnh)|sửa chữa thiếu sót|hồ sơ sửa đổi, bổ sung|sửa đổi, bổ sung (?:hồ sơ|theo yêu cầu)|giải trình|khắc phục|thẩm định|thẩm tra|trả kết quả|nhận kết quả|hợp lệ|(?:không|chưa) (?:đủ|đầy đủ)"
    r"|trả lại hồ sơ|hủy hồ sơ|từ chối|xin lỗi|niêm yết|chuyển hồ sơ|nêu rõ lý do|cơ sở đăng kiểm|nộp (?:lại|đủ các khoản|phí|lệ phí|tiền)|lấy ý kiến|tiền ký quỹ|thông báo kết quả|thông báo (?:bằng văn bản )?cho (?:học|sinh viên|người|tổ chức|cá nhân|công dân|gia đình)|trình (?:ủy|uỷ|chủ tịch|bộ|thủ)",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[,:] (?:thì )?|\bthì |\bmà ")
_NAMED_LIMIT: Final = re.compile(
    r"(?:thời )?hạn (?:nộp (?:hồ sơ|đơn|tờ khai)|kê khai|khai thuế|khai báo)|đã nộp (?:đủ )?hồ sơ",
    re.IGNORECASE,
)
"""Opens a sentence that names nobody: "thời hạn nộp hồ sơ khai thuế chậm nhất là …"."""
_LATE: Final = re.compile(
    r"(?:quá|sau) (?:thời )?hạn (?:trên|này|nêu trên|quy định|đăng ký|nộp|khai)|không đúng (?:thời )?hạn|nộp chậm|chậm (?:nộp|khai|đăng ký|thông báo)"
    r"|dài hơn nhưng",
    re.IGNORECASE,
)
NO_LATE: Final = "Trễ hạn thì có bị phạt không, mức bao nhiêu: bản ghi không nêu, anh/chị hỏi nơi nộp hồ sơ hoặc tổng đài 1022."


def tell_time_limit(procedure: Procedure) -> Told | None:
    """Return the sentences of the record that say by when the citizen must act, and what it says of being late."""
    limits = time_limits(procedure)
    if not limits:
        return None
    said = quotes("Thời hạn phải làm, theo bản ghi", limits[:_MOST], _SHOWN)
    return Told(f"{said}\n{told_of_lateness(procedure)}")


def time_limits(procedure: Procedure) -> tuple[str, ...]:
    """Return the sentences of the record that plainly bind the citizen to a time, in its order, each once."""
    found: dict[str, str] = {}
    for sentence in sentences(procedure):
        if _is_a_limit(sentence):
            found.setdefault(re.sub(r"\W+", " ", sentence).lower(), sentence)
    return tuple(found.values())


def told_of_lateness(procedure: Procedure) -> str:
    """Return what the record says of being late right after the limit, else that it says nothing and whom to ask."""
    said = None
    near = 0
    for sentence in sentences(procedure):
        if _is_a_limit(sentence):
            near = 2
            continue
        if near and said is None and _LATE.search(sentence) and not _OF_THE_DOSSIER.search(sentence):
            said = sentence
        near = max(near - 1, 0)
    return NO_LATE if said is None else f"Về việc trễ hạn, bản ghi ghi: {quoted(said, _SHOWN)}."


def _is_a_limit(sentence: str) -> bool:
    return len(sentence) <= _LONGEST and not sentence.endswith(":") and _binds_the_citizen(sentence)


def _binds_the_citizen(sentence: str) -> bool:
    """Tell whether the citizen must act in a time, in what is shown of `sentence`."""
    limit = _LIMIT.search(sentence)
    if limit is None or _OF_THE_DOSSIER.search(sentence):
        return False
    if _NAMED_LIMIT.match(sentence):
        return limit.end() <= _SHOWN
    doer = _doer_before(sentence, limit.start()) or _doer_after(sentence, limit.end())
    deed = _DOES.search(sentence, doer) if doer is not None else None
    return deed is not None and max(deed.end(), limit.end()) < _SHOWN - 20


def _doer_before(sentence: str, limit: int) -> int | None:
    """Return the end of the words that name the citizen as the one who acts in the clause that leads to `limit`.

    An office named in between is where the citizen files, unless it opens a clause of its own.
    """
    clauses = [0, *(found.end() for found in _CLAUSE.finditer(sentence, 0, limit))]
    for start in reversed(clauses):
        if _OFFICIAL.match(sentence, start):
            return None
        doer = _DOER.match(sentence, start)
        between = sentence[doer.end() : limit] if doer is not None else ""
        if doer is not None and (_DOES.search(between) or _DUTY.search(between)):
            return doer.end()
        if doer is not None and start == 0 and not _OFFICIAL.search(between) and len(between) < 60:
            return doer.end()
    return None


def _doer_after(sentence: str, limit: int) -> int | None:
    """Return the end of the words that name the citizen where they open a clause after `limit`, and do something.

    For example "… kể từ ngày sinh con, cha hoặc mẹ có trách nhiệm đăng ký". None where an office opens one before.
    """
    for clause in _CLAUSE.finditer(sentence, limit):
        if _OFFICIAL.match(sentence, clause.end()):
            return None
        doer = _DOER.match(sentence, clause.end())
        if doer is not None and _DOES.search(sentence, doer.end()):
            return doer.end()
    return None
