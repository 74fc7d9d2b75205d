"""Whose record it is."""

from datetime import date

import pytest

from retrieval.procedure import Procedure
from retrieval.traits import elsewhere


def record(**said: object) -> Procedure:
    return Procedure.model_validate(
        {"code": "1.000001", "name": "Cấp giấy", "snapshot": date(2026, 7, 1), **said}
    )


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"ministry": "UBND Thành phố Đà Nẵng"}, "da nang"),
        ({"agencies": ["Sở Nông nghiệp và Môi trường tỉnh Đồng Tháp"]}, "dong thap"),
        ({"place": "Trung tâm Phục vụ hành chính công tỉnh Đồng Tháp, gồm 5 quầy"}, "dong thap"),
        ({"ministry": "UBND Thành phố Hồ Chí Minh"}, ""),
        ({"agencies": ["UBND tỉnh hoặc cơ quan được ủy quyền"]}, ""),
        ({"agencies": ["Ủy ban nhân dân tỉnh nơi đăng ký"]}, ""),
        ({"ministry": "Bộ Tư pháp"}, ""),
    ],
)
def test_a_record_of_another_province_is_known(said: dict[str, object], place: str) -> None:
    assert elsewhere(record(**said)) == place
