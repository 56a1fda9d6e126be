"""Who may see an enquiry: its family, its few readers, or staff."""

from collections.abc import Sequence
from datetime import date

from django.db.models import (
    BigAutoField,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.lookups import IsNull

from schoolgate.domain.accounts.access.actors import AnyActor, FamilyActor, StaffActor
from schoolgate.domain.accounts.access.posts import posts_done_by, posts_with_somebody
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.disclosure.access import (
    restrictions_in_force,
)
from schoolgate.domain.enquiries.enums import (
    EnquiryState,
    Readership,
)
from schoolgate.domain.enquiries.models import Enquiry, Message, Reader, SafetyNote
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.decision import Decision, allow, refuse


def visible_enquiries(actor: AnyActor, *, on: date) -> QuerySet[Enquiry]:
    """Return the enquiries this person may see.

    A contact sees their own and nobody else's, and none about a student from whom a
    restriction keeps them. Staff see what they hold, what waits for a post they hold
    for the whole school, and what they have written in; the leadership sees all. Of
    what was told in confidence, or is about a child's safety, all of them see nothing
    but its own few readers (`_withheld`).
    A student sees none: what a parent asks is the parent's.
    """
    if isinstance(actor, FamilyActor):
        return visible_to_contacts([each.pk for each in actor.contacts], on=on)
    if not isinstance(actor, StaffActor):
        return Enquiry.objects.none()
    few = few_read_by(actor, on=on)
    ordinary = _ordinary(actor, on)
    return Enquiry.objects.filter(ordinary | Q(pk__in=few) if few else ordinary)


def visible_ordinary(actor: AnyActor, *, on: date) -> QuerySet[Enquiry]:
    """Return those that are not for few readers, as far as this person may see them.

    At the price of one query; `visible_enquiries` needs another for what few may read.
    """
    if not isinstance(actor, StaffActor):
        return visible_enquiries(actor, on=on)
    return Enquiry.objects.filter(_ordinary(actor, on))


def few_read_by(actor: StaffActor, *, on: date) -> list[int]:
    """Return the keys of what only few may read, and this person is one of them."""
    return _FEW(staff=actor.staff.pk, on=on)


def visible_to_contacts(
    contacts: Sequence[int | Given], *, on: date | Given
) -> QuerySet[Enquiry]:
    """Return the enquiries of these contacts that no restriction closes to them.

    While nobody has said which student one is about, a restriction on any tie of its
    contact does.
    """
    closed = restrictions_in_force(on).filter(
        Q(tie__student=OuterRef("student_id"))
        | Q(IsNull(OuterRef("student_id"), rhs=True)),
        tie__contact=OuterRef("contact_id"),
    )
    theirs = Q(contact__pk__in=contacts)
    return Enquiry.objects.filter(theirs).exclude(Exists(closed))


def visible_on_desk(
    holders: Sequence[int | Given],
    *,
    is_office: bool,
    few: Sequence[int | Given] = (),
) -> QuerySet[Enquiry]:
    """Return the enquiries that a member of staff is the one to answer.

    `holders` are their own key and, for the office, the keys of `left_behind`: keys and
    no question, so that an index answers. `few` are the keys of what few may read and
    this person does (`few_read_by`): what was told in confidence stands on the desk of
    each who may read it, what is about a child's safety on the lead's, and on no other.
    """
    mine = Q(holder__pk__in=holders)
    if is_office:
        mine |= Q(role=Role.SCHOOL_OFFICE, holder=None)
    mine &= Q(readership=Readership.STAFF)
    return Enquiry.objects.filter(mine | Q(pk__in=few) if few else mine)


def left_behind(on: date | Given) -> QuerySet[StaffMember, int]:
    """Return who has left and still has what is not settled: the office answers it."""
    unsettled = Enquiry.objects.filter(
        holder=OuterRef("pk"), state__in=[EnquiryState.OPEN, EnquiryState.ANSWERED]
    )
    left = StaffMember.objects.filter(Exists(unsettled), left_on__lte=on)
    return left.values_list("pk", flat=True)


def visible_safety_notes(
    staff: int | Given, *, on: date | Given
) -> QuerySet[SafetyNote]:
    """Return the notes about a child's safety that this member of staff may read.

    The safeguarding lead's, or their deputy's who stands in. While nobody is there for
    that post, the principal has those that nobody has taken, and what they took
    themselves; only then.
    """
    leads = Exists(posts_done_by(staff, Role.SAFEGUARDING_LEAD, on=on))
    heads = Exists(posts_done_by(staff, Role.PRINCIPAL, on=on))
    nobody = ~Exists(posts_with_somebody(Role.SAFEGUARDING_LEAD, on=on))
    for_the_head = Q(taken_at=None) | Q(taken_by=staff)
    return SafetyNote.objects.filter(Q(leads) | Q(heads) & Q(nobody) & for_the_head)


def may_read_enquiry(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this member of staff is one of those who may read it at all.

    For what any staff may read this says yes at once: who of them does is decided by
    `visible_enquiries`.
    """
    if not isinstance(actor, StaffActor):
        return refuse("not_staff", "Only staff answer enquiries.")
    if enquiry.readership == Readership.STAFF:
        return allow("is_ordinary", "It is for staff.")
    if enquiry.pk in few_read_by(actor, on=on):
        return allow("is_a_reader", "You are one of the few who may read it.")
    return refuse("not_the_holder", "It is with somebody else.")


def _ordinary(actor: StaffActor, on: date) -> Q:
    ordinary = Q(readership=Readership.STAFF)
    if actor.roles & LEADERSHIP:
        return ordinary
    return ordinary & (
        _on_the_desk(actor.staff.pk, on, is_office=Role.SCHOOL_OFFICE in actor.roles)
        | _through_the_office(actor)
        | Q(pk__in=_written_in_by(actor))
    )


def _on_the_desk(staff: int | Given, on: date | Given, *, is_office: bool) -> Q:
    mine = Q(holder=staff)
    if is_office:
        left = StaffMember.objects.filter(left_on__lte=on).values("pk")
        mine |= Q(role=Role.SCHOOL_OFFICE, holder=None) | Q(holder__in=left)
    return mine


def _through_the_office(actor: StaffActor) -> Q:
    is_office = Role.SCHOOL_OFFICE in actor.roles
    return Q(role=Role.SCHOOL_OFFICE) if is_office else Q(pk__in=[])


def _written_in_by(actor: StaffActor) -> QuerySet[Message, int]:
    return Message.objects.filter(staff=actor.staff).values_list(
        "enquiry_id", flat=True
    )


def _withheld(staff: int | Given, on: date | Given) -> Q:
    """Match what is not for staff at large, as far as this person may read it.

    By keys, of which there are few: the lists of everybody else stay as quick.
    """
    notes = visible_safety_notes(staff, on=on).exclude(enquiry=None)
    safety = Q(
        readership=Readership.SAFEGUARDING, pk__in=notes.values("enquiry").order_by()
    )
    named = Q(readership=Readership.NAMED, pk__in=_told_to(staff, on).values("enquiry"))
    return named | safety


def _told_to(staff: int | Given, on: date | Given) -> QuerySet[Reader]:
    """Return what this person was named for.

    Where nobody named works here any more, the head: what was asked has to be answered,
    and the family's page names the head then.
    """
    now = Reader.objects.filter(ended_at=None).order_by()
    here = Q(staff__left_on=None) | Q(staff__left_on__gt=on)
    left = ~Exists(now.filter(here, enquiry=OuterRef("enquiry")))
    heads = Exists(posts_done_by(staff, Role.PRINCIPAL, on=on))
    return now.filter(Q(staff=staff) | Q(heads) & Q(left))


_FEW = Prepared(
    lambda staff, on: (
        Enquiry.objects.filter(_withheld(staff, on))
        .order_by()
        .values_list("pk", flat=True)
    ),
    staff=BigAutoField(),
    on=DateField(),
)
