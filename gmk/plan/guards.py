"""What keeps people from changing a plan, whatever page or command line they come from."""

from gmk.access import Scope
from gmk.errors import NotAllowed, RuleBroken
from gmk.plan import rules
from gmk.plan.rows import Stage
from gmk.vocabulary import PlanState

_CONTENT_CLOSED = {
    PlanState.SUBMITTED: "План на согласовании и закрыт. Отзовите его или дождитесь решения председателя.",
    PlanState.RETURNED: "Этот пункт председатель не возвращал, он закрыт. Исправьте возвращённые и отправьте план.",
    None: "План утверждён и закрыт. Чтобы изменить его, начните корректировку на странице «Согласование».",
}


def check_whole_plan(scope: Scope) -> None:
    """Refuses whoever answers for some institutions alone: the plan is the office's.

    Raises:
        NotAllowed: the scope is narrow.
    """
    if not scope.everything:
        raise NotAllowed("План ведёт методический кабинет. Вы можете его смотреть.")


def check_open(now: Stage, activity_id: int | None) -> None:
    """Refuses changes of what the plan says while it is closed; None: a new item.

    Raises:
        RuleBroken: the content isn't open; the text says what to do.
    """
    if not rules.is_content_open(now, activity_id):
        raise RuleBroken(_CONTENT_CLOSED[now.state])
