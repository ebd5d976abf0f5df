"""Errors that a person can act on. Every text is a Russian sentence: where, what is wrong, what to do."""


class OfficeError(Exception):
    """Something the user can put right; its text is shown as it is."""


class NotSignedIn(OfficeError):
    """Nobody is signed in, or the sign-in has ended."""

    def __init__(self) -> None:
        super().__init__("Вы не вошли в систему или время входа истекло. Войдите снова.")


class NotAllowed(OfficeError):
    """The user has no right to this, or the rows lie outside the user's scope."""

    def __init__(self, text: str = "У вас нет права на это действие. Обратитесь к руководителю ГМК.") -> None:
        super().__init__(text)


class RuleBroken(OfficeError):
    """A rule of the office forbids the change."""


class QuestionTooBroad(OfficeError):
    """The answer would be larger than the limit."""


class Conflict(OfficeError):
    """Somebody changed the same record in between."""


class Busy(OfficeError):
    """Others have been writing for longer than one waits."""

    def __init__(self) -> None:
        super().__init__("База данных занята: идёт большая запись. Ничего не записано. Подождите минуту и повторите.")


class WorkbookUnreadable(OfficeError):
    """A file that isn't read; `code` is one of the `file.*` problem codes."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
