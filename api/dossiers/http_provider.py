"""Dossiers from a city's system over HTTP; the JSON contract is in docs/dossier-provider.md."""

import asyncio
from datetime import date
from typing import Any, Literal, TypeVar
from urllib.parse import quote

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential
from tenacity.wait import wait_base

from api.dossiers.provider import (
    Applicant,
    DossierCodeIncompleteError,
    DossierProviderError,
    DossierRecord,
    may_mean,
)

log = structlog.get_logger()

TIMEOUT = httpx.Timeout(5.0, connect=2.0)
"""Seconds: an answer later than that is no use in a chat."""
ATTEMPTS = 3
BUDGET = 9.0
"""Seconds for all attempts together: the answer is given inside a turn, which ends after `RASA_TIMEOUT` (15 s)."""
_Body = TypeVar("_Body", bound=BaseModel)
_PASSING = frozenset({429, 500, 502, 503, 504})


class _PassingFailureError(Exception):
    """A failure that another attempt may mend."""


class _DossierBody(BaseModel):
    """The body of GET /dossiers/{code}; unknown keys are ignored, so that a system may add some."""

    model_config = ConfigDict(strict=False, extra="ignore")

    code: str
    procedure_code: str | None = None
    procedure_name: str = Field(min_length=1)
    state: int = Field(ge=1, le=10)
    agency: str = Field(min_length=1)
    filing_channel: Literal["direct", "online", "post"] | None = None
    filed_on: date | None = None
    due_on: date | None = None
    finished_on: date | None = None


class _ApplicantBody(BaseModel):
    name: str = Field(min_length=1)
    note: str | None = None


class HttpProvider:
    """Asks a city's system; passing failures are tried again, everything else is a DossierProviderError."""

    def __init__(
        self,
        url: str,
        *,
        token: str | None,
        timeout: httpx.Timeout = TIMEOUT,
        attempts: int = ATTEMPTS,
        budget: float = BUDGET,
        wait: wait_base | None = None,
    ) -> None:
        """Ask the system at `url` (https://host/path) with `token` as bearer; `wait` lies between attempts.

        `timeout` is for one attempt, `budget` (seconds) for all of them.
        """
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._timeout = timeout
        self._attempts = attempts
        self._budget = budget
        self._wait = wait or wait_random_exponential(multiplier=0.2, max=2)

    async def find(self, code: str) -> DossierRecord | None:
        """Return the dossier, None where the system answers 404.

        Raises:
            DossierCodeIncompleteError: the system answers 409: several may be meant.
            DossierProviderError: no answer in time, or one outside the contract.
        """
        response = await self._ask("GET", f"/dossiers/{quote(code, safe='')}")
        if response.status_code == httpx.codes.CONFLICT:
            raise DossierCodeIncompleteError(f"several dossiers fit {code}")
        if response.status_code == httpx.codes.NOT_FOUND:
            return None
        body = _read(_DossierBody, response)
        stored = body.code.upper()
        if not may_mean(code, stored):
            raise DossierProviderError(f"asked for {code}, the system answered with another dossier")
        return DossierRecord(**body.model_dump() | {"code": stored})

    async def applicant(self, code: str, *, phone_tail: str) -> Applicant | None:
        """Return the applicant; None where the system answers 403 (wrong factor) or 404.

        Raises:
            DossierCodeIncompleteError: the system answers 409: several dossiers may be meant.
            DossierProviderError: no answer in time, or one outside the contract.
        """
        path = f"/dossiers/{quote(code, safe='')}/applicant"
        response = await self._ask("POST", path, json={"phone_tail": phone_tail})
        if response.status_code == httpx.codes.CONFLICT:
            raise DossierCodeIncompleteError(f"several dossiers fit {code}")
        if response.status_code in (httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND):
            return None
        return Applicant(**_read(_ApplicantBody, response).model_dump())

    async def _ask(self, method: str, path: str, **sent: Any) -> httpx.Response:
        attempts = AsyncRetrying(
            stop=stop_after_attempt(self._attempts),
            wait=self._wait,
            retry=retry_if_exception_type(_PassingFailureError),
            reraise=True,
        )
        try:
            async with (
                asyncio.timeout(self._budget),
                httpx.AsyncClient(headers=self._headers, timeout=self._timeout) as client,
            ):
                async for attempt in attempts:
                    with attempt:
                        return await self._once(client, method, path, **sent)
        except _PassingFailureError as error:
            raise DossierProviderError(f"{self._attempts} attempts failed, the last with {error}") from error
        except TimeoutError as error:
            raise DossierProviderError(f"no answer within {self._budget:.1f} s") from error
        raise DossierProviderError("no attempt was made")  # pragma: no cover - tenacity always tries once

    async def _once(self, client: httpx.AsyncClient, method: str, path: str, **sent: Any) -> httpx.Response:
        try:
            response = await client.request(method, self._url + path, **sent)
        except httpx.TransportError as error:
            log.warning("dossier system unreachable", error=type(error).__name__)
            raise _PassingFailureError(type(error).__name__) from error
        if response.status_code in _PASSING:
            log.warning("dossier system failed", status=response.status_code)
            raise _PassingFailureError(f"status {response.status_code}")
        return response


def _read(model: type[_Body], response: httpx.Response) -> _Body:
    if response.status_code != httpx.codes.OK:
        raise DossierProviderError(f"the dossier system answered {response.status_code}")
    try:
        return model.model_validate_json(response.content)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise DossierProviderError(f"the dossier system broke its contract: {problems}") from error
