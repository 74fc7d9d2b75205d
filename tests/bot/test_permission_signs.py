import pytest

from bot.permission_signs import asks_permission


@pytest.mark.parametrize(
    "text",
    [
        "tuần tới tụi em bắn pháo giấy ở sân vận động, có phải xin phép không",
        "cuoi tuan dung rap dam cuoi truoc nha co can bao phuong ko",
        "đổ bê tông ban đêm thì có cần đăng ký với phường không",
        "treo băng rôn khai trương có bắt buộc xin phép ai không",
        "mở lớp dạy vẽ tại nhà thì thủ tục sao",
    ],
)
def test_asking_for_leave_is_no_report(text: str) -> None:
    assert asks_permission(text)


@pytest.mark.parametrize(
    "text",
    [
        "nhà kế bên xây không xin phép ai hết",
        "quán kế bên mở nhạc suốt đêm, có cần báo công an không",
        "trụ điện gãy rồi có phải báo điện lực không",
        "họ đào đường có phải xin phép không mà để cả tháng",
        "cán bộ làm khó, không biết thủ tục gì nữa",
        "đường ngập quá",
    ],
)
def test_what_others_do_or_what_happened_is_a_report(text: str) -> None:
    assert not asks_permission(text)
