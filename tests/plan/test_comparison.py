from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gmk.plan.comparison import CANCELLED, Contents, compare, content_hash, content_of
from gmk.plan.rows import ItemFate
from gmk.plan.signed import signed_values
from gmk.vocabulary import ActivityStatus
from tests.plan.test_rules import item

OLD = content_of(item())
CONTENTS = st.dictionaries(
    st.integers(1, 12),
    st.builds(
        lambda title, starts_on, place, cancelled: (
            OLD | {"title": title, "starts_on": starts_on, "place": place, CANCELLED: cancelled}
        ),
        st.sampled_from(["Семинар", "Совет"]),
        st.sampled_from(["2026-10-01", "2026-11-01"]),
        st.sampled_from([None, "ЦРТ"]),
        st.booleans(),
    ),
)


def test_what_became_of_an_item_has_one_name() -> None:
    before = {key: dict(OLD) for key in range(1, 7)}
    after = {
        1: OLD,
        2: OLD | {"starts_on": "2026-11-01", "title": "Иначе"},
        3: OLD | {CANCELLED: True},
        4: OLD | {"place": "ЦРТ"},
        5: OLD | {"period_text": "в октябре"},
        7: OLD,
    }
    found = compare(before, after, {2: "Карантин"})
    assert [(one.activity_id, one.fate) for one in found.differences] == [
        (2, ItemFate.MOVED), (3, ItemFate.CANCELLED), (4, ItemFate.CHANGED), (5, ItemFate.CHANGED),
        (6, ItemFate.REMOVED), (7, ItemFate.ADDED),
    ]  # fmt: skip
    assert (found.differences[0].reason, found.differences[0].title, found.unchanged) == ("Карантин", "Иначе", 1)
    assert {one.field: (one.old, one.new) for one in found.differences[0].fields} == {
        "starts_on": ("2026-10-01", "2026-11-01"),
        "title": ("Семинар", "Иначе"),
    }


def test_an_item_that_comes_back_is_restored() -> None:
    found = compare({1: OLD | {CANCELLED: True}}, {1: OLD})
    assert [one.fate for one in found.differences] == [ItemFate.RESTORED]


@given(CONTENTS, CONTENTS)
def test_every_item_is_in_one_place_of_a_comparison(before: Contents, after: Contents) -> None:
    found = compare(before, after)
    told = [one.activity_id for one in (*found.differences, *found.cancelled_before)]
    assert len(told) == len(set(told))
    assert len(told) + found.unchanged == len({*before, *after})


@given(CONTENTS, CONTENTS)
def test_the_differences_lead_from_one_version_to_the_other(before: Contents, after: Contents) -> None:
    replayed = {key: dict(one) for key, one in before.items()}
    for one in compare(before, after).differences:
        if one.after is None:
            del replayed[one.activity_id]
        elif one.before is None:
            replayed[one.activity_id] = one.after
        else:
            replayed[one.activity_id] |= {change.field: change.new for change in one.fields}
    assert replayed == after


@given(CONTENTS, CONTENTS)
def test_two_versions_have_the_same_hash_only_if_they_say_the_same(one: Contents, other: Contents) -> None:
    same = content_hash({"number": 1}, one) == content_hash({"number": 1}, other)
    assert same == (one == other)
    assert content_hash({"number": 1}, one) == content_hash({"number": 1}, dict(reversed(one.items())))
    assert content_hash({"number": 1}, one) != content_hash({"number": 2}, one)


def test_how_an_item_went_is_not_signed() -> None:
    done = replace(item(), status=ActivityStatus.DONE, done_on=date(2026, 10, 5), participant_count=7, note="Хорошо")
    assert content_of(done) == OLD


def test_what_was_signed_comes_back_as_the_record_had_it() -> None:
    moved = item("12.03.2027", responsible=("Петрова А. П.",), institution_ids=(2, 1))
    values = signed_values(content_of(moved), item())
    assert (values["starts_on"], values["ends_on"], values["precision"]) == (date(2027, 3, 12),) * 2 + ("day",)
    assert (values["responsible"], values["institution_ids"]) == (["Петрова А. П."], [2, 1])
    assert "status" not in values
    assert signed_values(OLD | {CANCELLED: True}, moved)["status"] == "cancelled"
    assert signed_values(OLD, replace(moved, status=ActivityStatus.CANCELLED))["status"] == "planned"
