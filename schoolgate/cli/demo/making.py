"""Making both demo schools, with their pasts, in one transaction."""

import sys
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from schoolgate.cli.demo.calls import give_calls
from schoolgate.cli.demo.college import College, make_college
from schoolgate.cli.demo.confiding import give_confidences
from schoolgate.cli.demo.grammar import Grammar, make_grammar
from schoolgate.cli.demo.histories import give_a_past
from schoolgate.cli.demo.personas import Personas
from schoolgate.cli.demo.staff_work import (
    begin_an_answer,
    name_line_managers,
    warn_in_the_morning,
)
from schoolgate.cli.demo.stories import (
    A_TEACHERS_WEEK,
    COLLEGE_CAST,
    GRAMMAR_CAST,
)
from schoolgate.cli.demo.telling import give_telling
from schoolgate.domain.enquiries.actions.mail import receive_mail
from schoolgate.domain.people.models import Tie
from schoolgate.domain.schools.models import School
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import every_school, school_in_force
from schoolgate.kernel.incoming_mail import IncomingMail, WrittenBy

GRAMMAR_ENQUIRIES, COLLEGE_ENQUIRIES = 90, 70


def make_demo() -> None:
    """Make the demo; all of it or nothing. Says what it does, as it takes a moment."""
    sys.stdout.write("Making the demo schools ...\n")
    sys.stdout.flush()
    now, personas = clock.now(), Personas()
    with transaction.atomic(), every_school(reason="the demo makes two schools"):
        grammar = make_grammar(personas, at=now)
        college = make_college(personas, at=now)
        with school_in_force(grammar.crowd.school.pk):
            _grammar_past(grammar, now)
        with school_in_force(college.crowd.school.pk):
            _college_past(college, now)
    personas.write(settings.DATA_DIR / "personas.json")


def _grammar_past(made: Grammar, now: datetime) -> None:
    past = give_a_past(made.crowd, number=GRAMMAR_ENQUIRIES, now=now)
    for contact, child, story in GRAMMAR_CAST:
        past.ask(made.cast[contact], made.children[child], story)
    for tie, story in zip(_of_form(made, "9B"), A_TEACHERS_WEEK, strict=False):
        past.ask(tie.contact, tie.student, story)
    name_line_managers(made)
    warn_in_the_morning(made, past)
    past.happen()
    begin_an_answer(made, now)
    give_calls(made, now)
    give_confidences(made, now)
    give_telling(made, now)
    _held_mail(made.crowd.school, now)


def _of_form(made: Grammar, name: str) -> QuerySet[Tie]:
    """Return the ties of a form's families who are not in the cast."""
    return (
        Tie.objects.filter(student__places__group=made.forms[name])
        .exclude(contact__in=made.cast.values())
        .select_related("contact", "student")
        .order_by("pk")
    )


def _college_past(made: College, now: datetime) -> None:
    past = give_a_past(made.crowd, number=COLLEGE_ENQUIRIES, now=now)
    for contact, child, story in COLLEGE_CAST:
        past.ask(made.cast[contact], made.children[child], story)
    past.happen()


def _held_mail(school: School, now: datetime) -> None:
    """Have a mail come in from an address that nobody knows."""
    words = "Hello, I am Niamh’s aunt. Could you tell me when her concert is?"
    raw = (
        "From: Maeve <maeve@elsewhere.example>\r\n"
        f"To: {school.office_address}\r\nSubject: Niamh's concert\r\n"
        f"Message-ID: <concert@elsewhere.example>\r\n\r\n{words}\r\n"
    ).encode()
    mail = IncomingMail(
        raw=raw,
        envelope_from="maeve@elsewhere.example",
        recipients=(school.office_address,),
        sender="maeve@elsewhere.example",
        subject="Niamh’s concert",
        text=words,
        message_id="<concert@elsewhere.example>",
        written_by=WrittenBy.PERSON,
    )
    receive_mail(school, mail, recipient=school.office_address, at=now)
