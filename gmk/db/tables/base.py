"""What every table shares: the registry, the names of constraints, moments in UTC."""

from datetime import UTC, datetime

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel, registry=registry()):
    """Parent of all tables. Its own registry lets a module be read again without «table already defined»."""

    metadata = MetaData(naming_convention=NAMING)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
