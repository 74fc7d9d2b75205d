"""Commands a citizen types with a slash, and the payload each stands for."""

from retrieval import text as vietnamese

_PAYLOADS = {
    "start": "/greet",
    "batdau": "/greet",
    "help": "/help",
    "trogiup": "/help",
    "xoadulieu": "/delete_my_data",
    "huy": "/cancel",
    "tongdaivien": "/human_handoff",
}


def payload_of(text: str) -> str | None:
    """Return the payload of a command ("/xoadulieu", also "/start" with something behind it), None for other text."""
    typed = vietnamese.fold(vietnamese.nfc(text))
    if not typed.startswith("/"):
        return "/delete_my_data" if typed == "xoadulieu" else None
    words = typed[1:].split()
    return _PAYLOADS.get(words[0].partition("@")[0]) if words else None
