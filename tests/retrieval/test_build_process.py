"""Building an index in a process of its own."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from retrieval.build_process import BuildProcessError, build_elsewhere
from retrieval.encoder import load_encoder
from retrieval.index import RetrievalIndex
from retrieval.procedure import Procedure

RECORDS = (
    Procedure(code="1.000001", name="Thủ tục đăng ký kết hôn", snapshot=date(2026, 7, 1)),
    Procedure(code="1.000002", name="Đăng ký thường trú", snapshot=date(2026, 7, 1)),
)


def test_the_index_built_elsewhere_is_the_one_wanted(tmp_path: Path) -> None:
    asyncio.run(build_elsewhere(tmp_path, RECORDS, None))
    index = RetrievalIndex.load_saved(tmp_path, RECORDS, load_encoder())
    assert index is not None
    assert index.get("1.000002") == RECORDS[1]


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(BuildProcessError, match="no-such-model"):
        asyncio.run(build_elsewhere(tmp_path, RECORDS, str(tmp_path / "no-such-model")))


def test_giving_up_ends_the_process(tmp_path: Path) -> None:
    async def give_up() -> None:
        building = asyncio.create_task(build_elsewhere(tmp_path, RECORDS, None))
        await asyncio.sleep(0)
        building.cancel()
        with pytest.raises(asyncio.CancelledError):
            await building

    asyncio.run(give_up())
    assert not list(tmp_path.iterdir())
