"""A request as it is shown: to the owner of the institution, and to whoever sent it."""

from dataclasses import dataclass
from datetime import datetime

from gmk.vocabulary import Labelled


class RequestState(Labelled):
    """What has become of a request (заявка)."""

    OPEN = "open", "ждёт решения"
    ACCEPTED = "accepted", "принята"
    UNDONE = "undone", "принята, потом отменена"
    DECLINED = "declined", "отклонена"
    WITHDRAWN = "withdrawn", "отозвана"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request; `decided_by` and `import_id` are for the owner alone: None in what its sender sees."""

    id: int
    institution: str
    sender: str
    sent_at: datetime
    file: str
    count: int
    note: str | None
    state: RequestState
    decided_at: datetime | None
    answer: str | None
    decided_by: str | None = None
    import_id: int | None = None
