"""Counting calls: a burst, then a steady rate, and a sentence that says how long to wait."""

import pytest

from api.channels.rate_limit import RateLimiter, TooManyRequestsError, network_of


class Clock:
    """A clock the test turns."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_the_next_call_is_told_to_wait() -> None:
    limiter = RateLimiter(burst=3, per_second=0.5, time=Clock())
    for _ in range(3):
        limiter.check("a")
    with pytest.raises(TooManyRequestsError) as error:
        limiter.check("a")
    assert error.value.status == 429
    assert "đợi 2 giây" in error.value.sentence


def test_waiting_as_told_is_enough() -> None:
    clock = Clock()
    limiter = RateLimiter(burst=1, per_second=0.5, time=clock)
    limiter.check("a")
    clock.now = 2.0
    limiter.check("a")


def test_one_callers_limit_is_not_anothers() -> None:
    limiter = RateLimiter(burst=1, per_second=0.1, time=Clock())
    limiter.check("a")
    limiter.check("b")


def test_the_memory_is_bounded() -> None:
    limiter = RateLimiter(burst=1, per_second=0.1, keys=2, time=Clock())
    for key in ("a", "b", "c"):
        limiter.check(key)
    limiter.check("a")  # forgotten, so it starts again


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_an_ipv6_subscriber_is_one_network(host: str, network: str) -> None:
    assert network_of(host) == network


def test_a_call_given_back_is_not_counted() -> None:
    limiter = RateLimiter(burst=1, per_second=0.001)
    for _ in range(3):
        limiter.check("a")
        limiter.give_back("a")
    limiter.give_back("never seen")
    limiter.check("a")
    with pytest.raises(TooManyRequestsError):
        limiter.check("a")
