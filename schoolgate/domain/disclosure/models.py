"""What opens and closes information about a student.

Consents, objections, restrictions and holds. Nothing here decides; the rules do.
"""

from django.db import models

from schoolgate.domain.disclosure.enums import Category, ConsentForm, RestrictionKind
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field


class Restriction(SchoolOwned):
    """A court order, or a hold on a tie, that stops all information to one contact.

    Personal data: that an order exists, and when; never the story. Why: a child's
    safety. Kept: with the pupil file. Added by one, lifted by two, never by an import.
    """

    tie = models.ForeignKey(Tie, models.PROTECT, related_name="restrictions")
    kind = word_field(RestrictionKind)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        constraints = (only("kind", RestrictionKind, name="restriction_kind_is_known"),)

    def __str__(self) -> str:
        return f"{self.kind} on tie {self.tie_id}"


class Hold(SchoolOwned):
    """Information kept back from every contact, such as in a child-protection matter.

    A pointer, never the story (GN-4.3). Personal data: that there is a hold. Kept:
    with the pupil file.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="holds")
    category = word_field(Category, blank=True)
    """Blank: every category."""
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        constraints = (
            only("category", Category, name="hold_category_is_known", blank=True),
        )

    def __str__(self) -> str:
        return f"hold on student {self.student_id}"


class Consent(SchoolOwned):
    """A student's yes: this contact may be told this kind of information.

    Personal data: the student's decision. Why: from 18 nothing is shared without it.
    Kept: with the pupil file, withdrawn ones too.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="consents")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True)
    """None: any contact."""
    category = word_field(Category, blank=True)
    """Blank: every category."""
    form = word_field(ConsentForm)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        constraints = (
            only("category", Category, name="consent_category_is_known", blank=True),
            only("form", ConsentForm, name="consent_form_is_known"),
        )

    def __str__(self) -> str:
        return f"consent of student {self.student_id}"


class Objection(SchoolOwned):
    """A student's no: binds at every age until withdrawn (FE-1.8).

    Personal data: the student's decision. Kept: with the pupil file.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="objections")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True)
    category = word_field(Category, blank=True)
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        constraints = (
            only("category", Category, name="objection_category_is_known", blank=True),
        )

    def __str__(self) -> str:
        return f"objection of student {self.student_id}"


class Override(SchoolOwned):
    """For a safeguarding reason, an objection does not count for a while.

    Personal data: that it happened, who decided; never the story. Always ends.
    """

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="overrides")
    from_on = models.DateField()
    until_on = models.DateField()
    decided_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"override of objection {self.objection_id}"
