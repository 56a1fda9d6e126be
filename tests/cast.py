"""The cast that every test knows by name: two schools, and people in every situation.

    leila     mother of Amal and Yusuf, with parental responsibility
    karim     father of Amal, separated, entitled to records
    gary      father of Conor under a no-contact order; sinead is Conor's mother
    bridget   grandmother, prime carer of Niamh, no parental responsibility
    ruth      foster carer of Tyler; daniel is Tyler's social worker
    imran     father of Sara, reads Urdu; jolanta, mother of Ivan, does not read
    noreen    a neighbour of Sara: an emergency contact with no responsibility
    byrne     maths teacher of 9B; osei head of maths; quinn form teacher of 9B;
    gallagher head of year 9; lynch and walsh vice-principals; adair principal;
    kerr      SENCO; devlin safeguarding lead; flynn school office; hughes reception,
              holds no post; murphy administrator
    fiona     mother of Cara, and a parent governor: as that she is magee
    healy     chair of governors and only that; kane was a governor, until the summer

and at the college
    zainab    17, objects; farida is her mother
    marcus    18, started at 17, consents for errol, his father
    chloe     19, started at 18, has not consented; gwen is her mother
    patel     tutor and trusted contact; grant student services; shaw principal
    okoro     chair of governors
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Account, Membership, Post
from schoolgate.domain.disclosure.enums import ConsentForm, RestrictionKind
from schoolgate.domain.disclosure.models import Consent, Objection, Restriction
from schoolgate.domain.people.enums import Relationship, Responsibility
from schoolgate.domain.people.models import (
    Contact,
    Governor,
    GroupPlace,
    StaffMember,
    Student,
    Tie,
)
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.domain.schools.enums import GroupKind, Nation, Weekday
from schoolgate.domain.schools.models import Group, OpeningHours, School, Term
from schoolgate.foundation.tenancy import every_school
from schoolgate.kernel.actors import SYSTEM

Person = Contact | StaffMember | Student | Governor
ADOPTED_AT = datetime(2026, 8, 1, tzinfo=UTC)
TERMS = (
    (date(2026, 9, 1), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 3, 25)),
)


@dataclass
class Cast:
    """Everybody by first or family name in lower case, and the two schools."""

    oakfield: School
    riverside: School
    people: dict[str, Person] = field(default_factory=dict)

    def contact(self, name: str) -> Contact:
        """Return a parent or carer."""
        person = self.people[name]
        assert isinstance(person, Contact)
        return person

    def student(self, name: str) -> Student:
        """Return a student."""
        person = self.people[name]
        assert isinstance(person, Student)
        return person

    def staff(self, name: str) -> StaffMember:
        """Return a member of staff."""
        person = self.people[name]
        assert isinstance(person, StaffMember)
        return person

    def governor(self, name: str) -> Governor:
        """Return a governor."""
        person = self.people[name]
        assert isinstance(person, Governor)
        return person

    def email_of(self, name: str) -> str:
        """Return the address of somebody's account."""
        person = self.people[name]
        if isinstance(person, Student):
            return f"{name}@student.example"
        return person.email


def load_cast() -> Cast:
    """Return the cast as it stands in the database."""
    with every_school(reason="the cast lives at two schools"):
        cast = Cast(
            School.objects.get(name="Oakfield Grammar"),
            School.objects.get(name="Riverside College"),
        )
        for student in Student.objects.select_related("school"):
            cast.people[student.given_name.lower()] = student
        for contact in Contact.objects.select_related("school"):
            cast.people[contact.given_name.lower()] = contact
        for member in StaffMember.objects.select_related("school"):
            cast.people[member.family_name.lower()] = member
        for governor in Governor.objects.select_related("school"):
            cast.people[governor.family_name.lower()] = governor
    return cast


def make_cast() -> None:
    """Make both schools and everybody in them."""
    with every_school(reason="the cast lives at two schools"):
        _oakfield(_school("Oakfield Grammar", "oakfield.example", "grammar-ni"))
        _riverside(_school("Riverside College", "riverside.example", "fe-college"))


def _school(name: str, domain: str, pack: str) -> School:
    school = School.objects.create(
        name=name, nation=Nation.NORTHERN_IRELAND, mail_domain=domain
    )
    for weekday in list(Weekday)[:5]:
        OpeningHours.objects.create(
            school=school, weekday=weekday, opens=time(8, 45), closes=time(15, 15)
        )
    for number, (first, last) in enumerate(TERMS, start=1):
        Term.objects.create(
            school=school, name=f"Term {number}", starts_on=first, ends_on=last
        )
    adopt_pack(school, pack, by=SYSTEM, at=ADOPTED_AT, why="Adopted by the governors")
    return school


def _oakfield(school: School) -> None:
    year = Group.objects.create(school=school, kind=GroupKind.YEAR, name="Year 9")
    form = Group.objects.create(school=school, kind=GroupKind.FORM, name="9B")
    maths, other = (
        Group.objects.create(
            school=school, kind=GroupKind.CLASS, name=f"9B {subject}", subject=subject
        )
        for subject in ("Maths", "Music")
    )
    department = Group.objects.create(
        school=school, kind=GroupKind.DEPARTMENT, name="Maths", subject="Maths"
    )
    for title, given, family, role, group in (
        ("Mr", "Declan", "Byrne", Role.SUBJECT_TEACHER, maths),
        ("Dr", "Abena", "Osei", Role.HEAD_OF_DEPARTMENT, department),
        ("Mrs", "Orla", "Quinn", Role.FORM_TEACHER, form),
        ("Mr", "Niall", "Gallagher", Role.HEAD_OF_YEAR, year),
        ("Mrs", "Deirdre", "Lynch", Role.VICE_PRINCIPAL_TEACHING_AND_LEARNING, None),
        ("Ms", "Helen", "Walsh", Role.VICE_PRINCIPAL_PASTORAL, None),
        ("Mr", "Samuel", "Adair", Role.PRINCIPAL, None),
        ("Mrs", "Joan", "Kerr", Role.SENCO, None),
        ("Ms", "Brigid", "Devlin", Role.SAFEGUARDING_LEAD, None),
        ("Mrs", "Carol", "Flynn", Role.SCHOOL_OFFICE, None),
        ("Mr", "Peter", "Hughes", None, None),
        ("Ms", "Grace", "Murphy", Role.ADMINISTRATOR, None),
    ):
        member = _hire(school, title, given, family, role, group)
        member.is_qualified_teacher = role is not None
        member.save()
    born = date(2013, 5, 1)
    groups = (year, form, maths, other)
    amal = _enrol(school, "Amal", "Haddad", born, *groups)
    yusuf = _enrol(school, "Yusuf", "Haddad", date(2011, 2, 3), year, form, maths)
    conor = _enrol(school, "Conor", "Doyle", date(2011, 3, 4), year, form, maths)
    niamh = _enrol(school, "Niamh", "Oneill", born, *groups)
    tyler = _enrol(school, "Tyler", "Reid", born, *groups)
    sara = _enrol(school, "Sara", "Ahmed", born, *groups)
    ivan = _enrol(school, "Ivan", "Petrov", born, *groups)
    _tie(school, "Mrs", "Leila", "Haddad", Relationship.MOTHER, amal, yusuf)
    _tie(school, "Mr", "Karim", "Haddad", Relationship.FATHER, amal)
    _tie(school, "Ms", "Sinead", "Doyle", Relationship.MOTHER, conor)
    gary = _tie(school, "Mr", "Gary", "Doyle", Relationship.FATHER, conor)
    Restriction.objects.create(
        school=school,
        tie=gary.ties.get(),
        kind=RestrictionKind.NO_CONTACT,
        from_on=date(2026, 1, 1),
    )
    _tie(
        school,
        "Mrs",
        "Bridget",
        "Oneill",
        Relationship.GRANDPARENT,
        niamh,
        responsibility=Responsibility.NONE,
        is_prime_carer=True,
    )
    _tie(
        school,
        "Ms",
        "Ruth",
        "Campbell",
        Relationship.FOSTER_CARER,
        tyler,
        responsibility=Responsibility.CARE,
    )
    _tie(
        school,
        "Mr",
        "Daniel",
        "Okafor",
        Relationship.SOCIAL_WORKER,
        tyler,
        responsibility=Responsibility.PROFESSIONAL,
    )
    _tie(school, "Mr", "Imran", "Ahmed", Relationship.FATHER, sara)
    _tie(school, "Ms", "Jolanta", "Petrova", Relationship.MOTHER, ivan)
    cara = _enrol(school, "Cara", "Magee", born, *groups)
    fiona = _tie(school, "Mrs", "Fiona", "Magee", Relationship.MOTHER, cara)
    _appoint(school, "Mrs", "Fiona", "Magee", fiona.email)
    _appoint(school, "Mr", "Desmond", "Healy", "healy@governors.example")
    _appoint(
        school,
        *("Ms", "Ita", "Kane", "kane@governors.example"),
        ends_on=date(2026, 7, 1),
    )
    _tie(
        school,
        "Mrs",
        "Noreen",
        "Boyd",
        Relationship.OTHER,
        sara,
        responsibility=Responsibility.NONE,
    )


def _riverside(school: School) -> None:
    patel = _hire(school, "Ms", "Nisha", "Patel", None, None)
    grant = _hire(school, "Mr", "Owen", "Grant", Role.SCHOOL_OFFICE, None)
    Post.objects.create(school=school, role=Role.STUDENT_SERVICES, holder=grant)
    _hire(school, "Dr", "Miriam", "Shaw", Role.PRINCIPAL, None)
    zainab = _enrol(school, "Zainab", "Ali", date(2009, 3, 1))
    marcus = _enrol(school, "Marcus", "Bell", date(2008, 10, 1))
    chloe = _enrol(school, "Chloe", "Evans", date(2007, 6, 1))
    for student, starts in ((zainab, 2026), (marcus, 2025), (chloe, 2026)):
        student.programme_starts_on = date(starts, 9, 1)
        student.programme_ends_on = date(2027, 6, 30)
        student.save()
        Post.objects.create(
            school=school, role=Role.TRUSTED_CONTACT, holder=patel, student=student
        )
    _tie(school, "Mrs", "Farida", "Ali", Relationship.MOTHER, zainab)
    errol = _tie(school, "Mr", "Errol", "Bell", Relationship.FATHER, marcus)
    _tie(school, "Mrs", "Gwen", "Evans", Relationship.MOTHER, chloe)
    _appoint(school, "Dr", "Ngozi", "Okoro", "okoro@governors.example")
    Objection.objects.create(school=school, student=zainab, made_on=date(2026, 10, 1))
    Consent.objects.create(
        school=school,
        student=marcus,
        contact=errol,
        form=ConsentForm.SPOKEN,
        given_on=date(2026, 10, 5),
    )


def _hire(
    school: School,
    title: str,
    given: str,
    family: str,
    role: Role | None,
    group: Group | None,
) -> StaffMember:
    member = StaffMember.objects.create(
        school=school,
        title=title,
        given_name=given,
        family_name=family,
        email=f"{family.lower()}@{school.mail_domain}",
    )
    if role:
        Post.objects.create(school=school, role=role, holder=member, group=group)
    account = Account.objects.create(email=member.email)
    Membership.objects.create(school=school, account=account, staff=member)
    return member


def _appoint(
    school: School,
    title: str,
    given: str,
    family: str,
    email: str,
    *,
    ends_on: date | None = None,
) -> Governor:
    governor = Governor.objects.create(
        school=school,
        title=title,
        given_name=given,
        family_name=family,
        email=email,
        starts_on=date(2024, 9, 1),
        ends_on=ends_on,
    )
    account, _ = Account.objects.get_or_create(email=email)
    Membership.objects.create(school=school, account=account, governor=governor)
    return governor


def _enrol(
    school: School, given: str, family: str, born: date, *groups: Group
) -> Student:
    student = Student.objects.create(
        school=school, given_name=given, family_name=family, born_on=born
    )
    for group in groups:
        GroupPlace.objects.create(school=school, student=student, group=group)
    account = Account.objects.create(email=f"{given.lower()}@student.example")
    Membership.objects.create(school=school, account=account, student=student)
    return student


def _tie(
    school: School,
    title: str,
    given: str,
    family: str,
    relationship: Relationship,
    *students: Student,
    responsibility: Responsibility = Responsibility.PARENTAL,
    is_prime_carer: bool = False,
) -> Contact:
    contact = Contact.objects.create(
        school=school,
        title=title,
        given_name=given,
        family_name=family,
        email=f"{given.lower()}@family.example",
    )
    for student in students:
        Tie.objects.create(
            school=school,
            student=student,
            contact=contact,
            relationship=relationship,
            responsibility=responsibility,
            is_prime_carer=is_prime_carer,
            starts_on=student.born_on,
        )
    account = Account.objects.create(email=contact.email)
    Membership.objects.create(school=school, account=account, contact=contact)
    return contact
