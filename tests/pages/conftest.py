import pytest
from sqlalchemy import Engine

from tests.pages.town import Town, build


@pytest.fixture
def town(sqlite: Engine) -> Town:
    """The town of `tests/pages/town.py`."""
    return build()
