"""How often one conversation and one network address may call, counted in the memory of this process."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from api.errors import TrolyError


class TooManyRequestsError(TrolyError):
    """More calls than a person makes; the sentence says how long to wait."""

    status = 429

    def __init__(self, detail: str, *, wait: float) -> None:
        pause = f"{max(1, math.ceil(wait))} giây" if wait <= 90 else f"{math.ceil(wait / 60)} phút"
        super().__init__(
            detail, sentence=f"Dạ, anh/chị gửi hơi nhanh. Anh/chị đợi {pause} rồi gửi lại giúp em ạ."
        )


@dataclass
class _Bucket:
    level: float
    at: float


class RateLimiter:
    """Token buckets by key: `burst` calls at once, then `per_second`; the least recently used key is forgotten first."""

    def __init__(
        self,
        *,
        burst: int,
        per_second: float,
        keys: int = 50_000,
        time: Callable[[], float] = time.monotonic,
    ) -> None:
        self._burst = burst
        self._rate = per_second
        self._keys = keys
        self._time = time
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def check(self, key: str) -> None:
        """Count one call of `key`.

        Raises:
            TooManyRequestsError: too many; the call is not counted.
        """
        now = self._time()
        bucket = self._buckets.pop(key, None) or _Bucket(level=float(self._burst), at=now)
        bucket.level = min(float(self._burst), bucket.level + (now - bucket.at) * self._rate)
        bucket.at = now
        self._buckets[key] = bucket
        if len(self._buckets) > self._keys:
            self._buckets.popitem(last=False)
        if bucket.level < 1.0:
            raise TooManyRequestsError("rate limit", wait=(1.0 - bucket.level) / self._rate)
        bucket.level -= 1.0

    def give_back(self, key: str) -> None:
        """Take back one counted call of `key`, which turned out to be none that the limit is for."""
        if bucket := self._buckets.get(key):
            bucket.level = min(float(self._burst), bucket.level + 1.0)


def network_of(host: str) -> str:
    """Return what counts as one caller: an IPv4 address, or the /64 that one IPv6 subscriber holds."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped) if address.ipv4_mapped else address.exploded[:19]
    return str(address)
