"""Dossiers and reports of a fixture file, their states by number or any of their names."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api import database
from api.dossiers import service as dossiers
from api.feedback import service as feedback
from api.feedback.models import Status
from evaluation.dialogues.fixture_reports import ReportError, state_of
from evaluation.dialogues.fixtures import FixtureError, load, read_fixtures, state_number
from evaluation.dialogues.reading import DialogueFileError

DOSSIER = {
    "code": "H29.33-260901-0001",
    "procedure": "1.001193",
    "state": "Yêu cầu bổ sung giấy tờ",
    "received_on": "2026-09-01",
    "due_on": "22/09/2026",
    "finished_on": None,
    "unit": "phường Bình Thạnh",
    "applicant": "Nguyễn Văn Mẫu",
    "phone": "0900000123",
    "note": "thiếu bản vẽ",
}
REPORT = {
    "code": "PA-260930-7KX2M",
    "field": "Chiếu sáng công cộng",
    "handler": "TT_HTKT",
    "text": "Đèn đường hỏng",
    "state": "Đã có trả lời",
    "unit": "phường Bình Thạnh",
    "answer": "Đã thay bóng đèn",
    "reporter_phone": "0900000222",
}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("4", 4), ("04", 4), ("Đang xử lý", 4), ("dang_xu_ly", 4), ("ĐANG XỬ LÝ", 4), ("processing", 4),
        ("Mới đăng ký", 1), ("Đã tiếp nhận", 2), ("Không được tiếp nhận", 3), ("yêu cầu bổ sung", 5),
        ("Yêu cầu thực hiện nghĩa vụ tài chính", 6), ("Công dân yêu cầu rút hồ sơ", 7), ("Dừng xử lý", 8),
        ("Đã xử lý xong", 9), ("Đã trả kết quả", 10), ("đã trả kêt quả", 10), ("Đang sử lý", 4),
    ],
)  # fmt: skip
def test_a_state_is_known_by_number_and_name(name: str, number: int) -> None:
    assert state_number(name) == number


@pytest.mark.parametrize("name", ["11", "0", "bay lên trời"])
def test_another_state_is_none(name: str) -> None:
    with pytest.raises(FixtureError):
        state_number(name)


def test_the_state_of_a_report_is_known_by_code_and_words() -> None:
    assert state_of("in_progress") is Status.IN_PROGRESS
    assert state_of("đang xử lý") is Status.IN_PROGRESS
    assert state_of("Đã trả lời") is Status.ANSWERED
    with pytest.raises(ReportError):
        state_of("bay lên trời")


def test_a_file_with_a_mistake_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text('{"dossiers": [{"state": 4}]}', encoding="utf-8")
    with pytest.raises(DialogueFileError) as failed:
        read_fixtures(path)
    assert "dossiers.1.code: thiếu" in failed.value.sentence


@pytest.mark.usefixtures("open_database")
async def test_what_is_loaded_is_found_by_its_code(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    wrong = {"code": "H29", "state": 4}
    path.write_text(json.dumps({"dossiers": [DOSSIER, wrong], "feedback": [REPORT]}), encoding="utf-8")
    problems = await load(read_fixtures(path))
    assert len(problems) == 1
    assert problems[0].startswith("hồ sơ H29:")
    async with database.transaction() as session:
        status = await dossiers.status(session, code="h29.33-260901-0001", today=date(2026, 9, 30))
        case = await feedback.status_for_citizen(
            session, code="PA-260930-7KX2M", now=datetime(2026, 9, 30, tzinfo=UTC)
        )
    assert (status.state.number, status.due_on) == (5, date(2026, 9, 22))
    assert status.agency == "Ủy ban nhân dân phường Bình Thạnh"
    assert "khai sinh" in status.procedure_name.lower()
    assert (case.status, case.handler, case.field) == (Status.ANSWERED, "TT_HTKT", "chieu_sang")
    assert case.answer == "Đã thay bóng đèn"
