"""What the invented associations, sites and lists of the demonstration town are made of."""

from gmk.commands.demo_plan_words import GIFTED, KINDERGARTENS, METHODIST
from gmk.vocabulary import AssociationKind

GOVERNING = "Положение о городском методическом объединении, приказ комитета от 29.08.2022 № 211"
SUBJECT_GROUPS: tuple[tuple[str, str, str, int], ...] = (
    ("ГМО учителей математики", "математика", METHODIST, 14),
    ("ГМО учителей русского языка и литературы", "русский язык", METHODIST, 14),
    ("ГМО учителей истории и обществознания", "история", METHODIST, 11),
    ("ГМО учителей физики", "физика", GIFTED, 9),
    ("ГМО учителей биологии", "биология", GIFTED, 9),
    ("ГМО учителей географии", "география", GIFTED, 8),
    ("ГМО учителей информатики", "информатика", METHODIST, 9),
    ("ГМО учителей английского языка", "английский язык", METHODIST, 12),
    ("ГМО учителей физической культуры", "физическая культура", GIFTED, 10),
)
"""Name, school subject, curator, how many people."""
OTHER_GROUPS: tuple[tuple[str, AssociationKind, str, str, int], ...] = (
    ("ГМО учителей начальных классов", AssociationKind.GMO, METHODIST, "учитель начальных классов", 16),
    ("ГМО воспитателей", AssociationKind.GMO, KINDERGARTENS, "воспитатель", 16),
    ("Творческая группа «Функциональная грамотность»", AssociationKind.CREATIVE_GROUP, METHODIST, "учитель", 8),
    ("Городской методический совет", AssociationKind.COUNCIL, METHODIST, "заместитель директора", 9),
    ("Школа молодого педагога", AssociationKind.YOUNG_TEACHER_SCHOOL, GIFTED, "", 0),
)
"""Name, kind, curator, what the position of its people begins with, how many; the School takes young educators."""
TOPICS = (
    "Анализ работы за прошлый год и план на новый",
    "Изменения в федеральных рабочих программах",
    "Подготовка учащихся к муниципальному этапу олимпиады",
    "Разбор трудных заданий диагностических работ",
)
AGENDA = "Выступление руководителя\nОпыт коллег\nРазное"
PLACES = ("ЦРТ, каб. 12", "Гимназия № 5", "СОШ № 1, актовый зал")
SITES: tuple[tuple[int, str, str, str, str, int], ...] = (
    (
        1,
        "опорная площадка",
        "Функциональная грамотность на уроках естественных наук",
        "Обновление содержания",
        "внедрение",
        2,
    ),
    (5, "стажировочная площадка", "Цифровая среда учителя начальных классов", "Цифровизация", "диссеминация", 1),
    (
        3,
        "региональная инновационная площадка (РИП)",
        "Ранняя профориентация и предпрофильная подготовка",
        "Воспитание",
        "поиск",
        3,
    ),
    (20, "опорная площадка", "Речевое развитие дошкольников в игре", "Дошкольное образование", "внедрение", 2),
)
"""Number of the institution, status, topic, direction, stage, years of the term."""
