"""An enquiry, the promises made on it, and what was said."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from schoolgate.domain.deliveries.models import InboundMail
from schoolgate.domain.enquiries.enums import (
    FAMILY_SAYS,
    Begun,
    Clock,
    EnquiryState,
    MessageKind,
    Outcome,
    Reached,
    Readership,
)
from schoolgate.domain.enquiries.rules import clock
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation.ids import new_public_id, new_reference, spoken
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field
from schoolgate.kernel.vocabulary import Category, Channel, Concern, Role


class Enquiry(SchoolOwned):
    """Anything one contact raises about one student, until it is answered.

    Belongs to that contact alone: another parent of the same student has no part in
    it. Personal data: who asks, about whom, what. Kept: with the pupil file. Erased:
    with it.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    reference = models.CharField(max_length=6, default=new_reference)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="enquiries")
    student = models.ForeignKey(
        Student, models.PROTECT, null=True, blank=True, related_name="enquiries"
    )
    """None while the office has not yet seen which child it is about."""
    channel = word_field(Channel)
    begun = word_field(Begun, default=Begun.ASKED)
    concern = word_field(Concern)
    subject = models.CharField(max_length=60, blank=True)
    """The subject taught, for an academic concern: Maths."""
    title = models.CharField(max_length=120)
    state = word_field(EnquiryState, default=EnquiryState.OPEN)
    role = word_field(Role)
    step = models.PositiveSmallIntegerField(default=0)
    """The step of the ladder it is on, from 1; 0 where the policy has no route."""
    holder = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="held"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    promise = models.OneToOneField(
        "Promise", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The promise that runs now, or the last one."""
    due_at = models.DateTimeField(null=True, blank=True)
    """The next moment by which the school owes something; `promise` says what."""
    outcome = word_field(Outcome, blank=True)
    """How it was settled; blank while it is not."""
    readership = word_field(Readership, default=Readership.STAFF)
    """Which staff may read it (`access.readers`); changes nothing for the family."""
    joined_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined"
    )
    """The earlier one in which it goes on; its own messages stay its own."""
    found_by = models.TextField(blank=True)
    """Title and names as its words were taken from them: `actions/indexing.py`."""
    version = models.PositiveIntegerField(default=1)
    """Grows with every change: two people at once, and the second sees the first."""

    class Meta(SchoolOwned.Meta):
        ordering = ("-opened_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("school", "reference"), name="enquiry_reference_once"
            ),
            only("channel", Channel, name="enquiry_channel_is_known"),
            only("begun", Begun, name="enquiry_begun_is_known"),
            only("concern", Concern, name="enquiry_concern_is_known"),
            only("state", EnquiryState, name="enquiry_state_is_known"),
            only("role", Role, name="enquiry_role_is_known"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at=None)),
                name="enquiry_closed_has_a_time",
            ),
            only("outcome", Outcome, name="enquiry_outcome_is_known", blank=True),
            only("readership", Readership, name="enquiry_readership_is_known"),
            models.CheckConstraint(
                condition=Q(state="closed") | Q(outcome=""),
                name="enquiry_outcome_means_closed",
            ),
        )
        indexes = (
            models.Index(
                fields=("school", "holder", "due_at"),
                condition=Q(state="open"),
                name="enquiry_open_by_holder",
            ),
            models.Index(
                fields=("school", "role", "due_at"),
                condition=Q(state="open"),
                name="enquiry_open_by_role",
            ),
            models.Index(
                fields=("school", "due_at"),
                condition=Q(state="open"),
                name="enquiry_open_by_due",
            ),
            models.Index(
                fields=("school", "role", "-opened_at"),
                condition=Q(state="answered"),
                name="enquiry_answered_by_role",
            ),
            models.Index(fields=("contact", "-opened_at"), name="enquiry_by_contact"),
            models.Index(
                fields=("holder", "state", "-opened_at"), name="enquiry_by_holder"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def spoken_reference(self) -> str:
        """Return the reference as it is read aloud: K7M 42Q."""
        return spoken(self.reference)

    @property
    def is_sorted(self) -> bool:
        """Answer whether it is known which child it is about."""
        return self.student_id is not None

    @property
    def signature(self) -> str:
        """Return how the audit writes this enquiry."""
        return f"enquiry:{self.public_id}"


class Promise(SchoolOwned):
    """What the family was told: by when someone is in touch, by when it is answered.

    Counted once, by the policy in force when it was made. It moves only when the
    school's year changes, only later, and only with the family told
    (`actions/moving.py`). A family that writes back after an answer gets a new one.
    Personal data: none of its own. Kept: with the enquiry; figures outlive it without
    names.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="promises")
    adoption_version = models.PositiveIntegerField()
    channel = word_field(Channel)
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    """The step of the ladder it counts for; None: given before this was kept, so for
    the step the enquiry is on."""
    received_at = models.DateTimeField()
    counts_from = models.DateField(null=True, blank=True)
    is_counted_later = models.BooleanField(default=False)
    """Whether it counts from a later day than the one it came in on."""
    acknowledge_by = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    extended_to = models.DateTimeField(null=True, blank=True)
    """By when the answer comes instead, as the family was told in a holding reply."""
    extended_at = models.DateTimeField(null=True, blank=True)
    """When the family was first told so."""
    clauses = models.JSONField(default=list)
    because = models.JSONField(default=list)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("received_at",)
        constraints = (
            only("channel", Channel, name="promise_channel_is_known"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(acknowledged_at__isnull=False),
                name="promise_answered_means_acknowledged",
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None, extended_at=None)
                | Q(
                    extended_to__isnull=False,
                    extended_at__isnull=False,
                    acknowledged_at__isnull=False,
                ),
                name="promise_extended_is_whole",
            ),
        )
        indexes = (
            models.Index(fields=("school", "received_at"), name="promise_by_school"),
        )

    def __str__(self) -> str:
        return f"promise on enquiry {self.enquiry_id}"

    @property
    def next_due_at(self) -> datetime | None:
        """Return the next moment by which the school owes something, if any."""
        if self.answered_at is not None:
            return None
        if self.acknowledged_at is None and self.acknowledge_by is not None:
            return self.acknowledge_by
        return self.extended_to or self.answer_by

    def acknowledged(self, at: datetime) -> Clock:
        """Return how the promise of a first word stands."""
        return clock(due_at=self.acknowledge_by, done_at=self.acknowledged_at, at=at)

    def answered(self, at: datetime) -> Clock:
        """Return how the promise of an answer stands."""
        return clock(
            due_at=self.answer_by,
            done_at=self.answered_at,
            at=at,
            extended_to=self.extended_to if self._was_extended_in_time else None,
        )

    @property
    def _was_extended_in_time(self) -> bool:
        """Answer whether the later date was given before the first had passed.

        A date given afterwards tells the family when to expect it, and mends nothing.
        """
        if self.extended_at is None:
            return False
        running = clock(due_at=self.answer_by, done_at=None, at=self.extended_at)
        return running is Clock.RUNNING


class Message(SchoolOwned):
    """One thing said in an enquiry, by the family or by the school; never edited.

    Personal data: what was said. Kept and erased with the enquiry.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="messages")
    kind = word_field(MessageKind)
    staff = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who wrote it; none when the family did."""
    noted_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who wrote down what the family said; none when they wrote it themselves."""
    reached = word_field(Reached, blank=True)
    """Whether a call reached them; blank for whatever is no note of a call."""
    category = word_field(Category, blank=True)
    """What an answer tells about the student; blank: nothing about the student."""
    text = models.TextField()
    channel = word_field(Channel)
    sent_at = models.DateTimeField()
    mail = models.ForeignKey(
        InboundMail, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(SchoolOwned.Meta):
        ordering = ("sent_at", "pk")
        constraints = (
            only("kind", MessageKind, name="message_kind_is_known"),
            only("channel", Channel, name="message_channel_is_known"),
            only("category", Category, name="message_category_is_known", blank=True),
            only("reached", Reached, name="message_reached_is_known", blank=True),
            models.CheckConstraint(
                condition=Q(noted_by=None) | Q(kind__in=sorted(FAMILY_SAYS)),
                name="message_noted_is_the_familys",
            ),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.CALLED) & ~Q(reached="")
                | ~Q(kind=MessageKind.CALLED) & Q(reached=""),
                name="message_called_says_whom_it_reached",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(FAMILY_SAYS), staff=None)
                | (~Q(kind__in=sorted(FAMILY_SAYS)) & Q(staff__isnull=False)),
                name="message_has_its_writer",
            ),
        )

    def __str__(self) -> str:
        return self.public_id
