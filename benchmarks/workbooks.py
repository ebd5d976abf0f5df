"""A list of courses as a town's office keeps it, in a workbook as Excel writes it: with shared strings.

`python -m benchmarks.workbooks 10000 list.xlsx`. As many rows give the same workbook again; everybody is invented.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "№ п/п", "Фамилия", "Имя", "Отчество", "Образовательная организация", "Должность", "Вид обучения", "Тема",
    "Организация, проводившая обучение", "Форма обучения", "Объём, часов", "Дата начала", "Дата окончания",
    "№ документа", "Дата выдачи", "Примечание",
)  # fmt: skip
INSTITUTION_COUNT = 60
ROWS_OF_A_PERSON = 1.6
Row = tuple[str | int | date | None, ...]


def words(text: str) -> list[str]:
    return text.split()


_ROOTS = words("""
Абрам Алексе Андре Антон Баран Белоус Борис Булат Быстр Василь Верши Виноград Вороб Гаврил Горбун Горшк Гриш
Давыд Данил Дороф Дубов Евсе Егор Ерем Ершов Ефим Жарк Ждан Журавл Заборовск Завьял Зайц Захар Звер Зимн Зуб
Ивашк Игнат Ильин Калмык Карась Карп Кирилл Клим Ключник Колес Комар Корн Кругл Крыл Кудр Кузьм Куприян Лавр
Лазар Ларион Лебяд Лукош Макар Малыш Мартын Матве Медвед Мельник Меркул Михе Мурат Наум Некрас Никит Носк Овчар
Озер Орех Осип Остр Павл Панкрат Перв Петух Пирож Плотник Поляк Прох Пчел Рак Рожк Рома Ручь Рябин Савел Сазон
Самойл Свет Селезн Сереб Сидор Синиц Скворц Сокол Стрельц Субот Сухар Тарас Терент Тих Травк Трофим Туман Уваров
Устин Фад Федос Филат Фом Харит Хлеб Цветк Черняк Чиж Шаров Шестак Шил Щегл Юрь Яблочк Яким Ярос
""")
_FIRST = words("""
Анна Мария Ольга Елена Наталья Ирина Светлана Татьяна Екатерина Юлия Галина Людмила Марина Надежда Вера Любовь
Оксана Алла Дарья Ксения Лариса Нина Полина Тамара
""")
_FATHERS = words("""
Андреевна Алексеевна Борисовна Васильевна Викторовна Владимировна Геннадьевна Дмитриевна Евгеньевна Ивановна
Константиновна Леонидовна Михайловна Николаевна Олеговна Павловна Петровна Романовна Сергеевна Степановна
Юрьевна Яковлевна Антоновна Игоревна Максимовна
""")
_POSITIONS = ("учитель", "учитель начальных классов", "воспитатель", "педагог-психолог", "учитель-логопед", "методист")
_PROVIDERS = (
    "ОГБОУ ДПО «Институт развития образования»",
    "АНО ДПО «Учебный центр»",
    "ФГБОУ ВО «Педагогический университет»",
)
_THEMES = (
    "Обновлённые ФГОС: от замысла к уроку", "Функциональная грамотность на уроках", "Работа с одарёнными детьми",
    "Дети с ОВЗ в обычном классе", "Цифровые средства учителя", "Оценивание, которое помогает учиться",
    "Развитие речи дошкольников", "Наставничество в школе", "Проектная деятельность учеников", "Классное руководство",
)  # fmt: skip
_KINDS = (("Повышение квалификации", 72), ("Повышение квалификации", 36), ("Профессиональная переподготовка", 520))
_FORMS = ("Очная", "Дистанционная", "Очно-заочная")
_FIRST_DAY = date(2021, 1, 11)
_DAYS = 1700


def institutions() -> list[str]:
    """The names of the institutions, as the list writes them."""
    return [f"МБОУ «СОШ № {number + 1}»" for number in range(INSTITUTION_COUNT)]


def people(count: int) -> Iterator[tuple[str, str, str]]:
    """Different people, as many as asked: the three lists in step with one another."""
    names = len(_ROOTS) * len(_FIRST) * len(_FATHERS)
    if count > names:
        raise ValueError(f"there are {names} names only")
    for number in range(count):
        rest, root = divmod(number, len(_ROOTS))
        father, first = divmod(rest, len(_FIRST))
        ending = "ева" if _ROOTS[root][-1] in "еиьц" else "ова"
        yield _ROOTS[root] + ending, _FIRST[(first + root) % len(_FIRST)], _FATHERS[(father + root) % len(_FATHERS)]


def position_of(person: int) -> str:
    """The position of the person with this number."""
    return _POSITIONS[person % len(_POSITIONS)]


def roster(rows: int) -> Iterator[Row]:
    """The rows of the list below its heading; people stand together, each with one course or two."""
    schools = institutions()
    everybody = list(people(int(rows / ROWS_OF_A_PERSON) + 1))
    for number in range(rows):
        person = int(number / ROWS_OF_A_PERSON)
        kind, hours = _KINDS[number % 10 % len(_KINDS)]
        finished = _FIRST_DAY + timedelta(days=number * 37 % _DAYS)
        yield (
            number + 1, *everybody[person], schools[person % len(schools)], position_of(person), kind,
            _THEMES[number % len(_THEMES)], _PROVIDERS[number % len(_PROVIDERS)], _FORMS[number % 7 % len(_FORMS)],
            hours, finished - timedelta(days=hours // 8), finished, f"УПК-{20260000 + number}", finished,
            "по плану" if number % 4 == 0 else None,
        )  # fmt: skip


def write_roster(path: Path, rows: int) -> Path:
    """Writes the workbook unless it is there."""
    if not path.exists():
        with xlsxwriter.Workbook(str(path)) as workbook:
            sheet = workbook.add_worksheet("Курсы")
            sheet.write_row(0, 0, HEADINGS, workbook.add_format({"bold": True, "text_wrap": True}))
            sheet.set_column(11, 14, 12, workbook.add_format({"num_format": "dd.mm.yyyy"}))
            day = workbook.add_format({"num_format": "dd.mm.yyyy"})
            for number, row in enumerate(roster(rows), 1):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]
                    elif value is not None:
                        sheet.write(number, column, value)
    return path


if __name__ == "__main__":
    write_roster(Path(sys.argv[2]), int(sys.argv[1]))
