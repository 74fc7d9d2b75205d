"""A place shared on the map is kept with the case, shown to its agency, and goes when its citizen is forgotten."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from api import clock, database
from api.feedback import service
from api.feedback.duplicates_judgement import Report, Sign, judge
from api.feedback.duplicates_rules import rules
from api.feedback.points import coarse, metres_between
from api.feedback.service import Case, CaseView, Status

from .conftest import File

HERE = (10.776889, 106.700806)


async def _read(case: Case) -> Case:
    async with database.transaction() as session:
        return await service.case_by_code(session, code=case.code)


async def test_it_is_kept_with_the_case_and_its_agency_sees_it(file: File) -> None:
    case = await _read(await file(point=HERE))
    assert case.point == HERE
    seen = CaseView.model_validate(case)
    assert (seen.lat, seen.lon, seen.place) == (*HERE, "hẻm 12 Nguyễn Xí")
    assert (await file(idempotency_key="key-2")).point is None


async def test_half_a_point_is_no_point(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        with pytest.raises(IntegrityError, match="ck_feedback_cases_point"):
            await session.execute(update(Case).where(Case.id == case.id).values(lat=10))
        await session.rollback()


async def test_each_part_of_a_split_report_has_it(file: File) -> None:
    case = await file(field="khac", point=HERE)
    async with database.transaction() as session:
        parts = await service.split(
            session,
            case_id=case.id,
            by="TONG_DAI",
            actor="test",
            agencies=("TT_HTKT", "UBND_XA:26929"),
            reason="hai việc",
            now=clock.now(),
        )
    assert [one.point for one in parts] == [HERE, HERE]


@pytest.mark.parametrize(
    ("place", "status", "left"),
    [
        ("hẻm 12 Nguyễn Xí", Status.ASSIGNED, None),
        (None, Status.CLOSED, None),
        (None, Status.ASSIGNED, (10.777, 106.701)),
    ],
    ids=["told in words", "finished", "open and told on the map alone"],
)
async def test_it_goes_when_its_citizen_is_forgotten(
    file: File, conversation_id: UUID, place: str | None, status: Status, left: tuple[float, float] | None
) -> None:
    case = await file(conversation_id=conversation_id, place=place, point=HERE)
    async with database.transaction() as session:
        await session.execute(update(Case).where(Case.id == case.id).values(status=status))
        await service.erase_contacts(
            session, conversation_id=conversation_id, actor="citizen", now=clock.now()
        )
    assert (await _read(case)).point == left


def test_distances_are_those_of_the_ground() -> None:
    assert metres_between(HERE, HERE) == 0
    assert metres_between((10.0, 106.0), (11.0, 106.0)) == pytest.approx(111_000, rel=0.005)
    assert metres_between(HERE, coarse(HERE)) < 100


def _report(words: str, place: str | None, **more: Any) -> Report:
    return Report(words, place, "chieu_sang", 0.0, **more)


LAMP = ("đèn đường tắt mấy đêm nay, tối thui", "bóng đèn chiếu sáng công cộng bị tắt, đường tối thui mấy đêm")


def test_near_on_the_map_is_one_place_without_any_words_for_it() -> None:
    near = (HERE[0] + 0.0002, HERE[1])  # about 22 m
    found = judge(_report(LAMP[0], None, point=HERE), _report(LAMP[1], None, point=near))
    assert found.signs[Sign.POINT] > 0.9
    assert found.probability >= rules().offered_from
    assert judge(_report(LAMP[0], None), _report(LAMP[1], None, point=near)).probability == 0


def test_far_on_the_map_is_another_place_whatever_the_words_say() -> None:
    far = (HERE[0] + 0.01, HERE[1])  # about 1.1 km
    place = "đường Nguyễn Xí"
    assert judge(_report(LAMP[0], place), _report(LAMP[1], place)).probability >= rules().shown_from
    assert judge(_report(LAMP[0], place, point=HERE), _report(LAMP[1], place, point=far)).probability == 0


def test_words_for_another_alley_speak_against_the_map() -> None:
    near = (HERE[0] + 0.0002, HERE[1])
    places = "hẻm 27 Trần Kế Xương", "hẻm 31 Trần Kế Xương"
    in_words = judge(_report(LAMP[0], places[0]), _report(LAMP[1], places[1]))
    both = judge(_report(LAMP[0], places[0], point=HERE), _report(LAMP[1], places[1], point=near))
    assert both.probability == in_words.probability < rules().offered_from
