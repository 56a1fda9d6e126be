"""What the demo's families ask, and what they are told."""

from dataclasses import dataclass

from schoolgate.kernel.vocabulary import Category, Concern

ACADEMIC, PASTORAL, GENERAL = Concern.ACADEMIC, Concern.PASTORAL, Concern.GENERAL


@dataclass(frozen=True)
class Story:
    """A question, what it is about, and an answer to it."""

    concern: Concern
    asks: str
    answer: str
    category: Category | None = Category.LEARNING


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
