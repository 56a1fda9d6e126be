"""Words of an enquiry: its states, its moves, what is said in it."""

from schoolgate.kernel.vocabulary import Channel, Word


class EnquiryState(Word):
    """Where an enquiry stands. `MOVES` says what may follow."""

    OPEN = "open", "waiting for an answer"
    """The family waits for the school."""
    ANSWERED = "answered"
    """The school has answered; the family may write back."""
    CLOSED = "closed"
    """Settled. The family can still write back, which opens it again."""


MOVES: dict[EnquiryState, frozenset[EnquiryState]] = {
    EnquiryState.OPEN: frozenset({EnquiryState.ANSWERED}),
    EnquiryState.ANSWERED: frozenset(
        {EnquiryState.OPEN, EnquiryState.ANSWERED, EnquiryState.CLOSED}
    ),
    EnquiryState.CLOSED: frozenset({EnquiryState.OPEN, EnquiryState.ANSWERED}),
}
"""Staff may add to an answer, also of a closed one. An enquiry closes only from
`answered`: never without a reply on record."""


class Begun(Word):
    """How a conversation began: what is owed in it follows from that."""

    ASKED = "asked", "asked by the family"
    """The family asks, and waits for an answer."""
    TOLD = "told", "told by the family"
    """The family tells something; what was made of it closes it."""
    BY_SCHOOL = "by_school", "begun by the school"
    """The school tells the family something first; nothing is due."""


class MessageKind(Word):
    """What one message in an enquiry is."""

    FROM_FAMILY = "from_family", "from the family"
    """What the family said."""
    TAKEN_FURTHER = "taken_further", "taken one step further"
    """Why the family takes it one step further."""
    DISPUTED = "disputed", "not settled, says the family"
    """Why the family does not see it as settled."""
    AGREED = "agreed", "agreed, says the family"
    """That the family sees it as settled as well."""
    FIRST_WORD = "first_word", "first word from the school"
    """What the school tells a family that had not asked."""
    ACKNOWLEDGEMENT = "acknowledgement"
    """A person says: I have it."""
    HOLDING = "holding", "holding reply"
    """A person says that the answer comes later than promised, when, and why."""
    ANSWER = "answer"
    """A person answers."""
    OUTCOME = "outcome"
    """A person says how it was settled."""
    NOTE = "note", "note for colleagues"
    """For staff alone."""
    HANDED_OVER = "handed_over"
    """Why one member of staff gave it to another; for staff alone."""
    CALLED = "called", "note of a call"
    """What was said on a call back, or that nobody answered; for staff alone."""
    FETCHED = "fetched", "fetched from a lesson"
    """The emergency for which a lesson was interrupted; for staff alone."""
    ENDED = "ended", "ended and reported"
    """That it had turned angry or abusive and was ended; for staff alone."""


FAMILY_SAYS = frozenset(
    {
        *(MessageKind.FROM_FAMILY, MessageKind.TAKEN_FURTHER),
        *(MessageKind.DISPUTED, MessageKind.AGREED),
    }
)
"""What the family itself has written."""
FOR_STAFF_ALONE = frozenset(
    {
        *(MessageKind.NOTE, MessageKind.HANDED_OVER),
        *(MessageKind.CALLED, MessageKind.FETCHED, MessageKind.ENDED),
    }
)
"""What no family page and no mail ever shows."""


class Readership(Word):
    """Which staff may read an enquiry. Its family's page is the same for each."""

    STAFF = "staff"
    """Who answers it, who leads the school, and who has written in it."""
    NAMED = "named", "those it was told to"
    """Told in confidence: some people by name, and nobody else."""
    SAFEGUARDING = "safeguarding", "the safeguarding lead"
    """About a child's safety: the safeguarding lead, and nobody else."""


class SafetySource(Word):
    """How the safeguarding lead comes to hear of something."""

    FAMILY = "family", "written by a family"
    """On their page."""
    CALL = "call", "said on the telephone"
    """To a member of staff, who wrote it down."""
    SEEN = "seen", "seen by staff"
    """A member of staff saw something."""
    HEARD = "heard", "heard by staff"
    """Somebody told a member of staff: a child, a parent, anybody."""
    ENQUIRY = "enquiry", "passed on from an enquiry"
    """Somebody on staff saw that an enquiry was about a child's safety."""


NOTED_BY_STAFF = (SafetySource.CALL, SafetySource.SEEN, SafetySource.HEARD)
"""What a member of staff chooses from."""


class Reached(Word):
    """What became of a call to a family."""

    SPOKE = "spoke", "We spoke"
    """They were reached, and spoken to."""
    LEFT_MESSAGE = "left_message", "I left a message"
    """On their answering machine, without a word about the student."""
    NOT_REACHED = "not_reached", "Nobody answered"
    """To be tried again: it counts as no call back."""


CALLED_BACK = frozenset({Reached.SPOKE, Reached.LEFT_MESSAGE})
"""What counts as the call back that was promised."""
ONE_WAYS = (Channel.EMAIL, Channel.PORTAL, Channel.LETTER, Channel.PHONE)
"""The ways that a contact can be asked to keep to."""
LOGGED_WAYS = (
    *(Channel.PHONE, Channel.IN_PERSON, Channel.LETTER, Channel.MEETING_REQUEST),
)
"""How something comes in that a member of staff writes down."""


class Outcome(Word):
    """How an enquiry was settled."""

    RESOLVED = "resolved", "It is put right"
    """What was asked for was done or answered."""
    AGREED = "agreed", "We agreed on a way forward"
    """Both sides agreed on something."""
    STAYS = "stays", "It stays as it is, for a reason"
    """Nothing changes, and the reason was given."""
    USED = "used", "What you told us is being used"
    """The family told something, and this was made of it."""
    MAY_NOT_REPLY = "may_not_reply", "may not be answered"
    """This contact may not be reached about this student; for staff alone."""
    JOINED = "joined", "goes on in another"
    """It was about the same matter as an earlier one, and goes on there."""


VIEW_OUTCOMES = (Outcome.AGREED, Outcome.RESOLVED, Outcome.STAYS)
"""How a differing view can end: a solution, or the reason for none (AC-2.3a)."""
SOLUTIONS = frozenset({Outcome.AGREED, Outcome.RESOLVED, Outcome.USED})
"""Outcomes that a family can say yes to."""
SAID_TO_NOBODY = frozenset({Outcome.MAY_NOT_REPLY, Outcome.JOINED})
TOLD_OUTCOMES = tuple(each for each in Outcome if each not in SAID_TO_NOBODY)
"""What staff choose from when the family is told."""


class Whose(Word):
    """Whose enquiries somebody looks for."""

    ANYBODYS = "anybodys", "anybody’s"
    """All that they may see."""
    MINE = "mine"
    """What is with them."""
    IN_MY_POSTS = "in_my_posts", "in my posts"
    """What is on a step whose post they hold."""


class Standing(Word):
    """How what somebody looks for stands."""

    WAITING = "waiting", "waiting for an answer"
    """A family waits."""
    OVERDUE = "overdue"
    """And has waited for longer than was promised."""
    ANSWERED = "answered"
    """The school has answered."""
    SETTLED = "settled"
    """Closed, with its outcome."""


class Clock(Word):
    """How a promise with a time stands."""

    NONE = "none", "no time promised"
    RUNNING = "running", "in time so far"
    OVERDUE = "overdue"
    EXTENDED = "extended", "by a new date"
    """The family was given a later date while the first ran; that is not kept."""
    KEPT = "kept", "in good time"
    LATE = "late"


class Prompt(Word):
    """Of what a member of staff is told about a promise."""

    ENDS = "ends", "ends before the next school day"
    """To who has it: there is still time."""
    BROKEN = "broken", "was not kept"
    """To their line manager."""


class FileKind(Word):
    """What a file is by its content; nothing else is taken in."""

    PDF = "pdf", "PDF"
    PNG = "png", "picture"
    JPEG = "jpg", "photo"
    WEBP = "webp", "picture"
    TEXT = "txt", "text"
    DOCX = "docx", "Word document"
    ODT = "odt", "OpenDocument text"


class RegisterKind(Word):
    """What kind of way to reach people a school has on its register."""

    PHONE = "phone", "telephone"
    """A number of the school's own."""
    MAIL = "mail", "e-mail"
    """An address, or all addresses of a domain, that the school runs."""
    PAGE = "page", "page"
    """A page that the school runs: for teaching, events or fixtures."""


class Told(Word):
    """What kind of thing a family tells."""

    KNOWS = "knows", "Something you know about your child"
    """That the school should know too."""
    STRENGTH = "strength", "What your child is good at"
    """At home, in a club, with other people."""
    BRINGS = "brings", "Something you can bring to your child’s learning"
    """Knowledge, skills and strengths of the parent."""


class Treated(Word):
    """What somebody says when asked whether they were treated with respect."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Side(Word):
    """Whose answer it is."""

    FAMILY = "family", "families"
    STAFF = "staff"


class ProblemKind(Word):
    """What a recorded problem of a student is about (GN-3.7)."""

    WORK = "work"
    """What they do, or hand in, or can do."""
    RELATIONSHIPS = "relationships"
    """With other students, or with staff."""
    DISCIPLINE = "discipline"
    """Conduct, and what followed from it."""


class DataKind(Word):
    """What a family does with its rights to data."""

    REQUEST = "request", "request for data"
    """Asks for what is held about them or their child."""
    COMPLAINT = "complaint", "complaint about data"
    """Complains about how data is used."""


class DataStep(Word):
    """What happened with a request for data, or a complaint about it."""

    FROM_FAMILY = "from_family", "from the family"
    """What they asked, or added."""
    ACKNOWLEDGED = "acknowledged"
    """The school said that it has it."""
    ASKED_BACK = "asked_back", "asked for proof or what is meant"
    """The clock of a request stands still from here."""
    CAME_BACK = "came_back", "the answer to that came"
    """The clock goes on."""
    EXTENDED = "extended", "two months more, with the reason"
    """The reason was told within the first month."""
    PROGRESS = "progress", "how it goes"
    """The school said how far it is."""
    ANSWERED = "answered"
    """The school has answered; it is closed."""
    NOTE = "note", "note for colleagues"
    """For who answers it alone."""


DATA_FOR_STAFF_ALONE = frozenset({DataStep.NOTE})
"""What no family page and no mail ever shows."""
