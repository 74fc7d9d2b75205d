"""Cutting a text into pieces that a channel takes, where a reader would pause."""

_PAUSES = ("\n\n", "\n", ". ", "; ", ", ", " ")


def split_text(text: str, limit: int) -> list[str]:
    """Cut `text` into pieces of at most `limit` UTF-16 units, the measure of phone apps (an emoji counts two).

    Cuts lie at the last paragraph, line, sentence or word end in the second half of a piece, and only else within a
    word. White space at the cuts is dropped. A text that fits comes back as it is; an empty one gives no piece.
    """
    outside_plane = sum(ord(letter) > 0xFFFF for letter in text)
    if len(text) + outside_plane <= limit:
        return [text] if text else []
    limit = max(limit - outside_plane, limit // 2)
    pieces: list[str] = []
    rest = text
    while len(rest) > limit:
        cut = _cut_before(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        pieces.append(rest)
    return [piece for piece in pieces if piece]


def _cut_before(text: str, limit: int) -> int:
    for pause in _PAUSES:
        found = text.rfind(pause, limit // 2, limit)
        if found >= 0:
            return found + len(pause.rstrip())
    return limit
