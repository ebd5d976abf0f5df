"""What the import says about a row: where, what is wrong, what to do."""

from collections.abc import Sequence

from gmk.excel.problems import problem
from gmk.excel.reading import Problem
from gmk.people.matching import Doubt

MISSING = (
    "Не указано учреждение: его нет ни в столбце, ни в строке раздела, ни в заголовке, ни в названии листа. "
    "Впишите его в файл или укажите при загрузке."
)
INITIALS = "Полного имени с такими инициалами нет ни в базе, ни в файле: человек будет записан с инициалами."
REFERENCE_ONLY = "Список учреждений меняет методический кабинет. Строки можно отправить туда заявкой."
OFFICE_ONLY = "Составы объединений и план работы ведёт методический кабинет. Строки можно отправить туда заявкой."
KNOWN = "Такая запись уже есть, по выбранному правилу она не меняется."
PLAN_CLOSED = (
    "План этого учебного года утверждён или на согласовании: загрузка не меняет его пункты. "
    "Начните корректировку на странице «Согласование» и загрузите файл снова."
)
TWO_LEADERS = "В файле у этого объединения несколько руководителей. Проверьте, кто из них руководит."
TWO_ROLES = "У человека в файле несколько ролей в этом объединении сразу. Проверьте, какая из них верна."
IGNORED = "Строка учреждения, которое решено пропускать."


def unknown_institution(text: str, row: int, column: str | None) -> Problem:
    """A name that fits nothing."""
    message = f"Учреждения «{text}» нет в базе. Сопоставьте его с известным, добавьте или пропустите такие строки."
    return problem("institution.unknown", message, row=row, column=column, value=text)


def ambiguous_institution(text: str, row: int, column: str | None, labels: Sequence[str]) -> Problem:
    """A name that fits loosely, or several."""
    likely = f" Возможно, {' или '.join(labels)}." if labels else ""
    message = f"Не ясно, какое это учреждение: «{text}».{likely} Выберите нужное или исправьте название."
    return problem("institution.ambiguous", message, row=row, column=column, value=text)


def outside_scope(label: str, row: int, column: str | None) -> Problem:
    """An institution for which the user doesn't answer."""
    message = f"«{label}» не из ваших учреждений, строку записать нельзя. Обратитесь в методический кабинет."
    return problem("institution.outside_scope", message, row=row, column=column, value=label)


def former_leader(name: str) -> str:
    """Somebody who led an association until now and isn't in its new roster."""
    return f"Сейчас руководитель – {name}, в файле этого имени нет. Срок прежнего руководства закончится накануне."


def similar_person(name: str, people: Sequence[str]) -> Problem:
    """Somebody new whose name differs by a letter from that of a colleague."""
    message = (
        f"{name}: очень похоже на имя, которое уже есть в этом учреждении ({'; '.join(people)}). "
        "Если это опечатка, исправьте имя. Если это другой человек, менять ничего не нужно."
    )
    return problem("person.similar", message)


def ambiguous_person(name: str, doubt: Doubt, places: Sequence[str]) -> Problem:
    """A name that fits several people, or one who is known elsewhere; `places` are the other institutions."""
    if doubt.elsewhere:
        where = f" ({', '.join(places)})" if places else ""
        message = (
            f"{name}: такой человек есть, но в другом учреждении{where}. "
            "Укажите год рождения: по нему видно, тот же это человек или полный тёзка."
        )
        return problem("person.ambiguous", message)
    people = ", ".join(str(person) for person in doubt.people)
    if len(doubt.people) == 1:
        message = f"«{name}»: возможно, это {people}. Укажите учреждение или имя и отчество полностью."
    else:
        message = f"«{name}» подходит нескольким людям: {people}. Напишите имя и отчество полностью или год рождения."
    return problem("person.ambiguous", message)
