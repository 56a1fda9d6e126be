"""What the demo's families ask, and what they are told."""

from dataclasses import dataclass

from schoolgate.kernel.vocabulary import Category, Channel, Concern

ACADEMIC, PASTORAL, GENERAL = Concern.ACADEMIC, Concern.PASTORAL, Concern.GENERAL


@dataclass(frozen=True)
class Story:
    """A question, what it is about, how it came in, and what became of it."""

    concern: Concern
    asks: str
    answer: str = ""
    category: Category | None = Category.LEARNING
    subject: str = ""
    channel: Channel = Channel.PORTAL
    days_ago: int = 1
    """In school days."""
    answered_after: int | None = None
    """In school days; None: still open."""
    is_acknowledged: bool = False
    is_closed: bool = False
    settled: str = "I am glad that this is settled."
    needs_longer: str = ""
    """Why the answer comes later than promised; nothing: it does not."""
    goes_further: str = ""
    """Why the family takes it one step further; nothing: it does not."""


STORIES = (
    Story(
        ACADEMIC,
        "How long should homework take on a normal evening?\nWe are at two hours.",
        "Thank you for telling me. Forty minutes is plenty in this subject. If it takes"
        " longer, please write that on the page and stop there. I will look at it.",
    ),
    Story(
        ACADEMIC,
        "Is there a list of topics for the winter test?",
        "There is: it went home on Monday and I have put another copy in the bag today."
        " It is the first four chapters.",
    ),
    Story(
        ACADEMIC,
        "The textbook has not come home for two weeks. Is that right?",
        "We share the books in class this term. Everything needed for homework is on"
        " the sheet. Would a book at home help? I can lend you one.",
    ),
    Story(
        ACADEMIC,
        "Could there be harder work? It seems too easy just now.",
        "I have noticed that too. From next week there will be an extra problem each"
        " lesson, and we will see how that goes.",
        Category.PROGRESS,
    ),
    Story(
        ACADEMIC,
        "We did not understand the mark on the last piece of work.",
        "I am sorry that was not clear. The mark is for the plan, the first draft and"
        " the last draft together. The plan was very good; the draft came late.",
        Category.PROGRESS,
    ),
    Story(
        PASTORAL,
        "There was no one to sit with at lunch this week.\nCould someone keep an eye?",
        "Thank you for telling me. I spoke with two friends today and they will eat"
        " together. I will look in on Thursday and tell you how it goes.",
        Category.OTHER,
    ),
    Story(
        PASTORAL,
        "Mornings have been hard since the move. Is everything all right at school?",
        "It helps to know. At school it goes well, and the first lesson is the quietest"
        " one. We will start the day in my room this week, if that suits.",
        Category.OTHER,
    ),
    Story(
        PASTORAL,
        "A coat was taken from the hook. It is blue, with a name in it.",
        "Found: it had gone to the wrong peg. It is back where it belongs.",
        None,
    ),
    Story(
        GENERAL,
        "When does school close before Christmas?",
        "On the last day we close at noon. Buses run at 12:15pm.",
        None,
    ),
    Story(
        GENERAL,
        "Whom do I tell that we have a new address?",
        "Please write it here or ring the office. We will change it the same day.",
        None,
    ),
    Story(
        GENERAL,
        "Is there a bus after the late clubs?",
        "There is one on Tuesdays and Thursdays, at 4:45pm from the front gate.",
        None,
    ),
)

GRAMMAR_CAST: tuple[tuple[str, str, Story], ...] = (
    (
        "Leila",
        "Amal",
        Story(
            ACADEMIC,
            "Amal has been moved to another maths set.\nWho decided, and what should"
            " she catch up on?",
            subject="Maths",
        ),
    ),
    (
        "Leila",
        "Yusuf",
        Story(
            ACADEMIC,
            "Is there a list for the maths test?",
            "There is, and I have put a copy in his bag today.",
            subject="Maths",
            days_ago=6,
            answered_after=1,
        ),
    ),
    (
        "Leila",
        "Amal",
        Story(
            GENERAL,
            "Amal lost her calculator in the lab.",
            "It was handed in. She can fetch it at the office.",
            None,
            days_ago=20,
            answered_after=0,
            is_closed=True,
            settled="She has it back. We put her name on it.",
        ),
    ),
    (
        "Karim",
        "Amal",
        Story(
            PASTORAL,
            "Could I have my own copy of Amal’s timetable?",
            "Of course. It is in this message, and you will get each new one.",
            days_ago=9,
            answered_after=2,
            goes_further="That was in October. The new timetable has not reached me.",
        ),
    ),
    (
        "Sinead",
        "Conor",
        Story(
            ACADEMIC,
            "Conor’s coursework mark is missing from the list.",
            subject="Maths",
            days_ago=4,
        ),
    ),
    (
        "Sinead",
        "Conor",
        Story(
            ACADEMIC,
            "Conor says the maths club has moved. Where to?",
            "To room 12, still on Wednesdays at lunch.",
            subject="Maths",
            days_ago=12,
            answered_after=5,
        ),
    ),
    (
        "Bridget",
        "Niamh",
        Story(
            PASTORAL,
            "Niamh is tired in the mornings since her mother went away.",
            days_ago=3,
            needs_longer="I have seen it too. I want to speak with each of her teachers"
            " first, and that takes until the day above.",
        ),
    ),
    (
        "Ruth",
        "Tyler",
        Story(
            PASTORAL,
            "Could Tyler’s place on the residential be paid in parts?",
            "It can: three payments, the first in January. I have put the letter in his"
            " bag.",
            None,
            days_ago=15,
            needs_longer="The finance office settles this at its next meeting.",
            answered_after=13,
        ),
    ),
    (
        "Ruth",
        "Tyler",
        Story(
            PASTORAL,
            "Tyler would like to join the drums on Fridays. Is there a place?",
            "There is, from this Friday. He only needs to come along.",
            days_ago=7,
            answered_after=1,
        ),
    ),
    (
        "Jolanta",
        "Ivan",
        Story(
            PASTORAL,
            "Please ring me about the school trip. I do not read letters well.",
            channel=Channel.PHONE,
        ),
    ),
)
"""Who of the cast asked what about whom, at the grammar school."""

COLLEGE_CAST: tuple[tuple[str, str, Story], ...] = (
    (
        "Farida",
        "Zainab",
        Story(GENERAL, "How is Zainab getting on this term?", days_ago=2),
    ),
    (
        "Errol",
        "Marcus",
        Story(
            GENERAL,
            "Marcus says his placement starts soon. When is that?",
            "On Monday week. He has the address, and I will ring him on the first day.",
            days_ago=5,
            answered_after=1,
        ),
    ),
    (
        "Gwen",
        "Chloe",
        Story(GENERAL, "Has Chloe been coming in? She will not say."),
    ),
)
"""The same, at the college."""

A_TEACHERS_WEEK = (
    Story(
        ACADEMIC,
        "May the maths homework be typed? Handwriting is hard just now.",
        subject="Maths",
    ),
    Story(
        ACADEMIC,
        "What does the new symbol on page 40 mean? We are both stuck.",
        subject="Maths",
        days_ago=2,
        is_acknowledged=True,
    ),
    Story(
        ACADEMIC,
        "Is there a maths club, and who can come?",
        subject="Maths",
        days_ago=3,
        is_acknowledged=True,
    ),
    Story(
        ACADEMIC,
        "The test on Friday falls on the dentist. What now?",
        subject="Maths",
    ),
)
"""What else waits for the maths teacher of 9B."""
