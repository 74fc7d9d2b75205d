"""What is open on a page, in its address, so that loading the page again opens it again."""

import json

from nicegui import ui


def remember(name: str, value: object) -> None:
    """Put `?name=value` into the browser's address without loading anything."""
    ui.run_javascript(
        f"history.replaceState(null, '', '?' + new URLSearchParams({json.dumps({name: str(value)})}))"
    )


def forget() -> None:
    """Take what was remembered out of the browser's address."""
    ui.run_javascript("history.replaceState(null, '', location.pathname)")
