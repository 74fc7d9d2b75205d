"""Dossiers from our own table, filled by `troly dossiers import`."""

import hmac

from sqlalchemy import literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.dossiers.models import SHORT_CODE, DossierRow
from api.dossiers.provider import Applicant, DossierCodeIncompleteError, DossierRecord, short_code
from api.privacy import crypto

_PURPOSE = "dossier-phone-tail"


def tail_digest(code: str, phone_tail: str) -> bytes:
    """Return the keyed hash of the last three digits of a phone, bound to the dossier's code."""
    return crypto.digest(_PURPOSE, f"{code}:{phone_tail}")


class TableProvider:
    """Reads the table in the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        """Read through `session`."""
        self._session = session

    async def find(self, code: str) -> DossierRecord | None:
        """Return the dossier, None where there is none.

        Raises:
            DossierCodeIncompleteError: several may be meant.
        """
        row = await self._row(code)
        if row is None:
            return None
        return DossierRecord(
            code=row.code,
            procedure_code=row.procedure_code,
            procedure_name=row.procedure_name,
            state=row.state,
            agency=row.agency,
            filing_channel=row.filing_channel,
            filed_on=row.filed_on,
            due_on=row.due_on,
            finished_on=row.finished_on,
            sample=row.sample,
        )

    async def applicant(self, code: str, *, phone_tail: str) -> Applicant | None:
        """Return the applicant if `phone_tail` is theirs; else None.

        Raises:
            DossierCodeIncompleteError: several dossiers may be meant.
        """
        row = await self._row(code)
        if row is None or row.phone_tail_digest is None:
            return None
        if not hmac.compare_digest(row.phone_tail_digest, tail_digest(row.code, phone_tail)):
            return None
        return Applicant(crypto.decrypt(row.applicant_name) if row.applicant_name else "", row.note)

    async def _row(self, code: str) -> DossierRow | None:
        """Return the row of `code`, else the only one that `code` may mean."""
        row: DossierRow | None = await self._session.scalar(select(DossierRow).where(DossierRow.code == code))
        if row is not None:
            return row
        short = short_code(code)
        meant = DossierRow.code == short if short != code else literal_column(SHORT_CODE) == code
        rows = list(await self._session.scalars(select(DossierRow).where(meant).limit(2)))
        if len(rows) > 1:
            raise DossierCodeIncompleteError(f"several dossiers end with {code}")
        return rows[0] if rows else None
