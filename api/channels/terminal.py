"""The terminal chat's way out: like the web page, it reads its messages itself."""

from api.channels.web import StoredAdapter


class TerminalAdapter(StoredAdapter):
    """`troly chat`."""

    def __init__(self) -> None:
        super().__init__("terminal")
