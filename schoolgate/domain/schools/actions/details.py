"""Making a school, and setting its own facts."""

from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import IntegrityError, transaction

from schoolgate.domain.schools.enums import Nation, SchoolKind, Weekday
from schoolgate.domain.schools.models import OpeningHours, School
from schoolgate.foundation import audit
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import permit
from schoolgate.kernel.vocabulary import Permission

SCHOOL_WEEK = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)


class MailDomainTakenError(ValueError):
    """Another school of this installation has these addresses."""


@dataclass(frozen=True)
class Details:
    """What a school says of itself. `mail_domain` stands behind its addresses' @."""

    name: str
    nation: Nation
    kind: SchoolKind
    mail_domain: str
    office_mailbox: str


def create_school(
    details: Details, *, opens: time, closes: time, by: Actor, at: datetime
) -> School:
    """Make a school that is open from Monday to Friday at these hours.

    For who runs the installation. Raises MailDomainTakenError where another school
    has its mail domain: mail could not be told apart.
    """
    permit(by, Permission.SET_UP_SCHOOL).require()
    with transaction.atomic():
        school = _saved(School(**asdict(details)))
        with school_in_force(school.pk):
            OpeningHours.objects.bulk_create(
                OpeningHours(school=school, weekday=day, opens=opens, closes=closes)
                for day in SCHOOL_WEEK
            )
            _record("school.created", school, details, by=by, at=at)
    return school


def set_details(school: School, details: Details, *, by: Actor, at: datetime) -> School:
    """Correct what a school says of itself.

    Refuses who may not; raises MailDomainTakenError as in `create_school`.
    """
    permit(by, Permission.SET_UP_SCHOOL).require()
    with transaction.atomic():
        found = School.objects.select_for_update().get(pk=school.pk)
        for name, value in asdict(details).items():
            setattr(found, name, value)
        _saved(found)
        _record("school.details_set", found, details, by=by, at=at)
    return found


def _saved(school: School) -> School:
    school.mail_domain = school.mail_domain.lower()
    try:
        with transaction.atomic():
            school.save()
    except IntegrityError as taken:
        raise MailDomainTakenError(
            f"Another school here has addresses at {school.mail_domain}."
            " Each needs its own."
        ) from taken
    return school


def _record(
    action: str, school: School, details: Details, *, by: Actor, at: datetime
) -> None:
    audit.record(
        action,
        school_id=school.pk,
        by=by,
        at=at,
        about=f"school:{school.public_id}",
        facts={"nation": details.nation.value, "kind": details.kind.value},
    )
