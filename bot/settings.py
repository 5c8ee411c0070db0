"""Every setting once: its name, its default, what it is for. Read from the environment, frozen.

``baraza settings`` prints them all; ``docs/settings.md`` is made of the same descriptions.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an installation is told by its environment."""

    model_config = SettingsConfigDict(frozen=True, env_file=".env", extra="ignore")

    port: int = Field(8080, ge=0, le=65535, description="Port of the web server.")
    host: str = Field(
        "",
        description="Address to listen on; empty: loopback for `run`, every address for `web`.",
    )
    database_url: str = Field(
        "",
        description="PostgreSQL or SQLite; empty: a SQLite file in DATA_DIR.",
    )
    redis_url: str = Field(
        "",
        description="Redis or Valkey, to wake workers in other processes; empty: one process.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Secret from which every key is derived; empty: made once, kept in DATA_DIR.",
    )
    sealed_key: SecretStr = Field(
        SecretStr(""),
        description="Secret of class S, for workers only; empty: derived from SECRET_KEY.",
    )
    public_url: str = Field(
        "", description="Address under which the world reaches this server (https://…)."
    )
    files_url: str = Field(
        "", description="Where files go: file:///folder or s3://bucket/path; empty: in DATA_DIR."
    )
    data_dir: Path = Field(Path("data"), description="Folder of the database, keys and files.")
    country: str = Field(
        "", description="Country (ISO 3166-1 alpha-2) of addresses that do not tell their own."
    )
    service_name: str = Field("Baraza", description="The name the bot gives itself.")
    telegram_token: SecretStr = Field(
        SecretStr(""), description="Token of the Telegram bot; empty: no Telegram."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Bot API server to talk to."
    )
    telegram_webhook_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret of Telegram's webhook; with PUBLIC_URL: webhook instead of polling.",
    )
    external_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret in the path of the generic SMS contract; empty: no such channel.",
    )
    external_send_url: str = Field("", description="Where the generic SMS contract sends to.")
    external_inbound_cost: bool = Field(
        True, description="Whether people pay for each text they send over the generic channel."
    )
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Mail server: smtp://user:password@host:587 or smtps://…; empty: no e-mail.",
    )
    mail_from: str = Field(
        "", description="Sender of e-mails, for example Baraza <baraza@example.org>."
    )
    raw_days: int = Field(
        30, ge=1, description="Days after which the raw payload of a handled message is removed."
    )
    log_level: str = Field("INFO", description="Least level that is logged.")

    @field_validator("country")
    @classmethod
    def _country(cls, value: str) -> str:
        if value and not (len(value) == 2 and value.isalpha()):
            raise ValueError("COUNTRY: two letters of ISO 3166-1, for example KE")
        return value.upper()

    @property
    def database(self) -> str:
        """Address of the database, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'baraza.db'}"

    @property
    def files(self) -> str:
        """Address of the file store, with the default filled in."""
        return self.files_url or (self.data_dir / "files").absolute().as_uri()
