import pytest
from sqlalchemy import Engine

from gmk.db.keys import name_key
from gmk.db.session import write_session
from gmk.db.tables import Institution
from tests.pages.town import Town, build


@pytest.fixture
def town(sqlite: Engine) -> Town:
    """The town of `tests/pages/town.py`."""
    return build()


@pytest.fixture
def schools(sqlite: Engine) -> None:
    """Schools number 1 and 2."""
    with write_session() as session:
        for number in (1, 2):
            name = f"МБОУ «СОШ № {number}»"
            session.add(Institution(id=number, kind="school", number=number, name=name, name_key=name_key(name)))
