import pytest

from retrieval.outright import lost

CHILD, GROWN = "Cấp thẻ căn cước cho người dưới 14 tuổi", "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên"
CERTIFIED, FROM_BOOK = "Chứng thực bản sao từ bản chính", "Cấp bản sao văn bằng, chứng chỉ từ sổ gốc"


def test_a_procedure_for_other_ages_falls_behind() -> None:
    fell = lost("thẻ căn cước cho con em 10 tuổi", [CHILD, GROWN, CERTIFIED])
    assert fell[0] == fell[2] == 0
    assert fell[1] > 0


def test_of_two_ages_told_each_keeps_its_procedure() -> None:
    assert not lost("con lớn 15 tuổi với con nhỏ 7 tuổi", [CHILD, GROWN]).any()


@pytest.mark.parametrize("text", ["sao y bằng thạc sĩ", "SAO Y hoc ba", "muốn sao y bảng điểm"])
def test_who_wants_a_certified_copy_wants_no_copy_from_a_book(text: str) -> None:
    fell = lost(text, [CERTIFIED, FROM_BOOK])
    assert fell[0] == 0
    assert fell[1] > 0


@pytest.mark.parametrize(
    "text",
    [
        "mất bằng rồi, không sao y được",
        "nộp bản chính hay sao y",
        "xin bản sao từ sổ gốc",
        "giấy này có cần sao y không",
    ],
)
def test_where_a_copy_is_only_spoken_of_nothing_is_lost(text: str) -> None:
    assert not lost(text, [CERTIFIED, FROM_BOOK]).any()
