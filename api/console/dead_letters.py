"""What agencies' systems did not take, with the reason, and the button that sends it again."""

from functools import partial

from api.console.case_events import EVENTS, agency_name
from api.console.delivery_words import reason_words
from api.console.elements import box, button, notify, text
from api.console.visitor import Visitor
from api.console.words import moment
from api.notifications import service
from api.notifications.service import DeadLetter


class DeadLetters:
    """The list of dead letters; `refresh()` shows them as they are."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def build(self) -> None:
        """Build the empty list."""
        self._list = box(classes="scroll")

    async def refresh(self) -> None:
        """Show what was given up, the newest first."""
        async with self._visitor.acting() as (session, _):
            letters = await service.dead_letters(session)
            count = await service.count_dead(session)
        self._list.clear()
        with self._list:
            if not letters:
                text("Không có sự kiện nào chờ gửi lại.", "p", "muted")
                return
            button(f"Gửi lại tất cả ({count})", self._replay_all, "primary")
            for letter in letters:
                self._row(letter)

    def _row(self, letter: DeadLetter) -> None:
        kind = letter.kind.removeprefix("case.")
        with box(classes="account"):
            with box(classes="account-who"):
                text(EVENTS.get(kind, kind), classes="strong")
                text(f"{letter.label} · {agency_name(letter.agency)}", classes="muted")
            with box(classes="account-what"):
                text(f"{reason_words(letter.reason)} (đã thử {letter.attempts} lần)")
                if letter.response:
                    text(letter.response[:200], classes="muted mono")
            with box(classes="account-end"):
                text(moment(letter.created_at), classes="muted account-since")
                button("Gửi lại", partial(self._replay, letter), "small")

    async def _replay(self, letter: DeadLetter) -> None:
        async with self._visitor.acting() as (session, account):
            await service.replay(session, delivery_id=letter.id, actor=f"staff:{account.id}")
        await self.refresh()
        notify("Sự kiện đang được gửi lại.")

    async def _replay_all(self) -> None:
        async with self._visitor.acting() as (session, account):
            count = await service.replay_all(session, actor=f"staff:{account.id}")
        await self.refresh()
        notify(f"Đang gửi lại {count} sự kiện.")
