"""Value lists that code branches on, with their Russian labels. One definition for screen, import and export."""

from enum import StrEnum


class Labelled(StrEnum):
    """A stored code with the label that people see."""

    label: str

    def __new__(cls, code: str, label: str = "") -> "Labelled":
        """A member whose value is the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class InstitutionKind(Labelled):
    """Kind of institution (вид образовательной организации)."""

    SCHOOL = "school", "школа"
    GYMNASIUM = "gymnasium", "гимназия"
    LYCEUM = "lyceum", "лицей"
    KINDERGARTEN = "kindergarten", "детский сад"
    ADDITIONAL = "additional", "дополнительное образование"
    PRIVATE_SCHOOL = "private_school", "частная школа"
    BOARDING = "boarding", "школа-интернат"
    COLLEGE = "college", "колледж"
    OTHER = "other", "другая организация"


class Category(Labelled):
    """Qualification category (квалификационная категория)."""

    HIGHEST = "highest", "высшая"
    FIRST = "first", "первая"
    SECOND = "second", "вторая"
    TEACHER_METHODIST = "teacher_methodist", "педагог-методист"
    TEACHER_MENTOR = "teacher_mentor", "педагог-наставник"
    POSITION_COMPLIANCE = "position_compliance", "соответствие занимаемой должности"
    NONE = "none", "без категории"


class CourseKind(Labelled):
    """Kind of training (вид обучения)."""

    ADVANCED = "advanced", "повышение квалификации"
    RETRAINING = "retraining", "профессиональная переподготовка"
    INTERNSHIP = "internship", "стажировка"
    SEMINAR = "seminar", "семинар, вебинар"


class CourseForm(Labelled):
    """Form of training (форма обучения)."""

    IN_PERSON = "in_person", "очная"
    DISTANCE = "distance", "дистанционная"
    BLENDED = "blended", "очно-заочная"


class EmploymentKind(Labelled):
    """Kind of employment (вид занятости)."""

    MAIN = "main", "основной работник"
    INTERNAL = "internal", "внутренний совместитель"
    EXTERNAL = "external", "внешний совместитель"


class Leave(Labelled):
    """Long absence (отпуск, на время которого человек не работает)."""

    PARENTAL = "parental", "отпуск по уходу за ребёнком"
    LONG = "long", "длительный отпуск"


class AssociationKind(Labelled):
    """Kind of association (вид объединения)."""

    GMO = "gmo", "городское методическое объединение"
    CREATIVE_GROUP = "creative_group", "творческая группа"
    PILOT_SITE = "pilot_site", "опорная площадка"
    COUNCIL = "council", "совет"
    WORKING_GROUP = "working_group", "рабочая группа"
    YOUNG_TEACHER_SCHOOL = "young_teacher_school", "Школа молодого педагога"
    EXPERT_COUNCIL = "expert_council", "экспертный совет"
    OTHER = "other", "другое объединение"


class MembershipRole(Labelled):
    """Role in an association (роль в объединении)."""

    LEADER = "leader", "руководитель"
    DEPUTY = "deputy", "заместитель руководителя"
    SECRETARY = "secretary", "секретарь"
    MEMBER = "member", "член объединения"


class MentoringForm(Labelled):
    """Form of mentoring (форма наставничества)."""

    TEACHER_TEACHER = "teacher_teacher", "педагог – педагог"
    HEAD_TEACHER = "head_teacher", "руководитель – педагог"
    STUDENT = "student", "работодатель – студент"
    GROUP = "group", "групповая"


class Stage(Labelled):
    """Stage of an olympiad (этап)."""

    SCHOOL = "school", "школьный"
    MUNICIPAL = "municipal", "муниципальный"
    REGIONAL = "regional", "региональный"
    FINAL = "final", "заключительный"


class Level(Labelled):
    """Level of a contest (уровень)."""

    INSTITUTION = "institution", "уровень учреждения"
    MUNICIPAL = "municipal", "муниципальный"
    INTERMUNICIPAL = "intermunicipal", "межмуниципальный"
    REGIONAL = "regional", "региональный"
    INTERREGIONAL = "interregional", "межрегиональный"
    NATIONAL = "national", "всероссийский"
    INTERNATIONAL = "international", "международный"


class ContestOutcome(Labelled):
    """What somebody reached in a contest (результат)."""

    WINNER = "winner", "победитель"
    PRIZE = "prize", "призёр"
    PARTICIPANT = "participant", "участник"


class ActivityStatus(Labelled):
    """What became of an item of the plan (статус мероприятия); done needs its day and its outcome."""

    PLANNED = "planned", "запланировано"
    HELD = "held", "проведено, итог не внесён"
    DONE = "done", "выполнено"
    CANCELLED = "cancelled", "отменено"


class ActivityBasis(Labelled):
    """On whose account an item stands in the plan (основание)."""

    OWN = "own", "план кабинета"
    COMMITTEE = "committee", "план комитета образования"
    REGION = "region", "план ЛОИРО"
    PARTNER = "partner", "план партнёра"


class PlanLevel(Labelled):
    """What a version of the plan is about: the plan of the year, or a correction of a part of it."""

    YEAR = "year", "годовой план"
    HALF_YEAR = "half_year", "корректировка на полугодие"
    QUARTER = "quarter", "корректировка на квартал"
    MONTH = "month", "корректировка на месяц"


class PlanState(Labelled):
    """Where a version of the plan is on its way."""

    DRAFT = "draft", "черновик"
    SUBMITTED = "submitted", "на согласовании"
    RETURNED = "returned", "возвращён на доработку"
    APPROVED = "approved", "утверждён"


class PlanStepKind(Labelled):
    """What was done with a version of the plan."""

    BEGUN = "begun", "начата корректировка"
    SUBMITTED = "submitted", "отправлен на согласование"
    WITHDRAWN = "withdrawn", "отозван автором"
    RETURNED = "returned", "возвращён на доработку"
    APPROVED = "approved", "утверждён"


class Frequency(Labelled):
    """How often the work of a cyclogram comes (периодичность)."""

    WEEKLY = "weekly", "еженедельно"
    MONTHLY = "monthly", "ежемесячно"
    QUARTERLY = "quarterly", "ежеквартально"
    YEARLY = "yearly", "раз в год"
