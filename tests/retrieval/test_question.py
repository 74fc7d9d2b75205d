"""Reading a question for search."""

import pytest

from retrieval.question import OFFICIAL_WEIGHT, read


def test_accents_and_teencode_make_no_difference() -> None:
    assert read("Làm giấy khai sinh cho bé").terms == read("lm giay khai sinh cho be").terms


def test_an_everyday_word_brings_its_official_one() -> None:
    assert "thuong_tru" in read("nhập hộ khẩu cho vợ").terms


def test_the_longest_everyday_phrase_wins() -> None:
    assert read("mất căn cước").terms["cap_lai"] == pytest.approx(OFFICIAL_WEIGHT)


def test_written_accents_keep_another_word_from_being_taken_for_an_everyday_one() -> None:
    assert "giay_chung" not in read("vẽ sơ đồ nhà xưởng").terms
    assert "giay_chung" in read("làm sổ đỏ").terms
    assert "giay_chung" in read("lam so do").terms


def test_words_that_only_tell_the_aspect_do_not_search() -> None:
    assert read("đăng ký kết hôn mất mấy ngày").core == read("đăng ký kết hôn").core


def test_a_question_of_filler_only_still_has_words() -> None:
    assert read("cho em hỏi").terms


def test_nothing_has_no_terms() -> None:
    assert read("  ?! ").terms == {}


def test_cccd_is_no_stretched_word() -> None:
    assert "cuoc" in read("mat cccd").core
    assert "cuoc" in read("đổi CCCD hết hạn").core
