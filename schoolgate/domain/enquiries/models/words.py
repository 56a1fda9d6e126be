"""The words by which an enquiry is found again."""

from django.db import models

from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.foundation.tenancy import SchoolOwned


class EnquiryWord(SchoolOwned):
    """One word of an enquiry's title, or of a name in it.

    A table of our own and no full-text index: PostgreSQL uses none under row-level
    security, where only comparisons that leak nothing reach an index. Bytes, because
    those stand in the same order everywhere: what begins alike stands together.
    Personal data: words of titles and names. Kept and erased with the enquiry.
    """

    enquiry = models.ForeignKey(
        Enquiry, models.CASCADE, related_name="found_by_words", db_index=False
    )
    word = models.BinaryField()

    class Meta(SchoolOwned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("enquiry", "word"), name="enquiry_word_once"
            ),
        )
        indexes = (
            models.Index(fields=("school", "word", "enquiry"), name="enquiry_by_word"),
        )

    def __str__(self) -> str:
        return f"a word of {self.enquiry_id}"
