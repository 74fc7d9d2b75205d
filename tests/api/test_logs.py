"""Logs tell what went wrong, and never what citizens wrote."""

import logging
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api import database
from api.logs import set_up_logs


@pytest.fixture
def logging_kept() -> Iterator[None]:
    """Logging as it was, after the test."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.parametrize("as_json", [False, True])
def test_a_logged_error_shows_where_and_no_local_variable(
    capsys: pytest.CaptureFixture[str], logging_kept: None, as_json: bool
) -> None:
    set_up_logs(as_json=as_json)
    words = "so dien thoai " + "0903" + "123456"
    try:
        raise ValueError(len(words))
    except ValueError:
        structlog.get_logger().exception("something failed")
    shown = capsys.readouterr().err
    assert "something failed" in shown
    assert "test_logs.py" in shown
    assert "0903123456" not in shown


async def test_an_error_of_the_database_does_not_repeat_what_was_to_be_stored(open_database: str) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.transaction() as session:
            await session.execute(text("INSERT INTO no_such_table VALUES (:words)"), {"words": "nhà em số 5"})
    assert "nhà em số 5" not in str(caught.value)
