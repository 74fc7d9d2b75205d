"""Unknown syllables are mended where a known one fits."""

import pytest

from retrieval.spelling import Speller

KNOWN = {
    "khai": 40, "sinh": 50, "giay": 60, "dang": 30, "ky": 30, "ket": 20, "hon": 20, "sim": 1, "can": 9, "cuoc": 9,
    "khai_sinh": 40, "giay_khai": 30, "dang_ky": 30, "ky_ket": 9, "ket_hon": 20, "can_cuoc": 9,
}  # fmt: skip


@pytest.fixture
def speller() -> Speller:
    return Speller(lambda term: KNOWN.get(term, 0))


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("giấy khai sihn", "giấy khai sinh"),
        ("giay kahi sinh", "giay khai sinh"),
        ("khai sinhh", "khai sinh"),
        ("giaasy khai sinh", "giay khai sinh"),
        ("ddawng ky ket hon", "dang ky ket hon"),
        ("dangky kethon", "dang ky ket hon"),
        ("giaykhaisinh", "giay khai sinh"),
    ],
)
def test_slips_telex_keys_and_missing_spaces_are_mended(speller: Speller, typed: str, mended: str) -> None:
    assert speller.mended(typed) == mended


@pytest.mark.parametrize(
    "typed", ["giấy khai sinh", "VNPT ket hon", "xyzzyq khai sinh", "ct07 khai sinh", "", "làm onl 2.000815"]
)
def test_what_is_known_or_fits_nothing_stays_as_typed(speller: Speller, typed: str) -> None:
    assert speller.mended(typed) == typed


def test_a_slip_takes_the_word_that_fits_its_neighbours(speller: Speller) -> None:
    assert speller.mended("khai sinm") == "khai sinh"
