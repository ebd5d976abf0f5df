"""The associations of the demonstration town, whatever the day on which it is made."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from gmk.access import EVERYTHING
from gmk.associations import rules
from gmk.associations.early_career import retention
from gmk.associations.mentoring import early_career_educators, newcomers
from gmk.associations.queries import associations, members_of
from gmk.associations.sites import pilot_sites
from gmk.commands.demo import make_demo
from gmk.db.tables import Meeting
from gmk.questions.smart_lists import listed, smart_lists
from gmk.vocabulary import AssociationKind, MembershipRole


@pytest.mark.parametrize("on", [date(2026, 9, 1), date(2026, 8, 31), date(2027, 1, 3), date(2028, 2, 29)])
def test_rosters_keep_the_rules_and_nothing_lies_ahead(sqlite: Engine, on: date) -> None:
    make_demo(sqlite, on=on)
    with Session(sqlite) as session:
        rows = associations(session, scope=EVERYTHING, on=on)
        assert len(rows) == 14
        for row in rows:
            members = members_of(session, row.id)
            for one in members:
                assert rules.in_the_way(members, one.educator_id, rules.span_of(one), but=one.id) == []
                if one.role is MembershipRole.LEADER:
                    span = rules.span_of(one)
                    assert rules.other_leaders(members, span, kind=row.fields.kind, but=one.id) == []
            assert row.members > 0
            assert bool(row.leader) is (row.fields.kind != AssociationKind.YOUNG_TEACHER_SCHOOL)
        assert max(session.exec(select(Meeting.held_on))) < on


def test_there_is_something_of_everything(sqlite: Engine) -> None:
    on = date(2026, 12, 1)
    make_demo(sqlite, on=on)
    with Session(sqlite) as session:
        sites = pilot_sites(session, scope=EVERYTHING)
        assert len(sites) == 4
        assert [report.name for site in sites for report in site.reports if report.is_late(on)] == [
            "Отчёт за осень 2026 года", "Отчёт за осень 2026 года"
        ]  # fmt: skip
        young = early_career_educators(session, scope=EVERYTHING, on=on)
        assert 0 < young.without_mentor < len(young.rows)
        stayed = retention(newcomers(session, scope=EVERYTHING, on=on), on)
        assert [row.school_year for row in stayed] == [2026, 2025, 2024, 2023]
        assert all(row.one_year.share for row in stayed[1:])
        assert stayed[-1].three_years.share
        saved = smart_lists(session, scope=EVERYTHING)
        assert [one.name for one in saved] == [
            "Молодые педагоги без наставника",
            "Руководители ГМО без курсов с 2023 года",
        ]
        alone, _ = saved
        found = listed(session, scope=EVERYTHING, conditions=alone.conditions, on=on)
        assert len(found) == young.without_mentor
