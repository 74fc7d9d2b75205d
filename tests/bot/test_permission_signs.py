import pytest

from bot.permission_signs import asks_for_mediation, asks_of_a_drill, asks_permission


@pytest.mark.parametrize(
    "text",
    [
        "tuần tới tụi em bắn pháo giấy ở sân vận động, có phải xin phép không",
        "cuoi tuan dung rap dam cuoi truoc nha co can bao phuong ko",
        "đổ bê tông ban đêm thì có cần đăng ký với phường không",
        "treo băng rôn khai trương có bắt buộc xin phép ai không",
        "mở lớp dạy vẽ tại nhà thì thủ tục sao",
        "bên em định mở kho hàng, thủ tục nghiệm thu phòng cháy ra sao ạ",
        "chị tính dọn thêm ghế ra lề đường, xin tạm được hông em",
        "xin đậu mấy chiếc xe hoa dưới lòng đường bữa đám hỏi",
        "muon dung rap dam ma ngoai hem thi xin phep o dau",
        "em muốn bày sạp ra vỉa hè có xin phép được không",
        "sắp khoan giếng, thủ tục xin phép khai thác nước gồm gì, nộp ở đâu",
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
        "quán nhậu bày ghế ra vỉa hè, có được phép làm vậy không",
        "ke ben de xe duoi long duong suot, xin phep ai ma de",
        "xin đặt thêm thùng rác ngoài đường",
        "xin dọn giùm đống xà bần trước nhà",
        "thủ tục rườm rà làm sao dân chịu nổi",
    ],
)
def test_what_others_do_or_what_happened_is_a_report(text: str) -> None:
    assert not asks_permission(text)


@pytest.mark.parametrize(
    "text",
    [
        "thứ bảy này nhà máy em tập huấn PCCC, công nhân có phải vô không",
        "mai khu trọ dien tap thoat nan co can chuan bi gi hong",
        "bữa đó trường mầm non tổng dợt báo cháy thì bé có được nghỉ không ạ",
    ],
)
def test_a_drill_that_is_announced_is_no_danger(text: str) -> None:
    assert asks_of_a_drill(text)


@pytest.mark.parametrize(
    "text",
    [
        "hàng xóm diễn tập chữa cháy ồn quá, có ai xử lý không",
        "diễn tập chữa cháy hụ còi suốt ngày",
        "nhà kho đang cháy, có ai chữa cháy không",
        "thủ tục nghiệm thu phòng cháy chữa cháy cần gì",
    ],
)
def test_a_fire_and_a_disturbance_are_no_drill(text: str) -> None:
    assert not asks_of_a_drill(text)


@pytest.mark.parametrize(
    "text",
    [
        "hàng xóm xây qua đất nhà tui, giờ tui muốn phường đứng ra hòa giải",
        "hai ben tranh ranh dat, xin xa hoa giai dum",
        "hòa giải tranh chấp đất thì nộp đơn ở đâu",
    ],
)
def test_a_wish_to_have_a_quarrel_over_land_mediated_asks_for_a_procedure(text: str) -> None:
    assert asks_for_mediation(text)


@pytest.mark.parametrize(
    "text",
    [
        "hàng xóm xây qua đất nhà tui hai tấc",
        "vợ chồng kế bên gây nhau suốt đêm, nhờ phường hòa giải giùm",
        "tui đã nhờ xã hòa giải ranh đất mà ai cũng làm lơ",
        "nộp đơn hòa giải đất ba tháng không ai mời lên",
    ],
)
def test_a_quarrel_told_or_a_mediation_that_never_came_is_a_report(text: str) -> None:
    assert not asks_for_mediation(text)


@pytest.mark.parametrize(
    "text",
    [
        "nhà tui hẻm 3m xây 5 tầng được hông",
        "nha toi 4m ngang muon len them 1 tang co dc ko",
        "mở quán karaoke",
        "tui muốn mở quán karaoke",
        "nuôi chó trong chung cư được không",
        "tính mở tiệm tạp hóa tại nhà",
        "cơi nới ban công được hông",
    ],
)
def test_what_one_plans_for_oneself_is_asked_about(text: str) -> None:
    assert asks_permission(text)


@pytest.mark.parametrize(
    "text",
    [
        "nhà kế bên xây 5 tầng không phép",
        "quán karaoke mở tới khuya",
        "sửa đèn đường được không",
        "hàng xóm nuôi chó sủa suốt ngày được không",
        "người ta mở quán nhậu lấn chiếm vỉa hè",
        "nhà đối diện sửa nhà ồn quá",
        "nhà tui bị sập mái",
    ],
)
def test_what_others_do_or_the_city_should_is_no_plan(text: str) -> None:
    assert not asks_permission(text)
