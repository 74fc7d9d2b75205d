"""Places are read from texts with and without accents and capitals."""

from pathlib import Path

import pytest

from api.feedback.duplicates_places import read_places
from api.feedback.duplicates_rules import RULES, DuplicateRulesError, read_rules


@pytest.mark.parametrize(
    ("text", "numbers", "names"),
    [
        ("đèn hư trước số 7 hẻm 31 Trần Kế Xương", {"nhà": "7", "hẻm": "31"}, {"tran ke xuong"}),
        ("den hu truoc so 7 hem 31 duong le quang dinh", {"nhà": "7", "hẻm": "31"}, {"le quang dinh"}),
        ("nhà 31/7 Trần Kế Xương nuôi gà", {"nhà": "7", "hẻm": "31"}, {"tran ke xuong"}),
        ("ổ gà ngã tư Hàng Xanh", {}, {"hang xanh"}),
        ("hẻm 20 CMT8 ngập", {"hẻm": "20"}, {"cach mang thang tam"}),
        ("cống 15 QL1A nghẹt", {"quốc lộ": "1a"}, set()),
        ("chung cư Hoa Sen lô C nứt tường", {"lô": "c"}, {"hoa sen"}),
        ("xe buýt số 36 bỏ trạm", {"tuyến": "36"}, set()),
        ("rác 4 ngày chưa lấy, hôi 2 tuần nay, phạt 500 ngàn", {}, set()),
        ("chó thả rông cắn người", {}, set()),
    ],
)
def test_what_tells_the_place_is_read(text: str, numbers: dict[str, str], names: set[str]) -> None:
    places = read_places(text, None)
    assert {kind: "".join(values) for kind, values in places.numbers.items()} == numbers
    assert {" ".join(name) for name in places.names} == names


def test_what_is_left_is_the_problem() -> None:
    places = read_places("đèn đường tắt mấy đêm", "số 7 hẻm 31 Trần Kế Xương")
    assert places.problem == "đèn đường tắt mấy đêm ,"
    assert not read_places("đèn tắt", None).is_told


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("default: 21", "chieu_san: 21"), "chieu_san"),
        (("offered_from: 0.75", "offered_from: 0.2"), "shown_from"),
        (("aliases:", "alias:"), "alias"),
        (("  intercept: ", "  intercep: "), "no intercept"),
        (("  default: 21", "  default: 0"), "above 0"),
    ],
)
def test_wrong_rules_name_the_file_and_line(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    file = tmp_path / "duplicates.yml"
    text = RULES.read_text(encoding="utf-8")
    assert change[0] in text
    file.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(DuplicateRulesError, match=rf"duplicates\.yml:\d+: .*{message}"):
        read_rules(file)
