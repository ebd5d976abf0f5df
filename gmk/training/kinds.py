"""Kinds and forms of training as workbooks write them."""

from gmk.db.keys import name_key
from gmk.excel.texts import value_list
from gmk.vocabulary import CourseForm, CourseKind

RETRAINING_HOURS = 250
ADVANCED_HOURS = 16
"""From how many academic hours a programme can be of the kind. Source: Приказ Минобрнауки № 499, п. 12."""

KIND_WORDS = (
    (CourseKind.INTERNSHIP, r"стажир"),
    (
        CourseKind.SEMINAR,
        r"семинар|вебинар|конференц|мастер-?\s?класс|лекци|форум|тренинг|круглый стол|чтения|марафон|интенсив",
    ),
    (CourseKind.RETRAINING, r"переподг|профпереп|\bп/?п\b|\bппк\b|\bдпп пп\b|\bдпо пп\b"),
    (
        CourseKind.ADVANCED,
        r"повышени\w*\s*кв|\bк?п/?к\b|квалификац|^повышение|^курсы|\bпов\w*\.\s*кв|\bкурсы пк\b|^курс$",
    ),
)
FORM_WORDS = (
    (
        CourseForm.BLENDED,
        (
            r"\bочн\w*[\s,/+-]*(?:и\s*)?заочн|заочн\w*[\s,/+-]*(?:и\s*)?\bочн|смеш|гибрид|комбинир|\bоч[./-]\s?заоч"
            r"|\bочн\w*\W*(?:[ис] )?(?:\w+ )*(?:дис|дот\b|онлайн|электрон)"
        ),
    ),
    (CourseForm.DISTANCE, r"заочн|дистан|онлайн|он-лайн|on-?\s?line|\bдот\b|электрон|удал[её]н|вебинар|^заоч|^дист"),
    (CourseForm.IN_PERSON, r"очн|^оч\b|аудитор|^оф+лайн"),
)

read_kind = value_list("Вид обучения", KIND_WORDS)
read_form = value_list("Форма обучения", FORM_WORDS)


def kind_of_words(text: str) -> CourseKind | None:
    """The kind that the words name; None if they name none."""
    kind = read_kind(name_key(text))
    return kind if isinstance(kind, CourseKind) else None


def kind_by_hours(hours: int) -> CourseKind:
    """The kind that a course of so many hours has if nobody says."""
    if hours >= RETRAINING_HOURS:
        return CourseKind.RETRAINING
    return CourseKind.ADVANCED if hours >= ADVANCED_HOURS else CourseKind.SEMINAR


def fewest_hours(kind: CourseKind) -> int:
    """How many hours the kind needs at least; 0 if there is no bound."""
    if kind is CourseKind.ADVANCED:
        return ADVANCED_HOURS
    return RETRAINING_HOURS if kind is CourseKind.RETRAINING else 0
