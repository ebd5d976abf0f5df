"""Headings as clerks of many offices word them, all of a table at once."""

from typing import Any

import pytest

from tests.fixtures.workbooks import fields, read_rows

CELLS: dict[str, list[Any]] = {
    "number": ["1", "2"],
    "education": ["высшее", "среднее профессиональное"],
    "hours": ["72", "36"],
    "finished_on": ["12.03.2025", "14.03.2025"],
    "full_name": ["Лунина Вера Павловна", "Сомов И.О."],
    "institution": ["СОШ № 1", "д/с № 2"],
    "position": ["учитель физики", "воспитатель"],
    "category": ["высшая", "СЗД"],
    "role": ["руководитель", "член"],
    "phone": ["2-11-22", "2-33-44"],
    "email": ["lunina@pochta.example", "somov@pochta.example"],
    "title": ["Семинар для педагогов", "Конкурс чтецов"],
    "period_text": ["октябрь", "12 мая"],
    "responsible": ["Орлов П.П.", "Соколова М.М., Орлов П.П."],
    "audience": ["учителя", "воспитатели"],
    "place": ["ДДТ", "СОШ № 1"],
    "outcome": ["справка", "приказ"],
    "status_note": ["+", "выполнено"],
    "contest": ["Живая классика", "Радуга"],
    "subject": ["Физика", "Химия"],
    "stage": ["муниципальный", "региональный"],
    "level": ["муниципальный", "областной"],
    "nomination": ["Проза", "7-10 лет"],
    "participant": ["Дунаев Ян", "Рейнов Ян Ильич"],
    "grade": ["9", "8"],
    "result": ["победитель", "2 место"],
    "score": ["45", "33,5"],
    "mentor": ["Орлов П.П.", "Соколова М.М."],
    "order": ["№ 5 от 01.02.2026", "№ 6 от 02.02.2026"],
    "municipality": ["Лесной район", "Лесной район"],
    "year": ["2026", "2026"],
    "graduates": [50, 60],
    "participants": [20, 30],
    "below_threshold": [1, 2],
    "max_scores": [1, 0],
    "high_scores": [2, 3],
    "mean_score": ["3,5", "4,1"],
    "share_2": ["0", "5"],
    "share_3": ["30", "25"],
    "share_4": ["40", "45"],
    "share_5": ["30", "25"],
    "success_share": ["100", "95"],
    "quality_share": ["70", "70"],
}
STAFF = ("full_name", "institution", "position", "education", "category", "phone")
COURSES = ("full_name", "institution", "title", "hours", "finished_on")
ROSTER = ("full_name", "institution", "position", "category", "role", "phone", "email")
PLAN = ("number", "title", "period_text", "responsible", "audience", "place", "outcome", "status_note")
CONTESTS = ("contest", "level", "nomination", "participant", "institution", "result", "score", "mentor", "order")
OLYMPIADS = ("subject", "stage", "participant", "institution", "grade", "score", "result", "mentor")
GIA = ("municipality", "institution", "subject", "year", "graduates", "participants", "below_threshold",
       "high_scores", "max_scores", "mean_score")  # fmt: skip
VPR = ("institution", "subject", "grade", "participants", "share_2", "share_3", "share_4", "share_5",
       "success_share", "quality_share", "mean_score")  # fmt: skip


@pytest.mark.parametrize(
    ("format_", "title", "columns", "headings"),
    [
        ("staff", "Педагоги", STAFF, "Ф.И.О. сотрудника|ОУ|Должн.|Образов.|Кв. кат.|Раб. тел."),
        ("staff", "Педагоги", STAFF, "Педагог|Место работы|Должность|ВУЗ, специальность|Квал. кат.|Тел."),
        ("courses", "Курсы 2025", COURSES, "Слушатель|Место работы слушателя|Программа|Кол-во ч.|Дата завершения"),
        ("courses", "Курсы 2025", COURSES, "ФИО|ОО|Тема КПК|Продолжительность, ч.|Конец обучения"),
        ("roster", "Состав ГМО учителей физики", ROSTER,
         "Член ГМО (Ф.И.О.)|Место работы (ОО)|Должн.|Квал. кат.|Функции в объединении|Конт. тел.|mail"),
        ("roster", "ГМО физиков", ROSTER,
         "ФИО участника объединения|ОУ|Должность (предмет)|Кат.|Членство|Моб. тел.|Эл.почта"),
        ("plan", "План работы", PLAN,
         "№№|Содержание методической работы|Дни проведения|Проводит|Адресат|База|Форма отчета|Контроль"),
        ("plan", "План работы", PLAN,
         ("№ пп|Мероприятие (форма, тема)|Время|Ведущие|С кем проводится|Адрес проведения|Продукт"
         "|Отметка о выполнении (дата)")),
        ("plan", "План работы", PLAN,
         ("№|Форма, название мероприятия|Предполагаемая дата проведения|Методист|Приглашённые|Где|Документ"
         "|Примечание (выполнение)")),
        ("results", "Конкурсы 2025-2026", CONTESTS,
         ("Наименование|Ранг|Возрастная группа|Победитель (ФИО)|ОУ|Полученная награда|Оценка|Преподаватель"
         "|Подтверждающий документ")),
        ("results", "Конкурсы 2025-2026", CONTESTS,
         ("Соревнования|Ур.|Жанр|Автор работы|№ школы|Категория диплома|Сумма баллов|ФИО тренера"
         "|Распорядительный документ")),
        ("results", "Олимпиады 2025-2026", OLYMPIADS,
         "Олимпиада|Тур|ФИО уч-ся|Школа|Возраст, класс|Кол-во баллов|Рейтинг (статус)|Ответственный педагог"),
        ("results", "Олимпиады 2025-2026", OLYMPIADS,
         "Предм.|Этап (школьный, муниципальный)|Фамилия и имя|ОО|Уровень|Балл|Итоги участия|ФИО преподавателя"),
        ("exams", "Результаты ЕГЭ", GIA,
         ("МР (ГО)|Школа|Общеобразовательный предмет|Год сдачи|Учащихся в классе|Количество человек"
         "|Кол-во не сдавших|Не менее 80 баллов|100-балльных результатов|СБ")),
        ("exams", "Результаты ЕГЭ", GIA,
         ("АТЕ|Группы участников|Экзамен по предмету|Год проведения экзамена|Количество обучающихся в параллели"
         "|Кол-во сдававших|Не достигли минимального порога|Высокие баллы|Стобалльники|Средн. балл")),
        ("exams", "Результаты ВПР", VPR,
         ("ОУ|Наименование учебного предмета|Параллель|Всего писали|% неуд.|Удовл., %|Хор., %|Отл., %|% усп."
         "|% кач.|Ср. отметка")),
        ("exams", "Результаты ВПР", VPR,
         ("ОО|Предмет|Кл.|Кол-во писавших|Доля отметок «2», %|Доля отметок «3», %|На «4», %|Процент «5»"
         "|% справившихся с работой|«4»+«5», %|Средний б.")),
    ],
)  # fmt: skip
def test_other_words_mean_the_same_columns(format_: str, title: str, columns: tuple[str, ...], headings: str) -> None:
    texts = headings.split("|")
    reading = read_rows([[title], texts, *([CELLS[name][place] for name in columns] for place in (0, 1))])
    assert reading.format == format_
    assert list(fields(reading).values()) == list(columns)


def test_a_field_that_one_column_gives_back_another_may_have() -> None:
    reading = read_rows(
        [
            ["Уровень (класс)", "Статус мероприятия", "Конкурс", "Участник", "Диплом"],
            ["9", "областной", "Радуга", "Дунаев Ян", "победитель"],
            ["7", "муниципальный", "Радуга", "Рейнов Ян", "участник"],
        ]
    )
    assert list(fields(reading).values()) == ["grade", "level", "contest", "participant", "result"]


def test_the_own_title_of_a_column_is_believed_whatever_stands_below() -> None:
    reading = read_rows([["Конкурс", "Участник", "Результат"], ["Физика", "Дунаев Ян", "победитель"]])
    assert list(fields(reading).values()) == ["contest", "participant", "result"]
