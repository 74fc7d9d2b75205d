from pathlib import Path

import pytest

from bot.sending import WORDS_FILE, agrees_plainly, may_forbid, sending_words
from bot.turns import side_intent
from bot.word_patterns import PatternError


@pytest.mark.parametrize(
    "text",
    [
        "gửi",
        "xong rồi, gửi nha",
        "ok em gui di",
        "rồi gửi đi",
        "gửi luôn đi em",
        "vậy thì gửi",
        "đúng rồi, gửi phản ánh này đi",
        "ừ cứ gửi giúp tôi",
        "ừa gởi đi con",
        "goi di em",
        "ừ gửi vụ cống nghẹt đi em",
        "ok gửi cái phản ánh đèn đường giùm nha",
        "chính xác rồi gửi nha",
        "chuẩn rồi em gửi đi",
        "dạ đúng hết rồi đó chú gửi giùm con",
        "oke gửi ik ad",
        "chuẩn luôn, gửi giúp mình với",
        "chính xác, nộp luôn nha admin",
        "phải rồi đó con, gởi dùm bác",
        "được rồi gửi lên giùm",
        "vâng đúng ạ, nhờ bạn gửi giúp",
        "đúng 100% gửi luôn",
        "chuan roi gui lien gium tui nha ad",
        "dung het roi, gui gium chu",
        "phai roi gui giup co voi con",
        "đồng ý gửi nha em",
        "không sửa gì nữa đâu, gửi đi em",
        "đúng rồi, gửi đi rồi cho tui xin cái mã",
        "tui đọc lại rồi, đúng hết, gửi nha",
        "uki gửi",
        "vậy là được rồi đó em gửi đi",
        "nhất trí, gửi luôn",
        "ừa, y vậy gửi nghen con",
        "nội dung vậy ok rồi, gửi đi nha",
        "ok luôn bạn ơi",
        "dạ phải ạ",
        "chuẩn cmnr gửi đi",
        "bấm gửi giùm tui đi con",
        "ok mình đồng ý nhé tks ad",
        "dạ vâng chị gửi giúp em với ạ",
        "ok chốt luôn nha bạn",
        "gởi liền giùm chú nghen",
        "dạ đúng rồi anh ơi gửi giùm em",
        "ok gui giup minh nha cam on admin",
        "gui le gium e",
        "đúng, chuẩn, gửi",
        "phải r gửi luôn nhen",
        "gửi dùm cái nha",
        "vậy gửi nha, cám ơn nhiều",
        "dạ ok gửi",
        "đồng ý, gửi phản ánh",
        "uk gửi giúp mik",
        "ok đủ rồi, nộp lên trên giùm bác",
        "tôi thấy đúng rồi, gửi đi nhé",
        "hổng sai chỗ nào hết, gửi luôn đi con",
        "yes, send it",
        "gửi ạ",
        "ừ",
        "được gửi đi em",
        "vâng, nhờ tổng đài chuyển giúp",
        "xong rồi đó em gửi đi",
        "đúng r đó b gửi hộ t nhé",
        "okela gửi nha bot",
        "ờ đúng đó con, gửi đi con",
        "đúng rồi em ơi",
        "chuẩn ko cần chỉnh, gửi",
        "gửi đi cô ơi, con cảm ơn cô",
        "phai do, gui di",
        "đồng ý nha, nhờ admin gửi giúp mình luôn",
        "như vậy là ổn rồi, gửi thôi",
        "ok gửi thôi em",
        "tôi đồng ý gửi",
        "oke bạn gửi hộ mình với nhé thanks",
        "thông tin chính xác",
        "hết rồi, gửi đi",
        "mau gửi đi",
        "đúng òi đó, gửi ik nè",
        "ok chốt đơn",
        "gửi cái đầu trước đi em",
        "gửi cả hai luôn nha",
    ],
)
def test_a_plain_yes_is_known_in_any_words(text: str) -> None:
    assert agrees_plainly(text)
    assert side_intent({"thank": 0.95, "cancel": 0.9}, "feedback_confirmed", (), text) is None


@pytest.mark.parametrize(
    "text",
    [
        "mai tôi gửi",
        "goi cho toi",
        "ok goi toi nha",
        "gọi đi",
        "lát nữa gửi",
        "để tôi coi lại rồi mới gửi",
        "từ từ hãy gửi",
        "nhờ con tôi gửi giùm",
        "giấy này đem qua phường nộp",
        "đừng gửi",
        "dung gui",
        "chưa gửi nha",
        "gửi chưa",
        "sửa địa chỉ rồi gửi",
        "gửi cái này cho ai vậy",
        "gửi cái hình rồi mới gửi",
        "mai gửi cái đó đi",
        "khoan gửi cái đó nha",
        "gửi vụ này qua ai",
        "gửi rồi à",
        "gửi đi rồi đúng không",
        "chưa gửi nha bạn",
        "dung co gui",
        "đúng rồi nhưng sửa số nhà lại",
        "gửi luôn được hông em",
        "đúng không ta",
        "mai gửi giúp",
        "không đúng, hẻm 5",
        "ừ để coi lại đã",
        "gửi xong chưa",
        "thôi không gửi",
        "đúng địa chỉ rồi",
        "ok gửi kèm hình nữa nha",
        "gửi bằng cách nào",
        "sao gửi hoài không được",
        "cam on em nhieu",
        "ok sai rồi",
        "gửi đâu",
        "ừ ha",
        "xong rồi",
        "đúng ra là hẻm 12",
        "gửi thêm tấm hình",
        "bao giờ gửi",
        "khong phai dau gui gi",
        "gửi sai rồi",
        "có lẽ gửi đi",
        "chưa đúng gửi gì",
        "ok gap admin",
        "gửi hình luôn nha",
        "cho da",
        "gửi địa chỉ cho tui",
        "ok chị để chị coi",
        "đúng đường nhưng sai phường",
        "gửi liền được hả",
        "ừ mà có tốn tiền hông",
        "xác nhận là ai",
        "uk mà khoan",
        "gửi cho công an hay ủy ban",
        "gửi chưa v",
        "hôm trước gửi rồi",
        "dung gui luon nha",
        "để xem lại",
        "đúng rồi để tôi hỏi vợ",
        "đúng rồi, còn cái này nữa",
        "ừ tối qua lại tắt nữa",
        "ok 0909123456",
        "sai rồi",
        "hủy",
        "chính xác hơn là gần chợ",
        "phải gửi hình không",
        "ko ok",
        "chuẩn chưa",
        "nộp hồ sơ",
        "xác nhận tình trạng hôn nhân",
        "gửi giùm tui cho ông chủ tịch",
        "dung roi ma so nha sai",
        "không, gửi làm gì",
        "gửi có mất tiền không",
        "khỏi gửi",
        "gửi email cho tui",
        "gửi bản sao qua zalo nha",
        "sai sai sao á",
        "phải không vậy",
        "gui sau nha",
        "xin lỗi, khoan",
        "rồi sao nữa",
        "mai mốt gửi",
        "gửi trước cái kia đi",
        "gửi cái hình trước đã",
    ],
)
def test_what_asks_doubts_changes_or_adds_is_no_plain_yes(text: str) -> None:
    assert not agrees_plainly(text)


@pytest.mark.parametrize("text", ["dung gui", "dung, gui di", "thoi dung gui nha"])
def test_without_accents_a_yes_may_forbid(text: str) -> None:
    assert may_forbid(text)


@pytest.mark.parametrize("text", ["đúng, gửi đi", "noi dung ok gui di", "dung roi gui di"])
def test_what_cannot_be_read_as_forbidding_forbids_nothing(text: str) -> None:
    assert not may_forbid(text)


def test_a_wrong_file_of_words_names_itself(tmp_path: Path) -> None:
    wrong = tmp_path / "words.yml"
    wrong.write_text(
        WORDS_FILE.read_text(encoding="utf-8").replace("weak: >-", "weak: []\nfaint: >-"), encoding="utf-8"
    )
    with pytest.raises(PatternError, match=r"words\.yml"):
        sending_words(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "thôi gửi đi",
        "thoi gui di",
        "thôi được rồi gửi lẹ giùm",
        "thôi khỏi sửa, gửi luôn",
        "không cần sửa",
        "không có gì sửa hết, gửi đi",
        "hông cần sửa gì nữa",
        "khong can sua gi het",
        "không sai gì đâu em",
    ],
)
def test_who_wants_nothing_changed_or_sends_after_all_agrees(text: str) -> None:
    assert agrees_plainly(text)


@pytest.mark.parametrize(
    "text",
    [
        "thôi",
        "thôi khỏi gửi",
        "thôi không gửi nữa",
        "không sửa được",
        "thôi gửi hình thêm",
        "thôi gửi sau",
        "không cần sửa địa chỉ",
        "khỏi sửa địa chỉ, sửa tên",
        "không cần thêm sđt",
    ],
)
def test_what_gives_up_waits_or_changes_a_part_does_not(text: str) -> None:
    assert not agrees_plainly(text)
