"""What each person may do with an enquiry now."""

from datetime import date, datetime

from schoolgate.domain.accounts.access.actors import AnyActor, FamilyActor, StaffActor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.disclosure.access import (
    may_be_reached,
    visible_ties,
)
from schoolgate.domain.enquiries.access.readers import (
    may_read_enquiry,
    visible_enquiries,
)
from schoolgate.domain.enquiries.enums import (
    Begun,
    Clock,
    EnquiryState,
    MessageKind,
    Readership,
)
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.rules import may_move
from schoolgate.domain.people.models import Contact, Student
from schoolgate.kernel.decision import Decision, allow, refuse
from schoolgate.kernel.vocabulary import Channel


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


def may_write_back(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person may add to an enquiry as its family."""
    is_theirs = isinstance(actor, FamilyActor) and enquiry.contact_id in {
        contact.pk for contact in actor.contacts
    }
    if not is_theirs:
        return refuse("not_theirs", "It is another contact's enquiry.")
    return may_open_enquiry(enquiry.contact, enquiry.student, on=on)


def may_answer_enquiry(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person answers for this enquiry now.

    For one whose holder has left, the office does. What only few may read, they answer.
    """
    reads = may_read_enquiry(actor, enquiry, on=on)
    if not isinstance(actor, StaffActor) or reads.reason != "is_ordinary":
        return reads
    if enquiry.joined_into_id is not None:
        return refuse("joined", "It goes on in another enquiry of theirs.")
    if enquiry.holder_id == actor.staff.pk:
        return allow("is_the_holder", "It is with you.")
    if enquiry.holder_id is None and Role(enquiry.role) in actor.roles:
        return allow("holds_the_post", "It waits for a post that you hold.")
    if Role.SCHOOL_OFFICE in actor.roles and _has_no_holder(enquiry, on):
        return allow("holder_has_left", "Who had it has left, so the office does.")
    if actor.roles & LEADERSHIP:
        return allow("leads_the_school", "You answer for the whole school.")
    return refuse("not_the_holder", "It is with somebody else.")


def may_close_enquiry(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether it can be closed: by who answers for it, after a reply (5.2d).

    Without one only where the law forbids any: this contact may not be reached. What
    came by phone needs a note of a call as well (GN-5.4c). What a family told is closed
    by saying what was made of it, which is the reply (PR-7.5).
    """
    answers = may_answer_enquiry(actor, enquiry, on=on)
    if not answers.allowed or enquiry.state == EnquiryState.CLOSED:
        return answers if not answers.allowed else refuse("closed", "It is settled.")
    if not may_be_reached(enquiry.contact, enquiry.student, on=on).allowed:
        return allow("may_not_reply", "This contact may not be reached about it.")
    if _lacks_a_call(enquiry):
        return refuse("no_call_noted", "It came by phone. Note your call first.")
    if may_move(EnquiryState(enquiry.state), EnquiryState.CLOSED):
        return allow("answered", "It has been answered.")
    if enquiry.begun == Begun.TOLD:
        return allow("was_told", "What was made of it is the reply.")
    return refuse("not_answered", "It cannot be closed before it is answered.")


def may_extend_enquiry(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person may tell the family a later date."""
    answers = may_answer_enquiry(actor, enquiry, on=on)
    if not answers.allowed:
        return answers
    given = enquiry.promise
    if enquiry.state != EnquiryState.OPEN or given is None or given.answer_by is None:
        return refuse("nothing_promised", "No answer is owed by a time.")
    return allow("is_owed", "The family waits for an answer.")


def may_hand_over_enquiry(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person may give it to a colleague.

    Only while it is known which child it is about: whose colleague has to do with
    that child is what decides whom it may go to.
    """
    answers = may_answer_enquiry(actor, enquiry, on=on)
    if not answers.allowed:
        return answers
    if enquiry.readership == Readership.SAFEGUARDING:
        return refuse("kept_by_the_lead", "It stays with the safeguarding lead.")
    if enquiry.student is None:
        return refuse("unsorted", "Say first which child it is about.")
    if enquiry.state == EnquiryState.CLOSED:
        return refuse("closed", "It is settled.")
    return allow("is_theirs", "You answer for it, so you may give it on.")


def may_divide_enquiry(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person may say which matters it is about.

    Not of what is for few readers, who were named for all of it; nor of what a family
    told, which is settled with what was made of it.
    """
    answers = may_answer_enquiry(actor, enquiry, on=on)
    if not answers.allowed:
        return answers
    if enquiry.readership != Readership.STAFF:
        return refuse("for_few", "It is for few readers, and stays as it is.")
    if enquiry.begun != Begun.ASKED:
        return refuse("not_asked", "Nothing was asked in it.")
    if enquiry.student is None:
        return refuse("unsorted", "Say first which child it is about.")
    return allow("is_theirs", "You answer for it.")


def may_join_enquiries(
    actor: AnyActor, first: Enquiry, later: Enquiry, *, on: date
) -> Decision:
    """Decide whether this person may let one go on in the other.

    Who answers for both, and only where both are one contact's about one student:
    nobody ever reads another's.
    """
    for each in (first, later):
        answers = may_divide_enquiry(actor, each, on=on)
        if not answers.allowed:
            return answers
    if first.contact_id != later.contact_id or first.student_id != later.student_id:
        return refuse("of_others", "They are not one person’s about one child.")
    if first.pk == later.pk:
        return refuse("the_same", "Choose another one.")
    return allow("are_theirs", "You answer for both.")


def may_note_enquiry(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person may leave a note in it for colleagues."""
    if not isinstance(actor, StaffActor):
        return refuse("not_staff", "Only staff leave notes.")
    if visible_enquiries(actor, on=on).filter(pk=enquiry.pk).exists():
        return allow("sees_it", "You can see it.")
    return refuse("not_seen", "You cannot see it.")


def may_take_further(
    actor: AnyActor, enquiry: Enquiry, *, on: date, at: datetime
) -> Decision:
    """Decide whether the family may take it one step up the policy's ladder now.

    Once it was answered, or the promise has passed; not while there is still time.
    """
    writes = may_write_back(actor, enquiry, on=on)
    if not writes.allowed:
        return writes
    if not is_unresolved(enquiry, at=at):
        return refuse("in_time", "There is still time for an answer.")
    return allow("unresolved", "It is not resolved where it is.")


def is_unresolved(enquiry: Enquiry, *, at: datetime) -> bool:
    """Answer whether it was answered or its promise has passed, on a ladder."""
    if enquiry.step == 0:
        return False
    given = enquiry.promise
    clocks = {given.acknowledged(at), given.answered(at)} if given else set()
    return enquiry.state != EnquiryState.OPEN or Clock.OVERDUE in clocks


def may_dispute_outcome(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person may say that it is not settled."""
    writes = may_write_back(actor, enquiry, on=on)
    if not writes.allowed:
        return writes
    if enquiry.state != EnquiryState.CLOSED:
        return refuse("not_closed", "Nobody has said that it is settled.")
    return allow("is_theirs", "It was the family's, so they say when it is settled.")


def may_sort_enquiry(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person may say which child it is about, and pass it on."""
    is_office = isinstance(actor, StaffActor) and Role.SCHOOL_OFFICE in actor.roles
    if enquiry.readership != Readership.STAFF:
        return refuse("not_with_the_office", "Only the office passes on what it has.")
    is_theirs = enquiry.role == Role.SCHOOL_OFFICE or _has_no_holder(enquiry, on)
    if not is_office or not is_theirs:
        return refuse("not_with_the_office", "Only the office passes on what it has.")
    if enquiry.state != EnquiryState.OPEN:
        return refuse("not_open", "It has been answered already.")
    return allow("is_the_office", "The office passes on what came to it.")


def may_pass_to_the_lead(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person may say that it is about a child's safety.

    Anybody on staff who sees it: nobody has to be asked first, and nobody may refuse.
    """
    if enquiry.readership == Readership.SAFEGUARDING:
        return refuse("is_there", "It is with the safeguarding lead.")
    return may_note_enquiry(actor, enquiry, on=on)


def _lacks_a_call(enquiry: Enquiry) -> bool:
    """Answer whether it came by phone and nobody has noted that they called."""
    if enquiry.channel != Channel.PHONE:
        return False
    calls = Message.objects.filter(enquiry=enquiry, kind=MessageKind.CALLED)
    return not calls.exists()


def _has_no_holder(enquiry: Enquiry, on: date) -> bool:
    """Answer whether the one who had it has left."""
    return enquiry.holder is not None and not enquiry.holder.is_employed(on)
