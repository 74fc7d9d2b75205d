"""The ten lines of Python in docs/webhooks.md tell our webhooks from others."""

import importlib.util
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api import clock
from api.notifications.sending import Call, signed_headers

DOCUMENT = Path(__file__).parents[3] / "docs" / "webhooks.md"
SECRET = "whsec_" + "c2VjcmV0" * 6


@pytest.fixture
def is_ours(tmp_path: Path) -> Any:
    source = tmp_path / "documented.py"
    source.write_text(DOCUMENT.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0])
    spec = importlib.util.spec_from_file_location("documented", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.is_ours


def test_what_we_sign_passes_and_nothing_else(is_ours: Any) -> None:
    call = Call(
        id="1",
        url="https://portal.example.vn",
        secret=SECRET,
        body='{"type": "case.answered", "note": "Đã sửa"}',
    )
    headers, body = signed_headers(call, now=clock.now()), call.body.encode()
    assert is_ours(SECRET, headers, body)
    assert not is_ours(SECRET, headers, body + b" ")
    assert not is_ours(SECRET[:-4] + "AAAA", headers, body)
    assert not is_ours(SECRET, headers | {"webhook-id": "2"}, body)
    old = signed_headers(call, now=clock.now() - timedelta(minutes=6))
    assert not is_ours(SECRET, old, body)
