"""A dossier found by what people type of its code: without the numbers before its letter, or with them."""

from datetime import date

import pytest

from api import database
from api.dossiers import service
from api.dossiers.models import DossierRow
from api.dossiers.provider import may_mean, short_code
from api.dossiers.table_provider import tail_digest
from api.privacy import crypto

pytestmark = pytest.mark.usefixtures("open_database")
TODAY = date(2026, 11, 22)
CITY, DISTRICT, SHORT = "000.00.01.H29-261103-0042", "000.00.33.H29-261103-0042", "H29-261103-0042"


async def store(*codes: str) -> None:
    async with database.transaction() as session:
        for code in codes:
            session.add(
                DossierRow(
                    code=code,
                    procedure_name="Đăng ký khai sinh",
                    state=4,
                    agency="UBND phường Bến Thành",
                    applicant_name=crypto.encrypt("Trần Thị Bưởi"),
                    phone_tail_digest=tail_digest(code, "456"),
                    sample=False,
                )
            )


async def found(typed: str) -> str:
    async with database.transaction() as session:
        return (await service.status(session, code=typed, today=TODAY)).code


@pytest.mark.parametrize(
    ("stored", "typed"),
    [(CITY, "h29-261103-0042"), (CITY, "h29 261103 0042"), (SHORT, CITY), (CITY, CITY), (SHORT, SHORT)],
)
async def test_the_numbers_before_the_letter_may_be_left_out_or_added(stored: str, typed: str) -> None:
    await store(stored, "000.00.01.H29-261103-0043")
    assert await found(typed) == stored


async def test_the_dossier_with_exactly_the_code_typed_comes_first() -> None:
    await store(CITY, SHORT)
    assert await found(SHORT) == SHORT
    assert await found(CITY) == CITY


async def test_a_code_that_fits_several_dossiers_must_be_typed_whole() -> None:
    await store(CITY, DISTRICT)
    with pytest.raises(service.DossierCodeIncompleteError):
        await found(SHORT)
    assert await found(DISTRICT) == DISTRICT


@pytest.mark.parametrize("typed", [DISTRICT, "H29.33-261103-0042", "H29-261103-0043", "G29-261103-0042"])
async def test_another_unit_or_number_is_another_dossier(typed: str) -> None:
    await store(CITY)
    with pytest.raises(service.DossierNotFoundError):
        await found(typed)


async def test_the_applicant_is_known_by_the_short_code_too() -> None:
    await store(CITY)
    async with database.transaction() as session:
        assert (await service.applicant(session, code=SHORT, phone_tail="456")).name == "T*** T** B***"


def test_a_short_code_begins_with_its_letter() -> None:
    assert short_code(CITY) == SHORT
    assert short_code("H29.33-240527-0001") == "H29.33-240527-0001"
    assert not may_mean(CITY, DISTRICT)
