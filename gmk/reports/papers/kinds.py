"""The papers that the office makes, and what each is called."""

from gmk.vocabulary import Labelled


class PaperKind(Labelled):
    """A paper; its code names the template."""

    WEEK = "week", "Информация за неделю"
    MONTH = "month", "План на месяц"
    YEAR = "year", "План на год"
    EXECUTION = "execution", "Выполнение плана"
    CORRECTION = "correction", "Лист корректировки"
    ROSTER = "roster", "Состав объединения"


OF_PLAN = tuple(kind for kind in PaperKind if kind is not PaperKind.ROSTER)
"""The papers that tell of the plan."""
