"""The workbooks of this area: plans of a year or of months."""

from datetime import date
from typing import Any

from gmk.excel.cells import read_text
from gmk.excel.dates import read_date
from gmk.excel.reading import RowReading
from gmk.excel.sheet import Around, Column, Sheet
from gmk.periods import Period, read_period, school_year_in, school_year_of
from gmk.plan.responsible import read_responsible

_SERIALS = range(20_000, 60_001)


def read_period_text(value: Any, *, date_1904: bool = False) -> str | None:
    """The words of the cell; a date, also as the serial number of a day, is `12.09.2026`."""
    if isinstance(value, int | float) and int(value) in _SERIALS and value == int(value):
        day = read_date(value, date_1904=date_1904)
        return f"{day:%d.%m.%Y}" if isinstance(day, date) else None
    return read_text(value)


NUMBER = Column(
    "number",
    "№ п/п",
    also=("№", "N п/п", "N", "Номер", "№ пункта", "Пункт", "Пункт плана", "п/п", "№ мероприятия", "№ пп", "№№ п/п"),
    numbers_rows=True,
    width=8,
)
SECTION = Column(
    "section",
    "Раздел",
    also=(
        "Раздел плана",
        "Направление",
        "Направление деятельности",
        "Направление работы",
        "Направления деятельности",
        "Направления работы",
        "Блок",
    ),
    width=30,
)
TITLE = Column(
    "title",
    "Мероприятие",
    also=(
        "Мероприятия",
        "Наименование мероприятия",
        "Наименование мероприятий",
        "Название мероприятия",
        "Наименование",
        "Название",
        "Содержание",
        "Содержание работы",
        "Содержание деятельности",
        "Содержание мероприятия",
        "Содержание работы (мероприятия)",
        "Содержание, мероприятия",
        "Содержание (мероприятие)",
        "Виды деятельности, мероприятия",
        "Вид деятельности",
        "Виды деятельности",
        "Вид работы",
        "Виды работы",
        "Виды работ",
        "Перечень мероприятий",
        "План мероприятий",
        "Основные мероприятия",
        "Планируемые мероприятия",
        "Планируемое мероприятие",
        "Событие",
        "События",
        "Тема мероприятия",
        "Тема",
        "Форма и тема мероприятия",
        "Мероприятие, тема",
        "Наименование работ",
        "Деятельность",
        "Дело",
        "Что проводится",
        "Что делаем",
        "Проводимые мероприятия",
        "Мероприятие, форма проведения",
        "Мероприятие (форма проведения)",
        "Направления деятельности, мероприятия",
        "Тематика",
        "Тема заседания",
        "Вопросы",
        "Рассматриваемые вопросы",
        "Повестка",
        "Повестка дня",
    ),
    rules=(
        r"мероприят",
        r"содержани\w* (?:работ|деятельн)",
        r"наименовани\w* (?:работ|событи)",
        r"^(?:тема|темы|тематика)\b",
    ),
    never=(
        r"форм|срок|дат[аы]\b|мест|ответств|категори|участник|уровен|результат|^вид\b(?! деятельн| работ)|отметк|время"
        r"|исполн|примечан|итог|количеств|провод|выполн|достижени|организатор|документ|раздел|направлен"
    ),
    required=True,
    width=60,
)
PERIOD = Column(
    "period_text",
    "Сроки",
    read_period_text,
    also=(
        "Срок",
        "Срок реализации",
        "Сроки реализации",
        "Срок реализации мероприятия",
        "Срок исполнения",
        "Сроки исполнения",
        "Срок проведения",
        "Сроки проведения",
        "Срок выполнения",
        "Сроки выполнения",
        "Дата",
        "Даты",
        "Дата проведения",
        "Даты проведения",
        "Дата проведения мероприятия",
        "Дата и время",
        "Дата, время",
        "Дата, время проведения",
        "Дата и время проведения",
        "Дата (период)",
        "Дата, период",
        "Дата / период",
        "Сроки (дата)",
        "Сроки, дата",
        "Период",
        "Период проведения",
        "Период реализации",
        "Месяц",
        "Когда",
        "Когда проводится",
        "Время проведения",
        "Периодичность",
        "Число",
        "Календарные сроки",
        "Планируемый срок",
        "Планируемые сроки",
        "Планируемая дата",
        "Плановый срок",
        "Плановая дата",
    ),
    rules=(r"\bсрок", r"^(?:план\w* )?дат[аы]\b", r"период", r"^когда\b"),
    never=r"отчет|факт|согласован|приказ|утвержд|ответств|\bотметк|предостав|документ",
    by_calendar=True,
    example="12.09.2026, октябрь, до 15 мая, ежемесячно",
    width=24,
)
RESPONSIBLE = Column(
    "responsible",
    "Ответственные",
    read_responsible,
    also=(
        "Ответственный",
        "Ответственный исполнитель",
        "Ответственные исполнители",
        "Ответственный исполнитель/соисполнители",
        "Ответственные лица",
        "Ответственное лицо",
        "Ответственный за проведение",
        "Ответственные за проведение",
        "Ответственный за исполнение",
        "ФИО ответственного",
        "Исполнитель",
        "Исполнители",
        "Организатор",
        "Организаторы",
        "Куратор",
        "Кто проводит",
        "Кто отвечает",
        "Отв.",
    ),
    rules=(r"ответств", r"исполнител", r"организатор", r"^отв\b", r"^кто (?:отвеч|провод)"),
    never=r"категори|отметк|срок",
    type="list",
    width=34,
)
PLAN_COLUMNS = (
    NUMBER,
    SECTION,
    TITLE,
    PERIOD,
    RESPONSIBLE,
    Column(
        "audience",
        "Категория участников",
        also=(
            "Участники",
            "Участники мероприятия",
            "Целевая аудитория",
            "Аудитория",
            "Для кого",
            "Контингент",
            "Категория слушателей",
            "Категория педагогов",
            "Категория работников",
            "Категория",
            "Состав участников",
            "Приглашаются",
            "Кто приглашается",
            "Целевая группа",
            "Слушатели",
            "Кто участвует",
        ),
        rules=(r"участн", r"аудитори", r"^категори", r"^целев\w+ групп", r"^для кого\b"),
        never=r"количеств|\bкол\b|число|числен|результат",
        width=30,
    ),
    Column(
        "place",
        "Место проведения",
        also=(
            "Место",
            "Место проведения мероприятия",
            "Площадка",
            "Площадка проведения",
            "Где проводится",
            "Где",
            "База проведения",
            "Базовая организация",
            "Место реализации",
            "Место и форма проведения",
        ),
        rules=(r"^место\b", r"место проведения", r"площадк"),
        width=28,
    ),
    Column(
        "outcome",
        "Результат",
        also=(
            "Результаты",
            "Выход (результат)",
            "Выход",
            "Результат. Вид документа",
            "Ожидаемый результат",
            "Ожидаемые результаты",
            "Планируемый результат",
            "Планируемые результаты",
            "Итоговый документ",
            "Итоговые документы",
            "Вид документа",
            "Документ",
            "Документы",
            "Отчётный документ",
            "Подтверждающий документ",
            "Форма отчётности",
            "Форма отчёта",
            "Форма представления результата",
            "Результаты, достижение которых обеспечиваются мероприятиями",
            "Продукт",
            "Итог",
            "Итоги",
        ),
        rules=(r"результат", r"^выход\b", r"документ", r"отчет", r"^форма завершени"),
        never=r"отметк|срок|выполнен|исполнен",
        width=28,
    ),
    Column(
        "status_note",
        "Отметка о выполнении",
        also=(
            "Отметка об исполнении",
            "Отметка о проведении",
            "Отметка о реализации",
            "Отметка",
            "Отметки о выполнении",
            "Выполнение",
            "Исполнение",
            "Выполнено",
            "Исполнено",
            "Статус",
            "Статус выполнения",
            "Статус исполнения",
            "Факт выполнения",
            "Информация о выполнении",
            "Информация об исполнении",
            "Контроль исполнения",
        ),
        rules=(r"\bотметк", r"^(?:статус|факт|информац)\w* .*(?:выполнен|исполнен)", r"^(?:не)?(?:выполнен|исполнен)"),
        never=r"срок|дата|ответствен",
        width=24,
    ),
)


def finish_item(row: RowReading, around: Around) -> None:
    """What the words of the period mean, in the school year of the plan; the section of the rows above."""
    values = row.values
    values["section"] = values.get("section") or around.section
    values["responsible"] = values.get("responsible") or []
    year = values["school_year"] = around.told.get("school_year") or school_year_of(around.as_of or date.today())
    period = _period(row, around, year)
    values["start"] = period.start if period else None
    values["end"] = period.end if period else None
    values["precision"] = period.precision if period else None
    values["recurrence"] = period.recurrence if period else None


def _period(row: RowReading, around: Around, school_year: int) -> Period | None:
    text = row.values.get("period_text")
    column = around.columns.get("period_text")
    if text is None and any(told.column == column and told.level == "error" for told in row.problems):
        return None
    period = read_period(text, school_year=school_year)
    if period is None:
        message = (
            f"Срок «{text}» непонятен. Напишите его, например, так: 12.09.2026, 12–14 сентября, октябрь, до 15 мая."
        )
        around.note(row, "period.unreadable", message, field="period_text", value=text)
    return period


def _is_plan(fields: frozenset[str]) -> bool:
    return {"title", "period_text"} <= fields


def _strength(fields: frozenset[str]) -> float:
    """One less than it has: lists of people have dates and titles too."""
    return len(fields - {"number", "section"}) - 1


PLAN = Sheet(
    format="plan",
    title="План работы",
    columns=PLAN_COLUMNS,
    key=("title",),
    fits=_is_plan,
    strength=_strength,
    told=(("school_year", school_year_in),),
    plans_ahead=True,
    finishers=(finish_item,),
    derived=(
        ("school_year", "Учебный год"),
        ("start", "Начало"),
        ("end", "Окончание"),
        ("precision", "Точность срока"),
        ("recurrence", "Повторение"),
    ),
)
