"""Paths, limits and keys, read once from the environment (`GMK_…`)."""

import secrets
from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

MIB = 2**20


class Settings(BaseSettings):
    """Every setting with its default; `GMK_DATA_DIR=/srv/gmk` overrides `data_dir`, and so on."""

    model_config = SettingsConfigDict(env_prefix="GMK_", env_ignore_empty=True)

    data_dir: Path = Path(__file__).resolve().parent.parent / "data"
    database_url: str = ""
    secret: str = ""
    demo: bool = False
    host: str = ""

    max_file_bytes: int = 20 * MIB
    max_unpacked_bytes: int = 200 * MIB
    max_rows: int = 200_000
    max_columns: int = 300
    max_cells: int = 3_000_000
    read_seconds: int = 60

    def url(self) -> str:
        """Address of the database: the given one, or the SQLite file of the data folder."""
        if self.database_url:
            return self.database_url
        return f"sqlite:///{self.data_dir / ('demo.db' if self.demo else 'gmk.db')}"

    def uploads_dir(self) -> Path:
        """Where the journal keeps the imported files; one folder for each database."""
        return self.data_dir / ("demo-uploads" if self.demo else "uploads")

    def secret_key(self) -> str:
        """The key of the sign-in form; made on first use, kept beside the database, readable by its owner."""
        if self.secret:
            return self.secret
        path = self.data_dir / "secret.key"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(secrets.token_urlsafe(48), encoding="ascii")
        except FileExistsError:
            pass
        return path.read_text(encoding="ascii")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
