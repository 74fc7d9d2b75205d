import pytest

from retrieval.ages import ages_told, limits, without_ages, written_out


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("cháu gái em 11 tuổi", (11,)),
        ("thang nho nha tui 4t", (4,)),
        ("con lớn 16 tuổi, con nhỏ 9t", (16, 9)),
        ("bé 8 tháng tuổi", (0,)),
        ("má tui 81 tuoi roi", (81,)),
        ("xe tải 5t", ()),
        ("căn cước cho người dưới 14 tuổi", ()),
        ("từ 18 tuổi mới được hả", ()),
        ("nhà 20 m2", ()),
    ],
)
def test_ages_of_people_are_read_and_bounds_are_not(text: str, years: tuple[int, ...]) -> None:
    assert ages_told(text) == years


def test_an_age_cut_short_is_written_out() -> None:
    assert written_out("cháu tui 12t làm được chưa") == "cháu tui 12 tuổi làm được chưa"
    assert written_out("chau tui 12t") == "chau tui 12 tuoi"
    assert written_out("xe 5t chở cát") == "xe 5t chở cát"


def test_what_stands_beside_an_age_is_kept() -> None:
    assert without_ages("bé nhà em 6t á").split() == ["be", "nha", "em", "a"]
    assert "8" not in without_ages("em gái 8 tuổi")


@pytest.mark.parametrize(
    ("name", "admitted", "refused"),
    [
        ("Cấp thẻ cho người dưới 14 tuổi", 13, 14),
        ("Cấp thẻ cho người từ đủ 14 tuổi trở lên", 14, 13),
        ("Trợ cấp cho người cao tuổi từ đủ 75 tuổi đến 80 tuổi", 77, 60),
        ("Sử dụng người chưa đủ 13 tuổi làm việc", 12, 13),
    ],
)
def test_a_name_tells_for_which_ages_it_is(name: str, admitted: int, refused: int) -> None:
    meant = limits(name)
    assert meant is not None
    assert meant.admit(admitted)
    assert not meant.admit(refused)


def test_a_name_without_an_age_limits_nothing() -> None:
    assert limits("Đổi thẻ căn cước") is None
