"""What is about to be told, and what became of it, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.enquiries.enums import Told
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.desks import Foreseen
from schoolgate.domain.enquiries.queries.tellings import telling_of, uses_for_family
from schoolgate.web.family.enquiries.forms_telling import (
    ALL,
    ONE,
    WHO_READS,
    ShareForm,
    TellForm,
)
from schoolgate.web.family.enquiries.presenters import Check, check_of
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.shapes import Answer


@dataclass(frozen=True, kw_only=True)
class Used:
    """How somebody used it."""

    who: str
    when: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ToldCard:
    """What was told, who may read it, and how it was used."""

    kind: str
    readers: str
    uses: Sequence[Used]
    form: ShareForm | None
    does: str
    """What the button of the form does."""


def telling_check_of(form: TellForm, foreseen: Foreseen, *, now: datetime) -> Check:
    """Put into words what is about to be told."""
    check = check_of(form, foreseen, (), now=now)
    readers = WHO_READS[form.cleaned_data["who_reads"]]
    return Check(
        answers=[
            *check.answers[:1],
            Answer(asks="You tell", says=form.told.label),
            *check.answers[1:3],
            Answer(asks="Who may read it", says=readers),
        ],
        who=check.who,
        promise=f"{check.promise} You will read what was made of it.",
        why=check.why,
        send=check.send,
        readers="",
    )


def told_by(enquiry: Enquiry, *, may_change: bool, now: datetime) -> ToldCard | None:
    """Put into words what became of what the family told; None if it asked."""
    telling = telling_of(enquiry)
    if telling is None:
        return None
    telling.enquiry = enquiry
    is_shared = telling.is_shared
    other = ONE if is_shared else ALL
    form = ShareForm(initial={"readers": other}) if may_change else None
    return ToldCard(
        kind=Told(telling.kind).label,
        readers=WHO_READS[ALL if is_shared else ONE],
        uses=[
            Used(
                who=use.staff.polite_name,
                when=moment_in_words(use.used_at, enquiry.school, now=now),
                text=use.text,
            )
            for use in uses_for_family(telling, at=now)
        ],
        form=form,
        does="Share it with who it went to alone"
        if is_shared
        else "Share it with everyone who teaches this child",
    )
