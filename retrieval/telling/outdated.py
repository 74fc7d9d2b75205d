"""Signs of a record older than the offices of today: the district level it sends people to is no more."""

import re
from typing import Final

from retrieval.procedure import Procedure

NOTE: Final = (
    "Lưu ý: bản ghi này còn nêu cơ quan cấp huyện, nay không còn, nên nơi nộp và cách làm có thể đã đổi; "
    "anh/chị hỏi lại 1022 trước khi đi."
)
_DISTRICT: Final = re.compile(
    r"(?:công an|bảo hiểm xã hội|UBND|(?:uỷ|ủy) ban nhân dân|chi cục thuế|phòng (?:y tế|giáo dục|lao động)[^.;,]{0,40}) (?:cấp huyện|(?:quận, )?huyện(?=[,.; ]))",
    re.IGNORECASE,
)


def is_outdated(procedure: Procedure) -> bool:
    """Tell whether steps, ways of filing or place of a record name an office of a district; what our card tells was checked."""
    card = procedure.card
    if card is not None and card.decision == procedure.decision:
        return False
    ways = (method.description for method in procedure.methods)
    return any(
        _DISTRICT.search(text)
        for text in (procedure.place, *procedure.agencies, procedure.steps, *ways)
        if text
    )
