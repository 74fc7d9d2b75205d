"""The few plain HTML elements the staff pages are built from, with text that is never read as HTML."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import context, ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

from api.console.guard import guarded

Action = Callable[[], Awaitable[None]]


def box(tag: str = "div", classes: str = "", **attributes: str) -> Element:
    """Add an empty element; attributes are written with `_` for `-` (`aria_label="…"`)."""
    element = ui.element(tag).classes(classes)
    _set(element, attributes)
    return element


def text(words: str, tag: str = "span", classes: str = "", **attributes: str) -> TextElement:
    """Add an element that holds plain words."""
    element = TextElement(tag=tag, text=words).classes(classes)
    _set(element, attributes)
    return element


def button(words: str, action: Action | None, classes: str = "", **attributes: str) -> TextElement:
    """Add a button; `action` runs guarded, and a second click waits until it has ended."""
    element = text(words, "button", f"button {classes}", type="button", **attributes)
    if action is not None:
        on_click(element, action)
    return element


def on_click(element: Element, action: Action) -> None:
    """Run `action`, guarded, at a click on `element`; clicks while it runs are ignored."""
    running = False
    guarded_action = guarded(action)

    async def once() -> None:
        nonlocal running
        if running:
            return
        running = True
        try:
            await guarded_action()
        finally:
            running = False

    element.on("click", once, args=[])


def link(words: str, href: str, classes: str = "", *, outside: bool = False) -> TextElement:
    """Add a link; `outside` opens it in a new tab without telling where from. Only http(s) and own paths."""
    if not href.startswith(("https://", "http://", "/")):
        return text(words, classes=classes)
    element = text(words, "a", classes, href=href)
    if outside:
        _set(element, {"target": "_blank", "rel": "noopener noreferrer"})
    return element


def set_enabled(element: Element, enabled: bool) -> None:
    """Let a native control be used, or not."""
    if enabled:
        element.props.pop("disabled", None)
    else:
        element.props["disabled"] = True
    element.update()


def notify(sentence: str) -> None:
    """Tell that something worked."""
    ui.notify(sentence, type="positive", position="top", timeout=4000)


async def confirm(question: str, *, yes: str, detail: str = "") -> bool:
    """Ask before a step that cannot be taken back; closing the dialog means no."""
    with page_dialog(question) as dialog, box(classes="dialog"):
        text(question, "h2")
        if detail:
            text(detail, "p", "dialog-detail")
        with box(classes="dialog-actions"):
            button("Quay lại", _submit(dialog, False), "quiet")
            button(yes, _submit(dialog, True), "primary", autofocus="autofocus")
    return await outcome(dialog) is True


def page_dialog(name: str) -> ui.dialog:
    """Add a dialog to the page itself, named for a screen reader; Escape closes it."""
    with context.client.content:
        dialog = ui.dialog()
    dialog.props["aria-label"] = name
    return dialog


async def outcome(dialog: ui.dialog) -> object:
    """Wait for what `dialog` is submitted with, None when it is closed, and remove it."""
    submitted: object = await dialog
    if not dialog.is_deleted:  # it is when the page was closed meanwhile
        dialog.delete()
    return submitted


def _submit(dialog: ui.dialog, value: bool) -> Action:
    async def submit() -> None:
        dialog.submit(value)

    return submit


def _set(element: Element, attributes: dict[str, Any]) -> None:
    for name, value in attributes.items():
        element.props[name.rstrip("_").replace("_", "-")] = value
