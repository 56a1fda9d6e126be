"""The last mail that somebody was sent."""

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.people.models import Contact
from schoolgate.foundation.tenancy import school_in_force


def last_mail_to(contact: Contact) -> OutboxMail:
    """Return the last mail queued to a contact, with what rendering it needs."""
    with school_in_force(contact.school_id):
        related = ("school", "contact", "student", "invitation", "account")
        rows = OutboxMail.objects.filter(contact=contact).select_related(*related)
        return rows.latest("pk")
