"""The demo's governors: a parent who governs too, and two who are only that."""

from datetime import date, timedelta

from schoolgate.cli.demo.people import account_for
from schoolgate.cli.demo.personas import Personas
from schoolgate.domain.people.models import Contact, Governor
from schoolgate.domain.schools.models import School

YEARS_IN_OFFICE = 4
"""How long a governor is commonly appointed for."""
IN_OFFICE_FOR = timedelta(days=400)


def appoint_to_the_grammar(
    school: School, parent: Contact, personas: Personas, *, on: date
) -> None:
    """Appoint a chair who is only that, and a parent governor, who is both."""
    chair = _appoint(school, "Mr", "Desmond", "Healy", on=on)
    personas.governor(chair, "Chair of governors", "Sees every clause, and no name")
    who = (parent.title, parent.given_name, parent.family_name)
    account_for(parent.email, school, governor=_appoint(school, *who, on=on))
    personas.parent(
        school,
        parent,
        "Mother of Cara, and parent governor",
        "A parent first; a governor at /governors/",
    )


def appoint_to_the_college(school: School, personas: Personas, *, on: date) -> None:
    """Appoint a chair who is only that."""
    chair = _appoint(school, "Dr", "Ngozi", "Okoro", on=on)
    personas.governor(chair, "Chair of governors", "A policy with other promises")


def _appoint(
    school: School, title: str, given: str, family: str, *, on: date
) -> Governor:
    starts_on = on - IN_OFFICE_FOR
    return Governor.objects.create(
        school=school,
        title=title,
        given_name=given,
        family_name=family,
        email=f"{given}.{family}@family.example".lower(),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=365 * YEARS_IN_OFFICE),
    )
