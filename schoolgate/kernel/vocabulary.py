"""The school's own words for kinds of things, shared by packs, records and pages.

They live on the lowest floor because the packs name them, every app stores them and
every page shows them. Each member is what is stored, with a label for people. The
apps that own an idea offer its words under their own `enums`.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored word with a label for people: `Role.SENCO.label` is "SENCO"."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member; without a label, its value with spaces is the label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ")
        return member


class Channel(Word):
    """How something from a family came in."""

    LETTER = "letter"
    """On paper, by post or by hand."""
    EMAIL = "email", "e-mail"
    """To an address the school reads."""
    PHONE = "phone", "phone call"
    """A call, taken or left as a message."""
    MEETING_REQUEST = "meeting_request"
    """A wish to meet someone, however it was said."""
    PORTAL = "portal", "message"
    """Written on the family's own pages."""
    IN_PERSON = "in_person", "word in person"
    """Said at the gate or at reception, and noted."""


class Concern(Word):
    """What a family's enquiry is about, as far as it decides whom to ask first."""

    GENERAL = "general", "general query"
    """Anything that is no concern about the student."""
    ACADEMIC = "academic", "academic concern"
    """About learning, work, results or teaching."""
    PASTORAL = "pastoral", "pastoral concern"
    """About wellbeing, friendships or behaviour."""
    SEN = "sen", "special educational needs"
    """About a special educational need, known or suspected."""


class Role(Word):
    """A post that a step of a route leads to."""

    SCHOOL_OFFICE = "school_office"
    """The people who answer general queries."""
    SUBJECT_TEACHER = "subject_teacher"
    """Who teaches the student the subject in question."""
    HEAD_OF_DEPARTMENT = "head_of_department"
    """Who leads that subject."""
    VICE_PRINCIPAL_TEACHING_AND_LEARNING = (
        "vice_principal_teaching_and_learning",
        "vice-principal for teaching and learning",
    )
    """The member of the leadership who answers for teaching."""
    FORM_TEACHER = "form_teacher"
    """Who sees the student's form every day."""
    HEAD_OF_YEAR = "head_of_year"
    """Who answers for a year group."""
    VICE_PRINCIPAL_PASTORAL = (
        "vice_principal_pastoral",
        "vice-principal for pastoral care",
    )
    """The member of the leadership who answers for wellbeing."""
    PRINCIPAL = "principal"
    """The head of the school."""
    TUTOR = "tutor"
    """The student's own tutor."""
    TRUSTED_CONTACT = "trusted_contact"
    """The one person named for this family at a college."""
    CLASS_TEACHER = "class_teacher"
    """Who teaches the student's class."""
    SENCO = "senco", "SENCO"
    """The teacher who coordinates special educational needs."""
    FAMILY_CONTACT = "family_contact"
    """The member of staff named to keep in touch with this family."""
    STUDENT_SERVICES = "student_services"
    """The people of a college who look after who may be told about a student."""
    DATA_MANAGER = "data_manager"
    """Who brings people in from the school's other systems."""
    SAFEGUARDING_LEAD = "safeguarding_lead"
    """Who is told, alone, when a child may not be safe."""
    DATA_PROTECTION_LEAD = "data_protection_lead", "data protection lead"
    """Who answers when somebody asks what is held, or complains how it is used."""
    ADMINISTRATOR = "administrator"
    """Who sets the school up here, and says who holds what."""


class Permission(Word):
    """Something that only some posts may do, beyond answering what comes to them."""

    SET_UP_SCHOOL = "set_up_school", "set the school’s name, hours and year"
    """The school's own facts, its hours, terms, closures and visiting times."""
    SET_POLICY = "set_policy", "adopt a policy and change its settings"
    """Which pack is in force, with what settings, since when and why."""
    KEEP_PEOPLE = "keep_people", "keep students, contacts and staff"
    """Add, correct and end people and ties; confirm what contacts ask to correct."""
    IMPORT_PEOPLE = "import_people", "bring people in from a file"
    """Import from the school's other systems, and undo an import."""
    FILL_POSTS = "fill_posts", "say who holds a post, deputises or is away"
    """Posts, deputies and absences."""
    NAME_NEXT_OF_KIN = "name_next_of_kin", "say which next of kin has access"
    """Change during the year who was named at enrolment (FE-2.6b)."""
    GIVE_ACCESS = "give_access", "invite people and end their access"
    """Invitations, sessions, and the posts that carry permissions."""
    TAKE_DATA_OUT = "take_data_out", "take out everything about one person"
    """A copy of all that is held about one person."""


class Relationship(Word):
    """What an adult is to a student, in the school's records; decides no right."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    STEP_PARENT = "step_parent", "step-parent"
    GRANDPARENT = "grandparent"
    FOSTER_CARER = "foster_carer"
    GUARDIAN = "guardian"
    CARER = "carer"
    KEY_WORKER = "key_worker"
    SOCIAL_WORKER = "social_worker"
    OTHER = "other", "other contact"


class Responsibility(Word):
    """What makes a contact answerable for a student; decides before any other word.

    Whoever is a prime carer holds `care`, whatever the relationship is called.
    """

    PARENTAL = "parental", "parental responsibility"
    """Parental responsibility in law."""
    CARE = "care", "daily care"
    """Cares for the student day by day: a grandmother, a foster carer, a guardian."""
    PROFESSIONAL = "professional", "professional duty"
    """Key worker, social services, or a duty to a care leaver."""
    NONE = "none", "no responsibility"
    """A neighbour, an emergency contact: known, and not answerable."""


class RestrictionKind(Word):
    """What a court order or a hold on a tie forbids; both stop all information."""

    NO_CONTACT = "no_contact"
    """This person may not be in touch with the student."""
    NO_INFORMATION = "no_information"
    """This person may not learn anything about the student."""


class Category(Word):
    """A kind of information about a student; each is opened on its own."""

    LEARNING = "learning"
    """What is being taught and learnt."""
    ATTENDANCE = "attendance"
    """Presence, lateness and absence."""
    PROGRESS = "progress"
    """How the student is doing: marks, targets, reports."""
    BEHAVIOUR = "behaviour"
    """Conduct, praise, sanctions and discipline."""
    SEN = "sen", "special educational needs"
    """Special educational needs and the support for them."""
    HEALTH = "health"
    """Medical conditions, physical and mental health."""
    OTHER = "other", "other information"
    """Anything else about the student."""


class ConsentForm(Word):
    """How a student said yes."""

    WRITTEN = "written", "in writing"
    """Typed or on paper, and kept."""
    SPOKEN = "spoken", "spoken"
    """Said to a member of staff, who noted it."""


class ClauseKind(Word):
    """How a clause of a policy is kept."""

    ENFORCED = "enforced"
    """The product makes a breach impossible, or stops and says why."""
    TIMED = "timed"
    """A promise with a clock: due, warned of, breached, counted."""
    OFFERED = "offered"
    """Something people can do here; its use is counted."""
    EVIDENCED = "evidenced"
    """A principle, shown kept by answers, counts and records."""
    PUBLISHED = "published"
    """Something its audience must be able to read, in date."""


class Mechanism(Word):
    """What in the product keeps a clause; a clause without one is not built yet."""

    STANDARD = "standard"
    """A clock on the school's calendar."""
    ROUTE = "route"
    """The order of the people an enquiry goes to."""
    GATE = "gate"
    """The decision who may be told what."""
    ENQUIRY = "enquiry"
    """What an enquiry must have before it moves on."""
    CONTACT = "contact"
    """What parents begin, counted until somebody has answered."""
    POST = "post"
    """Somebody who holds a post, by name."""
    CHART = "chart"
    """The page on which families read whom to ask, by name."""
    CALENDAR = "calendar"
    """The school's year, as families read it."""
    CALL = "call"
    """Calls as messages, and the note that every call leaves."""
    REPORT = "report"
    """What was ended because it turned angry or abusive, and who was told."""
    WAYS = "ways"
    """Every way in to the school, and what came by it."""
    REGISTER = "register"
    """The school's own channels, and the rule that staff sign."""
    SAFETY = "safety"
    """What is about a child's safety: the safeguarding lead's, and nobody else's."""
    CONFIDENCE = "confidence"
    """What a parent tells to some people by name, with each reading on record."""
    TELLING = "telling"
    """What families tell the school, and what was made of it."""
    PROBLEM = "problem"
    """Problems of a student, and who was told of each."""
    VIEW = "view"
    """Differing views: talked through, and how each ended."""


class Cycle(Word):
    """A stretch of the school's year in which something comes round."""

    WEEK = "week"
    """Every week of term."""
    HALF_TERM = "half_term", "half-term"
    """Every half-term."""
    TERM = "term"
    """Every term."""
    YEAR = "year"
    """Every school year."""


class AdultSharing(Word):
    """How a college reads its rule for a student who turned 18 on the programme."""

    BOTH = "both"
    """The programme still runs, and the student consents."""
    EITHER = "either"
    """The programme still runs; that is enough, without consent."""


class DayKind(Word):
    """Why a day is unlike its weekday."""

    BANK_HOLIDAY = "bank_holiday"
    TRAINING = "training", "training day"
    CLOSURE = "closure"
    """Closed for another reason: snow, an election, a local holiday."""
    SHORT_DAY = "short_day", "half day"
    """Open, with other hours than its weekday."""


class Weekday(Word):
    """A day of the week, as calendars write it."""

    MON = "mon", "Monday"
    TUE = "tue", "Tuesday"
    WED = "wed", "Wednesday"
    THU = "thu", "Thursday"
    FRI = "fri", "Friday"
    SAT = "sat", "Saturday"
    SUN = "sun", "Sunday"
