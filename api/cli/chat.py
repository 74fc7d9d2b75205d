"""`troly chat`: talk to the running assistant in the terminal."""

import threading
import uuid
from typing import Annotated

import httpx
import typer
from rich.console import Console

from api.errors import TrolyError
from api.settings import settings

console = Console()
_POLL_SECONDS = 0.6  # below the chat's limit of two looks a second
_AUTHORS = {"bot": "Trợ lý", "operator": "Tổng đài viên", "agency": "Cơ quan", "system": "Hệ thống"}


class ServerUnreachableError(TrolyError):
    """No server answers at the address."""

    status = 503


class _Chat:
    """One conversation over the web chat's interface, on the channel `terminal`."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._seen = 0
        opened = client.post("/chat/api/conversations", json={"channel": "terminal"})
        opened.raise_for_status()
        client.headers["Authorization"] = f"Bearer {opened.json()['token']}"

    def send(self, text: str) -> None:
        answer = self._client.post("/chat/api/messages", json={"text": text, "client_id": str(uuid.uuid4())})
        if answer.status_code >= 400:
            console.print(f"[red]{answer.json().get('detail', answer.text)}[/red]", highlight=False)

    def show_new(self) -> int:
        """Print what came since the last look and return how many messages of others there were."""
        answer = self._client.get("/chat/api/messages", params={"after": self._seen})
        answer.raise_for_status()
        count = 0
        for message in answer.json()["messages"]:
            self._seen = max(self._seen, message["sequence"])
            if message["author"] == "citizen":
                continue
            count += 1
            console.print(f"[bold green]{_AUTHORS.get(message['author'], message['author'])}[/bold green]")
            console.print(message["text"], markup=False, highlight=False)
            for number, choice in enumerate(message["choices"], 1):
                console.print(f"  [cyan]{number}[/cyan]. {choice['title']}", highlight=False)
        return count


def chat(
    url: Annotated[str | None, typer.Option(help="Địa chỉ máy chủ; mặc định là máy này")] = None,
) -> None:
    """Trò chuyện với trợ lý đang chạy (bấm Ctrl-D hoặc gõ /thoat để thôi)."""
    base = url or f"http://127.0.0.1:{settings().port}"
    with httpx.Client(base_url=base, timeout=10.0) as client:
        try:
            conversation = _Chat(client)
        except httpx.HTTPError as error:
            raise ServerUnreachableError(
                f"no server at {base}: {error}",
                sentence=f"Chưa có máy chủ nào chạy ở {base}: hãy chạy `make run` ở một cửa sổ khác trước.",
            ) from error
        stopping = threading.Event()

        def watch() -> None:
            while not stopping.wait(_POLL_SECONDS):
                try:
                    conversation.show_new()
                except httpx.HTTPError:
                    continue

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        console.print("Anh/chị cần hỏi gì ạ? (gõ /thoat để thôi)")
        try:
            while (line := input()).strip() != "/thoat":
                if line.strip():
                    conversation.send(line)
        except (EOFError, KeyboardInterrupt):
            pass
        finally:
            stopping.set()
            watcher.join(timeout=2)
