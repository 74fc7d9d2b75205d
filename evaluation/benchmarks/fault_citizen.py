"""A citizen who files one report over the web chat and, like the chat page, keeps trying while nobody answers."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import httpx

from api.conversations.metadata import Ask, Kind
from evaluation.benchmarks.fault_counting import Heard, Talk

_TURNS: Final = 20
"""Messages after which a citizen gives up: five are needed."""
_PAUSE: Final = 0.7
"""Seconds between the first looks: the chat allows two a second; who waits longer looks less often."""
_LONGEST_LOOK_PAUSE: Final = 3.0
_LONGEST_PAUSE: Final = 5.0
_ANSWER_WITHIN: Final = 600.0
"""Seconds after which no answer is taken for none."""

_WHAT: Final = (
    "đèn đường bị tắt mấy hôm nay tối thui",
    "ổ gà to giữa đường xe té hoài",
    "nắp cống bị bể chưa ai thay",
    "rác đổ đống ngoài đường bốc mùi",
    "cây xanh nghiêng sắp ngã ra đường",
    "mưa là ngập tới đầu gối, cống nghẹt",
    "nhà kế bên hát karaoke ồn tới khuya",
    "nước máy yếu xìu cả tuần nay",
)
_ROADS: Final = ("Trần Kế Xương", "Phan Đăng Lưu", "Lê Văn Sỹ", "Nguyễn Trãi", "Cách Mạng Tháng Tám")
_UNITS: Final = (
    "phường Cầu Kiệu",
    "phường Bến Thành",
    "phường Phú Nhuận",
    "phường Tân Định",
    "phường Chợ Lớn",
)
_NAMES: Final = ("Trần Văn Thử", "Nguyễn Thị Mẫu", "Lê Văn Nháp", "Phạm Thị Ví Dụ")


@dataclass(frozen=True)
class Report:
    """What a citizen has to say, by what is asked."""

    content: str
    place: str
    unit: str
    name: str
    phone: str

    @classmethod
    def drawn(cls, rng: Random) -> "Report":
        """Draw one."""
        unit = rng.choice(_UNITS)
        return cls(
            content=rng.choice(_WHAT),
            place=f"trước nhà {rng.randrange(1, 900)} đường {rng.choice(_ROADS)}, {unit}",
            unit=unit,
            name=rng.choice(_NAMES),
            phone=f"0903{rng.randrange(10**6):06d}",
        )

    def answer_to(self, ask: str | None) -> str | None:
        """Return the words for what is asked, None where this citizen has nothing to say to it."""
        return (
            {
                Ask.CONTENT: self.content,
                Ask.PLACE: self.place,
                Ask.UNIT: self.unit,
                Ask.REPORTER_NAME: self.name,
                Ask.REPORTER_PHONE: self.phone,
                Ask.REPORTER_ADDRESS: self.place,
                Ask.VISIBILITY: "công khai được",
                Ask.PHOTO: "không có hình",
                Ask.CONFIRM: "đúng rồi gửi đi",
            }.get(Ask(ask))
            if ask
            else None
        )


class Stopped(Exception):  # noqa: N818 - no error: the run ends
    """The run ends before this citizen is done."""


@dataclass
class Citizen:
    """Files `report` at `address`; `file()` goes through the talk, `listen_again()` hears what came later.

    `on_answer` is called at each answer. Once `stop` is set, waiting ends with `Stopped`.
    """

    address: str
    report: Report
    stop: threading.Event
    on_answer: Callable[[], None] = lambda: None
    confirmed: bool = False
    first_id: str = ""
    _seen: int = 0
    _heard: list[Heard] = field(default_factory=list)
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(base_url=self.address, timeout=20.0)

    def talk(self) -> Talk:
        """Return what was done and heard so far; the conversation is named by the first message's client id."""
        return Talk(self.first_id, self.confirmed, tuple(self._heard))

    def file(self) -> None:
        """Go through the whole talk, until a code is told or it leads nowhere."""
        opened = self._until_taken("POST", "/chat/api/conversations", json={"channel": "web"})
        self._client.headers["Authorization"] = f"Bearer {opened['token']}"
        text, in_vain = f"tôi muốn phản ánh {self.report.content}", 0
        for _ in range(_TURNS):
            answers = self._say(text)
            if any(one["metadata"].get("kind") == Kind.FEEDBACK_FILED for one in answers):
                return
            asked = next(
                (one["metadata"]["asks"][0] for one in reversed(answers) if one["metadata"].get("asks")), None
            )
            words = self.report.answer_to(asked)
            if words is None:  # not understood, or no answer could be found: said once more
                in_vain += 1
                if in_vain > 2:
                    return
                continue
            text, in_vain = words, 0

    def listen_again(self) -> None:
        """Hear what was said since the last look."""
        self._look()

    def _say(self, text: str) -> list[dict[str, Any]]:
        """Send `text` until it is taken, under one client id, and return what answers it."""
        client_id = secrets.token_hex(16)
        self.first_id = self.first_id or client_id
        self._until_taken("POST", "/chat/api/messages", json={"client_id": client_id, "text": text})
        if text == self.report.answer_to(Ask.CONFIRM):
            self.confirmed = True
        end = time.monotonic() + _ANSWER_WITHIN
        answers: list[dict[str, Any]] = []
        pause = _PAUSE
        while time.monotonic() < end:
            answers += self._look()
            if any(one["metadata"].get("kind") != Kind.NOTICE for one in answers):
                self.on_answer()
                return answers
            self._pause(pause)
            pause = min(1.2 * pause, _LONGEST_LOOK_PAUSE)
        return answers

    def _look(self) -> list[dict[str, Any]]:
        page = self._until_taken("GET", "/chat/api/messages", params={"after": self._seen})
        others = [one for one in page["messages"] if one["author"] != "citizen"]
        self._seen = max([self._seen, *(one["sequence"] for one in page["messages"])])
        for one in others:
            one["metadata"] = one["metadata"] or {}
            filed = one["metadata"].get("kind") == Kind.FEEDBACK_FILED
            code = one["metadata"].get("feedback_code") if filed else None
            self._heard.append(Heard(str(one["id"]), one["text"], code))
        return others

    def _until_taken(self, method: str, path: str, **arguments: Any) -> Any:
        """Call until it succeeds: a product that is down or busy is asked again, ever less often.

        Raises:
            httpx.HTTPStatusError: refused for good (a 4xx other than 429).
        """
        pause = 0.5
        while True:
            try:
                answer = self._client.request(method, path, **arguments)
            except httpx.TransportError:
                wait = pause
            else:
                if answer.is_success:
                    return answer.json()
                if answer.status_code < 500 and answer.status_code != 429:
                    answer.raise_for_status()
                wait = float(answer.headers.get("Retry-After", pause))
            self._pause(wait)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _pause(self, seconds: float) -> None:
        if self.stop.wait(seconds):
            raise Stopped
