"""Where masked personal data lies: encrypted, per conversation."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class VaultEntry(Base):
    """One masked value of a conversation: `placeholder` (such as "sđt1") stands for it everywhere else.

    `digest` is a keyed hash of the value, so that the same value gets the same placeholder again.
    """

    __tablename__ = "vault_entries"
    __table_args__ = (
        UniqueConstraint("conversation_id", "placeholder"),
        UniqueConstraint("conversation_id", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    placeholder: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
