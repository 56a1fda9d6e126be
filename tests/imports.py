"""Bringing a file in from a test, step by step as a person and the worker do."""

from typing import Any

from schoolgate.domain.accounts.access.actors import StaffActor, staff_actor
from schoolgate.domain.accounts.actions.posts import add_post
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.people.actions.imports import (
    ask_to_apply,
    ask_to_undo,
    keep_file,
    must_be_ticked,
    say_columns,
    say_options,
)
from schoolgate.domain.people.models import ImportBatch, StaffMember
from schoolgate.domain.people.queries import everything
from schoolgate.domain.schools.models import School
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.importing.changes import Options
from schoolgate.worker.importing import take_waiting_imports

HEADER = "Admission number,Forename,Surname,DOB"
PARENT = (
    "Parent {0} forename,Parent {0} surname,Parent {0} email,Parent {0} mobile,"
    "Parent {0} relationship,Parent {0} parental responsibility"
)
COLUMNS = f"{HEADER},{PARENT.format(1)},{PARENT.format(2)}"
AMAL = ",Amal,Haddad,01/05/2013"
LEILA = "Leila,Haddad,leila@family.example,,Mother,yes"
KARIM = "Karim,Haddad,karim@family.example,,Father,yes"
NOBODY = ",,,,,"


def data_manager(member: StaffMember) -> StaffActor:
    """Make a member of staff the data manager, and return them as one who acts."""
    with school_in_force(member.school_id):
        school = member.school
        add_post(school, Role.DATA_MANAGER, holder=member, by=SYSTEM, at=clock.now())
        return staff_actor(member)


def csv_of(*rows: str, columns: str = COLUMNS) -> bytes:
    """Return a file with these rows."""
    return "\n".join((columns, *rows, "")).encode()


def looked_at(
    school: School,
    data: bytes,
    *,
    by: StaffActor,
    name: str = "pupils.csv",
    **options: Any,
) -> ImportBatch:
    """Send a file and have it worked out: a dry run."""
    with school_in_force(school.pk):
        batch = keep_file(school, name, data, kind="table", by=by, at=clock.now())
        say_columns(batch, mapping=None, headers="", by=by, at=clock.now())
    take_waiting_imports()
    if options:
        with school_in_force(school.pk):
            say_options(batch, Options(**options), by=by, at=clock.now())
        take_waiting_imports()
    return fresh(batch)


def classes_looked_at(
    school: School, *rows: str, by: StaffActor, name: str = "x.csv"
) -> ImportBatch:
    """Have a list of classes worked out, each with its subject and its teacher."""
    data = csv_of(*rows, columns="Class name,Subject,Teacher")
    return looked_at(school, data, by=by, name=name)


def fresh(batch: ImportBatch) -> ImportBatch:
    """Return an import as it stands now."""
    with school_in_force(batch.school_id):
        return ImportBatch.objects.select_related("school").get(pk=batch.pk)


def asked(batch: ImportBatch, *, by: StaffActor) -> ImportBatch:
    """Tick everything, and ask for it to be taken in."""
    with school_in_force(batch.school_id):
        return ask_to_apply(
            batch,
            ticked=must_be_ticked(batch),
            digest=batch.digest,
            by=by,
            at=clock.now(),
        )


def taken_in(batch: ImportBatch, *, by: StaffActor) -> ImportBatch:
    """Tick everything and have it taken in."""
    asked(batch, by=by)
    take_waiting_imports()
    return fresh(batch)


def taken_back(batch: ImportBatch, *, by: StaffActor) -> ImportBatch:
    """Ask for it to be taken back, and have that done."""
    with school_in_force(batch.school_id):
        ask_to_undo(batch, by=by, at=clock.now())
    take_waiting_imports()
    return fresh(batch)


def export(school: School) -> list[str]:
    """Return everything on record at a school, and every post."""
    fields = ("public_id", "role", "student", "group__name", "holder", "deputy")
    with school_in_force(school.pk):
        posts = Post.objects.order_by("public_id").values_list("pk", *fields)
        return [*everything(school), *map(repr, posts)]
