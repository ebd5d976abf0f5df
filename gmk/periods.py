"""School year and calendar arithmetic."""

import calendar
from datetime import date

SCHOOL_YEAR_FIRST_MONTH = 9


def school_year_of(day: date) -> int:
    """The school year of the day, named by its first calendar year: 2026 is 1 September 2026 – 31 August 2027."""
    return day.year if day.month >= SCHOOL_YEAR_FIRST_MONTH else day.year - 1


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier; the last day of a shorter month (31 March − 1 → 28 February)."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day `months` later; the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
