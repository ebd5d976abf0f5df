"""What the invented year plan of the demonstration town is made of."""

from gmk.plan.cyclogram import CyclogramFields
from gmk.plan.rules import DIRECTIONS
from gmk.vocabulary import Frequency

INFORMATION, ANALYSIS, ORGANISATION, CONSULTATION, INNOVATION = DIRECTIONS
HEAD, METHODIST, GIFTED, KINDERGARTENS = "Берестова А. К.", "Ладейщикова Н. П.", "Тополева В. Ф.", "Осинина М. Г."
TOPICS = (
    "функциональная грамотность",
    "цифровой урок",
    "наставничество",
    "профориентация",
    "работа с одарёнными детьми",
    "оценка качества образования",
    "инклюзия",
    "обновлённые программы",
    "проектная деятельность",
    "воспитание",
)
KINDS: tuple[tuple[str, str, str, str, str, str], ...] = (
    (
        ORGANISATION,
        "Заседание городского методического совета: {topic}",
        "заседание",
        "члены совета",
        "ЦРТ, каб. 12",
        "протокол",
    ),
    (ORGANISATION, "Семинар «{topic}»", "семинар", "учителя", "Гимназия № 5", "методические материалы"),
    (ORGANISATION, "Мастер-класс «{topic}»", "мастер-класс", "педагоги", "Лицей № 8", "запись занятия"),
    (
        INFORMATION,
        "Подборка материалов «{topic}»",
        "подготовка документов",
        "заместители директоров",
        "",
        "подборка на сайте",
    ),
    (INFORMATION, "Выпуск методического бюллетеня: {topic}", "подготовка документов", "все педагоги", "", "бюллетень"),
    (ANALYSIS, "Мониторинг «{topic}»", "мониторинг", "учреждения", "", "аналитическая справка"),
    (ANALYSIS, "Анализ запросов педагогов: {topic}", "мониторинг", "педагоги", "", "справка"),
    (CONSULTATION, "Консультация «{topic}»", "консультация", "молодые педагоги", "ЦРТ, каб. 12", "журнал консультаций"),
    (CONSULTATION, "Выезд в учреждение: {topic}", "выезд в учреждение", "педагоги учреждения", "", "справка о выезде"),
    (INNOVATION, "Заседание творческой группы: {topic}", "заседание", "участники группы", "СОШ № 3", "протокол"),
    (
        INNOVATION,
        "Открытый день опорной площадки: {topic}",
        "круглый стол",
        "педагоги города",
        "СОШ № 7",
        "отчёт площадки",
    ),
    (INNOVATION, "Конкурс методических разработок: {topic}", "конкурс", "педагоги города", "", "приказ об итогах"),
)
"""Direction, title, form, audience, place, outcome."""
ALL_YEAR = (
    (CONSULTATION, "Индивидуальные консультации по аттестации", "в течение года"),
    (INFORMATION, "Ведение страницы кабинета на сайте", "еженедельно"),
    (ANALYSIS, "Сбор сведений о курсовой подготовке", "ежемесячно"),
    (ORGANISATION, "Подготовка к августовской конференции", "август"),
    (ANALYSIS, "Анализ работы городских методических объединений", "ежеквартально"),
    (INNOVATION, "Сопровождение опорных площадок", "в течение года"),
    (ORGANISATION, "Муниципальный этап олимпиады", "с 14 ноября по 15 декабря"),
    (ORGANISATION, "Итоговый отчёт кабинета", "до 25 июня"),
)
"""Direction, title and period of what isn't of one day."""
LINES = (
    CyclogramFields(
        "Информация о работе в комитет", Frequency.WEEKLY, HEAD, INFORMATION, weekdays=(5,), outcome="справка"
    ),
    CyclogramFields("Планёрка методистов", Frequency.WEEKLY, HEAD, ORGANISATION, weekdays=(1,), place="ЦРТ, каб. 12"),
    CyclogramFields(
        "Заседание методического совета",
        Frequency.MONTHLY,
        HEAD,
        ORGANISATION,
        "заседание",
        (2,),
        (2,),
        outcome="протокол",
    ),
    CyclogramFields(
        "План на следующий месяц", Frequency.MONTHLY, METHODIST, ORGANISATION, month_days=(25,), outcome="план"
    ),
    CyclogramFields("Обновление сведений о курсах", Frequency.MONTHLY, METHODIST, ANALYSIS, month_days=(5,)),
    CyclogramFields("День молодого педагога", Frequency.MONTHLY, METHODIST, CONSULTATION, "практикум", (3,), (3,)),
    CyclogramFields(
        "Заседание Координационного совета по одарённым детям",
        Frequency.QUARTERLY,
        GIFTED,
        ORGANISATION,
        outcome="протокол",
    ),
    CyclogramFields("Отчёт о выполнении плана", Frequency.QUARTERLY, HEAD, ANALYSIS, outcome="отчёт"),
    CyclogramFields(
        "Методический день в детских садах",
        Frequency.MONTHLY,
        KINDERGARTENS,
        CONSULTATION,
        weekdays=(4,),
        month_days=(1,),
    ),
    CyclogramFields(
        "Списки городских методических объединений",
        Frequency.YEARLY,
        METHODIST,
        ORGANISATION,
        months=(9,),
        month_days=(15,),
    ),
    CyclogramFields(
        "Итоговый отчёт кабинета", Frequency.YEARLY, HEAD, ANALYSIS, months=(6,), month_days=(25,), outcome="отчёт"
    ),
    CyclogramFields(
        "Августовская конференция", Frequency.YEARLY, HEAD, ORGANISATION, "конференция", months=(8,), month_days=(28,)
    ),
)
