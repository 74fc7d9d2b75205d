"""Sample dossiers to try the system with: generated, marked as sample, of nobody."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from api.dossiers.importer import CHANNELS, COLUMNS
from api.dossiers.states import FIRST, LAST, states
from retrieval.places import units

_PROCEDURES = (
    ("1.001193", "Đăng ký khai sinh", 1),
    ("2.000815", "Chứng thực bản sao từ bản chính", 1),
    ("1.001612", "Đăng ký thành lập hộ kinh doanh", 3),
    ("1.013225", "Cấp giấy phép xây dựng nhà ở riêng lẻ", 15),
    ("1.013229", "Cấp giấy phép xây dựng sửa chữa, cải tạo", 15),
)
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Huỳnh")
_GIVEN = ("Mẫu Một", "Mẫu Hai", "Mẫu Ba", "Mẫu Bốn", "Mẫu Năm")


def rows(*, count: int, today: date) -> Iterator[dict[str, str]]:
    """Yield `count` rows of the import file, the same for the same `count` and `today`.

    Every state occurs, and dossiers in time as well as late ones, seen from `today`.
    """
    chance = random.Random(today.toordinal())
    wards = units()
    for number in range(1, count + 1):
        state = states()[FIRST + (number - 1) % LAST]
        code, name, days = chance.choice(_PROCEDURES)
        filed = today - timedelta(days=chance.randint(1, 45))
        due = filed + timedelta(days=chance.randint(days, days + 14))
        place = chance.randrange(len(wards))
        finished = min(due + timedelta(days=chance.randint(-1, 1)), today)
        yield {
            "code": f"H29.{place + 1}-{filed:%y%m%d}-{number:04d}",
            "procedure_code": code,
            "procedure_name": name,
            "state": str(state.number),
            "agency": f"Ủy ban nhân dân {wards[place].full_name}",
            "filing_channel": chance.choice(CHANNELS),
            "applicant_name": f"{chance.choice(_FAMILY)} {chance.choice(_GIVEN)}",
            "phone": f"000{chance.randrange(10_000_000):07d}",
            "filed_on": filed.isoformat(),
            "due_on": "" if state.number == FIRST else due.isoformat(),
            "finished_on": finished.isoformat() if state.clock == "finished" else "",
            "note": "",
            "sample": "1",
        }


def write_csv(path: Path, *, count: int, today: date) -> None:
    """Write `count` sample dossiers, dated around `today`, to `path` in the form of the import."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(count=count, today=today))
