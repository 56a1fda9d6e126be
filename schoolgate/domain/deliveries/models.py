"""What goes out, one row a recipient, and what came in, always kept whole."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from schoolgate.domain.accounts.models import Account, Invitation
from schoolgate.domain.deliveries.enums import InboundOutcome, NoticeKind, SendState
from schoolgate.domain.people.models import Contact, Person, StaffMember, Student
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field
from schoolgate.kernel.vocabulary import Category


def _to_one_of(*names: str) -> Q:
    """Return that exactly one of these is there."""
    each = [{f"{name}__isnull": name != there for name in names} for there in names]
    return reduce(or_, (Q(**one) for one in each))


class OutboxMail(SchoolOwned):
    """One notice to one person by mail, from its decision to its receipt.

    Written in the transaction that decided it; rendered, and the gate asked again,
    when it goes. Personal data: whom, about whom, the facts the words are made of.
    Kept: 13 months. Erased: with the enquiry it is about.

    It goes to a contact, to whoever signs in with an account (codes, and what they
    must know about signing in), to whom an invitation is for, or to a member of staff.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    kind = word_field(NoticeKind)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+"
    )
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="+"
    )
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    staff = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    student = models.ForeignKey(
        Student, models.PROTECT, null=True, blank=True, related_name="+"
    )
    category = word_field(Category, blank=True)
    """What it tells about the student; blank: nothing."""
    about = models.CharField(max_length=80, blank=True)
    """What it is about, as the audit writes it: `enquiry:4k2m…`."""
    facts = models.JSONField()
    reply_to = models.CharField(max_length=200)
    queued_at = models.DateTimeField()
    state = word_field(SendState, default=SendState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)
    """Set, durably, just before the hand-over that cannot be taken back."""
    finished_at = models.DateTimeField(null=True, blank=True)
    address = models.EmailField(blank=True)
    """Where it went, as the school's record said at that moment; for the code of
    somebody with a letter, from the start: the address they gave."""
    receipt = models.CharField(max_length=300, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("pk",)
        constraints = (
            only("kind", NoticeKind, name="outbox_kind_is_known"),
            only("state", SendState, name="outbox_state_is_known"),
            only("category", Category, name="outbox_category_is_known", blank=True),
            models.CheckConstraint(
                condition=_to_one_of("contact", "account", "invitation", "staff"),
                name="outbox_one_recipient",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handing_over", "sent", "uncertain"])
                | Q(marked_at__isnull=False),
                name="outbox_marked_before_hand_over",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",),
                condition=Q(state="queued"),
                name="outbox_queued",
            ),
            models.Index(
                fields=("leased_until",),
                condition=Q(state="handing_over"),
                name="outbox_handing_over",
            ),
            models.Index(
                fields=("school",),
                condition=Q(state__in=["failed", "uncertain", "withheld", "held"]),
                name="outbox_needs_a_look",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def person(self) -> Person | None:
        """Return to whom it goes; None where that is only an account."""
        return self.invitation.person if self.invitation else self.contact or self.staff

    @property
    def addressed_to(self) -> str:
        """Return the address on record now; empty where there is none."""
        if self.account:
            return self.account.email
        if self.kind == NoticeKind.SIGN_IN_CODE:
            return self.address
        return str(getattr(self.person, "email", ""))


class InboundMail(SchoolOwned):
    """A mail that came in, whole, and what was made of it.

    Personal data: everything in the mail. Why: the original is the evidence, and
    nothing may be lost. Kept: as long as the enquiry; 90 days if it became none.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    received_at = models.DateTimeField()
    envelope_from = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    """The sender's new words, without what they quoted."""
    raw = models.BinaryField()
    fingerprint = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001
    """Of Message-ID, sender and recipient; null on a duplicate, so that one is one."""
    body_hash = models.CharField(max_length=64)
    outcome = word_field(InboundOutcome)
    reason = models.CharField(max_length=300, blank=True)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    """When the office decided what to do with a held mail."""
    settled_by = models.CharField(max_length=80, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("-received_at",)
        constraints = (
            only("outcome", InboundOutcome, name="inbound_outcome_is_known"),
            models.UniqueConstraint(
                fields=("school", "fingerprint"), name="inbound_mail_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("school", "received_at"),
                condition=Q(outcome="quarantined", settled_at=None),
                name="inbound_held",
            ),
            models.Index(
                fields=("school", "body_hash", "received_at"), name="inbound_body"
            ),
        )

    def __str__(self) -> str:
        return self.public_id
