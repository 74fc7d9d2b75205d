"""Which unit a citizen means, by today's name or an old one."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import gazetteer as gazetteer_module
from retrieval.gazetteer import FormerUnit, PlaceDataError, gazetteer
from retrieval.places import describe, find_units, resolve_unit, unit, units
from retrieval.text import fold

EVERY_UNIT = st.sampled_from(units())


def names(text: str) -> list[set[str]]:
    return [{one.full_name for one in mention.units} for mention in find_units(text)]


def only(text: str) -> str | None:
    found = names(text)
    return found[0].pop() if len(found) == 1 and len(found[0]) == 1 else None


def test_the_city_has_113_wards_54_communes_and_one_special_zone() -> None:
    kinds = [one.type for one in units()]
    assert [kinds.count(kind) for kind in ("phường", "xã", "đặc khu")] == [113, 54, 1]
    assert len({one.code for one in units()}) == 168


def test_every_unit_took_over_some_old_unit_except_the_one_that_was_a_district() -> None:
    taken = {one.code for former in gazetteer().former for one in former.units}
    assert {one.full_name for one in units() if one.code not in taken} == {"đặc khu Côn Đảo"}


@given(EVERY_UNIT, st.sampled_from(["{}", "rác để lâu ở {}", "Tôi ở {}, nhờ xử lý giúp", "ngập nặng ({})"]))
def test_the_full_name_of_a_unit_means_that_unit(one: gazetteer_module.Unit, sentence: str) -> None:
    for written in (one.full_name, one.full_name.upper(), unicodedata.normalize("NFD", one.full_name)):
        text = sentence.format(written)
        assert [mention.units for mention in find_units(text)] == [(one,)]
        assert resolve_unit(text).unit == one


@given(EVERY_UNIT)
def test_the_full_name_without_accents_means_that_unit_or_asks_between_homographs(
    one: gazetteer_module.Unit,
) -> None:
    found = resolve_unit(fold(one.full_name))
    homographs = {other for other in units() if fold(other.full_name) == fold(one.full_name)}
    assert {found.unit} == homographs if len(homographs) == 1 else set(found.candidates) == homographs


@given(st.sampled_from(gazetteer().former))
def test_an_old_unit_with_its_district_means_where_it_went(former: FormerUnit) -> None:
    district = gazetteer().districts[former.district]
    mention = find_units(f"{former.type} {former.name}, {district.full_name} cũ")[0]
    assert set(mention.units) == set(former.units)
    assert mention.by == "old"


@given(st.text(max_size=80))
def test_any_text_is_read_without_failing_and_mentions_lie_in_it(text: str) -> None:
    for mention in find_units(text):
        assert text[mention.start : mention.end] == mention.words
        assert mention.units
    resolution = resolve_unit(text)
    assert (resolution.unit is None) == (resolution.question is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đèn tắt ở P.14 Bình Thạnh cũ", "phường Bình Thạnh"),
        ("phường 9 quận 3", "phường Nhiêu Lộc"),
        ("p9 q3", "phường Nhiêu Lộc"),
        ("P.9/Q.3", "phường Nhiêu Lộc"),
        ("Quận 3, phường 9", "phường Nhiêu Lộc"),
        ("f12 gò vấp", "phường An Hội Tây"),
        ("p12 gv bị ngập", "phường An Hội Tây"),
        ("gv p12", "phường An Hội Tây"),
        ("phuong chin quan ba", "phường Nhiêu Lộc"),
        ("phường mười bốn, quận Bình Thạnh", "phường Bình Thạnh"),
        ("phường 7 thành phố Vũng Tàu", "phường Tam Thắng"),
        ("phường số 13 quận Bình Thạnh", "phường Bình Lợi Trung"),
        ("phường 10 quận 3, trước khi nhập phường lần đầu", "phường Nhiêu Lộc"),
    ],
)
def test_a_numbered_ward_with_its_old_district_is_found(text: str, expected: str) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phường Tân Phú", "phường Tân Phú"),
        ("phường Tân Phú, quận 7", "phường Tân Mỹ"),
        ("phường Tân Phú quận 9", "phường Tăng Nhơn Phú"),
        ("phường Tân Phú, quận Tân Phú", "phường Tân Phú"),
        ("xã Củ Chi", "xã Củ Chi"),
        ("thị trấn Củ Chi", "xã Tân An Hội"),
        ("xã An Phú huyện Củ Chi", "xã An Nhơn Tây"),
        ("phường Phú Mỹ, Bình Dương", "phường Bình Dương"),
        ("phường Hòa Bình", "phường Hòa Bình"),
        ("xã Hòa Bình", "xã Hòa Hội"),
        ("xã Long Hòa, Cần Giờ", "xã Cần Giờ"),
        ("phường Tân Hiệp", "phường Tân Hiệp"),
        ("xã Tân Hiệp, Hóc Môn", "xã Hóc Môn"),
        ("xã Tân Hiệp huyện Phú Giáo", "xã Phước Thành"),
        ("phường Long Phước", "phường Long Phước"),
        ("xã Long Phước, Bà Rịa", "phường Tam Long"),
        ("phường Bến Nghé mới hôm qua", "phường Sài Gòn"),
    ],
)
def test_a_new_name_that_was_an_old_name_elsewhere_is_told_apart_by_its_district(
    text: str, expected: str
) -> None:
    assert only(text) == expected


def test_cu_after_a_name_means_the_old_unit_of_that_name() -> None:
    assert names("phường Tân Định") == [{"phường Tân Định"}]
    assert names("phường Cầu Ông Lãnh cũ") == [{"phường Cầu Ông Lãnh", "phường Bến Thành"}]


@pytest.mark.parametrize(
    "text",
    [
        "123 Nguyễn Thái Bình kẹt xe",
        "hẻm 42/7 Cô Giang tối thui",
        "đường Võ Thị Sáu ngập",
        "đầu đường Phú Định có ổ gà",
        "cầu Ông Lãnh hư lan can",
        "trước chợ Bến Thành",
        "bệnh viện Gia Định",
        "trường tiểu học Bình Thạnh",
        "sân bay Tân Sơn Nhất",
        "xe buýt từ Sài Gòn đi Bình Dương",
    ],
)
def test_streets_and_buildings_named_like_units_are_left_alone(text: str) -> None:
    assert all(mention.district_only for mention in find_units(text))
    assert all(len(mention.units) > 1 for mention in find_units(text))


@pytest.mark.parametrize(
    "text",
    [
        "cu bi cup dien hoai",
        "ong nuoc nha be roi",
        "hom nay di an o dau cung ket xe",
        "quan tam den moi truong",
        "chau pha cua nha nguoi ta",
        "tôi muốn hỏi về hòa bình và bình an",
        "ban co biet khong",
    ],
)
def test_everyday_phrases_are_no_units(text: str) -> None:
    assert find_units(text) == []


def test_a_split_ward_gives_its_candidates_and_a_question_that_names_them() -> None:
    found = resolve_unit("phường Đa Kao quận 1")
    assert found.unit is None
    assert {one.full_name for one in found.candidates} == {"phường Sài Gòn", "phường Tân Định"}
    assert found.question is not None
    assert "phường Sài Gòn" in found.question
    assert found.question.startswith("Dạ")


def test_a_numbered_ward_without_district_asks_for_the_district() -> None:
    found = resolve_unit("phường 9")
    assert found.unit is None
    assert len(found.candidates) > 5
    assert "quận nào" in (found.question or "")


def test_a_district_elsewhere_in_the_text_settles_a_numbered_ward() -> None:
    assert only("phường 9 có người đổ rác, nhà tôi bên quận 3 nè") is None
    assert {"phường Nhiêu Lộc"} in names("phường 9 có người đổ rác, nhà tôi bên quận 3 nè")


def test_a_ward_number_that_an_earlier_merger_took_away_asks_among_the_districts_units() -> None:
    found = resolve_unit("phường 24 quận Bình Thạnh")
    assert found.unit is None
    assert "phường Bình Thạnh" in {one.full_name for one in found.candidates}


def test_a_district_alone_gives_its_units_the_one_of_its_name_first() -> None:
    mention = find_units("ở Gò Vấp")[0]
    assert mention.district_only
    assert mention.units[0].full_name == "phường Gò Vấp"


def test_a_bare_answer_to_the_question_which_ward_counts() -> None:
    for text, expected in (("tân định", "phường Tân Định"), ("14 bình thạnh", "phường Bình Thạnh")):
        found = resolve_unit(text)
        assert found.unit is not None
        assert found.unit.full_name == expected


def test_two_units_in_one_answer_are_asked_about() -> None:
    found = resolve_unit("ranh giữa phường Bình Quới và phường Thạnh Mỹ Tây")
    assert found.unit is None
    assert len(found.candidates) == 2
    assert "hay" in (found.question or "")


def test_the_old_and_the_new_name_of_one_place_agree() -> None:
    found = resolve_unit("phường 12, quận Gò Vấp (nay là phường An Hội Tây)")
    assert found.unit is not None
    assert found.unit.full_name == "phường An Hội Tây"


def test_nothing_understood_gives_a_question_and_no_candidates() -> None:
    found = resolve_unit("không biết nữa")
    assert (found.unit, found.candidates) == (None, ())
    assert found.question


def test_a_unit_is_described_with_its_old_district() -> None:
    assert describe(unit("27031")) == "phường Tân Phú (quận Tân Phú cũ)"
    with pytest.raises(KeyError):
        unit("00000")


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("units.tsv", "26740\tphường", "26740\tquận", 4),
        ("units.tsv", "26737\t", "26740\t", 5),
        ("old_units.tsv", "Bến Nghé\tphường\tQuận 1\t26740", "Bến Nghé\tphường\tQuận 1\t99999", 4),
        ("districts.tsv", "Quận 3\tquận", "Quận 3\tkhu", 6),
    ],
)
def test_a_wrong_table_is_refused_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, line: int
) -> None:
    for source in gazetteer_module.DATA.glob("*.tsv"):
        text = source.read_text(encoding="utf-8")
        if source.name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / source.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(gazetteer_module, "DATA", tmp_path)
    with pytest.raises(PlaceDataError, match=rf"{file}:{line}"):
        gazetteer.__wrapped__()


@pytest.mark.shared
def test_the_tables_agree_with_the_source_they_were_carried_over_from(shared_dir: Path) -> None:
    rows = (shared_dir / "domain" / "hcm_units.tsv").read_text(encoding="utf-8").splitlines()[1:]
    known = {one.code: (one.type, one.name) for one in units()}
    assert {code: (kind, name) for code, kind, name, *_ in (row.split("\t") for row in rows)} == known


@pytest.mark.shared
def test_units_are_found_in_the_development_complaints(shared_dir: Path) -> None:
    lines = (shared_dir / "eval" / "dev_complaints.jsonl").read_text(encoding="utf-8").splitlines()
    right = wrong = with_unit = 0
    for case in map(json.loads, lines):
        found = {m.units[0].code for m in find_units(case["text"]) if len(m.units) == 1}
        with_unit += case["unit"] is not None
        right += case["unit"] is not None and found == {case["unit"]}
        wrong += bool(found - {case["unit"]})
    assert right / with_unit > 0.95
    assert wrong <= 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("it used to be Pham Ngu Lao ward, district 1", "phường Bến Thành"),
        ("Thao Dien ward", "phường An Khánh"),
        ("ward 12, Binh Thanh district", "phường Bình Thạnh"),
        ("near Ben Thanh Ward", "phường Bến Thành"),
    ],
)
def test_a_ward_named_as_in_english_is_resolved(text: str, name: str) -> None:
    found = resolve_unit(text).unit
    assert found is not None
    assert found.full_name == name
