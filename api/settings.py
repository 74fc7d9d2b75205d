"""Settings, read from the environment, `.env` and `var/secrets.env`, checked once at start."""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent
CITY_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
ACTION_PATH = "/internal/rasa/actions"
"""Where Rasa calls the actions; the secret guards it."""


class Settings(BaseSettings):
    """Every setting of the app environment; the names are the environment variables in upper case."""

    model_config = SettingsConfigDict(
        env_file=(PROJECT_ROOT / ".env", PROJECT_ROOT / "var" / "secrets.env"),
        env_parse_none_str="none",
        extra="ignore",
    )

    var_dir: Path = PROJECT_ROOT / "var"
    database_url: str | None = Field(
        None, description="PostgreSQL 15+; unset: the embedded server under var/postgres"
    )
    secret_key: SecretStr = Field(
        min_length=32, description="Key of the vault and of signed cookies, 32+ random characters"
    )
    action_secret: SecretStr = Field(min_length=32, description="Shared secret on the Rasa action endpoint")

    host: str = "127.0.0.1"
    port: int = Field(8022, ge=1, le=65535)
    public_url: str | None = Field(None, description="Address citizens and channels reach us at, https://…")
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_timeout: float = Field(15.0, gt=0, description="Seconds to wait for one Rasa turn")
    worker_concurrency: int = Field(8, ge=1, description="Jobs run at once by the worker in the api process")
    run_worker: bool = Field(True, description="Run the worker inside the api process")

    operator_silence_minutes: float = Field(
        15.0, gt=0, description="Minutes an operator may leave a citizen without an answer"
    )

    encoder: str | None = Field(
        None, description="sentence-transformers model by name or path; unset: our own"
    )
    city_name: str = "Thành phố Hồ Chí Minh"
    dossier_provider: Literal["table", "http"] = "table"
    dossier_http_url: str | None = None
    dossier_http_token: SecretStr | None = None

    telegram_token: SecretStr | None = None
    telegram_secret: SecretStr | None = Field(None, description="Secret token of the Telegram webhook")
    telegram_api_url: str = "https://api.telegram.org"
    telegram_mode: Literal["off", "webhook", "polling"] = "off"
    zalo_app_id: str | None = None
    zalo_oa_secret_key: SecretStr | None = Field(None, description="OA Secret Key of the app's Webhook page")
    zalo_access_token: SecretStr | None = None
    zalo_api_url: str = "https://openapi.zalo.me"

    smtp_host: str | None = Field(None, description="Mail server of digests and of citizens' e-mail")
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "plain"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str | None = Field(None, description="Sender, such as 1022@example.gov.vn")
    digest_hour: int = Field(7, ge=0, le=23, description="Hour of the agencies' digest on working days")
    sms_gateway_url: str | None = Field(None, description="Address the SMS gateway takes a POST at")
    sms_gateway_token: SecretStr | None = None
    sms_gateway_body: str = Field(
        '{"to": "{to}", "text": "{text}", "id": "{id}"}',
        description="JSON sent for one SMS; {to} {to_plus} {to_local} {text} {id} {token} are filled in",
    )
    sms_gateway_success: str | None = Field(None, description="What the answer must say, such as code=100")
    sms_unaccented: bool = Field(False, description="Send SMS without accents: 160 characters a part, not 70")
    sms_max_parts: int = Field(4, ge=1, le=10)
    sms_quiet_from: int = Field(21, ge=0, le=23, description="Hour from which SMS wait for the morning")
    sms_quiet_until: int = Field(7, ge=0, le=23, description="Hour until which they wait; the same: never")
    webhook_allowed: str = Field("", description="Hosts and CIDRs in the city's own network, by comma")

    attachments_url: str | None = Field(
        None, description="Where files are kept, any fsspec address (s3://…); unset: var/attachments"
    )
    attachments_options: SecretStr | None = Field(
        None, description="JSON object of options for that file system, such as endpoint_url, key, secret"
    )

    log_format: Literal["console", "json"] = "console"
    log_level: str = "INFO"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process, read once. Tests replace them with `settings.cache_clear()`."""
    return Settings()
