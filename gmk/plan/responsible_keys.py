"""Whether two texts name the same responsible person, however a plan writes initials. Pure."""

from gmk.db.keys import name_key
from gmk.people.names import initials_key, read_name


def responsible_key(text: str) -> str:
    """«Петрова А.П.», «А. П. Петрова» and «Петрова Анна Павловна» are one; a post is itself.

    Two people with the same surname and initials can't be told apart: plans don't either.
    """
    name = read_name(text)
    if name is None or not name.first_name:
        return name_key(text)
    return initials_key(name.last_name, name.first_name, name.patronymic)
