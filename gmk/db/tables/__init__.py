"""All tables. Importing this package fills `Table.metadata`."""

from gmk.db.tables.accounts import SignInFailure, SignInSession, UserAccount, UserInstitution
from gmk.db.tables.associations import Association, Attendance, Meeting, Membership
from gmk.db.tables.base import Table, now
from gmk.db.tables.innovation import Mentorship, PilotSite, SiteReport
from gmk.db.tables.journal import AccessRecord, ChangeRecord, ChangeSetRecord, ImportRun, KnownLayout, RowRequest
from gmk.db.tables.monitoring import ContestResult, ExamResult
from gmk.db.tables.people import (
    Educator,
    Employment,
    Institution,
    InstitutionAlias,
    Municipality,
    QualificationCategory,
    ReferenceItem,
    Setting,
)
from gmk.db.tables.plan import (
    Activity,
    CalendarFeed,
    CyclogramItem,
    PlanRemark,
    PlanStep,
    PlanVersion,
    PlanVersionItem,
)
from gmk.db.tables.questions import SmartList
from gmk.db.tables.training import CourseRecord, KeptFinishes

__all__ = [
    "AccessRecord",
    "Activity",
    "Association",
    "Attendance",
    "CalendarFeed",
    "ChangeRecord",
    "ChangeSetRecord",
    "ContestResult",
    "CourseRecord",
    "CyclogramItem",
    "Educator",
    "Employment",
    "ExamResult",
    "ImportRun",
    "Institution",
    "InstitutionAlias",
    "KeptFinishes",
    "KnownLayout",
    "Meeting",
    "Membership",
    "Mentorship",
    "Municipality",
    "PilotSite",
    "PlanRemark",
    "PlanStep",
    "PlanVersion",
    "PlanVersionItem",
    "QualificationCategory",
    "ReferenceItem",
    "RowRequest",
    "Setting",
    "SignInFailure",
    "SignInSession",
    "SiteReport",
    "SmartList",
    "Table",
    "UserAccount",
    "UserInstitution",
    "now",
]
