"""Accounts, what each is at a school, and the posts that staff hold."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from schoolgate.domain.accounts.enums import AppointmentState, InvitationWay, Role
from schoolgate.domain.people.models import (
    Contact,
    Governor,
    Person,
    StaffMember,
    Student,
)
from schoolgate.domain.schools.models import Group
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field

PEOPLE = ("contact", "staff", "student", "governor")
"""What an account can be at a school; one membership is one of them."""


def _is_only(person: str) -> Q:
    """Match the rows that are of this kind of person and of nobody else."""
    others = {other: None for other in PEOPLE if other != person}
    return Q(**{f"{person}__isnull": False}, **others)


def _one_person(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=reduce(or_, map(_is_only, PEOPLE)), name=name
    )


class Account(AbstractBaseUser):
    """One person who signs in, however many schools and roles they have.

    Belongs to no school, so it holds nothing about one. Personal data: e-mail, time of
    the last sign-in. Kept: while a membership holds. Erased: with the last one.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    sessions_ended = models.PositiveIntegerField(default=0)
    """How often all sessions of this account were ended (`get_session_auth_hash`)."""
    loaded_memberships: "list[Membership] | None" = None
    """What was read with the account where it signed in (access.account_of_session)."""

    objects = BaseUserManager["Account"]()
    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.public_id

    def has_usable_password(self) -> bool:
        """Answer whether a password was ever set: most people sign in without one."""
        return bool(self.password) and super().has_usable_password()

    def get_session_auth_hash(self) -> str:
        """Return what a session must match, or it is over at its next request.

        Besides the password, how often all sessions were ended: raising that number
        ends every session there is, listed or not.
        """
        return f"{super().get_session_auth_hash()}-{self.sessions_ended}"


class OfOnePerson(SchoolOwned):
    """A row that is about one contact, member of staff, student or governor."""

    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True)
    staff = models.ForeignKey(StaffMember, models.CASCADE, null=True, blank=True)
    student = models.ForeignKey(Student, models.CASCADE, null=True, blank=True)
    governor = models.ForeignKey(Governor, models.CASCADE, null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = True

    @property
    def person(self) -> Person:
        """Return who it is about."""
        found = self.contact or self.staff or self.student or self.governor
        assert found is not None  # noqa: S101 (a constraint of the table)
        return found


class Membership(OfOnePerson):
    """What an account is at one school: a contact, staff, student or governor.

    Personal data: ties an account to a person. Kept and erased with the person.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    ends_at = models.DateTimeField(null=True, blank=True)
    is_of_old_address = models.BooleanField(default=False)
    """Ended because the address on record became another one."""
    second_factor_lost_at = models.DateTimeField(null=True, blank=True)
    """When this school asked to take the second step away."""
    loaded_roles: frozenset[Role] = frozenset()
    """What a member of staff holds, read with the membership (access.actors)."""

    class Meta(SchoolOwned.Meta):
        constraints = (
            _one_person("membership_is_one_person"),
            models.UniqueConstraint(
                fields=("account", "contact"), name="membership_once_a_contact"
            ),
            models.UniqueConstraint(
                fields=("account", "staff"), name="membership_once_a_staff_member"
            ),
            models.UniqueConstraint(
                fields=("account", "student"), name="membership_once_a_student"
            ),
            models.UniqueConstraint(
                fields=("account", "governor"), name="membership_once_a_governor"
            ),
        )

    def __str__(self) -> str:
        return f"account {self.account_id} at school {self.school_id}"


class Invitation(OfOnePerson):
    """Asks one person in: by a link in a mail, or by a code in a letter.

    The link and the code are made of `seed` and of the installation's key, so that
    neither stands in the database; `token_hash` finds the row. Personal data: whom the
    school asked in, when, and when they came. Why: to show who was given access. Kept:
    as the audit. Erased: with the person.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    way = word_field(InvitationWay)
    seed = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """What came of it."""

    class Meta(SchoolOwned.Meta):
        ordering = ("-made_at", "-pk")
        constraints = (
            _one_person("invitation_is_one_person"),
            only("way", InvitationWay, name="invitation_way_is_known"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(ended_at=None),
                name="invitation_used_or_ended",
            ),
        )
        indexes = (models.Index(fields=("school", "used_at"), name="invitation_used"),)

    def __str__(self) -> str:
        return self.public_id

    def is_open(self, at: datetime) -> bool:
        """Answer whether it can still be used."""
        return self.used_at is None and self.ended_at is None and at < self.expires_at


class Post(SchoolOwned):
    """A role held by someone, for one student, a group, or the whole school.

    A post without a holder is vacant; its deputy stands in. Personal data: who holds
    it. Kept: while it stands.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    role = word_field(Role)
    holder = models.ForeignKey(
        StaffMember, models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    deputy = models.ForeignKey(
        StaffMember, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True)
    student = models.ForeignKey(Student, models.CASCADE, null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        constraints = (
            only("role", Role, name="post_role_is_known"),
            models.CheckConstraint(
                condition=Q(group=None) | Q(student=None),
                name="post_for_a_group_or_a_student",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} at school {self.school_id}"


class Appointment(SchoolOwned):
    """Asks that somebody comes to hold, or deputise in, a post that gives access.

    It waits for a second administrator; where there is none, for a day. Personal data:
    who is to have the post, who asked, who settled it. Why: nobody gives the highest
    posts alone. Kept: as the audit. Erased: with whoever was to have it.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    post = models.ForeignKey(Post, models.CASCADE, related_name="appointments")
    holder = models.ForeignKey(
        StaffMember, models.CASCADE, null=True, blank=True, related_name="+"
    )
    deputy = models.ForeignKey(
        StaffMember, models.CASCADE, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    takes_effect_at = models.DateTimeField(null=True, blank=True)
    """When it happens by itself; without, it waits for somebody to confirm it."""
    state = word_field(AppointmentState, default=AppointmentState.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=80, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("asked_at", "pk")
        constraints = (
            only("state", AppointmentState, name="appointment_state_is_known"),
            models.UniqueConstraint(
                fields=("post",),
                condition=Q(state=AppointmentState.WAITING),
                name="appointment_waits_once_a_post",
            ),
            models.CheckConstraint(
                condition=Q(state=AppointmentState.WAITING, settled_at=None)
                | (~Q(state=AppointmentState.WAITING) & Q(settled_at__isnull=False)),
                name="appointment_settled_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.public_id


class FoundingCode(models.Model):
    """Lets somebody set up one school in the browser, within a day.

    Issued on the command line of the installation. Personal data: none. Kept: as long
    as the installation; only the hash of the code.
    """

    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"founding code of {self.made_at:%Y-%m-%d}"
