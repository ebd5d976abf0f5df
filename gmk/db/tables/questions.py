"""Saved questions of the office."""

from sqlalchemy import JSON, Column
from sqlmodel import Field

from gmk.db.tables.base import Table


class SmartList(Table, table=True):
    """A saved list of people: its conditions, which are applied anew each time it is opened."""

    __tablename__ = "smart_list"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    conditions: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    version: int = 1
