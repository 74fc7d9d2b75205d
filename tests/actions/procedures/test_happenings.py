from pathlib import Path

import pytest

from actions.procedures.happenings import HappeningsError, happenings


def told(plain: str) -> set[str]:
    return {one.means for one in happenings() if one.is_told(plain)}


@pytest.mark.parametrize(
    ("plain", "means"),
    [
        ("mat het can cuoc voi bang lai", {"mất"}),
        ("me em mat can cuoc", {"mất"}),
        ("toi bi moc tui tren xe buyt", {"mất"}),
        ("bang lai het han hoi thang truoc", {"hết hạn"}),
        ("giay khai sinh ghi sai ten me", {"sai"}),
    ],
)
def test_what_happened_to_papers_is_known(plain: str, means: set[str]) -> None:
    assert told(plain) == means


@pytest.mark.parametrize("plain", ["me mat tuan truoc", "mat may ngay", "mat bao lau", "mat tien khong"])
def test_a_death_a_time_and_a_cost_are_no_loss_of_papers(plain: str) -> None:
    assert told(plain) == set()


def test_a_loss_of_many_papers_and_the_procedures_for_it_are_known() -> None:
    lost = next(one for one in happenings() if one.is_told("rot vi mat sach"))
    assert lost.is_of_many("rot vi mat sach")
    assert not lost.is_of_many("mat the can cuoc")
    assert lost.names("Cấp lại thẻ căn cước")
    assert not lost.names("Cấp đổi thẻ căn cước")


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "happenings.yml"
    path.write_text("- means: mất\n", encoding="utf-8")
    with pytest.raises(HappeningsError, match=r"happenings\.yml"):
        happenings(path)
