"""The tables of people: who is on record, and the imports that put them there."""

from schoolgate.domain.people.models.imports import (
    ColumnMapping,
    ImportBatch,
    ImportContent,
)
from schoolgate.domain.people.models.records import (
    Absence,
    Contact,
    Correction,
    Governor,
    GroupPlace,
    Person,
    StaffMember,
    Student,
    Tie,
)

__all__ = [
    "Absence",
    "ColumnMapping",
    "Contact",
    "Correction",
    "Governor",
    "GroupPlace",
    "ImportBatch",
    "ImportContent",
    "Person",
    "StaffMember",
    "Student",
    "Tie",
]
