"""The field of a complaint, and what is no feedback in law."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.agencies import directory
from api.feedback.classify import (
    ExamplesError,
    choose_field,
    classify,
    features,
    probabilities,
    read_examples,
    taught,
)
from api.feedback.legal_kind import LegalKind, legal_kind
from evaluation.complaints.held_out import groups, set_aside
from retrieval.text import fold


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("bóng đèn ngoài hẻm không sáng", "chieu_sang"),
        ("nước ngập tới bánh xe", "thoat_nuoc_ngap"),
        ("cúp điện từ tối hôm qua", "dien_luc"),
        ("nhà bên hát karaoke tới nửa đêm", "tieng_on"),
        ("xe rác cả tuần chưa lấy rác", "rac_ve_sinh"),
        ("hồ sơ nộp ở phường trễ hẹn hoài", "hanh_chinh_cong"),
    ],
)
def test_plain_complaints_get_their_field_with_and_without_accents(text: str, field: str) -> None:
    assert classify(text)[0].field == field
    assert classify(fold(text))[0].field == field


@given(st.text(max_size=60))
def test_every_text_ranks_every_field_once(text: str) -> None:
    guesses = classify(text)
    assert sorted(one.field for one in guesses) == sorted(one.code for one in directory.fields())
    assert sum(one.score for one in guesses) == pytest.approx(1)
    assert list(guesses) == sorted(guesses, key=lambda one: -one.score)


@pytest.mark.parametrize(
    "contact",
    ["tui tên Bình, sđt ⟨sđt1⟩", "tôi tên Trần Văn Mẫu số 0903111222", "toi ten binh, lh 0903 111 222"],
)
def test_who_reports_does_not_change_the_field(contact: str) -> None:
    told = "ổ gà trước số 12 Nguyễn Trãi phường Bến Thành"
    assert choose_field(f"{told}, {contact}").sure
    assert choose_field(f"{told}, {contact}").first.field == choose_field(told).first.field == "duong_via_he"


def test_a_report_on_telephones_keeps_its_words() -> None:
    assert classify("số điện thoại bàn nhà tôi mất tín hiệu cả tuần")[0].field == "vien_thong"


def test_a_text_without_any_known_word_is_other() -> None:
    assert classify("zxcv bnmv")[0].field == "khac"


def test_unaccented_text_has_no_accented_features() -> None:
    assert features("den duong") == ["den", "duong", "den duong"]
    assert "=đèn" in features("đèn duong")


def test_accented_khieu_nai_about_a_decision_is_no_feedback() -> None:
    assert legal_kind("Tôi khiếu nại quyết định xử phạt số 12") == LegalKind.KHIEU_NAI
    assert legal_kind("toi lam don khieu nai quyet dinh thu hoi dat") == LegalKind.KHIEU_NAI


def test_to_cao_is_no_feedback_and_being_accused_is() -> None:
    assert legal_kind("Tôi tố cáo ông trưởng phòng tham ô") == LegalKind.TO_CAO
    assert legal_kind("Hàng xóm bị tố cáo mà vẫn đổ rác") == LegalKind.PHAN_ANH


@pytest.mark.parametrize(
    "text",
    ["Cây to cao trước nhà sắp đổ", "Bảng quảng cáo to cao che hết đèn", "cay to cao truoc nha nghieng"],
)
def test_what_is_tall_is_no_to_cao(text: str) -> None:
    assert legal_kind(text) == LegalKind.PHAN_ANH


def test_to_cao_typed_without_accents_is_to_cao() -> None:
    assert legal_kind("toi muon to cao truong ap an chan tien ho ngheo") == LegalKind.TO_CAO


def test_khieu_nai_in_everyday_speech_stays_feedback() -> None:
    assert legal_kind("Tôi muốn khiếu nại quán karaoke ồn quá") == LegalKind.PHAN_ANH


def test_a_proposal_is_a_kien_nghi() -> None:
    assert legal_kind("Kiến nghị lắp thêm đèn ở đầu hẻm") == LegalKind.KIEN_NGHI


def examples_folder(tmp_path: Path, **lines: list[str]) -> Path:
    for name, texts in lines.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(texts), encoding="utf-8")
    return tmp_path


def test_a_wrong_file_of_examples_is_refused_with_its_line(tmp_path: Path) -> None:
    many = [f"câu số {number}" for number in range(100)]
    known = frozenset({"a"})
    examples_folder(tmp_path, a=["# lời", "", *many])
    assert len(read_examples(tmp_path, known)) == 100
    examples_folder(tmp_path, a=[*many, "cau so 7"])
    with pytest.raises(ExamplesError, match=r"a.txt:101: stands twice"):
        read_examples(tmp_path, known)
    examples_folder(tmp_path, a=many[:9])
    with pytest.raises(ExamplesError, match=r"a.txt:1: a needs"):
        read_examples(tmp_path, known)
    examples_folder(tmp_path, b=many)
    with pytest.raises(ExamplesError, match=r"b.txt:1: b is no field"):
        read_examples(tmp_path, known)
    with pytest.raises(ExamplesError, match="no examples of c"):
        read_examples(tmp_path, frozenset({"a", "b", "c"}))


def test_a_plain_complaint_is_sure_and_a_vague_one_is_not() -> None:
    assert choose_field("Đèn đường trong hẻm tắt cả tuần, tối thui").sure
    assert not choose_field("Chỗ này kỳ quá, nhờ xem giúp").sure
    assert not choose_field("zxcv bnmv").sure


def test_probabilities_say_how_often_the_first_field_is_right() -> None:
    margins, right, _ = set_aside()
    shares = probabilities(margins)
    sure = shares.max(axis=1)
    hits = shares.argmax(axis=1) == right
    assert hits.mean() > 0.78
    for low, high in ((0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        inside = (sure >= low) & (sure < high)
        assert abs(sure[inside].mean() - hits[inside].mean()) < 0.1


def test_examples_alike_are_in_one_group() -> None:
    numbers = groups(["đèn hẻm tắt cả tuần", "đèn hẻm tắt cả tháng", "rác chất đống trước chợ"])
    assert numbers[0] == numbers[1] != numbers[2]


@pytest.mark.shared
def test_the_field_is_found_in_the_development_complaints(shared_dir: Path) -> None:
    lines = (shared_dir / "eval" / "dev_complaints.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    plain = [
        one
        for one in cases
        if one["legal_kind"] in ("phan_anh", "kien_nghi") and one["urgent"] in ("none", "danger_now")
    ]
    ranked = [[guess.field for guess in classify(one["text"])] for one in plain]
    first = sum(fields[0] == one["field"] for fields, one in zip(ranked, plain, strict=True))
    second = sum(one["field"] in fields[:2] for fields, one in zip(ranked, plain, strict=True))
    assert first / len(plain) > 0.88
    assert second / len(plain) > 0.95


@pytest.mark.shared
def test_no_feedback_of_the_development_complaints_is_refused_as_khieu_nai_or_to_cao(
    shared_dir: Path,
) -> None:
    lines = (shared_dir / "eval" / "dev_complaints.jsonl").read_text(encoding="utf-8").splitlines()
    refused = {LegalKind.KHIEU_NAI, LegalKind.TO_CAO}
    cases = [json.loads(line) for line in lines]
    wrong = [
        one["id"] for one in cases if (legal_kind(one["text"]) in refused) != (one["legal_kind"] in refused)
    ]
    assert len(wrong) <= 2


@pytest.mark.shared
def test_no_example_is_a_line_of_the_development_set(shared_dir: Path) -> None:
    lines = (shared_dir / "eval" / "dev_complaints.jsonl").read_text(encoding="utf-8").splitlines()
    measured = [set(features(fold(json.loads(line)["text"]))) for line in lines]
    for text, _ in taught()[0]:
        ours = set(features(fold(text)))
        assert all(len(ours & theirs) < 0.6 * len(ours | theirs) for theirs in measured), text
