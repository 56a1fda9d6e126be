"""Problems of a student that staff record, and what each parent was told of them."""

from datetime import date

from django.db import models
from django.db.models import Q

from schoolgate.domain.enquiries.enums import ProblemKind
from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field


class Problem(SchoolOwned):
    """A problem of a student: work, relationships or discipline (GN-3.7).

    In a sentence, for staff. Personal data: what troubles a student. Why: to help them,
    with their parents. Kept: with the pupil file. Erased: with it.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    student = models.ForeignKey(Student, models.PROTECT, related_name="problems")
    kind = word_field(ProblemKind)
    text = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    ended = models.TextField(blank=True)
    """How it ended, in the words of who closed it."""

    class Meta(SchoolOwned.Meta):
        ordering = ("-recorded_at", "-pk")
        constraints = (
            only("kind", ProblemKind, name="problem_kind_is_known"),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None, ended="")
                | Q(closed_by__isnull=False, closed_at__isnull=False) & ~Q(ended=""),
                name="problem_closed_is_whole",
            ),
        )
        indexes = (
            models.Index(fields=("student", "-recorded_at"), name="problem_by_student"),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def signature(self) -> str:
        """Return how the audit writes this problem."""
        return f"problem:{self.public_id}"


class WordToParent(SchoolOwned):
    """That one parent was told of a problem, or the ground for not telling them.

    Personal data: who was told or not, and why. Why: no parent is left out without a
    reason that somebody answers for. Kept and erased with the problem.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="words")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(
        Enquiry, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The conversation that the first word to them stands in."""
    ground = models.TextField(blank=True)
    """Why they are not told, for staff alone."""
    review_on = models.DateField(null=True, blank=True)
    """The day from which the ground holds no more."""
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(enquiry__isnull=False, ground="", review_on=None)
                | Q(enquiry=None, review_on__isnull=False) & ~Q(ground=""),
                name="word_is_told_or_has_a_ground",
            ),
            models.UniqueConstraint(
                fields=("problem", "contact"),
                condition=Q(enquiry__isnull=False),
                name="word_told_once",
            ),
        )

    def __str__(self) -> str:
        return f"word on {self.problem_id} to {self.contact_id}"

    def holds(self, on: date) -> bool:
        """Answer whether they were told, or the ground still holds on this day."""
        return self.review_on is None or on < self.review_on
