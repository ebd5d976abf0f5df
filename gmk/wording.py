"""Numbers, days and counts as they are written in Russian. Pure."""

from datetime import date

NO_BREAK = "\u00a0"
UNKNOWN = "нет данных"

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip


def counted(number: int, one: str, few: str, many: str) -> str:
    """A number with the form of the word that it takes: 1 педагог, 2 педагога, 5 педагогов, 11 педагогов."""
    tens, units = number % 100 // 10, number % 10
    form = many if tens == 1 or not 1 <= units <= 4 else one if units == 1 else few
    return f"{number_text(number)}{NO_BREAK}{form}"


def number_text(number: int) -> str:
    """A whole number, its thousands set apart from ten thousand on: 9999, 10 000."""
    return str(number) if abs(number) < 10_000 else f"{number:,}".replace(",", NO_BREAK)


def percent_text(share: float | None) -> str:
    """A share in 0..1 as «73,5 %»; «нет данных» for None.

    Rounded to a tenth, except that only everybody is «100,0 %» and only nobody is «0,0 %».
    """
    if share is None:
        return UNKNOWN
    percent = min(max(round(share * 100, 1), 0.1), 99.9) if 0 < share < 1 else share * 100
    return f"{percent:.1f}".replace(".", ",") + NO_BREAK + "%"


def score_text(score: float | None) -> str:
    """A mean score or mark with two decimals as «62,66»; «нет данных» for None."""
    return UNKNOWN if score is None else f"{score:.2f}".replace(".", ",")


def day_text(day: date | None) -> str:
    """A day as 01.11.2026; empty for None."""
    return day.strftime("%d.%m.%Y") if day else ""


def month_text(day: date) -> str:
    """The month of the day: «ноябрь 2026»."""
    return f"{_MONTHS[day.month - 1]} {day.year}"
