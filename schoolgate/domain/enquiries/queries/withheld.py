"""What is for few readers, and where else it could be come by: held mail, exports."""

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower, StrIndex

from schoolgate.domain.accounts.access.actors import AnyActor
from schoolgate.domain.deliveries.access import visible_held_mail
from schoolgate.domain.deliveries.models import InboundMail, OutboxMail
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import (
    Enquiry,
    Message,
    Reader,
    Reading,
    SafetyNote,
)
from schoolgate.domain.enquiries.rules import CONVERSATION

FOR_STAFF = Q(readership=Readership.STAFF)


def held_mail_for(actor: AnyActor) -> QuerySet[InboundMail]:
    """Return the mail held for the office, without what answers a conversation of few.

    Such a mail quotes what the office may not read. `held_mail_in` gives it to those
    who may.
    """
    return visible_held_mail(actor).exclude(_answers_one_of_few())


def held_mail_in(enquiry: Enquiry) -> list[InboundMail]:
    """Return the mails that were held on their way to a conversation of few readers."""
    if enquiry.readership == Readership.STAFF:
        return []
    joined = Message.objects.filter(mail=OuterRef("pk"))
    rows = InboundMail.objects.filter(_answers_one_of_few(pk=enquiry.pk))
    return list(rows.exclude(Exists(joined)).defer("raw").order_by("received_at"))


def is_for_few(row: Model) -> bool:
    """Answer whether a row is, or hangs on, what only few may read.

    It is in no export that somebody else makes. That somebody told the safeguarding
    lead something is among it.
    """
    if isinstance(row, SafetyNote | Reader | Reading):
        return True
    if isinstance(row, OutboxMail):
        return is_signature_of_few(row.about)
    if isinstance(row, InboundMail):
        return _is_mail_of_few(row)
    enquiry = row if isinstance(row, Enquiry) else getattr(row, "enquiry", None)
    return isinstance(enquiry, Enquiry) and enquiry.readership != Readership.STAFF


def is_signature_of_few(about: str) -> bool:
    """Answer whether what a mail or an entry of the audit is about is for few."""
    kind, _, public_id = about.partition(":")
    if kind == "note":
        return True
    rows = Enquiry.objects.exclude(FOR_STAFF)
    return kind == "enquiry" and rows.filter(public_id=public_id).exists()


def _is_mail_of_few(mail: InboundMail) -> bool:
    said = Message.objects.filter(mail=mail).exclude(
        enquiry__readership=Readership.STAFF
    )
    answers = InboundMail.objects.filter(_answers_one_of_few(), pk=mail.pk)
    return said.exists() or answers.exists()


def _answers_one_of_few(**of: int) -> Exists:
    """Match mail addressed to a conversation of few readers, also from before."""
    rows = Enquiry.objects.exclude(FOR_STAFF).filter(**of)
    mailbox = Concat(Value(CONVERSATION), Lower("reference"), Value("@"))
    place = StrIndex(Lower(OuterRef("recipient")), F("mailbox"))
    return Exists(rows.annotate(mailbox=mailbox, place=place).filter(place=1))
