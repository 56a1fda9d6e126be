"""Making both demo schools, with their pasts, in one transaction."""

import sys
from datetime import datetime

from django.conf import settings
from django.db import transaction

from schoolgate.cli.demo.college import College, make_college
from schoolgate.cli.demo.grammar import Grammar, make_grammar
from schoolgate.cli.demo.histories import Past, give_a_past
from schoolgate.cli.demo.personas import Personas
from schoolgate.cli.demo.stories import Story
from schoolgate.domain.enquiries.actions.mail import receive_mail
from schoolgate.domain.people.models import Tie
from schoolgate.domain.schools.models import School
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import every_school, school_in_force
from schoolgate.kernel.incoming_mail import IncomingMail, WrittenBy
from schoolgate.kernel.vocabulary import Category, Channel, Concern

GRAMMAR_ENQUIRIES, COLLEGE_ENQUIRIES = 90, 70

MATHS_SET = Story(
    Concern.ACADEMIC,
    "Amal has been moved to another maths set.\nWho decided, and what should she catch"
    " up on?",
    "Thank you for asking. Dr Osei and I moved Amal because she is ready for harder"
    " work. There is one topic to catch up: I have given her a sheet, and I see her on"
    " Thursday at lunch about it.",
)


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
    leila, karim, sinead = (made.cast[name] for name in ("Leila", "Karim", "Sinead"))
    amal, yusuf, conor = (made.children[name] for name in ("Amal", "Yusuf", "Conor"))
    past.ask(leila, amal, MATHS_SET, days_ago=1, answered_after=None, subject="Maths")
    past.ask(
        leila,
        yusuf,
        _story(
            "Is there a list for the maths test?",
            "There is, and I have put a copy in his bag today.",
        ),
        days_ago=6,
        answered_after=1,
        subject="Maths",
    )
    past.ask(
        leila,
        amal,
        _story(
            "Amal lost her calculator in the lab.",
            "It was handed in. She can fetch it at the office.",
            Concern.GENERAL,
            None,
        ),
        days_ago=20,
        answered_after=0,
        closed=True,
    )
    past.ask(
        karim,
        amal,
        _story(
            "Could I have my own copy of Amal’s timetable?",
            "Of course. It is in this message, and you will get each new one.",
            Concern.PASTORAL,
            Category.LEARNING,
        ),
        days_ago=9,
        answered_after=2,
    )
    past.ask(
        sinead,
        conor,
        _story("Conor’s coursework mark is missing from the list.", ""),
        days_ago=4,
        answered_after=None,
        subject="Maths",
    )
    past.ask(
        sinead,
        conor,
        _story(
            "Conor says the maths club has moved. Where to?",
            "To room 12, still on Wednesdays at lunch.",
        ),
        days_ago=12,
        answered_after=5,
        subject="Maths",
    )
    past.ask(
        made.cast["Bridget"],
        made.children["Niamh"],
        _story(
            "Niamh is tired in the mornings since her mother went away.",
            "",
            Concern.PASTORAL,
        ),
        days_ago=1,
        answered_after=None,
    )
    past.ask(
        made.cast["Ruth"],
        made.children["Tyler"],
        _story(
            "Tyler would like to join the drums on Fridays. Is there a place?",
            "There is, from this Friday. He only needs to come along.",
            Concern.PASTORAL,
            Category.LEARNING,
        ),
        days_ago=7,
        answered_after=1,
    )
    past.ask(
        made.cast["Jolanta"],
        made.children["Ivan"],
        _story(
            "Please ring me about the school trip. I do not read letters well.",
            "",
            Concern.PASTORAL,
        ),
        days_ago=1,
        answered_after=None,
        channel=Channel.PHONE,
    )
    _a_teachers_week(made, past)
    past.happen()
    _held_mail(made.crowd.school, now)


WEEK = (
    ("May the maths homework be typed? Handwriting is hard just now.", 1, False),
    ("What does the new symbol on page 40 mean? We are both stuck.", 2, True),
    ("Is there a maths club, and who can come?", 3, True),
    ("The test on Friday falls on the dentist. What now?", 1, False),
)
"""What else waits for the maths teacher: asked how long ago, acknowledged or not."""


def _a_teachers_week(made: Grammar, past: Past) -> None:
    """Have families of 9B ask their maths teacher things that are still open."""
    group = made.forms["9B"]
    ties = (
        Tie.objects.filter(student__places__group=group)
        .exclude(contact__in=made.cast.values())
        .select_related("contact", "student")
        .order_by("pk")
    )
    for tie, (asks, days_ago, acknowledged) in zip(ties, WEEK, strict=False):
        past.ask(
            tie.contact,
            tie.student,
            _story(asks, ""),
            days_ago=days_ago,
            answered_after=None,
            subject="Maths",
            acknowledged=acknowledged,
        )


def _college_past(made: College, now: datetime) -> None:
    past = give_a_past(made.crowd, number=COLLEGE_ENQUIRIES, now=now)
    past.ask(
        made.cast["Farida"],
        made.children["Zainab"],
        _story("How is Zainab getting on this term?", "", Concern.GENERAL),
        days_ago=2,
        answered_after=None,
    )
    past.ask(
        made.cast["Errol"],
        made.children["Marcus"],
        _story(
            "Marcus says his placement starts soon. When is that?",
            "On Monday week. He has the address, and I will ring him on the first day.",
            Concern.GENERAL,
        ),
        days_ago=5,
        answered_after=1,
    )
    past.ask(
        made.cast["Gwen"],
        made.children["Chloe"],
        _story(
            "Has Chloe been coming in? She will not say.",
            "",
            Concern.GENERAL,
            Category.ATTENDANCE,
        ),
        days_ago=1,
        answered_after=None,
    )
    past.happen()


def _story(
    asks: str,
    answer: str,
    concern: Concern = Concern.ACADEMIC,
    category: Category | None = Category.LEARNING,
) -> Story:
    return Story(concern, asks, answer, category)


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
