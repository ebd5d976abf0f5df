"""What a figure of training means, in Russian: under the figure on the screen and in «Параметры» of a workbook."""

from collections.abc import Iterable
from datetime import date

from gmk.excel.write import Value
from gmk.training.kinds import ADVANCED_HOURS
from gmk.training.rows import Coverage, CoverageRow, DueStatus, Policy
from gmk.training.rules import NEWCOMER_YEARS, counts_since
from gmk.wording import counted, day_text, number_text, percent_text


def coverage_definition(on: date, policy: Policy) -> str:
    """What coverage is on the day, in one sentence."""
    since = counts_since(on, window_months=policy.window_months)
    return (
        f"Доля педагогов, которые с {day_text(since)} по {day_text(on)} закончили хотя бы один учтённый курс: "
        f"повышение квалификации, переподготовку или стажировку по профилю, от {ADVANCED_HOURS} часов."
    )


def policy_text(policy: Policy) -> str:
    """Whom the denominator counts, in one sentence."""
    kinds = ["основные работники"]
    kinds += ["внутренние совместители"] * policy.with_internal + ["внешние совместители"] * policy.with_external
    leave = "с теми, кто в отпуске" if policy.with_leave else "без тех, кто в отпуске"
    sentence = f"Считаются {_listed(kinds)}, {leave} по уходу за ребёнком или в длительном"
    newcomers = f"; без педагогов со стажем меньше {NEWCOMER_YEARS} лет" if policy.without_newcomers else ""
    return sentence + newcomers + "."


def _listed(words: list[str]) -> str:
    return " и ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def window_text(months: int) -> str:
    """How long a course counts: «3 года», «18 месяцев»."""
    if months % 12 == 0:
        return counted(months // 12, "год", "года", "лет")
    return counted(months, "месяц", "месяца", "месяцев")


def coverage_parameters(chosen: Coverage, usual: Coverage, order: str = "") -> list[tuple[str, Value]]:
    """The lines of «Параметры» of coverage; under a chosen policy both figures of the whole."""
    lines: list[tuple[str, Value]] = [("Разрез", chosen.by.label), ("Порядок", order)]
    lines.append(("Все вместе", _share_text(chosen.total)))
    if chosen.policy != usual.policy:
        lines.append(("Все вместе, как принято в кабинете", _share_text(usual.total)))
    return [line for line in lines if line[1]] + training_parameters(chosen.on, chosen.policy)


def _share_text(row: CoverageRow) -> str:
    return f"{percent_text(row.share)}: {number_text(row.covered)} из {number_text(row.active)}"


def due_parameters(
    on: date, policy: Policy, horizon: int, statuses: Iterable[DueStatus], institution: str | None
) -> list[tuple[str, Value]]:
    """The lines of «Параметры» of the list of the due."""
    return [
        ("Срок подойдёт не позже чем через", window_text(horizon)),
        ("Учреждение", institution or "все"),
        ("Состояние", ", ".join(sorted(status.label for status in statuses))),
        *training_parameters(on, policy),
    ]


def training_parameters(on: date, policy: Policy) -> list[tuple[str, Value]]:
    """The lines of «Параметры» that every workbook of training has."""
    return [
        ("По состоянию на", on),
        ("Курс действует", window_text(policy.window_months)),
        ("Что считается", coverage_definition(on, policy)),
        ("Кого считаем", policy_text(policy)),
        ("Педагог в двух учреждениях", "учтён в каждом, в целом по городу – один раз"),
    ]
