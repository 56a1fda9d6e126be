"""Oakfield Grammar: about 900 students in Northern Ireland, on grammar-ni."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from schoolgate.cli.demo.families import Adult, birthday, contact, tie
from schoolgate.cli.demo.governors import appoint_to_the_grammar
from schoolgate.cli.demo.names import Names
from schoolgate.cli.demo.people import Crowd
from schoolgate.cli.demo.personas import Personas
from schoolgate.cli.demo.running import (
    administrator,
    send_away,
    settle_the_policy,
    wish_for_a_correction,
)
from schoolgate.cli.demo.years import make_year
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.people.enums import Relationship, Responsibility
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.domain.schools.enums import GroupKind, Nation, SchoolKind, Weekday
from schoolgate.domain.schools.models import Group, School
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.school_year import WeekdayHours
from schoolgate.kernel.vocabulary import RestrictionKind

YEARS = range(8, 15)
FORMS = "ABCDE"
PLACES_IN_A_FORM = 26
AGE_IN_YEAR_8 = 11
SUBJECTS = (
    *("Maths", "English", "Science", "History", "Geography"),
    *("French", "Music", "Art", "Computing", "PE"),
)
TEACHERS_A_SUBJECT = 4

COME_IN = (
    WeekdayHours(
        Weekday.WED, time(15, 15), time(16, 0), "form teachers, without an appointment"
    ),
    WeekdayHours(
        Weekday.FRI, time(8, 15), time(8, 45), "the head of year, at the gate"
    ),
)


@dataclass
class Grammar:
    """The school while it is made: its crowd, its posts, the cast one can name."""

    crowd: Crowd
    posts: list[Post]
    forms: dict[str, Group]
    years: dict[int, Group]
    teachers: dict[str, list[StaffMember]]
    cast: dict[str, Contact]
    children: dict[str, Student]


def make_grammar(personas: Personas, *, at: datetime) -> Grammar:
    """Make the school with its year, its people, its posts and its cast."""
    school = School.objects.create(
        name="Oakfield Grammar",
        nation=Nation.NORTHERN_IRELAND,
        kind=SchoolKind.GRAMMAR,
        mail_domain="oakfield.example",
    )
    crowd = Crowd(school, Names(seed=8), at.date())
    made = Grammar(crowd, [], {}, {}, {}, {}, {})
    make_year(school, opens=time(8, 45), closes=time(15, 15), visits=COME_IN, at=at)
    adopt_pack(
        school,
        "grammar-ni",
        by=SYSTEM,
        at=at - timedelta(days=400),
        why="Adopted by the board of governors",
    )
    _lead(made, personas)
    _teach(made, personas)
    _fill(made)
    _cast(made, personas)
    appoint_to_the_grammar(school, made.cast["Aoife"], personas, on=crowd.today)
    Post.objects.bulk_create(made.posts)
    _run(made, at)
    return made


def _run(made: Grammar, at: datetime) -> None:
    """Settle how the school is run, once everybody is in their posts."""
    [head] = [post.holder for post in made.posts if post.role == Role.PRINCIPAL]
    away, deputy, *_ = made.teachers["Geography"]
    if head:
        settle_the_policy(made.crowd, head, at=at)
    send_away(away, deputy, at=at)
    wish_for_a_correction(made.cast["Imran"], at=at - timedelta(days=1))


def _lead(made: Grammar, personas: Personas) -> None:
    hire, post = made.crowd.hire, made.crowd.post
    adair = hire("Mr", "Samuel", "Adair")
    lynch, walsh = hire("Mrs", "Deirdre", "Lynch"), hire("Ms", "Helen", "Walsh")
    flynn, hughes = hire("Mrs", "Carol", "Flynn"), hire("Mr", "Peter", "Hughes")
    kerr, devlin = hire("Mrs", "Joan", "Kerr"), hire("Ms", "Brigid", "Devlin")
    doherty = hire("Mr", "Eamon", "Doherty")
    office = administrator(made.crowd, "Ms", "Grace", "Murphy")
    made.posts += [
        office,
        post(Role.PRINCIPAL, adair),
        post(Role.VICE_PRINCIPAL_TEACHING_AND_LEARNING, lynch),
        post(Role.VICE_PRINCIPAL_PASTORAL, walsh),
        post(Role.SCHOOL_OFFICE, flynn),
        post(Role.SCHOOL_OFFICE, hughes),
        post(Role.SENCO, kerr),
        post(Role.SAFEGUARDING_LEAD, devlin),
        post(Role.DATA_PROTECTION_LEAD, doherty),
    ]
    if office.holder:
        personas.staff(office.holder, "Administrator", "Sets the school up here")
    personas.staff(flynn, "School office", "Sorts what comes in and passes it on")
    personas.staff(adair, "Principal", "Sees what is overdue in the whole school")
    personas.staff(hughes, "Reception", "Shares the desk of the school office")
    personas.staff(kerr, "SENCO", "Has nothing due: an empty desk")
    personas.staff(devlin, "Safeguarding lead", "Has a note that nobody else may read")
    personas.staff(doherty, "Data protection lead", "Answers who asks for data")
    personas.staff(walsh, "Vice-principal, pastoral", "The third step for a worry")


def _teach(made: Grammar, personas: Personas) -> None:
    crowd = made.crowd
    byrne, osei = crowd.hire("Mr", "Declan", "Byrne"), crowd.hire("Dr", "Abena", "Osei")
    quinn = crowd.hire("Mrs", "Orla", "Quinn")
    gallagher = crowd.hire("Mr", "Niall", "Gallagher")
    for subject in SUBJECTS:
        teachers = crowd.hire_many(TEACHERS_A_SUBJECT)
        if subject == "Maths":
            teachers = [osei, byrne, *teachers]
        if subject == "English":
            teachers = [quinn, *teachers]
        made.teachers[subject] = teachers
        department = crowd.group(GroupKind.DEPARTMENT, subject, subject)
        made.posts.append(
            crowd.post(Role.HEAD_OF_DEPARTMENT, teachers[0], group=department)
        )
    personas.staff(byrne, "Maths teacher", "Has questions due today and this week")
    personas.staff(osei, "Head of maths", "The second step for a maths question")
    personas.staff(quinn, "Form teacher of 9B", "Hears how children are, first")
    personas.staff(gallagher, "Head of year 9", "The second step for a worry")
    made.teachers["head of year 9"] = [gallagher]


def _fill(made: Grammar) -> None:
    """Fill every form, and give each a form teacher and a teacher for each subject."""
    crowd = made.crowd
    pool = [one for subject in SUBJECTS for one in made.teachers[subject]]
    for year in YEARS:
        made.years[year] = crowd.group(GroupKind.YEAR, f"Year {year}")
        head = made.teachers["head of year 9"][0] if year == 9 else pool[year]
        made.posts.append(crowd.post(Role.HEAD_OF_YEAR, head, group=made.years[year]))
        for letter in FORMS:
            _fill_form(made, year, letter, pool)


def _fill_form(made: Grammar, year: int, letter: str, pool: list[StaffMember]) -> None:
    crowd, name = made.crowd, f"{year}{letter}"
    form = made.forms[name] = crowd.group(GroupKind.FORM, name)
    number = len(made.forms)
    teacher = made.teachers["English"][0] if name == "9B" else pool[number]
    made.posts.append(crowd.post(Role.FORM_TEACHER, teacher, group=form))
    age = AGE_IN_YEAR_8 + year - YEARS.start
    students = [crowd.enrol(crowd.names.family(), age) for _ in range(PLACES_IN_A_FORM)]
    crowd.add_students(students)
    classes = []
    for subject in SUBJECTS:
        group = crowd.group(GroupKind.CLASS, f"{name} {subject}", subject)
        teachers = made.teachers[subject]
        teaches = teachers[number % len(teachers)]
        if name in {"9B", "11C"} and subject == "Maths":
            teaches = teachers[1]
        made.posts.append(crowd.post(Role.SUBJECT_TEACHER, teaches, group=group))
        classes.append(group)
    crowd.place(students, form, made.years[year], *classes)


def _cast(made: Grammar, personas: Personas) -> None:
    """Add the families of the cast, each in its own situation."""
    mother, father = Relationship.MOTHER, Relationship.FATHER
    leila = Adult("Mrs", "Leila", "Haddad", mother)
    karim = Adult("Mr", "Karim", "Haddad", father)
    amal = _child(made, "Amal", "Haddad", "9B", 13, leila, karim)
    _child(made, "Yusuf", "Haddad", "11C", 15, leila)
    gary = Adult("Mr", "Gary", "Doyle", father)
    conor = _child(
        made, "Conor", "Doyle", "11C", 15, Adult("Ms", "Sinead", "Doyle", mother), gary
    )
    Restriction.objects.create(
        school=made.crowd.school,
        tie=conor.ties.get(contact=made.cast["Gary"]),
        kind=RestrictionKind.NO_CONTACT,
        from_on=made.crowd.today - timedelta(days=200),
    )
    care, none = Responsibility.CARE, Responsibility.NONE
    bridget = Adult("Mrs", "Bridget", "O’Neill", Relationship.GRANDPARENT, none)
    bridget = replace(bridget, is_prime_carer=True)
    _child(made, "Niamh", "O’Neill", "9B", 13, bridget)
    ruth = Adult("Ms", "Ruth", "Campbell", Relationship.FOSTER_CARER, care)
    daniel = Adult(
        "Mr",
        "Daniel",
        "Okafor",
        Relationship.SOCIAL_WORKER,
        Responsibility.PROFESSIONAL,
    )
    _child(made, "Tyler", "Reid", "8D", 11, ruth, daniel)
    _child(made, "Sara", "Ahmed", "9B", 13, Adult("Mr", "Imran", "Ahmed", father))
    jolanta = Adult("Ms", "Jolanta", "Petrova", mother)
    _child(made, "Ivan", "Petrov", "9C", 13, jolanta)
    aoife = Adult("Mrs", "Aoife", "Magee", mother)
    _child(made, "Cara", "Magee", "9C", 13, aoife)
    _introduce(made, personas)
    personas.student(amal, "Student, 13, year 9", "Sees whom to go to, and who is told")
    personas.student(conor, "Student, 15, year 11", "Has a father who is told nothing")


def _introduce(made: Grammar, personas: Personas) -> None:
    stories = {
        "Leila": ("Mother of Amal and Yusuf", "Has asked about the maths set"),
        "Karim": ("Father of Amal, lives elsewhere", "Entitled to all; sees only his"),
        "Sinead": ("Mother of Conor", "Waits for an answer that is late"),
        "Gary": ("Father of Conor, under a no-contact order", "Finds nothing here"),
        "Bridget": ("Grandmother, cares for Niamh", "Counts as a parent in every rule"),
        "Ruth": ("Foster carer of Tyler", "Counts as a parent in every rule"),
        "Daniel": ("Social worker of Tyler", "A professional, not a parent"),
        "Imran": ("Father of Sara, reads Urdu", "Has nothing open: an empty page"),
        "Jolanta": ("Mother of Ivan, does not read", "Someone rang on her behalf"),
    }
    for name, (who, story) in stories.items():
        personas.parent(made.crowd.school, made.cast[name], who, story)


def _child(
    made: Grammar, given: str, family: str, form: str, age: int, *adults: Adult
) -> Student:
    crowd = made.crowd
    student = Student.objects.create(
        school=crowd.school,
        given_name=given,
        family_name=family,
        born_on=birthday(crowd.today, age),
    )
    classes = Group.objects.filter(
        school=crowd.school, kind=GroupKind.CLASS, name__startswith=f"{form} "
    )
    year = made.years[int("".join(filter(str.isdigit, form)))]
    crowd.place([student], made.forms[form], year, *classes)
    for adult in adults:
        if adult.given not in made.cast:
            made.cast[adult.given] = contact(crowd.school, adult)
        tie(student, made.cast[adult.given], adult)
    made.children[given] = student
    return student
