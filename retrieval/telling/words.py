"""Small pieces of text shared by all aspects: quoting a record, money, dates, lists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from retrieval.procedure import Channel

CHANNEL_NAMES = {
    Channel.ONLINE: "Nộp trực tuyến",
    Channel.POSTAL: "Nộp qua bưu chính",
    Channel.DIRECT: "Nộp trực tiếp",
}


@dataclass(frozen=True)
class Told:
    """What is said about an aspect, and whether it may be relied on as it stands."""

    text: str
    certain: bool = True


def short(text: str, limit: int) -> str:
    """Return a passage of a record on one line, cut before `limit` signs, without the words "hiện hành".

    A record cannot tell what is in force on the day it is read.
    """
    return clipped(re.sub(r"\s*\bhiện hành\b", "", text, flags=re.IGNORECASE), limit)


def clipped(text: str, limit: int) -> str:
    """Return `text` on one line, cut at a sentence or word before `limit` signs, with "…" where cut."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= limit:
        return text
    head = text[:limit]
    stop = max(head.rfind(". "), head.rfind("; "))
    cut = head[: stop + 1] if stop > limit * 0.6 else head[: head.rfind(" ")]
    return cut.rstrip(" ,;:.-") + "…"


def quoted(text: str, limit: int = 200) -> str:
    """Return a passage of the record between quotation marks, cut to `limit`."""
    return f"“{short(text.strip(' -+.;:'), limit)}”"


def money(amount: Decimal) -> str:
    """Return 135000 as "135.000 đồng"."""
    return f"{int(amount):,}".replace(",", ".") + " đồng"


def day(value: date) -> str:
    """Return a date as dd/mm/yyyy."""
    return value.strftime("%d/%m/%Y")


def number(value: Decimal) -> str:
    """Return 5.0 as "5", 0.5 as "0,5"."""
    return format(value.normalize(), "f").replace(".", ",")


def quotes(lead: str, passages: Sequence[str], limit: int) -> str:
    """Return passages of a record behind `lead`: one on its line, several as a list, each cut before `limit` signs."""
    lines = [quoted(one, limit) for one in passages]
    return f"{lead}: {lines[0]}." if len(lines) == 1 else f"{lead}:\n{bullets(lines)}"


def bullets(lines: list[str]) -> str:
    """Return the lines as a list to read on a phone."""
    return "\n".join(f"• {line}" for line in lines)
