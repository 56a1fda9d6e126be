"""Keeping the words by which enquiries are found."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat

from schoolgate.domain.enquiries.models import Enquiry, EnquiryWord
from schoolgate.kernel.searched_words import words_found_by

AT_ONCE = 200
NOTHING = Value("")


def keep_words(enquiries: Sequence[Enquiry]) -> None:
    """Write down anew by which words these are found: title, student, who asked."""
    EnquiryWord.objects.filter(enquiry__in=enquiries).delete()
    words = []
    for each in enquiries:
        each.found_by = _text_of(each)
        words += [
            EnquiryWord(
                school_id=each.school_id, enquiry=each, word=word.encode("utf-8")
            )
            for word in words_found_by(each.found_by)
        ]
    EnquiryWord.objects.bulk_create(words)
    Enquiry.objects.bulk_update(enquiries, ["found_by"])


def refresh_words() -> int:
    """Do so for those whose names have changed since; return how many.

    A name is corrected in one place, and no enquiry is touched then: until this is
    done, the old name finds it. A few at a time: whoever writes meanwhile waits for
    some, and never for all.
    """
    stale = Enquiry.objects.exclude(found_by=_CURRENT).order_by("pk")
    keys = list(stale.values_list("pk", flat=True))
    for chunk in _batched(keys, AT_ONCE):
        with transaction.atomic():
            rows = Enquiry.objects.select_related("student", "contact")
            keep_words(list(rows.filter(pk__in=chunk)))
    return len(keys)


def _batched(keys: Sequence[int], number: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), number):
        yield keys[start : start + number]


def _text_of(enquiry: Enquiry) -> str:
    """Return what its words are taken from; `_CURRENT` says the same in SQL."""
    student, contact = enquiry.student, enquiry.contact
    lines = (
        enquiry.title,
        *((student.given_name, student.family_name) if student else ("", "")),
        *(contact.given_name, contact.family_name),
    )
    return "\n".join(lines)


_NAMES = (
    *("student__given_name", "student__family_name"),
    *("contact__given_name", "contact__family_name"),
)
_CURRENT = Concat(
    F("title"),
    *(part for name in _NAMES for part in (Value("\n"), Coalesce(F(name), NOTHING))),
)
