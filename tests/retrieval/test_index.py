"""Search: order, priors, being unsure, saving."""

from datetime import date
from pathlib import Path

import pytest

from retrieval import evidence
from retrieval.catalogue import overlay, starter
from retrieval.encoder import Encoder, load_encoder
from retrieval.index import RetrievalIndex
from retrieval.procedure import Level, PlainCard, Procedure

DAY = date(2026, 7, 1)


def procedure(number: int, name: str, **fields: object) -> Procedure:
    return Procedure(code=f"1.{number:06d}", name=name, snapshot=DAY, **fields)  # type: ignore[arg-type]


SMALL = (
    procedure(1, "Thủ tục đăng ký kết hôn", levels=(Level.COMMUNE,), applicants=("Công dân Việt Nam",)),
    procedure(2, "Thủ tục đăng ký kết hôn có yếu tố nước ngoài", levels=(Level.COMMUNE,)),
    procedure(3, "Thủ tục đăng ký kết hôn lưu động", levels=(Level.COMMUNE,)),
    procedure(4, "Cấp lại thẻ căn cước", levels=(Level.COMMUNE,)),
    procedure(5, "Cấp lại thẻ căn cước (thực hiện tại cấp trung ương)", levels=(Level.MINISTRY,)),
    procedure(6, "Đăng ký thường trú", levels=(Level.COMMUNE,)),
    procedure(7, "Hỗ trợ nông dân trồng lúa", ministry="UBND tỉnh Gia Lai", levels=(Level.COMMUNE,)),
    procedure(
        8, "Hỗ trợ nông dân trồng lúa", ministry="Bộ Nông nghiệp và Môi trường", levels=(Level.COMMUNE,)
    ),
    procedure(9, "Cấp phép họp báo", applicants=("Doanh nghiệp",)),
    procedure(10, "Chấp thuận họp báo", applicants=("Công dân Việt Nam",)),
)


@pytest.fixture
def index(hash_encoder: Encoder) -> RetrievalIndex:
    """An index of a few procedures."""
    return RetrievalIndex.build(SMALL, hash_encoder)


def first(index: RetrievalIndex, query: str, **options: str) -> str:
    return index.search(query, **options).hits[0].procedure.code  # type: ignore[arg-type]


def test_accents_do_not_matter(index: RetrievalIndex) -> None:
    assert first(index, "đăng ký kết hôn") == first(index, "dang ky ket hon") == "1.000001"


def test_a_narrower_sibling_comes_first_only_when_asked(index: RetrievalIndex) -> None:
    assert first(index, "kết hôn với người nước ngoài") == "1.000002"
    assert first(index, "đăng ký kết hôn lưu động") == "1.000003"


def test_the_commune_comes_before_the_ministry(index: RetrievalIndex) -> None:
    assert first(index, "mất căn cước") == "1.000004"


def test_everyday_words_find_the_official_name(index: RetrievalIndex) -> None:
    assert first(index, "nhap ho khau") == "1.000006"


def test_records_of_other_provinces_lose_unless_named(index: RetrievalIndex) -> None:
    assert first(index, "hỗ trợ trồng lúa") == "1.000008"
    assert first(index, "hỗ trợ trồng lúa ở gia lai") == "1.000007"


def test_the_applicant_decides_between_equals(index: RetrievalIndex) -> None:
    assert first(index, "họp báo", applicant="doanh nghiệp") == "1.000009"


def test_at_most_limit_hits_come_with_their_parts_where_explained(index: RetrievalIndex) -> None:
    result = index.search("kết hôn", limit=2, explain=True)
    assert len(result.hits) == 2
    assert result.hits[0].score == pytest.approx(sum(result.hits[0].parts.values()), abs=1e-3)
    assert index.search("kết hôn", limit=1).hits[0].parts == {}


def test_nothing_asked_is_an_abstention(index: RetrievalIndex) -> None:
    result = index.search("   ")
    assert (result.hits, result.decision, result.confidence) == ((), "abstain", 0.0)


def test_an_empty_catalogue_abstains(hash_encoder: Encoder) -> None:
    assert RetrievalIndex.build((), hash_encoder).search("kết hôn").decision == "abstain"


def test_a_question_about_nothing_in_the_catalogue_is_not_answered(index: RetrievalIndex) -> None:
    assert index.search("giá vàng hôm nay tăng giảm thế nào").decision != "answer"


def test_questions_of_a_card_find_their_procedure(hash_encoder: Encoder) -> None:
    card = PlainCard(
        name="Giấy lạ", questions=("mần cái tờ xanh xanh",), decision="x", checked=DAY, source="x"
    )
    index = RetrievalIndex.build((*SMALL, procedure(11, "Cấp giấy phép đặc thù", card=card)), hash_encoder)
    assert first(index, "man to xanh xanh") == "1.000011"


def test_a_saved_index_answers_as_the_built_one(
    index: RetrievalIndex, hash_encoder: Encoder, tmp_path: Path
) -> None:
    index.save(tmp_path)
    loaded = RetrievalIndex.load(tmp_path, SMALL, hash_encoder)
    for query in ("kết hôn", "mất căn cước"):
        assert [hit.procedure.code for hit in loaded.search(query).hits] == [
            hit.procedure.code for hit in index.search(query).hits
        ]


def test_a_saved_index_of_another_catalogue_is_built_anew(
    index: RetrievalIndex, hash_encoder: Encoder, tmp_path: Path
) -> None:
    index.save(tmp_path)
    loaded = RetrievalIndex.load(tmp_path, SMALL[:3], hash_encoder)
    assert len(loaded.procedures) == 3


def test_a_damaged_index_is_built_anew_with_one_warning(
    index: RetrievalIndex, hash_encoder: Encoder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    index.save(tmp_path)
    saved = next(tmp_path.iterdir())
    saved.write_bytes(saved.read_bytes()[:-500])
    loaded = RetrievalIndex.load(tmp_path, SMALL, hash_encoder)
    assert first(loaded, "nhap ho khau") == "1.000006"
    assert len(caplog.records) == 1
    assert RetrievalIndex.load_saved(tmp_path, SMALL, hash_encoder) is not None


def test_a_new_snapshot_with_the_same_records_needs_no_building(
    index: RetrievalIndex, hash_encoder: Encoder, tmp_path: Path
) -> None:
    index.save(tmp_path)
    later = [one.model_copy(update={"snapshot": date(2026, 8, 1)}) for one in SMALL]
    assert RetrievalIndex.load_saved(tmp_path, later, hash_encoder) is not None
    other = [SMALL[0].model_copy(update={"agencies": ("UBND cấp xã",)}), *SMALL[1:]]
    assert RetrievalIndex.load_saved(tmp_path, other, hash_encoder) is None


def test_a_loaded_index_gives_the_very_scores_of_the_built_one(
    index: RetrievalIndex, hash_encoder: Encoder, tmp_path: Path
) -> None:
    index.save(tmp_path)
    loaded = RetrievalIndex.load(tmp_path, SMALL, hash_encoder)
    scores = [[hit.score for hit in one.search("thẻ căn cước").hits] for one in (index, loaded)]
    assert scores[0] == scores[1]


def test_frequent_words_left_for_later_change_nothing(
    index: RetrievalIndex, hash_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = index.search("hỗ trợ nông dân trồng lúa ở gia lai")
    monkeypatch.setattr(evidence, "READ_AT_MOST", 5)
    index = RetrievalIndex(index.procedures, hash_encoder, index.arrays())
    pruned = index.search("hỗ trợ nông dân trồng lúa ở gia lai")
    assert [hit.score for hit in pruned.hits] == pytest.approx([hit.score for hit in whole.hits], abs=1e-5)


def test_progress_goes_from_nothing_to_all(hash_encoder: Encoder) -> None:
    shares: list[float] = []
    RetrievalIndex.build(SMALL, hash_encoder, lambda _what, share: shares.append(share))
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("lam giay khai sinh can giay gi", "1.001193"),
        ("dang ky tam tru nop o dau", "1.004194"),
        ("sao y bản chính bao nhiêu tiền", "2.000815"),
        ("mở tiệm tạp hóa cần làm gì", "1.001612"),
        ("mat bang lai lam lai o dau", "3.000348"),
    ],
)
def test_plain_questions_find_the_official_record(
    official_index: RetrievalIndex, query: str, code: str
) -> None:
    assert official_index.search(query).hits[0].procedure.code == code


@pytest.fixture(scope="session")
def official_index(official: dict[str, Procedure]) -> RetrievalIndex:
    """The real catalogue under our cards, with our own encoder."""
    return RetrievalIndex.build(overlay(official.values(), starter()), load_encoder())
