"""Filling the outbox as the school does, and reading what became of it."""

from collections import Counter
from datetime import timedelta

from django.db import transaction

from schoolgate.domain.deliveries.actions import Notice, queue_notice
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.people.enums import Relationship, Responsibility
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.domain.schools.models import School
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import every_school

OF_A_PUPIL = timedelta(days=12 * 365)


def queue_mails(number: int, *, contact: Contact, student: Student) -> None:
    """Queue so many receipts to one contact about one student, in one transaction."""
    with transaction.atomic(), every_school(reason="the tests fill an outbox"):
        for _ in range(number):
            queue_mail(contact, student)


def queue_mail(contact: Contact, student: Student, **facts: str) -> OutboxMail:
    """Queue one receipt, due now."""
    notice = Notice(
        kind=NoticeKind.ENQUIRY_RECEIVED,
        contact=contact,
        student=student,
        category=None,
        about="enquiry:of-the-tests",
        facts={
            "reference": "K7M-2QP",
            "path": "/enquiries/of-the-tests/",
            "child": student.given_name,
            "name": "Mr Byrne",
            "post": "the Maths teacher",
            "due_at": None,
            "message": None,
        }
        | facts,
        reply_to=f"office@{contact.school.mail_domain}",
    )
    return queue_notice(notice, at=clock.now())


def a_family() -> tuple[Contact, Student]:
    """Add a parent and a child of twelve, whatever day it is, and return both."""
    with every_school(reason="the tests add a family"):
        school = School.objects.get(name="Oakfield Grammar")
        student = Student.objects.create(
            school=school,
            given_name="Robin",
            family_name="Ward",
            born_on=(clock.now() - OF_A_PUPIL).date(),
        )
        contact = Contact.objects.create(
            school=school,
            title="Ms",
            given_name="Ida",
            family_name="Ward",
            email="ida@family.example",
        )
        Tie.objects.create(
            school=school,
            student=student,
            contact=contact,
            relationship=Relationship.MOTHER,
            responsibility=Responsibility.PARENTAL,
            starts_on=student.born_on,
        )
    return contact, student


def states() -> dict[str, str]:
    """Return the state of every mail of the outbox, by its Message-ID."""
    with every_school(reason="the tests count what went"):
        rows = OutboxMail.objects.values_list(
            "public_id", "school__mail_domain", "state"
        )
        return {f"<{public_id}@{domain}>": state for public_id, domain, state in rows}


def count_states() -> Counter[str]:
    """Return how many mails are in each state."""
    return Counter(states().values())
