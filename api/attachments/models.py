"""Tables of files, and of the cases they belong to."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, Text, false, func
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class FileKind(StrEnum):
    """What sort of thing a file is."""

    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"


class FileState(StrEnum):
    """`AWAITED`: the channel has told where it lies, it is still to be fetched."""

    AWAITED = "awaited"
    KEPT = "kept"
    REFUSED = "refused"


class Origin(StrEnum):
    """Whose a file of a case is."""

    CITIZEN = "citizen"
    AGENCY = "agency"


class Audience(StrEnum):
    """Who may see a file of a case, each beside those before it.

    `INTERNAL`: operators and officers who have the case. `CITIZEN`: whoever filed or follows it. `PUBLIC`: everybody, once the
    answer is published.
    """

    INTERNAL = "internal"
    CITIZEN = "citizen"
    PUBLIC = "public"


class StoredFile(Base):
    """One file of a conversation, or of an agency (then without one).

    The bytes lie encrypted in the store under `storage_key`, which files of equal content in one conversation share;
    `digest` is a keyed hash of what was sent. `name`, `place` (where a photo was taken, until the citizen has said
    whether it may be used) and `source` (where the channel keeps it, while it is awaited) are encrypted.
    `refusal` is the sentence for the citizen. `set_aside`: not for the report that is being told.
    """

    __tablename__ = "attachments"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    conversation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    state: Mapped[FileState] = mapped_column(String(10))
    kind: Mapped[FileKind] = mapped_column(String(10))
    sender: Mapped[str] = mapped_column(String(80))
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    storage_key: Mapped[str | None] = mapped_column(String(80), index=True)
    name: Mapped[bytes | None] = mapped_column(LargeBinary)
    place: Mapped[bytes | None] = mapped_column(LargeBinary)
    source: Mapped[bytes | None] = mapped_column(LargeBinary)
    refusal: Mapped[str | None] = mapped_column(Text)
    set_aside: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class CaseFile(Base):
    """A file of a case: whose it is, who may see it, who added it (`added_by`: citizen, staff:7, api_key:3)."""

    __tablename__ = "case_attachments"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("feedback_cases.id", ondelete="CASCADE"), primary_key=True
    )
    attachment_id: Mapped[UUID] = mapped_column(
        ForeignKey("attachments.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    origin: Mapped[Origin] = mapped_column(String(10))
    audience: Mapped[Audience] = mapped_column(String(10))
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(80))
