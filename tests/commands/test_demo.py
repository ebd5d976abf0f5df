"""`gmk demo`: a town with users and a journal, in an empty database only."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from gmk.accounts.demo_users import DEMO_USERS
from gmk.cli import main
from gmk.commands.demo import make_demo
from gmk.db.session import connect, read_session, write_session
from gmk.db.tables import ChangeRecord, Educator, Employment, ImportRun, UserAccount
from gmk.errors import RuleBroken
from gmk.settings import settings
from tests.training.office import Office

DAY = date(2026, 11, 25)


def test_the_town_has_its_users_a_kept_finish_and_a_line_in_the_journal(database: Engine) -> None:
    make_demo(database, on=DAY)
    with read_session() as session:
        assert len(session.scalars(select(UserAccount)).all()) == len(DEMO_USERS)
        without = select(func.count()).select_from(Employment).where(Employment.post_count.is_(None))  # type: ignore[union-attr]
        assert session.scalar(without) == 0
        run = session.scalars(select(ImportRun)).one()
        of_import = ChangeRecord.change_set_id == run.change_set_id
        lines = session.scalar(select(func.count()).select_from(ChangeRecord).where(of_import))  # type: ignore[arg-type]
        assert run.totals == {"rows": lines, "create": lines}
        assert lines > 5


def test_a_database_with_data_or_users_is_left_alone(database: Engine) -> None:
    with write_session() as session:
        Office(session).institution()
    with pytest.raises(RuleBroken, match="уже есть данные"):
        make_demo(database, on=DAY)
    with read_session() as session:
        assert session.scalar(select(func.count()).select_from(Educator)) == 0


def test_the_command_makes_the_file_of_the_demonstration_and_refuses_a_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sqlite: Engine
) -> None:
    monkeypatch.setenv("GMK_DATABASE_URL", "")
    settings.cache_clear()
    assert main(["demo"]) == 0
    assert "Учебный город готов" in capsys.readouterr().out
    engine = connect(f"sqlite:///{tmp_path / 'demo.db'}")
    with read_session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Educator)) == 880
    engine.dispose()
    assert main(["demo"]) != 0
    assert "уже есть пользователи" in capsys.readouterr().err
