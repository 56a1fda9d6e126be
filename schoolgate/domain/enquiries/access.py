"""Who may see an enquiry, and what each may do with it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from schoolgate.domain.accounts.access import AnyActor, FamilyActor, StaffActor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.disclosure.access import restrictions_in_force, visible_ties
from schoolgate.domain.enquiries.enums import EnquiryState
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.rules import may_move
from schoolgate.domain.people.models import Contact, Student
from schoolgate.kernel.decision import Decision, allow, refuse


def visible_enquiries(actor: AnyActor, *, on: date) -> QuerySet[Enquiry]:
    """Return the enquiries this person may see.

    A contact sees their own and nobody else's, and none about a student from whom a
    restriction keeps them. Staff see what they hold, what waits for a post they hold
    for the whole school, and what they have written in; the leadership sees all.
    A student sees none: what a parent asks is the parent's.
    """
    if isinstance(actor, FamilyActor):
        return _of_the_contacts(actor, on)
    if not isinstance(actor, StaffActor):
        return Enquiry.objects.none()
    if actor.roles & LEADERSHIP:
        return Enquiry.objects.all()
    mine = Q(holder=actor.staff) | Q(pk__in=_written_in_by(actor))
    if Role.SCHOOL_OFFICE in actor.roles:
        mine |= Q(role=Role.SCHOOL_OFFICE)
    return Enquiry.objects.filter(mine)


def may_open_enquiry(
    contact: Contact, student: Student | None, *, on: date
) -> Decision:
    """Decide whether this contact may raise something, about this student.

    Needs a tie with responsibility and no restriction; with no student named, any.
    """
    ties = visible_ties(contact, on=on)
    if student is not None:
        ties = ties.filter(student=student)
    if ties.exists():
        return allow("has_a_tie", "This contact answers for the student.")
    return refuse("no_tie", "This contact has no tie to a student that allows this.")


def may_answer_enquiry(actor: AnyActor, enquiry: Enquiry) -> Decision:
    """Decide whether this person answers for this enquiry now."""
    if not isinstance(actor, StaffActor):
        return refuse("not_staff", "Only staff answer enquiries.")
    if enquiry.holder_id == actor.staff.pk:
        return allow("is_the_holder", "It is with you.")
    if enquiry.holder_id is None and Role(enquiry.role) in actor.roles:
        return allow("holds_the_post", "It waits for a post that you hold.")
    if actor.roles & LEADERSHIP:
        return allow("leads_the_school", "You answer for the whole school.")
    return refuse("not_the_holder", "It is with somebody else.")


def may_close_enquiry(actor: AnyActor, enquiry: Enquiry) -> Decision:
    """Decide whether it can be closed: by who answers for it, after a reply (5.2d)."""
    answers = may_answer_enquiry(actor, enquiry)
    if not answers.allowed:
        return answers
    if may_move(EnquiryState(enquiry.state), EnquiryState.CLOSED):
        return allow("answered", "It has been answered.")
    return refuse("not_answered", "It cannot be closed before it is answered.")


def may_sort_enquiry(actor: AnyActor, enquiry: Enquiry) -> Decision:
    """Decide whether this person may say which child it is about, and pass it on."""
    is_office = isinstance(actor, StaffActor) and Role.SCHOOL_OFFICE in actor.roles
    if not is_office or enquiry.role != Role.SCHOOL_OFFICE:
        return refuse("not_with_the_office", "Only the office passes on what it has.")
    if enquiry.state != EnquiryState.OPEN:
        return refuse("not_open", "It has been answered already.")
    return allow("is_the_office", "The office passes on what came to it.")


def _of_the_contacts(actor: FamilyActor, on: date) -> QuerySet[Enquiry]:
    """Leave out what a restriction closes; unsorted, that of any tie of theirs does."""
    closed = restrictions_in_force(on).filter(tie__contact=OuterRef("contact_id"))
    kept_from = closed.filter(tie__student=OuterRef("student_id"))
    return (
        Enquiry.objects.filter(contact__in=actor.contacts)
        .exclude(Exists(kept_from))
        .exclude(Exists(closed), student=None)
    )


def _written_in_by(actor: StaffActor) -> QuerySet[Message, int]:
    return Message.objects.filter(staff=actor.staff).values_list(
        "enquiry_id", flat=True
    )
