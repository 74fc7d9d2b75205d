"""The words of the digest: plain text, and the same as simple HTML."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from api.agencies import directory
from api.feedback.service import CaseDigest, DigestLine, DigestPart
from api.settings import CITY_TIME
from api.texts import TextFile

TEXTS = TextFile(Path(__file__).parent / "data" / "texts.yml")

SUBJECT = TEXTS.text("digest.subject", "agency", "day", "count")
SUBJECT_OVERDUE = TEXTS.text("digest.subject_overdue", "agency", "day", "overdue")
GREETING = TEXTS.text("digest.greeting", "agency")
OPENING = TEXTS.text("digest.opening", "moment")
PARTS = {name: TEXTS.text(f"digest.{name}", "count") for name in ("overdue", "due_soon", "returned", "new")}
"""The parts in the order they are read: what burns first."""
LINE = TEXTS.text("digest.line", "code", "field", "unit", "due")
MORE = TEXTS.text("digest.more", "count")
INBOX = TEXTS.text("digest.inbox", "url")
NO_INBOX = TEXTS.text("digest.no_inbox")
FOOTER = TEXTS.text("digest.footer")

_STYLE = "font-family:Arial,sans-serif;font-size:15px;line-height:1.5;color:#1b1b1b"


@dataclass(frozen=True)
class DigestMail:
    """What the mailbox shows."""

    subject: str
    text: str
    html: str


def write(agency: str, digest: CaseDigest, *, now: datetime, public_url: str | None) -> DigestMail:
    """Return the mail of the digest; the link leads to the inbox, which asks for the log-in."""
    name = directory.agency(agency).name
    parts = [(words, getattr(digest, part)) for part, words in PARTS.items()]
    shown = [(words(count=part.count), _lines(part)) for words, part in parts if part.count]
    local = now.astimezone(CITY_TIME)
    opening = OPENING(moment=f"{local:%H:%M} ngày {local:%d/%m/%Y}")
    url = f"{public_url.rstrip('/')}/staff/agency" if public_url else None
    where = INBOX(url=url) if url else NO_INBOX()
    sections = [f"{title}\n" + "\n".join(f"  - {line}" for line in lines) for title, lines in shown]
    text = "\n\n".join([GREETING(agency=name), opening, *sections, where, FOOTER()]) + "\n"
    return DigestMail(_subject(name, digest, day=f"{local:%d/%m/%Y}"), text, _html(name, opening, shown, url))


def _subject(name: str, digest: CaseDigest, *, day: str) -> str:
    if digest.overdue.count:
        return SUBJECT_OVERDUE(agency=name, day=day, overdue=digest.overdue.count)
    codes = {line.code for part in (digest.new, digest.due_soon, digest.returned) for line in part.lines}
    more = max(digest.new.count, digest.due_soon.count, digest.returned.count)
    return SUBJECT(agency=name, day=day, count=max(len(codes), more))


def _lines(part: DigestPart) -> list[str]:
    lines = [_line(one) for one in part.lines]
    left = part.count - len(lines)
    return [*lines, MORE(count=left)] if left else lines


def _line(one: DigestLine) -> str:
    due = f"{one.due_at.astimezone(CITY_TIME):%H:%M %d/%m/%Y}" if one.due_at else "chưa có"
    return LINE(
        code=one.code, field=one.field_name, unit=f" · {one.unit_name}" if one.unit_name else "", due=due
    )


def _html(name: str, opening: str, shown: list[tuple[str, list[str]]], url: str | None) -> str:
    sections = "".join(
        f"<h3>{escape(title)}</h3><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        for title, lines in shown
    )
    where = f'<a href="{escape(url)}">{escape(INBOX(url=url))}</a>' if url else escape(NO_INBOX())
    return (
        f'<!doctype html><html lang="vi"><body style="{_STYLE}"><p>{escape(GREETING(agency=name))}</p>'
        f"<p>{escape(opening)}</p>{sections}<p>{where}</p><p><small>{escape(FOOTER())}</small></p></body></html>"
    )
