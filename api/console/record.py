"""The whole record of a procedure in a dialog, as the catalogue has it: nothing added, nothing guessed."""

from nicegui import ui

from api.console.elements import Action, box, button, link, page_dialog, text
from retrieval.procedure import DocumentGroup, Duration, DurationUnit, Fee, Method, Procedure


def open_record(procedure: Procedure) -> None:
    """Show `procedure` in a dialog; it is removed when closed."""
    with page_dialog(procedure.name) as dialog, box(classes="dialog record"):
        with box(classes="record-top"):
            text(procedure.name, "h2")
            button("Đóng", _closing(dialog), "small", autofocus="autofocus")
        text(" · ".join(_identity(procedure)), "p", "muted")
        if procedure.link:
            link("Xem trên Cổng Dịch vụ công quốc gia", procedure.link, outside=True)
        with box(classes="record-body"):
            _paragraphs("Cơ quan thực hiện", "\n".join(procedure.agencies))
            _paragraphs("Nơi nộp", procedure.place)
            _paragraphs("Đối tượng", ", ".join(procedure.applicants))
            _methods(procedure.methods)
            _documents(procedure.document_groups)
            _paragraphs("Trình tự thực hiện", procedure.steps)
            _paragraphs("Điều kiện", procedure.conditions)
            _paragraphs("Kết quả", "\n".join(procedure.results))
            _paragraphs("Căn cứ pháp lý", "\n".join(basis.name for basis in procedure.legal_basis))
    dialog.on_value_change(lambda change: None if change.value else dialog.delete())
    dialog.open()


def _closing(dialog: ui.dialog) -> Action:
    async def close() -> None:
        dialog.close()

    return close


def _identity(procedure: Procedure) -> list[str]:
    parts = [f"Mã {procedure.code}"]
    if procedure.decision:
        parts.append(f"Quyết định {procedure.decision}")
    if procedure.levels:
        parts.append("Cấp " + ", ".join(procedure.levels))
    parts.append(f"Dữ liệu ngày {procedure.snapshot:%d/%m/%Y}")
    return parts


def _paragraphs(title: str, words: str | None) -> None:
    if words:
        text(title, "h3")
        text(words, "p", "pre")


def _methods(methods: tuple[Method, ...]) -> None:
    if not methods:
        return
    text("Cách nộp, thời hạn, phí", "h3")
    for method in methods:
        with box(classes="record-method"):
            text(f"{method.channel.value.capitalize()}", classes="strong")
            text(f"Thời hạn: {duration_words(method.duration)}")
            for fee in method.fees:
                text(f"Phí, lệ phí: {fee_words(fee)}")
            if not method.fees:
                text("Phí, lệ phí: hồ sơ thủ tục không ghi")
            if method.description:
                text(method.description, classes="muted pre")


def _documents(groups: tuple[DocumentGroup, ...]) -> None:
    if not groups:
        return
    text("Thành phần hồ sơ", "h3")
    for group in groups:
        if group.case:
            text(group.case, "p", "strong")
        with box("ul"):
            for document in group.documents:
                text(f"{document.name} ({_copies(document.originals, document.copies)})", "li")
        for note in group.notes:
            text(f"Lưu ý: {note}", "p", "muted pre")


def _copies(originals: int, copies: int) -> str:
    parts = [f"{originals} bản chính"] if originals else []
    if copies:
        parts.append(f"{copies} bản sao")
    return ", ".join(parts) or "không ghi số bản"


def duration_words(duration: Duration | None) -> str:
    """Return a processing time as the record prints it; without a unit it says so."""
    if duration is None:
        return "không ghi"
    if duration.value is None:
        return duration.text or "không ghi"
    number = f"{duration.value.normalize():f}".replace(".", ",")
    unknown = duration.unit is DurationUnit.UNKNOWN
    words = f"{number} (hồ sơ không ghi đơn vị)" if unknown else f"{number} {duration.unit.value}"
    return f"{words} – {duration.text}" if duration.text else words


def fee_words(fee: Fee) -> str:
    """Return a fee line; an amount that is not certain is shown with its note and marked."""
    if fee.amount is None:
        return fee.note or "không ghi số tiền"
    amount = f"{fee.amount:,.0f}".replace(",", ".") + (
        " đồng" if fee.currency == "VND" else f" {fee.currency}"
    )
    note = f" – {fee.note}" if fee.note else ""
    return f"{amount}{note}" if fee.certain else f"hồ sơ ghi {amount}{note} (số tiền chưa chắc chắn)"
