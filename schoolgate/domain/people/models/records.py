"""Students, contacts, staff, governors, and the ties between them.

There is no family table: two homes break it. A family is the adults tied to a student.
"""

from datetime import date

from django.db import models
from django.db.models.functions import Lower

from schoolgate.domain.people.enums import (
    CorrectionState,
    Detail,
    Relationship,
    Responsibility,
)
from schoolgate.domain.people.rules import (
    effective_responsibility,
    full_name,
    polite_name,
)
from schoolgate.domain.schools.models import Group
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field


class Person(SchoolOwned):
    """What students, contacts, staff and governors have in common."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    ref = models.CharField(max_length=80, blank=True)
    """What the school's other systems call this person; an import finds them by it."""
    title = models.CharField(max_length=20, blank=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.public_id

    @property
    def full_name(self) -> str:
        """Return given and family name: Amal Haddad."""
        return full_name(self.given_name, self.family_name)

    @property
    def polite_name(self) -> str:
        """Return how this person is spoken of in a letter: Mrs Haddad."""
        return polite_name(self.title, self.given_name, self.family_name)


def _one_of_each_ref(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=("school", "ref"),
        condition=~models.Q(ref=""),
        name=f"{name}_ref_once",
    )


class Student(Person):
    """Someone who learns here.

    Personal data: name, birthday, programme dates. Why: to know whom a family asks
    about, and at what age the student decides. Kept: with the pupil file. Erased: with
    the pupil file, by two people.
    """

    born_on = models.DateField()
    programme_starts_on = models.DateField(null=True, blank=True)
    programme_ends_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    """The first day on which this student is no longer on roll."""
    groups = models.ManyToManyField(Group, through="GroupPlace", related_name="+")

    class Meta(Person.Meta):
        ordering = ("family_name", "given_name")
        constraints = (_one_of_each_ref("student"),)

    def is_on_roll(self, on: date) -> bool:
        """Answer whether this student is still one of the school's on this day."""
        return self.left_on is None or on < self.left_on


class GroupPlace(SchoolOwned):
    """A student's place in a form, year or class.

    Personal data: which groups a student is in. Kept and erased with the student.
    """

    student = models.ForeignKey(Student, models.CASCADE, related_name="places")
    group = models.ForeignKey(Group, models.CASCADE, related_name="places")

    class Meta(SchoolOwned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("student", "group"), name="place_taken_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} in {self.group_id}"


class Contact(Person):
    """An adult tied to a student.

    Personal data: name, e-mail, mobile. Why: to reach this person. Kept: while a tie
    is in force, then as the schedule says. Erased: with the last tie.
    """

    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=30, blank=True)

    class Meta(Person.Meta):
        ordering = ("family_name", "given_name")
        indexes = (
            models.Index(Lower("email"), name="contact_email_lower"),
            models.Index(fields=("school", "ref"), name="contact_by_ref"),
        )


class Correction(SchoolOwned):
    """One thing a contact asks to have put right about themselves.

    Personal data: what is to stand on record. Why: families correct their own details,
    and the office confirms. Kept: a year after it was settled. Erased: then.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="corrections")
    detail = word_field(Detail)
    was = models.CharField(max_length=254, blank=True)
    asked = models.CharField(max_length=254, blank=True)
    state = word_field(CorrectionState, default=CorrectionState.ASKED)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("asked_at", "pk")
        constraints = (
            only("detail", Detail, name="correction_detail_is_known"),
            only("state", CorrectionState, name="correction_state_is_known"),
            models.UniqueConstraint(
                fields=("contact", "detail"),
                condition=models.Q(state=CorrectionState.ASKED),
                name="correction_asked_once_a_detail",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CorrectionState.ASKED, settled_at=None)
                | (
                    ~models.Q(state=CorrectionState.ASKED)
                    & models.Q(settled_at__isnull=False)
                ),
                name="correction_settled_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.public_id


class StaffMember(Person):
    """Someone who works here.

    Personal data: name, work e-mail, whether a qualified teacher, line manager. Kept:
    while employed, then as the schedule says.
    """

    email = models.EmailField(blank=True)
    is_qualified_teacher = models.BooleanField(default=False)
    """Holds qualified teacher status: a SENCO must (SE-RS)."""
    line_manager = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    left_on = models.DateField(null=True, blank=True)

    class Meta(Person.Meta):
        ordering = ("family_name", "given_name")
        constraints = (_one_of_each_ref("staff"),)
        indexes = (models.Index(Lower("email"), name="staff_email_lower"),)

    def is_employed(self, on: date) -> bool:
        """Answer whether this person still works here on this day."""
        return self.left_on is None or on < self.left_on


class Absence(SchoolOwned):
    """A stretch of days in which a member of staff is away; never why.

    Personal data: that somebody is away. Why: what they answer goes to their deputy.
    Kept: until the day it ends. Erased: then.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    """The first day back; none while nobody knows."""

    class Meta(SchoolOwned.Meta):
        ordering = ("from_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_on=None)
                | models.Q(until_on__gt=models.F("from_on")),
                name="absence_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} away from {self.from_on}"


class Governor(Person):
    """Someone who governs this school, for a term of office.

    A parent or member of staff who governs has this beside what else they are.
    Personal data: name, e-mail, term of office. Why: governors see how the policy is
    kept, and sign in for it. Kept: while in office, then as the schedule says. Erased:
    with the membership that ties it to an account; no figure or record names it.
    """

    email = models.EmailField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """The first day out of office; none while no end is set."""

    class Meta(Person.Meta):
        ordering = ("family_name", "given_name")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gt=models.F("starts_on")),
                name="governor_ends_after_the_start",
            ),
        )

    def is_in_office(self, on: date) -> bool:
        """Answer whether the term of office covers this day."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


class Tie(SchoolOwned):
    """What an adult is to one student, and since when: per child, never per family.

    Personal data: relationship, responsibility. Why: rights follow from it. Kept: with
    the student. Erased: with the student; ended, never deleted, before that.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="ties")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="ties")
    relationship = word_field(Relationship)
    responsibility = word_field(Responsibility)
    is_prime_carer = models.BooleanField(default=False)
    is_named_for_access = models.BooleanField(default=True)
    """Named at enrolment as next of kin who may see information (FE-2.6b)."""
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """The first day on which it is no longer in force."""

    class Meta(SchoolOwned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("student", "contact", "starts_on"), name="tie_begun_once"
            ),
            only("relationship", Relationship, name="tie_relationship_is_known"),
            only("responsibility", Responsibility, name="tie_responsibility_is_known"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="tie_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact_id} {self.relationship} of {self.student_id}"

    @property
    def effective_responsibility(self) -> Responsibility:
        """Return the responsibility that the rules go by."""
        return effective_responsibility(
            Responsibility(self.responsibility), is_prime_carer=self.is_prime_carer
        )

    def is_in_force(self, on: date) -> bool:
        """Answer whether the tie holds on this day."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)
