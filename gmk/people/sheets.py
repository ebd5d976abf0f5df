"""The workbooks of this area: institutions, and their staff."""

from dataclasses import replace
from typing import Any

from gmk.db.keys import name_key
from gmk.excel.cells import Noted, read_text
from gmk.excel.dates import read_date
from gmk.excel.numbers import read_birth_year, read_whole, read_years
from gmk.excel.reading import RowReading
from gmk.excel.sheet import Around, Column, Sheet
from gmk.excel.texts import read_list, unknown_value, value_list
from gmk.people.categories import read_category, read_order, read_valid_until
from gmk.people.columns import (
    EMAIL,
    FIRST_NAME,
    FULL_NAME,
    INSTITUTION,
    LAST_NAME,
    PATRONYMIC,
    PHONE,
    POSITION,
    finish_institution,
    finish_person,
    looks_like_institution,
)
from gmk.people.institution_names import institution_in, institution_kind, read_institution_name
from gmk.vocabulary import Category, EmploymentKind, InstitutionKind, Leave

_KIND_WORDS = tuple((kind, f"^{kind.label}$") for kind in InstitutionKind)


def read_institution_kind(value: Any) -> InstitutionKind | Noted | None:
    """The kind by its label or by the words that name it («СОШ», «ДОУ»)."""
    text = read_text(value)
    if text is None:
        return None
    folded = name_key(text)
    labelled = [kind for kind in InstitutionKind if name_key(kind.label) == folded]
    return next(iter(labelled), None) or section_kind(text) or unknown_value(value, "Вид организации", _KIND_WORDS)


def section_kind(text: str) -> InstitutionKind | None:
    """The kind that a section row names; «Общеобразовательные организации» are schools."""
    folded = name_key(text)
    return institution_kind(folded) or (InstitutionKind.SCHOOL if "общеобразовательн" in folded else None)


INSTITUTION_COLUMNS = (
    Column(
        "name",
        "Наименование образовательной организации",
        also=(
            "Наименование",
            "Название",
            "Образовательная организация",
            "Образовательное учреждение",
            "ОО",
            "ОУ",
            "Учреждение",
            "Организация",
            "Школа",
            "Наименование ОО",
            "Наименование ОУ",
            "Наименование организации",
            "Наименование учреждения",
            "Наименование образовательного учреждения",
            "Полное наименование",
            "Полное наименование ОО",
            "Полное наименование организации",
            "Полное наименование учреждения",
            "Полное наименование образовательной организации",
            "Наименование ОО (полное)",
            "Полное наименование (по уставу)",
            "Официальное наименование",
            "Юридическое наименование",
            "Наименование юридического лица",
            "Наименование по уставу",
            "Название ОО",
            "Название организации",
            "Название учреждения",
            "Наименование общеобразовательной организации",
        ),
        rules=(
            r"полно\w* (?:официальн\w* )?(?:наименован|назван)",
            r"(?:наименован|назван)\w*.*(?:организац|учрежден|\bоо\b|\bоу\b|школ)",
        ),
        never=r"сокращ|кратк|муниципалитет|муниципального образования|район|учредител|курс|програм",
        required=True,
        looks=looks_like_institution,
        width=60,
    ),
    Column(
        "short_name",
        "Сокращённое наименование",
        also=(
            "Краткое наименование",
            "Сокращённое название",
            "Краткое название",
            "Сокращение",
            "Сокр. наименование",
            "Сокращённое наименование ОО",
            "Краткое наименование ОО",
            "Сокращённое наименование организации",
            "Краткое наименование организации",
            "Сокращенное наименование (по уставу)",
        ),
        rules=(r"сокращ|кратк|\bсокр\b",),
        width=30,
    ),
    Column(
        "kind",
        "Вид",
        read_institution_kind,
        also=("Вид организации", "Тип", "Тип организации", "Вид ОО", "Тип ОО", "Тип учреждения", "Вид учреждения"),
        rules=(r"^(?:вид|тип)\b",),
        type="choice",
        labels=tuple(kind.label for kind in InstitutionKind),
    ),
    Column(
        "number",
        "Номер",
        read_whole,
        also=(
            "№ ОО",
            "№ ОУ",
            "№ школы",
            "Номер ОО",
            "Номер школы",
            "Номер организации",
            "№ организации",
            "№ учреждения",
        ),
        type="number",
        width=10,
    ),
    Column(
        "municipality",
        "Муниципальное образование",
        also=(
            "Муниципалитет",
            "Район",
            "Муниципальный район",
            "Муниципальный округ",
            "Городской округ",
            "Город",
            "Территория",
            "Округ",
            "МО",
            "Наименование муниципального образования",
            "Район / город",
            "Муниципальный район (городской округ)",
        ),
        rules=(r"муницип", r"городской округ", r"^район"),
        width=28,
    ),
    Column(
        "address",
        "Адрес",
        also=(
            "Юридический адрес",
            "Фактический адрес",
            "Почтовый адрес",
            "Местонахождение",
            "Место нахождения",
            "Адрес организации",
            "Адрес ОО",
            "Адрес места нахождения",
            "Адрес (местонахождение)",
        ),
        rules=(r"\bадрес\b(?!.*(?:сайт|почты|электрон))", r"местонахожд|место нахожд"),
        never=r"сайт|электрон|mail|\bэл\b|интернет",
        width=40,
    ),
    PHONE,
    EMAIL,
    Column(
        "site",
        "Сайт",
        also=(
            "Официальный сайт",
            "Адрес сайта",
            "Сайт ОО",
            "Веб-сайт",
            "Интернет-сайт",
            "Ссылка на сайт",
            "Адрес официального сайта",
            "Сайт организации",
            "Официальный сайт в сети Интернет",
        ),
        rules=(r"\bсайт",),
        width=34,
    ),
)


def _is_institutions(fields: frozenset[str]) -> bool:
    return bool(fields & {"name", "short_name"}) and len(fields) >= 2


def finish_listed_institution(row: RowReading, around: Around) -> None:
    """Kind and number come from the name where the sheet has no columns for them, the kind from the section else."""
    values = row.values
    values["name"] = values.get("name") or values.get("short_name")
    name = read_institution_name(values["name"])
    short = read_institution_name(values.get("short_name"))
    if values.get("kind") is None and not _has_error(row, around, "kind"):
        section = section_kind(around.section) if around.section else None
        values["kind"] = name.kind or short.kind or section or InstitutionKind.OTHER
    if values.get("number") is None:
        values["number"] = name.number if name.number is not None else short.number


def _has_error(row: RowReading, around: Around, field: str) -> bool:
    column = around.columns.get(field)
    return column is not None and any(p.column == column and p.level == "error" for p in row.problems)


INSTITUTIONS = Sheet(
    format="institutions",
    title="Образовательные организации",
    columns=INSTITUTION_COLUMNS,
    key=("name", "short_name"),
    fits=_is_institutions,
    institution_in=institution_in,
    finishers=(finish_listed_institution,),
)

_EMPLOYMENT_WORDS = (
    (EmploymentKind.INTERNAL, r"внутр"),
    (EmploymentKind.EXTERNAL, r"внешн"),
    (EmploymentKind.MAIN, r"основн|штат|постоянн|^осн\b"),
)
_LEAVE_WORDS = ((Leave.PARENTAL, r"декрет|уход|берем|род"), (Leave.LONG, r"длительн|годичн|творческ|длит"))

STAFF_ONLY = (
    Column(
        "birth_year",
        "Год рождения",
        read_birth_year,
        also=(
            "Дата рождения",
            "Г.р.",
            "Год рожд.",
            "Дата рожд.",
            "Число, месяц, год рождения",
            "День рождения",
            "Д.р.",
        ),
        rules=(r"рожд",),
        by_calendar=True,
        type="number",
        width=12,
    ),
    Column(
        "education",
        "Образование",
        also=(
            "Уровень образования",
            "Образование (уровень)",
            "Уровень профессионального образования",
            "Уровень (уровни) профессионального образования",
            "Образование, учебное заведение",
            "Образование, что и когда закончил",
            "Какое учебное заведение окончил",
            "Какое учебное заведение окончил, год",
        ),
        rules=(r"^образовани", r"уровень.*образовани"),
        never=r"дополнительн|повышени|организац|учреждени|\bдата",
        width=26,
    ),
    Column(
        "subjects",
        "Преподаваемые предметы",
        read_list,
        also=(
            "Предмет",
            "Предметы",
            "Преподаваемый предмет",
            "Преподаваемые дисциплины",
            "Преподаваемые учебные предметы",
            "Преподаваемые учебные предметы, курсы, дисциплины (модули)",
            "Дисциплина",
            "Дисциплины",
            "Учебный предмет",
            "Учебные предметы",
            "Предметная область",
            "Какой предмет преподает",
            "Предмет (ы)",
        ),
        rules=(r"преподава\w* (?:\w+ )?(?:предмет|дисципл)", r"^предмет", r"дисциплин"),
        never=r"стаж|\bдата|категори",
        type="list",
        width=28,
    ),
    Column(
        "category",
        "Квалификационная категория",
        read_category,
        also=(
            "Категория",
            "Кв. категория",
            "Кв. кат.",
            "Квалиф. категория",
            "Квалификационная категория, дата присвоения",
            "Категория, дата присвоения",
            "Квалификационная категория, дата присвоения, № приказа",
            "Квалификационная категория (дата, приказ)",
            "Категория (дата присвоения)",
            "Категория, дата аттестации",
            "Наличие категории",
            "Наличие квалификационной категории",
            "Имеющаяся категория",
            "Аттестация",
            "Сведения об аттестации",
            "Результат аттестации",
            "Категория / СЗД",
            "Разряд, категория",
            "Квалификационная категория / категория",
            "Аттестация / категория",
            "Кат.",
            "Категория, срок действия",
            "Категория (срок действия)",
        ),
        rules=(r"категори", r"аттестац"),
        never=(
            r"^(?:дата|срок|год|номер|№|приказ|реквизит)|планир|следующ|очередн|заявл"
            r"|\b(?:действ\w*|оконч\w*|истек\w*) "
        ),
        spreads=("category", "category_awarded_on", "category_order", "category_valid_until"),
        type="choice",
        labels=tuple(category.label for category in Category),
        width=26,
    ),
    Column(
        "category_awarded_on",
        "Дата присвоения категории",
        read_date,
        also=(
            "Дата присвоения",
            "Дата присвоения квалификационной категории",
            "Дата установления категории",
            "Дата аттестации",
            "Дата прохождения аттестации",
            "Дата последней аттестации",
            "Категория / дата",
            "Категория / дата присвоения",
            "Квалификационная категория / дата",
            "Квалификационная категория / дата присвоения",
            "Аттестация / дата",
            "Когда присвоена",
        ),
        rules=(r"дата.*(?:присвоени|аттестац|установлени|категори)",),
        never=r"оконч|действ|следующ|истеч|планир|очередн",
        by_calendar=True,
        type="date",
        width=14,
    ),
    Column(
        "category_order",
        "Приказ о присвоении категории",
        read_order,
        also=(
            "Приказ",
            "№ приказа",
            "Номер приказа",
            "Реквизиты приказа",
            "Номер и дата приказа",
            "№ и дата приказа",
            "Дата и номер приказа",
            "Приказ (№, дата)",
            "Приказ о присвоении",
            "Приказ об аттестации",
            "Категория / приказ",
            "Квалификационная категория / приказ",
            "Квалификационная категория / № приказа",
            "Аттестация / приказ",
        ),
        rules=(r"приказ",),
        never=r"прием|увольн|отпуск|^дата приказа",
        width=24,
    ),
    Column(
        "category_valid_until",
        "Категория действует до",
        read_valid_until,
        also=(
            "Срок действия категории",
            "Срок действия",
            "Действует до",
            "Действительна до",
            "Дата окончания действия категории",
            "Дата окончания категории",
            "Дата окончания срока действия категории",
            "Окончание срока действия",
            "Категория / действует до",
            "Категория / срок действия",
            "Квалификационная категория / срок действия",
            "Квалификационная категория / действует до",
        ),
        rules=(
            r"(?:действ|оконч|истеч)\w*.*(?:категори|аттестац)",
            r"(?:категори|аттестац)\w*.*(?:действ|оконч|истек)",
        ),
        by_calendar=True,
        type="date",
        width=14,
    ),
    Column(
        "experience_total_years",
        "Общий стаж",
        read_years,
        also=(
            "Стаж",
            "Стаж общий",
            "Стаж работы",
            "Стаж (общий)",
            "Общий стаж работы",
            "Общий стаж, лет",
            "Общий трудовой стаж",
            "Трудовой стаж",
            "Стаж / общий",
            "Стаж работы / общий",
            "Стаж общий / педагогический",
        ),
        rules=(r"общ\w*.*стаж", r"стаж.*общ", r"трудов\w* стаж"),
        never=r"пед|специальн",
        type="number",
        width=10,
    ),
    Column(
        "experience_teaching_years",
        "Педагогический стаж",
        read_years,
        also=(
            "Стаж педагогический",
            "Пед. стаж",
            "Педстаж",
            "Стаж пед. работы",
            "Стаж педагогической работы",
            "Стаж педагогической деятельности",
            "Стаж по специальности",
            "Стаж работы по специальности",
            "Стаж / педагогический",
            "Стаж / пед.",
            "Стаж работы / педагогический",
            "Стаж работы / по специальности",
            "Стаж / по специальности",
            "Сведения о продолжительности опыта (лет) работы в профессиональной сфере",
            "Продолжительность опыта работы в профессиональной сфере",
        ),
        rules=(r"опыт\w*.*в профессиональной сфере", r"стаж.*(?:пед|специальн)", r"пед\w* стаж"),
        type="number",
        width=10,
    ),
    Column(
        "hired_on",
        "Дата приёма на работу",
        read_date,
        also=(
            "Дата приёма",
            "Дата поступления на работу",
            "Дата трудоустройства",
            "Дата начала работы",
            "Дата принятия на работу",
            "Дата приёма в ОО",
            "Принят на работу",
            "Работает с",
            "В организации с",
            "С какого времени работает в учреждении",
            "В данном учреждении с",
            "В данной организации с",
            "В ОО с",
            "В ОУ с",
            "Дата начала трудовой деятельности в ОО",
        ),
        rules=(
            r"дата.*(?:прием|поступл|трудоустр|приня)",
            r"принят\w* на работу",
            r"дата начала (?:работы|трудовой)",
            r"^работает (?:с|в)\b",
        ),
        by_calendar=True,
        type="date",
        width=14,
    ),
    PHONE,
    EMAIL,
    Column(
        "employment",
        "Занятость",
        value_list("Занятость", _EMPLOYMENT_WORDS),
        also=(
            "Вид занятости",
            "Форма занятости",
            "Тип занятости",
            "Условия привлечения",
            "Основной / совместитель",
            "Основной работник / совместитель",
            "Внешний / внутренний совместитель",
            "Совместительство",
            "Характер работы",
        ),
        rules=(r"совместит", r"занятост"),
        type="choice",
        labels=tuple(kind.label for kind in EmploymentKind),
        width=22,
    ),
    Column(
        "leave",
        "Отпуск",
        value_list("Отпуск", _LEAVE_WORDS),
        also=("Декрет", "Декретный отпуск", "Длительный отпуск", "Отпуск по уходу", "Отпуск по уходу за ребёнком"),
        rules=(r"декрет", r"отпуск"),
        type="choice",
        labels=tuple(leave.label for leave in Leave),
        width=22,
    ),
)
_STAFF_ONLY_FIELDS = frozenset(column.field for column in STAFF_ONLY)


def _is_staff(fields: frozenset[str]) -> bool:
    """People with posts; training alone beside them makes a list of courses, not of staff."""
    own = fields & _STAFF_ONLY_FIELDS
    if not fields & {"full_name", "last_name"}:
        return False
    return bool(own) or ("position" in fields and "courses" not in fields)


def require_position(row: RowReading, around: Around) -> None:
    """A sheet of staff without a column of positions lacks them in every row."""
    if "position" not in around.columns:
        text = "В таблице нет столбца «Должность». Добавьте его и впишите должности."
        around.note(row, "field.required", text, field="position")


STAFF = Sheet(
    format="staff",
    title="Педагогические работники",
    columns=(FULL_NAME, LAST_NAME, FIRST_NAME, PATRONYMIC, INSTITUTION, replace(POSITION, required=True), *STAFF_ONLY),
    key=("full_name", "last_name"),
    fits=_is_staff,
    names_people=True,
    institution_in=institution_in,
    finishers=(finish_person, finish_institution, require_position),
)
