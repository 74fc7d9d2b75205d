"""Personal data of a conversation: masked everywhere, its values encrypted in the conversation's vault."""

import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import TrolyError
from api.privacy import crypto, masking
from api.privacy.masking import PLACEHOLDER, Kind
from api.privacy.models import VaultEntry

HIDDEN = "[đã ẩn]"
"""What stands for a value where it may not be shown."""


_ANY_PLACEHOLDER = re.compile(rf"⟨(?:{'|'.join(kind.value for kind in Kind)})\d{{0,6}}⟩")
"""Those of a vault (⟨sđt1⟩) and those of `strike_out` (⟨sđt⟩)."""


class ValueMissingError(TrolyError):
    """A placeholder has no value in the vault of its conversation."""

    status = 500
    sentence = "Dữ liệu bảo mật không đọc được. Vui lòng báo quản trị hệ thống."


async def mask(session: AsyncSession, *, conversation_id: UUID, text: str) -> str:
    """Return `text` with placeholders such as ⟨sđt1⟩ for personal data, whose values go to the vault.

    The same value gets the same placeholder again. Calls for one conversation must not run at once: the
    caller holds the conversation's row.
    """
    findings = masking.find(text)
    if not findings:
        return text
    entries = (
        await session.scalars(select(VaultEntry).where(VaultEntry.conversation_id == conversation_id))
    ).all()
    placeholders = {entry.digest: entry.placeholder for entry in entries}
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in Kind}
    parts, position = [], 0
    for finding in findings:
        value = text[finding.start : finding.end]
        key = crypto.digest("vault", value)
        if key not in placeholders:
            counts[finding.kind] += 1
            placeholders[key] = f"{finding.kind.value}{counts[finding.kind]}"
            session.add(
                VaultEntry(
                    conversation_id=conversation_id,
                    placeholder=placeholders[key],
                    kind=finding.kind.value,
                    ciphertext=crypto.encrypt(value),
                    digest=key,
                )
            )
        parts += [text[position : finding.start], f"⟨{placeholders[key]}⟩"]
        position = finding.end
    await session.flush()
    return "".join((*parts, text[position:]))


async def mask_answer(session: AsyncSession, *, conversation_id: UUID, text: str) -> str:
    """Return `text` masked like `mask` does, with the conversation's own placeholders kept as they are.

    For what officers write who read the conversation masked and quote it. The caller holds the conversation's row.
    """
    pieces = PLACEHOLDER.split(text)  # words and names of placeholders in turn
    known = set(
        await session.scalars(
            select(VaultEntry.placeholder).where(
                VaultEntry.conversation_id == conversation_id, VaultEntry.placeholder.in_(pieces[1::2])
            )
        )
    )
    masked: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2 and piece in known:
            masked.append(f"⟨{piece}⟩")
            continue
        words = f"⟨{piece}⟩" if number % 2 else piece
        masked.append(await mask(session, conversation_id=conversation_id, text=words))
    return "".join(masked)


def strike_out(text: str) -> str:
    """Return `text` with the kind of it (⟨sđt⟩) for all personal data, for which there is no vault to keep it in."""
    for finding in sorted(masking.find(text), key=lambda one: one.start, reverse=True):
        text = f"{text[: finding.start]}⟨{finding.kind.value}⟩{text[finding.end :]}"
    return text


def hide(text: str) -> str:
    """Return `text` for somebody who may not know the values behind its placeholders, nor that there was one."""
    return _ANY_PLACEHOLDER.sub(HIDDEN, text)


async def unmask(session: AsyncSession, *, conversation_id: UUID, text: str, complete: bool = False) -> str:
    """Return `text` with the values of this conversation in place of its placeholders.

    A placeholder without a value stays, unless `complete`.

    Raises:
        CannotDecryptError: a value was encrypted under another key.
        ValueMissingError: with `complete`, a placeholder has no value.
    """
    wanted = set(PLACEHOLDER.findall(text))
    if not wanted:
        return text
    entries = await session.scalars(
        select(VaultEntry).where(
            VaultEntry.conversation_id == conversation_id, VaultEntry.placeholder.in_(wanted)
        )
    )
    values = {entry.placeholder: crypto.decrypt(entry.ciphertext) for entry in entries}
    if complete and (missing := sorted(wanted - set(values))):
        raise ValueMissingError(f"no value for {', '.join(missing)} in conversation {conversation_id}")

    def value(match: "re.Match[str]") -> str:
        return values.get(match[1], match[0])

    return PLACEHOLDER.sub(value, text)


async def reveal(session: AsyncSession, *, conversation_id: UUID, placeholder: str) -> str | None:
    """Return the value behind `placeholder` (with or without its brackets), as the citizen typed it."""
    entry = await session.scalar(
        select(VaultEntry).where(
            VaultEntry.conversation_id == conversation_id,
            VaultEntry.placeholder == placeholder.strip("⟨⟩ "),
        )
    )
    return crypto.decrypt(entry.ciphertext) if entry else None
