"""One frozen configuration, read once at start and passed down; nobody else reads the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Config(BaseSettings):
    """Hold every setting; the environment variable is the name in capitals behind `SIGAP_`."""

    model_config = SettingsConfigDict(env_prefix="SIGAP_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    var: Path = Path("var")
    public_url: str = ""
    allow_plain_http: bool = False
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    database_url: SecretStr = SecretStr("")
    redis_url: SecretStr = SecretStr("")
    secret: SecretStr = SecretStr("")
    admin_email: str = ""
    admin_password: SecretStr = SecretStr("")
    unit: str = "Diskominfotik Kota Pekanbaru"
    desk_whatsapp: str = ""
    desk_phone: str = ""
    citizen_directions: str = "SP4N-LAPOR! di https://lapor.go.id"
    development: bool = False
    limits: bool = True
    failpoint: str = Field(
        default="", pattern=r"^(|(after_insert|before_commit|after_commit|before_ack|after_ack):[1-9]\d*)$"
    )
    log_format: str = Field(default="text", pattern="^(text|json)$")
    notify_socket: str = Field(default="", validation_alias="NOTIFY_SOCKET")
    """Set by systemd for a unit of `Type=notify`."""

    @model_validator(mode="before")
    @classmethod
    def _fill_public_url(cls, values: Any) -> Any:
        if isinstance(values, dict) and not values.get("public_url"):
            host = values.get("host") or "127.0.0.1"
            shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, never bound
            values["public_url"] = f"http://{shown}:{values.get('port') or 8000}"
        return values

    @model_validator(mode="after")
    def _refuse_dangerous_settings(self) -> "Config":
        url = urlsplit(self.public_url)
        if url.scheme not in {"http", "https"} or not url.hostname:
            raise ValueError("SIGAP_PUBLIC_URL must be an http(s) address")
        if url.scheme == "http" and url.hostname not in LOOPBACK and not self.allow_plain_http:
            raise ValueError(
                "SIGAP_PUBLIC_URL is plain http on a public name: passwords would travel in the clear. "
                "Use https, or set SIGAP_ALLOW_PLAIN_HTTP=true if you know why."
            )
        if not self.limits and not self.development:
            raise ValueError("SIGAP_LIMITS=false is for fault experiments: it needs SIGAP_DEVELOPMENT=true")
        if self.failpoint and not self.development:
            raise ValueError("SIGAP_FAILPOINT kills this process: it needs SIGAP_DEVELOPMENT=true")
        return self

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource, **named: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read keyword arguments, then the environment, then `*_FILE` secrets (Docker, systemd credentials)."""
        return (named["init_settings"], named["env_settings"], _FileSecrets(settings_cls))

    @property
    def own_origin(self) -> str:
        """Return scheme, host and port of the public address, as a browser writes them in `Origin`."""
        url = urlsplit(self.public_url)
        return f"{url.scheme}://{url.netloc.lower()}"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def database(self) -> str:
        """Return the Tortoise database address; SQLite inside the data folder unless another is set."""
        return self.database_url.get_secret_value() or f"sqlite://{self.var.resolve() / 'sigap.db'}"

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def redis(self) -> str:
        """Return the address of the Redis between processes; none on SQLite, which only one process serves."""
        return "" if self.is_sqlite else self.redis_url.get_secret_value()


class _FileSecrets(PydanticBaseSettingsSource):
    """Read `SIGAP_<NAME>_FILE`: a path whose content is the value."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        import os

        path = os.environ.get(f"SIGAP_{field_name.upper()}_FILE", "")
        return (Path(path).read_text(encoding="utf-8").strip() if path else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}
