from pathlib import Path

import pytest

from api.conversations import emergency
from api.conversations.emergency import EmergencyRulesError, detect, rules
from api.conversations.emergency_reply import emergency_reply

EMERGENCIES = [
    "nổ lớn ở kho hàng gần nhà, khói mịt mù",
    "lửa trên trụ điện đang lan qua mái tôn",
    "co dua nho roi xuong kenh gan cau, chua thay noi len",
    "dây điện đứt rớt xuống vũng nước trước cổng",
    "nước ngập, xe em chết máy kẹt giữa dòng có con nhỏ",
    "em bị nhốt trong phòng trọ không ra được",
    "có thằng nào nó đang bám theo em trong hẻm",
    "be trai 6 tuoi mac ao do di lac o cho Ba Chieu",
    "buồn quá, uống hết vỉ thuốc này cho xong",
    "cháy nhà rồi cứu với",
    "chay nha o hem 45 le van sy, cuu voi",
    "nhà hàng xóm đang cháy lớn lắm",
    "kho hàng sau nhà em bốc cháy",
    "có cháy ở chợ",
    "CHÁY CHÁY CHÁY",
    "co dam chay tren duong vo van kiet",
    "xe tải bốc cháy giữa đường",
    "khói đen nghi ngút ở chung cư",
    "binh gas nha ben dang xi",
    "rò rỉ gas mùi nồng quá",
    "có người mắc kẹt trong thang máy",
    "con em bi ket trong thang may",
    "em bé rớt xuống cống rồi",
    "có người đuối nước ở kênh Nhiêu Lộc",
    "dây điện đứt rơi xuống đường phóng điện",
    "cột điện xẹt lửa trước nhà",
    "cây đổ đè trúng người đi đường",
    "sập giàn giáo có người bị vùi",
    "nhà bên cạnh vừa sập có người trong đó",
    "có cướp",
    "bị cướp giật điện thoại trước cổng trường",
    "co may thang cam dao danh nhau truoc nha em",
    "có người bị đâm",
    "chồng đang đánh vợ con",
    "em bị chồng đánh chảy máu",
    "thằng kia đang cầm mã tấu rượt người ta",
    "có trộm đang leo vô nhà",
    "trom dot nhap nha em",
    "nghe tieng sung",
    "có kẻ bắt cóc trẻ em",
    "nó dọa giết em",
    "có tai nạn giao thông nghiêm trọng ở ngã tư",
    "tai nan xe may nguoi bi thuong nam giua duong",
    "ba em bị đột quỵ",
    "mẹ em ngất xỉu không thở được",
    "co nguoi bat tinh ngoai duong",
    "bị điện giật",
    "em bé uống nhầm thuốc sâu",
    "bạn em đòi tự tử",
    "có người đòi nhảy cầu",
    "vợ em sắp sinh vỡ ối rồi",
    "chảy máu nhiều quá",
    "goi cap cuu giup em",
    "xe cứu thương tới ngay giùm",
    "cứu tôi với",
    "tong trung nguoi roi",
    "đang đua xe ầm ầm trước nhà",
    "bà cụ té từ trên lầu xuống",
    "công an tới gấp có đánh lộn",
    "hoả hoạn ở khu trọ",
    "chung cư cháy",
    "bi danh hoi dong truoc cong truong",
    "ông ấy lên cơn co giật",
    "có người định nhảy lầu tự tử",
    "nha em dang chay",
    "xưởng gỗ cháy dữ lắm",
    "cháu bé bị chó cắn chảy máu nặng",
    "ba em nằm xỉu dưới đất kêu không dậy",
    "ông ngoại té cầu thang không nhúc nhích",
    "cháu bé sốt cao co giật",
    "người ta chém nhau ngoài quán nhậu",
    "có thằng biến thái rình trước cửa phòng em",
    "hàng xóm đánh con nít la khóc dữ lắm",
    "ai đó đập cửa nhà đòi chém",
    "bà già nằm bất động giữa đường",
    "khói bay mù trời trong căn hộ kế bên",
    "mui khet va khoi tu o dien",
    "em bị nhốt trong phòng cứu em",
    "chong xin cam dao di em",
    "xe container lật đè xe máy",
    "trụ điện ngã đè nhà",
    "bị rắn cắn",
    "bị ong đốt khó thở",
    "lửa cháy qua nhà em rồi",
    "nổ lớn quá",
    "nổ bình điện trước nhà",
    "có người nhảy sông",
    "xe lao xuống kênh",
    "lật xe chở người trên cầu",
    "chìm ghe ở bến phà",
    "nổi xác dưới sông",
    "có vật nghi là bom",
    "đòi tạt axit vào mặt em",
    "xã hội đen tới đập phá nhà em",
    "dang dap pha nha em ne",
    "có ai xịt hơi cay cướp xe",
    "xe tông nhau chảy máu",
    "bị xe tông gãy chân",
    "dung xe nguoi nam duoi duong",
    "ông già lên cơn đau tim",
    "vợ tôi đang đẻ trên taxi",
    "bé nuốt pin",
    "nó nhảy từ tầng 5 xuống",
    "đứa nhỏ té hồ bơi",
    "nha bi chay",
    "chay nha",
    "cháy quá trời ơi",
    "khói nhiều lắm không ra được",
    "kẹt trong nhà không ra được nước lên cao",
    "nước lũ cuốn",
    "người bị điện giật nằm đó",
    "có người treo cổ",
    "em muốn tự tử",
    "bị bỏng nặng",
    "đánh người gãy tay",
    "có người lạ leo rào vô nhà em",
    "nguoi ta dang giut do",
    "giật đồ giật đồ",
    "rượt chém",
    "thằng đó rút dao ra",
    "tai nạn liên hoàn cao tốc",
    "có ai bị xe cán",
    "bị sập hầm",
    "hầm xe ngập nước có người kẹt",
    "em bị theo dõi sợ quá công an ơi",
    "hàng xóm bị đột quị",
    "rắn bò vào nhà gọi ai",
]

NO_EMERGENCIES = [
    "anh tui mất vì đuối nước, nhà neo đơn xin tiền mai táng ở đâu",
    "bị tai nạn lao động đứt ngón tay, ra viện rồi lãnh tiền chế độ sao",
    "cứu người trong đám cháy bị thương, không có thẻ y tế thì xã có trợ cấp không",
    "thủ tục cấp giấy phép PCCC",
    "thu tuc tham duyet phong chay chua chay",
    "chung cư em hôm nay diễn tập PCCC phải không",
    "diễn tập chữa cháy ồn quá",
    "hôm qua nhà hàng xóm bị cháy giờ xin giấy xác nhận ở đâu",
    "đèn đường bị cháy bóng trước nhà số 12",
    "bóng đèn cháy mấy tuần rồi chưa thay",
    "xe chạy quá tốc độ trong hẻm",
    "xe dang chay rat on ao",
    "xe buyt 19 chay au",
    "quan com chay mo cua may gio",
    "bán cơm chay lấn chiếm vỉa hè",
    "hưởng chế độ tai nạn lao động cần giấy gì",
    "bảo hiểm tai nạn",
    "ổ gà dễ gây tai nạn",
    "đoạn này hay xảy ra tai nạn",
    "nắp cống mất nguy hiểm, sợ trẻ em té",
    "tuần trước em bị cướp giật, giờ làm lại căn cước sao",
    "bị mất trộm giấy tờ, làm lại căn cước ở đâu",
    "khu này hay bị trộm cắp",
    "karaoke ồn muốn chết",
    "phí giữ xe mắc như ăn cướp",
    "đăng ký khai tử cho ba",
    "làm giấy khai tử cho người chết tại bệnh viện",
    "vợ em sắp sinh thì làm bảo hiểm thai sản thế nào",
    "cấp giấy phép khám chữa bệnh phòng khám cấp cứu",
    "tra cứu hồ sơ",
    "cho hỏi số cấp cứu",
    "năm 2023 xảy ra vụ cháy ở quận 12",
    "dây điện sà thấp trước nhà",
    "cây nghiêng sắp đổ",
    "trợ cấp thương binh",
    "phòng cháy chữa cháy cho nhà trọ quy định thế nào",
    "bãi rác bốc mùi hôi thối khó thở",
    "hàng xóm đốt rác khói mù mịt",
    "đổ trộm rác thải ở bãi đất trống",
    "đường ngập nước quá bánh xe",
    "giấy phép xây dựng nhà ở riêng lẻ",
    "làm sao để cứu xét miễn giảm thuế",
    "người dân kêu cứu vì ngập nước",
    "cột đèn tín hiệu hư",
    "tủ điện hư cửa",
    "hồ sơ em bị trễ, em tức muốn chết",
    "em bị phạt vì không có bình chữa cháy",
    "em muốn phản ánh tiếng ồn",
    "học lái xe",
    "chay thu tuc giup em",
    "chạy nhà chạy cửa làm giấy tờ mệt quá",
    "phản ánh quán nhậu đánh nhau hoài mỗi đêm",
    "thanks đã dập tắt đám cháy",
    "cảm ơn lính cứu hỏa đã dập tắt vụ cháy",
    "công an phường làm căn cước mấy giờ",
    "xin xác nhận hạnh kiểm ở công an",
    "ngộ độc thực phẩm thì phản ánh ở đâu, tháng trước tụi em bị",
    "thủ tục cấp chứng chỉ sơ cấp cứu",
    "khai thác trộm cát",
    "rác cháy hàng",
    "em tên Nam",
    "đèn giao thông chạy sai giờ",
    "trạm cấp cứu 115 ở đâu",
    "vỉa hè bị lấn chiếm gây tai nạn",
    "xe ben chạy ẩu dễ tông người",
    "giấy khám sức khỏe sau tai nạn",
    "học sinh đánh nhau trước cổng trường hoài",
    "nhà cháy đèn",
    "thủ tục mai táng phí",
    "hồ bơi không an toàn",
    "đập phá vỉa hè làm lại",
    "đường đang đập phá thi công bụi quá",
    "khói xe nhiều quá",
    "sơn sửa nhà có cần xin phép",
    "đòi nợ thuê tạt sơn tháng trước",
    "hàng xóm đánh bài",
    "đánh máy giấy tờ",
    "công trình đập phá ồn ào ban đêm",
    "đất bị sập giá",
    "nước sông ô nhiễm",
    "chó thả rông cắn người",
    "cắt điện hoài",
    "nổ nhạc lớn quá",
    "nẹt pô nổ lớn ban đêm",
    "hát karaoke nổ loa",
    "bình điện hư",
    "xe lật đật",
    "dao kéo buôn bán",
    "tổ chức sinh con đăng ký ở đâu",
    "giấy chứng sinh",
    "sinh con xong làm khai sinh",
    "nằm viện bảo hiểm chi trả bao nhiêu",
    "mất xe báo ở đâu",
    "bị lừa đảo qua mạng báo ai",
]


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_is_recognised(text: str) -> None:
    assert detect(text) is not None


@pytest.mark.parametrize("text", NO_EMERGENCIES)
def test_paperwork_training_the_past_and_everyday_trouble_are_none(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("cháy nhà rồi cứu với", ["114"]),
        ("có cướp, có người bị đâm chảy máu", ["113", "115"]),
        ("mẹ em bất tỉnh", ["115"]),
        ("tai nạn xe, xe bốc cháy có người mắc kẹt trong xe", ["114", "115"]),
        ("cứu em với", ["113", "114", "115"]),
    ],
)
def test_the_reply_names_whom_to_call(text: str, numbers: list[str]) -> None:
    reply = emergency_reply(detect(text))
    assert [number for number in ("113", "114", "115") if f"• {number}" in reply.text] == numbers
    assert "/human_handoff" in [payload for _, payload in reply.options]


def test_fold_and_old_spelling_make_no_difference() -> None:
    assert detect("hoả hoạn") == detect("hỏa hoạn") == detect("HOA HOAN")


def test_accents_that_say_something_else_are_no_alarm() -> None:
    assert detect("chạy nhà chạy cửa") is None
    assert detect("xe chạy lớn tiếng") is None


def test_a_wrong_rules_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "emergency.yml"
    broken.write_text(
        "kinds: {}\nnever: []\nfigures: []\nnot_now: []\nbefore: []\nlong_ago: []\nmay_be: []\n"
        "cannot_call: []\nasks_whom: []\npaperwork: []\nnow: ['(a']\njust_happened: []\ngrave: []\nbut_now: []\n",
        encoding="utf-8",
    )
    with pytest.raises(EmergencyRulesError, match=r"\(a"):
        rules(broken)
    broken.write_text("kinds: []\n", encoding="utf-8")
    with pytest.raises(EmergencyRulesError, match=r"emergency.yml"):
        rules(broken)


def test_every_pattern_of_the_shipped_file_compiles() -> None:
    assert set(rules(emergency.RULES_FILE).signs) == {"despair", "fire", "crime", "injury", "danger"}


@pytest.mark.parametrize(
    "text",
    [
        "kêu cấp cứu rồi, xe cứu thương đang chạy tới",
        "đã gọi 114, xe chữa cháy đang trên đường",
        "báo 115 rồi nha, xe tới nơi rồi",
        "hôm qua gọi 115 mà chưa ai tới",
        "xe cứu thương đưa má em đi rồi",
        "cấp cứu tới rước ổng lên xe rồi",
    ],
)
def test_help_that_is_called_and_comes_rings_no_more(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "kêu cấp cứu rồi mà nãy giờ chưa thấy xe tới",
        "gọi 114 mà chưa ai tới",
        "gọi cấp cứu rồi xe đang tới mà ổng ngưng thở rồi",
        "gọi 114 rồi nhưng lửa lan qua nhà bên",
        "có ông tẩm xăng lên người trước cổng",
    ],
)
def test_help_that_does_not_come_and_what_grows_worse_ring(text: str) -> None:
    assert detect(text) is not None
