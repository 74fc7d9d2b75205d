"""What a text is in law, by general patterns."""

import pytest

from api.feedback.classify import taught
from api.feedback.legal_kind import LegalKind, legal_kind

CASES = [
    (
        LegalKind.KHIEU_NAI,
        "Tôi không đồng ý với quyết định thu hồi đất số 15 của UBND, làm đơn khiếu nại lần đầu",
    ),
    (
        LegalKind.KHIEU_NAI,
        "Đề nghị xem xét lại quyết định xử phạt hành chính đối với tôi vì không đúng, tôi khiếu nại",
    ),
    (LegalKind.KHIEU_NAI, "toi khieu nai quyet dinh cuong che nha"),
    (LegalKind.KHIEU_NAI, "Gửi đơn khiếu nại về việc bồi thường giải phóng mặt bằng"),
    (LegalKind.KHIEU_NAI, "Tôi bị buộc thôi việc sai, khiếu nại quyết định kỷ luật của sở"),
    (LegalKind.KHIEU_NAI, "khiếu nại chủ tịch phường từ chối cấp giấy phép"),
    (LegalKind.KHIEU_NAI, "Tôi khiếu nại việc ủy ban không cấp giấy chứng nhận"),
    (LegalKind.KHIEU_NAI, "Khiếu nại lần hai quyết định giải quyết khiếu nại số 20"),
    (LegalKind.TO_CAO, "Tôi tố cáo cán bộ địa chính nhận tiền làm sổ giả"),
    (LegalKind.TO_CAO, "to cao ong chu tich xa tham o"),
    (LegalKind.TO_CAO, "Tố cáo trưởng công an phường bảo kê sòng bạc nhận tiền"),
    (LegalKind.TO_CAO, "cán bộ A nhận hối lộ 20 triệu của tôi để cấp phép"),
    (LegalKind.TO_CAO, "Đơn tố cáo hành vi lợi dụng chức vụ chiếm đoạt tiền dân"),
    (LegalKind.TO_CAO, "Tố giác phó chủ tịch bao che xây dựng trái phép lấy tiền"),
    (LegalKind.TO_CAO, "công an phường đòi tiền mới làm tạm trú"),
    (LegalKind.TO_CAO, "can bo phuong doi tien moi ky giay"),
    (LegalKind.TO_CAO, "cảnh sát giao thông mãi lộ ở cầu Bình Triệu"),
    (LegalKind.PHAN_ANH, "bãi giữ xe kế công an phường đòi tiền quá giá"),
    (LegalKind.PHAN_ANH, "có người giả danh công an đòi tiền"),
    (LegalKind.PHAN_ANH, "không muốn tố cáo nữa, phản ánh thôi"),
    (LegalKind.PHAN_ANH, "Tôi khiếu nại nhà mạng tính cước sai"),
    (LegalKind.PHAN_ANH, "quán karaoke ồn quá tôi muốn khiếu nại"),
    (LegalKind.PHAN_ANH, "khiếu nại hóa đơn tiền điện tăng cao"),
    (LegalKind.PHAN_ANH, "Cây to cao sắp ngã"),
    (LegalKind.PHAN_ANH, "hồ sơ trễ hẹn hai tuần"),
    (LegalKind.PHAN_ANH, "đã khiếu nại nhiều lần mà rác vẫn chưa dọn"),
    (LegalKind.PHAN_ANH, "cán bộ gợi ý bồi dưỡng"),
    (LegalKind.PHAN_ANH, "Đường hư quá sửa giùm"),
    (LegalKind.PHAN_ANH, "Xe buýt bỏ trạm, đề nghị xử lý tài xế"),
    (LegalKind.PHAN_ANH, "Rác chưa thu gom, đề nghị kiểm tra xử lý"),
    (LegalKind.PHAN_ANH, "Hàng xóm hát karaoke, mong phường xử lý"),
    (LegalKind.PHAN_ANH, "Kính đề nghị công an phường xử lý tụ điểm đánh bài"),
    (LegalKind.PHAN_ANH, "Nhà mất nước, đề nghị sửa gấp"),
    (LegalKind.PHAN_ANH, "công ty nợ lương, đề nghị thanh tra"),
    (LegalKind.KIEN_NGHI, "Kiến nghị lắp đèn hẻm 12"),
    (LegalKind.KIEN_NGHI, "Đề xuất mở thêm tuyến xe buýt về Bình Mỹ"),
    (LegalKind.KIEN_NGHI, "Đề nghị sửa quy định tách thửa"),
    (LegalKind.KIEN_NGHI, "Góp ý giờ làm việc nên kéo dài tới 19h"),
    (LegalKind.KIEN_NGHI, "xin lắp thêm gờ giảm tốc trước trường"),
    (LegalKind.KIEN_NGHI, "nên có thêm thùng rác ở công viên"),
    (LegalKind.KIEN_NGHI, "kien nghi bo giay xac nhan"),
    (LegalKind.KIEN_NGHI, "mong thành phố làm thêm cầu vượt"),
    (LegalKind.KIEN_NGHI, "Tôi có ý kiến đóng góp: nên tăng chuyến buýt"),
    (LegalKind.KIEN_NGHI, "Đề nghị gắn camera ở hẻm"),
    (LegalKind.KIEN_NGHI, "Xin trồng thêm cây xanh"),
    (LegalKind.KIEN_NGHI, "đề nghị bổ sung ghế đá ở công viên"),
]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_text_is_what_its_words_make_it_in_law(kind: LegalKind, text: str) -> None:
    assert legal_kind(text) == kind


def test_no_example_of_any_field_is_refused_as_khieu_nai_or_to_cao() -> None:
    examples, _ = taught()
    refused = [text for text, _ in examples if legal_kind(text) in (LegalKind.KHIEU_NAI, LegalKind.TO_CAO)]
    assert refused == []
