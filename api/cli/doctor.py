"""`troly doctor`: is the installation sound, and if not, how to mend it."""

import asyncio
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import typer
from rich.console import Console
from rich.table import Table

from api.bootstrap.artefacts import model_is_current, model_path
from api.bootstrap.environments import BOT
from api.bootstrap.progress import SetupError
from api.cli.connection import with_database
from api.errors import TrolyError
from api.procedures import importing
from api.settings import settings
from api.supervisor.supervisor import check_port

console = Console()


@dataclass(frozen=True)
class Finding:
    """What a check found: `mend` says what to do, empty when all is well."""

    title: str
    found: str
    mend: str = ""


def doctor() -> None:
    """Kiểm tra cài đặt và chỉ cách sửa; mã thoát 1 nếu có điều cần sửa."""
    table = Table("", "Mục", "Tìm thấy", "Cách sửa")
    findings = [_safely(check) for check in CHECKS]
    for finding in findings:
        table.add_row(
            "[red]✘[/red]" if finding.mend else "[green]✔[/green]", finding.title, finding.found, finding.mend
        )
    console.print(table)
    if any(finding.mend for finding in findings):
        raise typer.Exit(1)


def _safely(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except TrolyError as error:
        return Finding(check.__name__.strip("_"), str(error), error.sentence)
    except Exception as error:
        return Finding(check.__name__.strip("_"), f"{type(error).__name__}: {error}", "chạy lại `make setup`")


def _python() -> Finding:
    return Finding("Python của ứng dụng", sys.version.split()[0])


def _packages() -> Finding:
    missing = []
    for name in (
        "rasa-sdk",
        "fastapi",
        "torch",
        "sentence-transformers",
        "faiss-cpu",
        "procrastinate",
        "nicegui",
    ):
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    mend = "xóa .venv rồi chạy `make setup`" if missing else ""
    return Finding("Gói của ứng dụng", f"thiếu {', '.join(missing)}" if missing else "đủ", mend)


def _rasa() -> Finding:
    there = (BOT / "bin" / "rasa").exists()
    return Finding("Môi trường Rasa", "có" if there else "chưa có", "" if there else "chạy `make setup`")


def _model() -> Finding:
    var = settings().var_dir
    if not model_path(var).exists():
        return Finding("Mô hình Rasa", "chưa có", "chạy `troly train bot`")
    current = model_is_current(var)
    return Finding(
        "Mô hình Rasa", "mới" if current else "cũ hơn dữ liệu", "" if current else "chạy `troly train bot`"
    )


def _database() -> Finding:
    from api import database

    async def count() -> int:
        async with database.transaction() as session:
            return len(await importing.load_records(session))

    procedures = with_database(count)
    kind = "PostgreSQL ngoài" if settings().database_url else "PostgreSQL nhúng"
    mend = "" if procedures else "chạy `make setup` hoặc `troly catalogue import TỆP`"
    return Finding("Cơ sở dữ liệu", f"{kind}, {procedures} thủ tục", mend)


def _encoder() -> Finding:
    from retrieval.encoder import load_encoder

    size = load_encoder(settings().encoder).encode(["đăng ký khai sinh"]).shape[1]
    return Finding("Bộ mã hóa câu", f"{settings().encoder or 'của dự án'}, {size} chiều")


def _disk() -> Finding:
    free = shutil.disk_usage(settings().var_dir).free / 2**30
    return Finding("Đĩa trống", f"{free:.1f} GiB", "" if free > 2 else "dọn bớt: cần ít nhất 2 GiB")


def _files() -> Finding:
    from api.attachments.store import store

    async def try_it() -> bool:
        key = await store().put(b"troly doctor")
        try:
            return await store().get(key) == b"troly doctor"
        finally:
            await store().delete([key])

    title, where = "Nơi lưu tệp", settings().attachments_url or "var/attachments"
    try:
        sound = asyncio.run(try_it())
    except Exception as error:  # each file system has errors of its own
        found = f"{where}: {type(error).__name__}: {error}"
        return Finding(title, found, "xem lại ATTACHMENTS_URL, ATTACHMENTS_OPTIONS; với s3:// cài thêm s3fs")
    return Finding(title, where, "" if sound else "xem lại ATTACHMENTS_URL")


def _port() -> Finding:
    config = settings()
    try:
        check_port(config.host, config.port)
    except SetupError:
        return Finding("Cổng web", f"{config.port} đang được dùng (có thể do trợ lý đang chạy)")
    return Finding("Cổng web", f"{config.port} trống")


def _channels() -> Finding:
    config = settings()
    telegram = config.telegram_mode if config.telegram_token else "chưa nối"
    mend = ""
    if config.telegram_mode != "off" and not config.telegram_token:
        mend = "đặt TELEGRAM_TOKEN"
    if config.telegram_mode == "webhook" and not config.telegram_secret:
        mend = "đặt TELEGRAM_SECRET (bí mật của webhook)"
    zalo = "đã nối" if config.zalo_access_token and config.zalo_oa_secret_key else "chưa nối"
    return Finding("Kênh", f"Telegram: {telegram}; Zalo: {zalo}", mend)


def _mail() -> Finding:
    from api.notifications import mail

    config, title = settings(), "Thư điện tử"
    if not config.smtp_host and not config.smtp_from:
        return Finding(title, "chưa nối (không gửi bản tin cho cơ quan, không báo người dân qua e-mail)")
    missing = [name for name in ("SMTP_HOST", "SMTP_FROM") if not getattr(config, name.lower())]
    if config.smtp_user and not config.smtp_password:
        missing.append("SMTP_PASSWORD")
    if missing:
        return Finding(title, f"thiếu {', '.join(missing)}", f"đặt {', '.join(missing)}")
    where = f"{config.smtp_host}:{config.smtp_port}"
    if problem := asyncio.run(mail.problem()):
        return Finding(title, f"{where}: {problem}", "xem lại SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER")
    return Finding(title, f"{where}, gửi từ {config.smtp_from}")


def _sms() -> Finding:
    from api.channels.sms import SmsBodyError, read_body

    config, title = settings(), "Tin nhắn SMS"
    if not config.sms_gateway_url:
        return Finding(title, "chưa nối")
    try:
        read_body(config.sms_gateway_body)
    except SmsBodyError as error:
        return Finding(title, str(error), "sửa SMS_GATEWAY_BODY")
    if config.sms_gateway_success and "=" not in config.sms_gateway_success:
        return Finding(title, f"SMS_GATEWAY_SUCCESS={config.sms_gateway_success}", "ghi dạng tên=giá trị")
    if not config.public_url:
        return Finding(title, "đã nối, tin nhắn không có đường dẫn tra cứu", "đặt PUBLIC_URL")
    return Finding(title, "đã nối")


def _webhooks() -> Finding:
    from api import database
    from api.notifications import service as notifications
    from api.notifications.addresses import BadAllowedError, read_allowed

    title = "Webhook"
    try:
        read_allowed(settings().webhook_allowed)
    except BadAllowedError as error:
        return Finding(title, str(error), "sửa WEBHOOK_ALLOWED")

    async def count() -> tuple[int, int, int]:
        async with database.transaction() as session:
            rows = await notifications.endpoints(session)
            disabled = sum(row.disabled_at is not None for row in rows)
            return len(rows), disabled, await notifications.count_dead(session)

    endpoints, disabled, dead = with_database(count)
    found = f"{endpoints} điểm nhận, {disabled} đang ngừng, {dead} sự kiện không gửi được"
    return Finding(title, found, "xem `troly agencies webhook dead`, gửi lại bằng `replay`" if dead else "")


CHECKS = (
    _python,
    _packages,
    _rasa,
    _model,
    _encoder,
    _database,
    _disk,
    _files,
    _port,
    _channels,
    _mail,
    _sms,
    _webhooks,
)
