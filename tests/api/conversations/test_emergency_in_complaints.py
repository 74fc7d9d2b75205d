"""Emergencies told as whole messages, and the complaints of every field, which are none."""

import pytest

from api.conversations.emergency import detect
from api.feedback.classify import taught

TOLD = [
    "Nhà trọ đối diện phát hỏa rồi, khói cuồn cuộn, mau cho xe chữa cháy tới",
    "lua boc len tu tang 3 chung cu, con nguoi ben trong",
    "phòng trọ bốc khói dữ quá chưa ai tới",
    "khoi boc mu mit tu can nha so 5, hinh nhu chay ben trong",
    "cháy xe máy dưới hầm chung cư",
    "chay quan karaoke nguoi ta dang chay ra ngoai la het",
    "bếp nhà em bắt lửa lan lên trần rồi",
    "bình ga xì lửa tùm lum cứu",
    "mùi gas nồng nặc khắp hành lang lầu 4 sợ nổ",
    "em bé thò đầu kẹt trong lan can gỡ không ra",
    "bé nhà em bị kẹt tay trong thang cuốn",
    "kẹt thang máy lầu 9 có bà bầu, 20 phút rồi không mở được",
    "xe hơi bị ngập trong hầm có người trong xe chưa ra được",
    "có người rơi xuống sông Sài Gòn chỗ cầu Bình Lợi",
    "thằng nhỏ tắm sông chìm rồi chưa thấy nổi lên",
    "xuồng lật, hai người đang vùng vẫy giữa sông",
    "sạt lở bờ sông, hai căn nhà đổ xuống nước còn người kẹt",
    "cần cẩu đổ đè công nhân",
    "tường sập đè thợ hồ, đang đào tìm",
    "thợ sơn đu dây bị kẹt lơ lửng tầng 15",
    "hai công nhân xuống hầm cống bị ngạt khí không lên được",
    "nổ nồi hơi ở xưởng, nhiều người bị thương",
    "cháy rừng tràm lan nhanh quá",
    "bãi phế liệu cháy ngùn ngụt kế bên trường học",
    "tram bien ap no roi boc chay",
    "trạm xăng đang cháy",
    "dien giat nguoi trong nuoc ngap, ai cung so khong dam lai",
    "cây đổ đè lên xe hơi có người trong đó",
    "ông già leo lên nóc nhà đòi nhảy",
    "nguoi ta nhay cau Sai Gon ne",
    "có đánh nhau bằng mã tấu ở quán nhậu",
    "thang nao cam dao xong vo tiem vang",
    "tụi nó đang chém nhau ngoài chợ máu me không",
    "bị giật túi xách ngay bây giờ ở ngã tư, nó chạy về hướng chợ",
    "có trộm trong nhà em đang trốn trong phòng",
    "có kẻ đang phá cửa nhà em, em ở một mình với con",
    "ba em say xỉn đang cầm dao rượt mẹ em",
    "chong em bop co em, em tron trong toilet, giup em",
    "con trai tôi ngáo đá cầm dao đòi giết cả nhà",
    "có tiếng súng nổ bên căn kế",
    "nhóm thanh niên vác hung khí tới nhà tôi đập cửa",
    "có thằng bắt đứa nhỏ lên xe chạy rồi",
    "người ta đang đánh hội đồng thằng nhỏ trước cổng trường",
    "em bị người ta nhốt trong khách sạn không cho về, cứu em",
    "thấy có người đang cạy cửa tiệm bên kia đường",
    "tai nạn giữa xe container với xe máy, người nằm bất động",
    "xe tông, máu ra nhiều lắm, cho xe cấp cứu tới",
    "ba tôi tự nhiên méo miệng, liệt nửa người",
    "mẹ em tức ngực vã mồ hôi khó thở",
    "bé 8 tháng hóc hạt chôm chôm tím mặt",
    "vợ tôi đau bụng đẻ, ối vỡ trên xe",
    "chau be sot co giat trong mat",
    "ông ngoại em gọi không trả lời, người lạnh ngắt",
    "bạn cùng phòng uống cả vỉ thuốc ngủ",
    "người ta nằm gục ngoài trạm xe buýt không nhúc nhích",
    "bé bị nước sôi đổ vào người phỏng nặng",
    "cả bàn ăn xong co giật nôn ra máu",
    "thợ té giàn giáo xuống đất chảy máu đầu",
    "công nhân bị máy cuốn tay",
    "bị ong vò vẽ chích cả chục mũi, sưng mặt khó thở",
    "bà cụ bị điện giật ngã xuống",
    "bà bầu bị té ra máu",
    "anh tui bị rắn hổ cắn, sưng hết chân rồi",
    "có người cắt tay tự tử trong nhà trọ",
    "thằng bạn em sốc thuốc sùi bọt mép",
    "nó bị đâm lòi ruột",
    "Tiệm tạp hóa đầu hẻm đang cháy, lửa cao quá",
    "xuong go gan nha em chay roi, khoi den ca troi",
    "nhà sập rồi, hàng xóm kêu trong đống gạch",
    "mấy đứa nhỏ tắm kênh có đứa chìm mất tiêu rồi",
    "gas rò mùi nồng cả tầng, không ai dám bật công tắc",
    "ông hàng xóm lên cơn đau tim, mặt tím tái",
    "mẹ tui té lầu nằm im không trả lời",
    "hai xe máy tông nhau, một người nằm bất tỉnh",
    "có ông say cầm dao chặn đường đòi tiền",
    "thang may rot, may nguoi ket ben trong",
    "co nguoi bi xe tai can, chay mau dau",
    "chồng em nó say đang đánh em, cửa khóa rồi",
    "bọn nó bịt mặt vô cướp tiệm vàng",
    "em uống thuốc ngủ rồi em không muốn sống nữa",
    "bé nhà em co giật mắt trợn ngược",
    "dây điện đứt quất trúng người đi xe đạp",
    "người ta rượt đuổi chém nhau ở đầu hẻm",
    "nước lũ về cuốn mất người đàn ông qua cầu tràn",
    "bà ngoại nghẹn cơm không thở được",
    "kho nhựa nổ rồi cháy lan qua dãy nhà trọ",
]

COMPLAINTS = [
    "Hôm bữa có vụ cháy ở chung cư này mà tới giờ chưa sửa chuông báo",
    "lớp tập huấn sơ cấp cứu của phường tổ chức khi nào",
    "xe cứu thương hú còi ban đêm ồn quá",
    "tài xế xe buýt chạy kiểu muốn giết người ta",
    "ổ gà này làm mẹ tôi té gãy tay hồi tháng rồi",
    "đường trơn nhiều người té, mong sửa gấp",
    "xin hỏi thủ tục hưởng bảo hiểm tai nạn của con",
    "cây khô sắp gãy, rớt trúng ai thì sao",
    "mùi sơn nồng ngộp thở quá, xưởng này không phép",
    "ban quản lý chưa thay bình chữa cháy, cháy thì chết",
    "trộm vặt nhiều quá, đề nghị tuần tra",
    "chợ không có lối cho xe chữa cháy vô",
    "nhà bên đốt nhang khói mù mịt",
    "bóng đèn cháy hoài không ai thay",
    "karaoke ồn muốn điên, tụi nó còn hăm he",
    "song điện thoại yeu xiu trong phong tro",
    "moi giat do xong thi cup nuoc",
    "xe buyt dung xe khong dung tram",
    "tai xe lai tu tu ma van qua tram",
    "toi can tu van thu tuc",
    "khách ngộ độc tuần rồi mà quán vẫn bán",
]


@pytest.mark.parametrize("text", TOLD)
def test_an_emergency_told_as_a_story_is_recognised(text: str) -> None:
    assert detect(text) is not None


@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_complaint_that_only_names_a_danger_is_none(text: str) -> None:
    assert detect(text) is None


def test_the_examples_of_all_fields_hardly_ever_ring() -> None:
    examples, _ = taught()
    alarms = [text for text, _ in examples if detect(text) is not None]
    assert len(alarms) < 0.01 * len(examples)
